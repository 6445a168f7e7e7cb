"""What a check constraint cannot say, because it looks at more than one row or at the row as it was.

1. A decided plan that deviates has a row of a colleague who agreed on exactly this version, route, wish and test result.
2. A decided plan does not change any more; it can only be replaced.
3. An answer of a colleague is given once, to a question that was put first.

SQLite loses triggers when a later migration remakes the table: such a migration runs `guard` again (a test watches).
"""

from __future__ import annotations

from django.db import migrations

CONTENT = (
    "uuid", "municipality_id", "trajectory_id", "number", "amends_id", "is_amendment", "content_version", "drafted_by_id",
    "explained_routes", "explained_language", "with_interpreter", "wish_route", "wish_work", "wish_study", "wish_times",
    "wish_remarks", "route", "level", "intensity_hours", "hours_per_week", "literacy", "may_finish_education", "pvt_hours",
    "pvt_how", "map_hours", "map_how", "participation_how", "guidance", "relief_form", "conversations_per_year", "childcare", "voluntary_exams",
    "agreements", "test_result", "reason_wish", "reason_test", "reason_change", "unilateral", "unilateral_reason",
    "person_present", "dated_on", "agreed_by_id", "agreed_version", "established_by_id", "established_at", "request_id",
)  # fmt: skip
QUESTION = ("uuid", "pip_id", "pip_version", "route", "wish_route", "test_result", "asked_by_id", "asked_at")

DEVIATES = """NEW.state IN ('established', 'replaced') AND (
    (NEW.wish_route <> '' AND NEW.wish_route <> NEW.route)
    OR (NEW.test_result = 'b1_not_feasible' AND NEW.route IN ('b1', 'education'))
    OR (NEW.test_result = 'b1_feasible' AND NEW.route = 'self_reliance'))"""
NOBODY_AGREED = """NOT EXISTS (
    SELECT 1 FROM plans_pipagreement asked
    WHERE asked.pip_id = NEW.id AND asked.outcome = 'agreed' AND asked.pip_version = NEW.content_version
      AND asked.route = NEW.route AND asked.wish_route = NEW.wish_route AND asked.test_result = NEW.test_result
      AND asked.decided_by_id = NEW.agreed_by_id AND asked.decided_by_id <> NEW.established_by_id)"""
# name, table, moment, condition, message
RULES = (
    ("pip_agreed_on_insert", "plans_pip", "BEFORE INSERT", f"{DEVIATES} AND {NOBODY_AGREED}", "a deviating plan needs a colleague"),
    ("pip_agreed_on_update", "plans_pip", "BEFORE UPDATE", f"{DEVIATES} AND {NOBODY_AGREED}", "a deviating plan needs a colleague"),
    (
        "pip_stays", "plans_pip", "BEFORE UPDATE",
        "OLD.state IN ('established', 'replaced', 'dropped') AND (({changed}) OR (NEW.state <> OLD.state AND NOT"
        " (OLD.state = 'established' AND NEW.state = 'replaced')))",
        "a decided plan does not change",
    ),
    (
        "pip_answer_stays", "plans_pipagreement", "BEFORE UPDATE", "OLD.outcome <> '' OR ({changed})",
        "an answer is given once",
    ),
    (
        "pip_question_first", "plans_pipagreement", "BEFORE INSERT", "NEW.outcome <> '' OR NEW.decided_by_id IS NOT NULL",
        "a question comes before its answer",
    ),
)  # fmt: skip


def _changed(table: str, vendor: str) -> str:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    columns = CONTENT if table == "plans_pip" else QUESTION
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

    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
