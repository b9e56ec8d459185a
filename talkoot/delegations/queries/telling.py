"""What one person is told about a question: who casts their vote, by way of whom, and for whom they vote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from talkoot.delegations.queries.resolving import Near
from talkoot.delegations.rules import resolve
from talkoot.directory.queries import person_labels
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label, SafeHtml
from talkoot.ui.templatetags.ui import comma

# So many names are listed; whoever votes for more is told how many.
NAMES = 20


@dataclass(frozen=True, slots=True)
class Told:
    """What ``delegations/parts/chain.html`` shows, as ``told``.

    ``is_given``: the person lets somebody vote here. ``caster`` casts that vote, through ``through``; without one,
    ``waiting`` are those who could, in order. ``behind`` are some of those for whom the person votes, or would by
    voting, and ``behind_count`` all of them.
    """

    is_given: bool
    has_voted: bool
    caster: Label | None
    through: Sequence[Label]
    waiting: Sequence[Label]
    behind: Sequence[Label]
    behind_count: int

    @property
    def is_nothing(self) -> bool:
        """Tell whether nobody votes for anybody here."""
        return not (self.is_given or self.behind)

    @property
    def through_names(self) -> SafeHtml:
        """Return the names of those in between."""
        return names(self.through)

    @property
    def waiting_names(self) -> SafeHtml:
        """Return the names of those who could vote for the person, the nearest first."""
        return names(self.waiting)

    @property
    def behind_names(self) -> SafeHtml:
        """Return the names of those for whom the person votes."""
        return names(self.behind)


def told(near: Near, voted: Collection[int], *, viewer: Actor) -> Told:
    """Return what to tell ``viewer``, the person of ``near``; ``voted`` are those of its persons who voted. One query.

    Chains are for those in them alone; asked by anybody else it is an error.
    """
    if viewer.person_id != near.person_id:
        raise ValueError("chains are shown to those in them alone")
    me, has_voted = near.person_id, near.person_id in voted
    casting = resolve([me], voted, near.following, near.longest)[me]
    others = near.person_ids - {me}
    behind = [p for p, c in resolve(others, {*voted, me}, near.following, near.longest).items() if c.caster == me]
    labels = _Labels({*casting.chain, *sorted(behind)[:NAMES]}, viewer)
    return Told(
        is_given=me in near.following,
        has_voted=has_voted,
        caster=labels.of(casting.chain[-1:])[0] if casting.caster is not None and casting.chain else None,
        through=labels.of(casting.chain[:-1]) if casting.caster is not None else (),
        waiting=labels.of(casting.chain) if casting.caster is None else (),
        behind=labels.of(sorted(behind)[:NAMES]),
        behind_count=len(behind),
    )


def names(labels: Iterable[Label]) -> SafeHtml:
    """Return linked names as one list."""
    return SafeHtml(escape(comma()).join(label.link for label in labels))


class _Labels:
    def __init__(self, person_ids: Collection[int], viewer: Actor) -> None:
        self._labels: Mapping[int, Label] = person_labels(person_ids, viewer=viewer) if person_ids else {}

    def of(self, person_ids: Iterable[int]) -> list[Label]:
        return [self._labels[person_id] for person_id in person_ids]
