"""The answer that the contract publishes. The lists name cells; they carry no figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wegwijs.analysis.disclosure.frame import read_frame
from wegwijs.analysis.disclosure.suppress import suppress


def disclose(path: Path, min_cell: int) -> dict[str, Any]:
    """The table as it may be published. Raises Unreadable."""
    frame = read_frame(path)
    hidden = suppress(frame, min_cell)
    return {
        "table": {"columns": list(frame.columns), "rows": frame.shown(hidden.cells)},
        "primary": [frame.named(cell) for cell in sorted(hidden.primary)],
        "secondary": [frame.named(cell) for cell in sorted(hidden.secondary)],
        "min_cell": min_cell,
    }
