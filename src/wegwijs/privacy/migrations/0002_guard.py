"""What a check constraint cannot say of destruction, because it looks at more than one row or at the row as it was.

1. A list is approved only after somebody proposed it, and who proposed and approved it does not change afterwards.
2. Nothing is added to a list that was proposed.
3. A proof belongs to a case on an approved list; it does not change.

SQLite loses triggers when a later migration remakes the table: such a migration runs `guard` again (a test watches).
"""

from __future__ import annotations

from django.db import migrations

LIST, ITEM, PROOF = "privacy_destructionlist", "privacy_destructionitem", "privacy_destruction"
# `<>>` stands for "differs, nulls too" in the words of each database.
RULES = (
    (
        "list_first_proposed", LIST, "BEFORE UPDATE",
        "NEW.state = 'approved' AND (OLD.state <> 'proposed' OR OLD.proposed_by_id <>> NEW.proposed_by_id)",
        "a list is proposed by one person and then approved by another",
    ),
    (
        "list_not_born_approved", LIST, "BEFORE INSERT", "NEW.state <> 'open'", "a list begins open",
    ),
    (
        "list_stays", LIST, "BEFORE UPDATE",
        "OLD.state IN ('approved', 'done', 'withdrawn') AND (OLD.proposed_by_id <>> NEW.proposed_by_id"
        " OR OLD.approved_by_id <>> NEW.approved_by_id OR OLD.approved_at <>> NEW.approved_at"
        " OR (NEW.state <> OLD.state AND NOT (OLD.state = 'approved' AND NEW.state = 'done')))",
        "an approved list does not change",
    ),
    (
        "item_on_open_list", ITEM, "BEFORE INSERT",
        f"NOT EXISTS (SELECT 1 FROM {LIST} l WHERE l.id = NEW.list_id AND l.state = 'open')",
        "nothing is added to a list that was proposed",
    ),
    (
        "item_stays", ITEM, "BEFORE UPDATE",
        "OLD.trajectory_ref <> NEW.trajectory_ref OR OLD.list_id <> NEW.list_id", "a case on a list does not change",
    ),
    (
        "proof_of_approved", PROOF, "BEFORE INSERT",
        f"NOT EXISTS (SELECT 1 FROM {ITEM} i JOIN {LIST} l ON l.id = i.list_id WHERE i.id = NEW.item_id"
        " AND i.trajectory_ref = NEW.trajectory_ref AND l.state = 'approved')",
        "only a case on an approved list is destroyed",
    ),
    ("proof_stays", PROOF, "BEFORE UPDATE", "1 = 1", "a proof does not change"),
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

    dependencies = [("privacy", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
