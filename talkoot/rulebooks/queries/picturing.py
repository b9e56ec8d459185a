"""A rulebook as a picture: its chambers one below the other, how they hang together, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from talkoot.rulebooks.queries.drawing import GAP, Part, digits
from talkoot.rulebooks.queries.sentences import Name, method_name, name_of, number, share, strictly
from talkoot.rulebooks.rules import AnyChamber, Book, BookChamber, ElectionRules, Quorum, Rules, Threshold, Turnout

# More seats than this are drawn as one bar: single ones could not be told apart.
MOST_DRAWN = 60


@dataclass(frozen=True, slots=True)
class ChamberPicture:
    """One chamber: shapes, a mark where enough is reached (empty for none), and the cells of its row in the table."""

    key: str
    name: Name
    parts: Sequence[Part]
    mark: str
    is_election: bool
    asked: str
    turnout: str
    needed: str
    limits: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All chambers; ``link`` is how they hang together: ``all``, ``any``, ``some`` (``needed`` of them), ``order``."""

    link: str
    needed: int
    chambers: Sequence[ChamberPicture]

    @property
    def elects(self) -> bool:
        """Tell whether any chamber elects."""
        return any(chamber.is_election for chamber in self.chambers)


def picture_of(rules: Rules) -> Picture:
    """Return the picture of a rulebook, of either format."""
    word = rules.combination.word
    link = "order" if isinstance(rules, Book) and rules.in_order else word if word in {"all", "any"} else "some"
    chambers = [_chamber(chamber, rules.language) for chamber in rules.chambers]
    return Picture(link, rules.combination.needed, chambers)


def _chamber(chamber: AnyChamber, language: str) -> ChamberPicture:
    election = chamber.election if isinstance(chamber, BookChamber) else None
    question = chamber.question if isinstance(chamber, BookChamber) else chamber.threshold
    name, turnout = name_of(chamber, language), _turnout(chamber.quorum)
    if election is not None:
        return ChamberPicture(
            chamber.key, name, _seats(election), _acts_with(election), True,
            # Translators: %(seats)s is a number, %(method)s names a way to elect.
            _("elects %(seats)s: %(method)s")
            % {"seats": number(election.limits.seats), "method": method_name(election.method)},
            turnout, _passes(election), _limits(election),
        )  # fmt: skip
    if question is None:
        raise ValueError("a chamber asks a question or elects")
    parts = [Part("f", "0", digits(question.share * 100))]
    return ChamberPicture(
        chamber.key, name, parts, digits(question.share * 100), False, _("yes or no"), turnout, _support(question), ""
    )


def _turnout(quorum: Quorum | Turnout | None) -> str:
    if quorum is None:
        return _("any number")
    if quorum.share is not None:
        return strictly(quorum.strictness.value, share(str(quorum.share)))
    return strictly(quorum.strictness.value, number(quorum.votes or 0))


def _support(question: Threshold) -> str:
    of = {
        "yes+no": _("of yes and no"),
        "yes+no+neutral": _("of all ballots"),
        "eligible": _("of all who may vote"),
    }[question.base.value]
    return f"{strictly(question.strictness.value, share(str(question.share)))} {of}"


def _passes(election: ElectionRules) -> str:
    return {
        "one is elected": _("anyone is elected"),
        "all seats are filled": _("every seat is filled"),
        # Translators: %(number)s is how many members.
        "enough to act are elected": _("enough to act: %(number)s") % {"number": number(election.acts_with)},
    }[election.passes.value]


def _limits(election: ElectionRules) -> str:
    told = [
        # Translators: %(most)s is a number, %(attribute)s what is known of candidates, such as home_wiki.
        _("at most %(most)s a %(attribute)s") % {"most": number(cap.most), "attribute": cap.attribute}
        for cap in election.limits.caps
    ]
    told += [
        # Translators: seats reserved for a group; %(seats)s is a number, %(value)s such as Africa.
        _("%(seats)s for %(value)s") % {"seats": number(group.seats), "value": group.value}
        for group in election.limits.reserved
    ]
    return " · ".join(told)


def _seats(election: ElectionRules) -> list[Part]:
    """Return a box for each seat, those reserved last and in another shape; one bar where there are very many."""
    seats = election.limits.seats
    reserved = sum(group.seats for group in election.limits.reserved)
    if seats > MOST_DRAWN:
        split = Fraction(seats - reserved, seats) * 100
        bars = [Part("f", "0", digits(split))]
        return [*bars, Part("a", digits(split + GAP), digits(100 - split - GAP))] if reserved else bars
    width = Fraction(100, seats)
    return [
        Part("f" if seat < seats - reserved else "a", digits(width * seat), digits(width - GAP))
        for seat in range(seats)
    ]


def _acts_with(election: ElectionRules) -> str:
    return digits(Fraction(election.acts_with, election.limits.seats) * 100) if election.acts_with else ""
