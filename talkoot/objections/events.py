"""Facts about objections. All are public; words stay in the tables, facts hold refs, states and numbers."""

from __future__ import annotations

from talkoot.kernel.events import Event


class ObjectionRaised(Event):
    """Somebody objected to what a round of consent is about; ``wording`` is the number of its version."""

    matter: str
    chamber: str
    place: str
    wording: int


class ObjectionReworded(Event):
    """The objector said in other words what the harm is."""

    matter: str


class ResolutionProposed(Event):
    """A steward says that an amendment meets an objection; ``wording`` is its version, 0 where it is not made yet."""

    matter: str
    wording: int


class ResolutionConfirmed(Event):
    """The objector agrees: the objection is resolved."""

    matter: str


class ResolutionDeclined(Event):
    """The objector does not agree: the objection stands."""

    matter: str


class ObjectionWithdrawn(Event):
    """The objector took the objection back."""

    matter: str


class OverrideSupported(Event):
    """One of the others wants to go on in spite of an objection; ``had`` of ``needed`` now do."""

    matter: str
    place: str
    had: int
    needed: int


class ObjectionOverridden(Event):
    """So many of the others as the rulebook asks for want to go on: the objection does not hold the proposal up."""

    matter: str
    had: int
    others: int
    share: str


class FoundWithoutReason(Event):
    """A steward found that an objection names no harm, and said why."""

    matter: str


class FindingAppealed(Event):
    """The objector disputes that: the objection stands until another steward has decided."""

    matter: str


class AppealUpheld(Event):
    """Another steward agrees with the objector: the objection stands."""

    matter: str


class AppealDismissed(Event):
    """Another steward agrees with the finding: the objection does not count."""

    matter: str
