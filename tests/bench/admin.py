"""`python -m tests.bench.admin`: Django admin's changelist of the same rows, as JSON. Runs with its own settings."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time


def main(department: int) -> None:
    """Time of the changelist in the process, its queries and their time, for two filters."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.admin_settings"
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from tests.bench.yardsticks import HOST, REPEATS, timed

    client = Client()
    told = []
    for name, query in (
        ("department", f"department__id__exact={department}"),
        ("department, asylum, intake", f"department__id__exact={department}&group=asylum&phase=intake"),
    ):
        statements = []

        def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            statements.append((sql, params))  # noqa: B023
            return execute(sql, params, many, context)

        taken = []
        for turn in range(REPEATS + 1):
            statements.clear()
            with connection.execute_wrapper(note):
                started = time.perf_counter()
                answer = client.get(f"/admin/dossier/snapshot/?{query}", headers=HOST)
                taken.append((time.perf_counter() - started) * 1000)
            assert answer.status_code == 200, answer.status_code
            if not turn:
                taken.clear()
        selects = [one for one in statements if one[0].startswith("SELECT")]
        told.append({"name": name, "page_ms": round(statistics.median(taken), 1), "queries": len(statements),
                     "select_ms": round(sum(map(timed, selects)), 2)})  # fmt: skip
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
