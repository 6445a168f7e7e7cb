"""What a check constraint cannot say of a text, because it looks at the row as it was.

1. A text begins as a draft, and is approved only after it was sent, with exactly the words that were sent.
2. While a second person reads it, its words stay as they are.
3. An approved text does not change any more.

SQLite loses triggers when a later migration remakes the table: such a migration runs `guard` again (a test watches).
"""

from __future__ import annotations

from django.db import migrations

TABLE = "quality_textversion"
WORDS = ("municipality_id", "kind", "code", "title", "basis", "parts", "written_by_id", "written_at")
# `<>>` stands for "differs, nulls too" in the words of each database.
CHANGED = " OR ".join(f"OLD.{column} <>> NEW.{column}" for column in WORDS)
RULES = (
    ("text_begins_as_draft", "BEFORE INSERT", "NEW.state <> 'draft'", "a text begins as a draft"),
    (
        "text_first_sent", "BEFORE UPDATE",
        f"NEW.state = 'approved' AND (OLD.state <> 'review' OR OLD.sent_by_id <>> NEW.sent_by_id OR {CHANGED})",
        "a text is sent by one person and then approved by another",
    ),
    (
        "text_stays_in_review", "BEFORE UPDATE", f"OLD.state = 'review' AND NEW.state = 'review' AND ({CHANGED})",
        "a text does not change while somebody reads it",
    ),
    ("text_stays", "BEFORE UPDATE", "OLD.state IN ('approved', 'dropped')", "an approved text does not change"),
)  # fmt: skip


def guard(_apps, editor) -> None:
    """Set the triggers, whether they stand or not."""
    unguard(_apps, editor)
    vendor = editor.connection.vendor
    for name, moment, condition, message in RULES:
        when = condition.replace("<>>", "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM")
        if vendor == "sqlite":
            editor.execute(
                f"CREATE TRIGGER {name} {moment} ON {TABLE} FOR EACH ROW WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            continue
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN"
            f" RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        editor.execute(f"CREATE TRIGGER {name} {moment} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()")


def unguard(_apps, editor) -> None:
    """Take the triggers away."""
    for name, *_ in RULES:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")
            editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("quality", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
