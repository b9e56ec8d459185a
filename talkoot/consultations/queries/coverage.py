"""How much of what was said has an answer: in numbers, and as the bar that shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from talkoot.consultations.models import Consultation
from talkoot.consultations.rules import Outcome, percent

# The bar has few colours; the words beside it name what each stands for. Class of `app.css` for each.
GROUPS: tuple[tuple[str, str, tuple[Outcome, ...]], ...] = (
    ("adopted", "g", (Outcome.ADOPTED,)),
    ("partly_adopted", "m", (Outcome.PARTLY_ADOPTED,)),
    ("rejected", "z", (Outcome.REJECTED, Outcome.OUT_OF_SCOPE)),
    ("other", "f", (Outcome.ALREADY_COVERED, Outcome.DEFERRED, Outcome.DUPLICATE)),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Inputs, and how many of them have a disposition."""

    inputs: int
    answered: int

    @property
    def waiting(self) -> int:
        """Return how many have none."""
        return self.inputs - self.answered

    @property
    def percent(self) -> int:
        """Return the share answered, in whole percent; only full coverage is 100."""
        return percent(self.answered, self.inputs)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the bar: what it counts, its class, where it starts and how long it is (in inputs)."""

    name: str
    css: str
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Meter:
    """The bar of one consultation; its length is ``coverage.inputs``."""

    coverage: Coverage
    segments: tuple[Segment, ...]


def coverage(ids: Collection[int]) -> dict[int, Coverage]:
    """Return the coverage of consultations by id, in one query."""
    rows = Consultation.objects.filter(id__in=ids).values_list("id", "input_count", "answered_count")
    return {key: Coverage(inputs, answered) for key, inputs, answered in rows}


def meter_of(consultation: Consultation) -> Meter:
    """Return the bar from the counters at hand."""
    counts: Mapping[str, int] = consultation.outcome_counts
    whole = Coverage(consultation.input_count, consultation.answered_count)
    parts = [(name, css, sum(counts.get(o, 0) for o in outcomes)) for name, css, outcomes in GROUPS]
    parts.append(("waiting", "wait", whole.waiting))
    segments, start = [], 0
    for name, css, count in parts:
        if count:
            segments.append(Segment(name, css, start, count))
        start += count
    return Meter(whole, tuple(segments))
