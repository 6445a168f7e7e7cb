"""A published table stays as it was: the database refuses to change one, whoever asks.

SQLite loses triggers when a later migration remakes the table: such a migration runs `guard` again.
"""

from __future__ import annotations

from django.db import migrations

NAME, TABLE, MESSAGE = "published_stays", "insight_publishedtable", "a published table does not change"


def guard(_apps, editor) -> None:
    """Set the trigger, whether it stands or not."""
    unguard(_apps, editor)
    if editor.connection.vendor == "sqlite":
        editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )
        return
    editor.execute(
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END $$"
    )
    editor.execute(f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()")


def unguard(_apps, editor) -> None:
    """Take the trigger away."""
    if editor.connection.vendor == "sqlite":
        editor.execute(f"DROP TRIGGER IF EXISTS {NAME}")
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}")
        editor.execute(f"DROP FUNCTION IF EXISTS {NAME}()")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("insight", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
