"""Two figures that are each large enough may tell a small one by their difference.

Who asks for "everybody" and then for "everybody but the Eritreans of one district" learns of the few who are left. The
guard remembers, for one snapshot of the record and one audience, which people each shown figure counted, and withholds
a figure that would leave too few between itself and one that was shown.
"""

from __future__ import annotations

from collections.abc import Iterable


class DifferencingGuard:
    """Figures shown so far about one snapshot. Not for two snapshots: their people differ, and so do their guards."""

    def __init__(self, min_cell: int, everybody: Iterable[int]) -> None:
        self.min_cell = min_cell
        self._shown: list[int] = [_bits(everybody)]

    def show(self, people: Iterable[int]) -> int | None:
        """How many, or None when that figure, or what is left between it and another, would be too small.

        One set inside another is what subtraction reveals, and so is a set beside the sum of two that have nobody in
        common. A figure that is withheld is not remembered.
        """
        asked = _bits(people)
        count = asked.bit_count()
        if asked in self._shown:
            return count
        if self._small(asked) or any(self._tells(asked, other) for other in self._shown):
            return None
        if any(self._tells(asked, one | other) for one, other in self._apart()):
            return None
        # Together with one that was shown and shares nobody with it, it makes a sum that others may stand beside.
        sums = [asked | one for one in self._shown if not asked & one]
        if any(self._tells(both, other) for both in sums for other in self._shown):
            return None
        self._shown.append(asked)
        return count

    def _small(self, people: int) -> bool:
        return 0 < people.bit_count() < self.min_cell

    def _tells(self, asked: int, other: int) -> bool:
        """Whether subtracting one count from the other is the count of too few people."""
        inside = asked & other
        return inside in {asked, other} and self._small(asked ^ other)

    def _apart(self) -> Iterable[tuple[int, int]]:
        """Shown figures without anybody in common: their sum is a figure too."""
        for place, one in enumerate(self._shown):
            for other in self._shown[place + 1 :]:
                if not one & other:
                    yield one, other


def _bits(people: Iterable[int]) -> int:
    """A set of people by their place in the snapshot, as one number: sets of any size are compared at once."""
    found = 0
    for place in people:
        found |= 1 << place
    return found
