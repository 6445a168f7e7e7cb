"""Who the stories of decisions are about, on the database of the city: ``python -m tests.browser.deciding_scene WORD``.

The word goes into the surnames, so that a story finds its own people in a city that others used.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from tests.browser.scene import actor_of, take_up  # sets Django up

from django.utils import timezone  # isort: skip

from wegwijs.accounts.actor import on_day


def main(word: str) -> None:
    """Somebody with lessons enough to decide on A2, and somebody who was only told of the duty."""
    now, today = timezone.now(), timezone.localdate()
    coach = on_day(actor_of("work_coach", today), today)
    lessons = {"component": "language", "hours": 640, "mode": "physical", "recognised": True, "phase": "route"}
    ready = take_up(
        coach, f"Asmerom {word}", "Abeba", now,
        ("pip_established", today - timedelta(days=600), {"route": "b1", "level": "b1"}),
        ("hours_attended", today - timedelta(days=30), lessons),
    )  # fmt: skip
    absent = take_up(coach, f"Mehari {word}", "Yonas", now)
    sys.stdout.write(json.dumps({"ready": str(ready), "absent": str(absent)}))


if __name__ == "__main__":
    main(sys.argv[1])
