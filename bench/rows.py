"""The one shape of every figure."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure; ``floor`` is what the least possible work needed in the same run.

    ``bar`` is the most that ``ratio`` (or ``value`` where there is no floor) may be; None means: only reported.
    """

    name: str
    unit: str
    value: float
    floor: float | None = None
    bar: float | None = None

    @property
    def ratio(self) -> float | None:
        """Return value over floor."""
        return round(self.value / self.floor, 3) if self.floor else None

    @property
    def holds(self) -> bool | None:
        """Tell whether the bar is kept; None when there is none."""
        if self.bar is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.bar

    def as_json(self) -> dict[str, object]:
        """Return the row as it stands in build/bench.json."""
        return {**asdict(self), "ratio": self.ratio, "holds": self.holds}
