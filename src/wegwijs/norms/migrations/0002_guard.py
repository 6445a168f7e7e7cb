"""What a check constraint cannot say of norms, because it looks at more than one row or at the row as it was.

1. A norm begins as a draft, and becomes active by somebody other than who wrote it, after a finished check of exactly
   this content.
2. An active or withdrawn norm does not change any more; an active one can only be withdrawn.
3. A finished check does not change.

SQLite loses triggers when a later migration remakes the table: such a migration runs `guard` again (a test watches).
"""

from __future__ import annotations

from django.db import migrations

NORM, CHECK = "norms_norm", "norms_impactcheck"
# `<>>` stands for "differs, nulls too" in the words of each database.
CONTENT = (
    "OLD.name <>> NEW.name OR OLD.value <>> NEW.value OR OLD.effective_from <>> NEW.effective_from"
    " OR OLD.municipality_id <>> NEW.municipality_id OR OLD.reason <>> NEW.reason"
    " OR OLD.proposed_by_id <>> NEW.proposed_by_id OR OLD.content_version <>> NEW.content_version"
)
RULES = (
    (
        "norm_begins_as_draft", NORM, "BEFORE INSERT", "NEW.state <> 'draft' OR NEW.activated_by_id IS NOT NULL",
        "a norm begins as a draft",
    ),
    (
        "norm_first_checked", NORM, "BEFORE UPDATE",
        f"NEW.state = 'active' AND OLD.state <> 'active' AND (OLD.state <> 'draft' OR {CONTENT} OR NOT EXISTS ("
        f"SELECT 1 FROM {CHECK} c WHERE c.norm_id = NEW.id AND c.content_version = NEW.content_version"
        " AND c.state = 'done'))",
        "a norm is active after a check of what it says",
    ),
    (
        "norm_stays", NORM, "BEFORE UPDATE",
        f"OLD.state <> 'draft' AND ({CONTENT} OR OLD.activated_by_id <>> NEW.activated_by_id"
        " OR OLD.activated_at <>> NEW.activated_at OR OLD.state = 'withdrawn'"
        " OR (NEW.state <> OLD.state AND NEW.state <> 'withdrawn'))",
        "an active norm does not change",
    ),
    (
        "check_stays", CHECK, "BEFORE UPDATE",
        "OLD.state = 'done' OR OLD.norm_id <>> NEW.norm_id OR OLD.content_version <>> NEW.content_version",
        "a check of a norm does not change",
    ),
    ("check_begins_waiting", CHECK, "BEFORE INSERT", "NEW.state <> 'waiting'", "a check begins waiting"),
)  # fmt: skip


def guard(_apps, editor) -> None:
    """Set the triggers, whether they stand or not."""
    unguard(_apps, editor)
    vendor = editor.connection.vendor
    for name, table, moment, condition, message in RULES:
        when = condition.replace("<>>", "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM")
        if vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            continue
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN"
            f" RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        editor.execute(f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def unguard(_apps, editor) -> None:
    """Take the triggers away."""
    for name, table, *_ in RULES:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("norms", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
