import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0005_drafts_per_tab'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=30)),
                ('reader', models.CharField(max_length=10)),
                ('reference_date', models.DateField()),
                ('version', models.IntegerField(default=1)),
                ('definition_version', models.CharField(max_length=12)),
                ('computed_at', models.DateTimeField()),
                ('log_hash', models.CharField(max_length=64)),
                ('changes', models.JSONField(default=list)),
                ('content', models.JSONField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'code', 'reader', 'reference_date', 'version'), name='published_once')],
            },
        ),
    ]
