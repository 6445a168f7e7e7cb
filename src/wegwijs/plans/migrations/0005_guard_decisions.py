"""What a check constraint cannot say of decisions, because it looks at more than one row or at the row as it was.

1. A decision that was taken has a row of a colleague who agreed on exactly this version, and who did not take it.
2. A decision that was taken, or not gone on with, does not change any more (its letter is named after it).
3. An answer of a colleague is given once, to a question that was put first.
4. A plan with another route than the plan before it, or with A2 instead of B1, follows from a decision of that case.

SQLite loses triggers when a later migration remakes the table: such a migration runs `guard` again (a test watches).
"""

from __future__ import annotations

from django.db import migrations

CONTENT = (
    "uuid", "municipality_id", "trajectory_id", "kind", "content_version", "drafted_by_id", "framework",
    "framework_version", "answers", "wish", "reason", "supports", "route", "wish_route", "test_result", "parts",
    "ground", "basis", "culpability", "happened_on", "talk", "dated_on", "agreed_by_id", "agreed_version",
    "decided_by_id", "decided_at", "request_id", "amount", "withdrawn_reason", "state",
)  # fmt: skip
QUESTION = ("uuid", "decision_id", "decision_version", "asked_by_id", "asked_at")

NOBODY_AGREED = """NEW.state = 'decided' AND NOT EXISTS (
    SELECT 1 FROM plans_decisionagreement asked
    WHERE asked.decision_id = NEW.id AND asked.outcome = 'agreed' AND asked.decision_version = NEW.content_version
      AND asked.decided_by_id = NEW.agreed_by_id AND asked.decided_by_id <> NEW.decided_by_id)"""
NOT_DECIDED = """NEW.state = 'established' AND OLD.state <> 'established' AND EXISTS (
    SELECT 1 FROM plans_pip earlier WHERE earlier.id = NEW.amends_id AND (
        (earlier.route <> NEW.route AND NOT EXISTS (
            SELECT 1 FROM plans_decision taken WHERE taken.trajectory_id = NEW.trajectory_id AND taken.state = 'decided'
              AND taken.kind = 'route_change' AND taken.route = NEW.route AND taken.decided_at >= earlier.established_at))
        OR (earlier.route = 'b1' AND NEW.route = 'b1' AND NEW.level = 'a2' AND earlier.level <> 'a2' AND NOT EXISTS (
            SELECT 1 FROM plans_decision taken WHERE taken.trajectory_id = NEW.trajectory_id AND taken.state = 'decided'
              AND taken.kind = 'downscaling' AND taken.decided_at >= earlier.established_at))))"""
# name, table, moment, condition, message
RULES = (
    ("decision_agreed_on_insert", "plans_decision", "BEFORE INSERT", NOBODY_AGREED, "a decision needs a colleague"),
    ("decision_agreed_on_update", "plans_decision", "BEFORE UPDATE", NOBODY_AGREED, "a decision needs a colleague"),
    (
        "decision_stays", "plans_decision", "BEFORE UPDATE", "OLD.state IN ('decided', 'withdrawn') AND ({changed})",
        "a decision does not change",
    ),
    (
        "decision_answer_stays", "plans_decisionagreement", "BEFORE UPDATE", "OLD.outcome <> '' OR ({changed})",
        "an answer is given once",
    ),
    (
        "decision_question_first", "plans_decisionagreement", "BEFORE INSERT",
        "NEW.outcome <> '' OR NEW.decided_by_id IS NOT NULL", "a question comes before its answer",
    ),
    ("pip_decided_first", "plans_pip", "BEFORE UPDATE", NOT_DECIDED, "another route or level needs a decision"),
)  # fmt: skip


def _changed(table: str, vendor: str) -> str:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    columns = CONTENT if table == "plans_decision" else QUESTION
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)


def guard(_apps, editor) -> None:
    """Set the triggers, whether they stand or not."""
    unguard(_apps, editor)
    vendor = editor.connection.vendor
    for name, table, moment, condition, message in RULES:
        when = condition.format(changed=_changed(table, vendor))
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

    dependencies = [("plans", "0004_decisions")]
    operations = [migrations.RunPython(guard, unguard)]
