"""What votes weigh: said for a draft, frozen on a roll, summed exactly. Nothing is read where all weigh the same."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import lcm
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.counting.rules import LARGEST, Marks, Number, exact, weighed_in, whole
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry, SaidWeight, Weighing
from talkoot.decisions.rules import COLUMNS, State
from talkoot.directory.models import Body, Person
from talkoot.eligibility.queries import asked_facts, fact_values
from talkoot.rulebooks.queries import Name, amount, name_of, number, voters_in
from talkoot.rulebooks.rules import AnyChamber, Voters, electorate, rules_of

# Larger lists are made elsewhere and handed in as a file.
MOST_LISTED = 2_000
NAMED = 5
PLACE = ("weight_numerator", "weight_denominator")
OF_BALLOT = tuple(f"entry__{name}" for name in PLACE)
BATCH = 5_000
MARKED = {"total": None, "cast": Q(voted_at__isnull=False), "recused": Q(recused_at__isnull=False)}


@dataclass(frozen=True, slots=True)
class RollWeight:
    """What a roll weighs: all its places, those whose voters have voted themselves, and those that stand back.

    ``unit`` is how many of its finest parts make one.
    """

    total: Number
    cast: Number
    recused: Number
    unit: int


@dataclass(frozen=True, slots=True)
class WeighingView:
    """A chamber whose votes weigh, before voting opens: what was said so far, None where nothing was.

    ``said`` is how many weights a list says.
    """

    key: str
    name: Name
    weighing: Weighing | None
    said: int


@dataclass(frozen=True, slots=True)
class WeighingPage:
    """What the form for weights shows: the list of voters of today as CSV text (empty where they are too many), how
    many they are, and by which facts of the rules votes may weigh.
    """

    name: Name
    listed: str
    voters: int
    facts: Sequence[tuple[str, date]]
    weighing: Weighing | None

    @property
    def initial(self) -> dict[str, str]:
        """Return what the form is filled with: where the weights stand, and the list."""
        if self.weighing is not None and self.weighing.fact and self.weighing.as_of is not None:
            fact = f"{self.weighing.fact} {self.weighing.as_of.isoformat()}"
            return {"source": "fact", "fact": fact, "listed": self.listed}
        return {"source": "list", "listed": self.listed}


def weigh_rolls(chambers: Iterable[Chamber]) -> dict[int, RollWeight]:
    """Return what the rolls of chambers weigh, by chamber, those whose votes weigh (one query; none without such)."""
    weighed = [chamber.pk for chamber in chambers if chamber.is_weighed]
    found: dict[int, list[tuple[int, Fraction, Fraction, Fraction]]] = {key: [] for key in weighed}
    if weighed:
        sums = {name: Sum(PLACE[0], filter=where) for name, where in MARKED.items()}
        rows = RollEntry.objects.filter(chamber__in=weighed).order_by().values("chamber_id", PLACE[1]).annotate(**sums)
        for row in rows:
            unit = row[PLACE[1]]
            found[row["chamber_id"]].append((unit, *(Fraction(row[name] or 0, unit) for name in MARKED)))
    return {key: _summed(parts) for key, parts in found.items()}


def _summed(parts: Sequence[tuple[int, Fraction, Fraction, Fraction]]) -> RollWeight:
    units, *figures = zip(*parts, strict=True)
    total, cast, recused = (whole(sum(each, Fraction())) for each in figures)
    return RollWeight(total, cast, recused, lcm(*units))


def weight_together(chamber: Chamber) -> str:
    """Return what all votes on a roll weigh together, in the reader's digits; empty where all weigh the same."""
    found = weigh_rolls([chamber]).get(chamber.pk)
    return amount(found.total) if found else ""


def weigh_ballots(ballots: QuerySet[Ballot], *by: str) -> dict[tuple[Any, ...], Number]:
    """Return what some ballots of weighed chambers weigh together, by the values of some columns (one query)."""
    numerator, denominator = OF_BALLOT
    found: dict[tuple[Any, ...], Fraction] = defaultdict(Fraction)
    for row in ballots.order_by().values(*by, denominator).annotate(parts=Sum(numerator)):
        found[tuple(row[name] for name in by)] += Fraction(row["parts"], row[denominator])
    return {values: whole(weight) for values, weight in found.items()}


def weighed_marks(chamber: Chamber) -> Iterator[tuple[Marks, Number]]:
    """Yield the marks of every open ballot of a chamber that counts, with its weight."""
    rows = Ballot.objects.counting().filter(chamber=chamber).order_by("pk")
    for kept, *weight in rows.values_list("marks", *OF_BALLOT).iterator(chunk_size=BATCH):
        yield tuple((option, number) for option, number in kept or ()), weight_of(*weight)


def weight_of(numerator: int | None, denominator: int | None) -> Number:
    """Return the weight of a place from its columns: one where all votes weigh the same."""
    return 1 if numerator is None or denominator is None else whole(Fraction(numerator, denominator))


def weighings_of(decision: Decision) -> list[WeighingView]:
    """Return the chambers whose votes weigh, while it may be said what (one query; none without such)."""
    keys = weighed_in(decision.rulebook.canonical)
    if not keys or decision.state not in {State.DRAFT, State.ANNOUNCED}:
        return []
    rules = rules_of(decision.rulebook.canonical)
    rows = Weighing.objects.filter(decision=decision, is_current=True).annotate(said=_said())
    said = {row.chamber_key: row for row in rows}
    return [
        WeighingView(one.key, name_of(one, rules.language), row, row.said if row else 0)
        for one, row in ((each, said.get(each.key)) for each in rules.chambers)
        if one.key in keys and electorate(one.electorate).voters is not Voters.ELSEWHERE
    ]


def _said() -> Any:
    rows = SaidWeight.objects.filter(weighing=OuterRef("pk")).order_by().values("weighing")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def weighing_page(decision: Decision, key: str, at: datetime) -> WeighingPage:
    """Return what the form for the weights of a chamber shows (at most five queries); 404 where nothing is weighed."""
    chamber = weighed_chamber(decision, key)
    told = electorate(chamber.electorate)
    weighing = Weighing.objects.filter(decision=decision, chamber_key=key, is_current=True).first()
    voters = voters_in(told, at)
    facts = asked_facts(told.conditions) if told.conditions and told.voters is Voters.PERSONS else []
    listed = _listed(told.voters, voters, weighing) if len(voters) <= MOST_LISTED else ""
    return WeighingPage(
        name_of(chamber, rules_of(decision.rulebook.canonical).language), listed, len(voters), facts, weighing
    )


def weighed_chamber(decision: Decision, key: str) -> AnyChamber:
    """Return the rules of a chamber whose votes weigh and are cast here; 404 where there is no such."""
    canonical = decision.rulebook.canonical
    chamber = rules_of(canonical).chamber(key) if key in weighed_in(canonical) else None
    if chamber is None or electorate(chamber.electorate).voters is Voters.ELSEWHERE:
        raise Http404
    return chamber


def _listed(kind: Voters, voters: Collection[int], weighing: Weighing | None) -> str:
    """Return whoever would vote today, and for whom a weight was said, as lines of CSV by name."""
    said = said_weights(weighing) if weighing is not None else {}
    rows: QuerySet[Any] = (Body if kind is Voters.BODIES else Person).objects.filter(pk__in={*voters, *said})
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key, slug, name in rows.order_by("fold", "pk").values_list("pk", "slug", "name"):
        writer.writerow([slug, exact(said[key]) if key in said else "", name])
    return text.getvalue()


def said_weights(weighing: Weighing) -> dict[int, Number]:
    """Return the weights of a list by the key of the person, or of the body (one query)."""
    rows = SaidWeight.objects.filter(weighing=weighing).values_list("person_id", "body_id", *PLACE)
    return {person or body: whole(Fraction(above, below)) for person, body, above, below in rows}


def weights_now(decision: Decision, chamber: AnyChamber, at: datetime) -> Mapping[int, Number]:
    """Return what was said that the votes of a chamber weigh, by the key of the voter (two queries)."""
    weighing = Weighing.objects.filter(decision=decision, chamber_key=chamber.key, is_current=True).first()
    if weighing is None:
        return {}
    if not weighing.fact or weighing.as_of is None:
        return said_weights(weighing)
    values = fact_values(weighing.fact, weighing.as_of, at)
    return {person: value for person, value in values.items() if value < LARGEST}


def why_unweighed(decision: Decision, at: datetime) -> str:
    """Return why voting could not open now since a vote has no weight, naming some; empty where nothing lacks.

    No query where all votes weigh the same, else at most five a chamber.
    """
    for key in sorted(weighed_in(decision.rulebook.canonical)):
        chamber = rules_of(decision.rulebook.canonical).chamber(key)
        if chamber is not None and (told := electorate(chamber.electorate)).voters is not Voters.ELSEWHERE:
            lacking = voters_in(told, at) - weights_now(decision, chamber, at).keys()
            if lacking:
                return lacking_sentence(chamber.name, told.voters, lacking)
    return ""


def lacking_sentence(chamber: str, kind: Voters, lacking: Collection[int]) -> str:
    """Return whose votes have no weight, some of them by name (one query)."""
    rows: QuerySet[Any] = (Body if kind is Voters.BODIES else Person).objects.filter(pk__in=lacking)
    names = list(rows.order_by("fold", "pk").values_list("name", flat=True)[:NAMED])
    more = len(lacking) - len(names)
    values = {"chamber": chamber, "names": " · ".join(names), "number": number(more)}
    if not more:
        # Translators: %(chamber)s is the name of a chamber, %(names)s those of people or bodies.
        return _("Nobody said yet what each vote in “%(chamber)s” weighs. It lacks for: %(names)s.") % values
    sentence = ngettext(
        # Translators: %(chamber)s is the name of a chamber, %(names)s those of voters; %(number)s is how many.
        "Nobody said yet what each vote in “%(chamber)s” weighs. It lacks for: %(names)s, and %(number)s more.",
        "Nobody said yet what each vote in “%(chamber)s” weighs. It lacks for: %(names)s, and %(number)s more.",
        more,
    )
    return sentence % values
