"""Versions for what an administrator changes, and a name in addresses for a contract."""

import uuid

from django.db import migrations, models


def name_contracts(apps, schema_editor):
    contracts = apps.get_model("accounts", "Contract")
    for pk in contracts.objects.filter(uuid=None).values_list("pk", flat=True):
        contracts.objects.filter(pk=pk).update(uuid=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_drafts_per_tab")]

    operations = [
        *(
            migrations.AddField(name, "version", models.IntegerField(default=1))
            for name in ("municipality", "contract", "department", "team")
        ),
        migrations.AddField("contract", "uuid", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(name_contracts, migrations.RunPython.noop),
        migrations.AlterField(
            "contract", "uuid", models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
        ),
    ]
