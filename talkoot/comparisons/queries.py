"""Counting decisions again under rules they were not taken under: what would have differed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from talkoot.counting import rules as counting
from talkoot.counting.rules import Standing, Uncountable, Votes
from talkoot.decisions.models import Ballot, Chamber, Decision
from talkoot.decisions.queries import candidates_of, languages_of, said_in
from talkoot.decisions.queries.unsealing import unsealed
from talkoot.decisions.queries.weights import OF_BALLOT, weight_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label, ref
from talkoot.objections.queries import became_of
from talkoot.rulebooks.queries import Name, get_rulebook, name_of, number, test_sentence
from talkoot.rulebooks.rules import Book, Rules, rules_of

LAST = 3
# A page waits for its count: larger elections are not counted for it.
MOST_BALLOTS = 5_000
CHOICES = ("yes", "no", "neutral")

type Data = Mapping[str, Any]
# What was marked on each ballot of chambers that elected, with its weight.
type Marked = dict[int, list[tuple[counting.Marks, counting.Number]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One test that comes to something else: its chamber (None: the whole), and its sentence then and now.

    A sentence is empty where the test was not made.
    """

    chamber: Name | None
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A counted decision: its outcome then and now, and what differs; ``trouble`` says why it cannot be counted so."""

    decision: Label
    then: str
    now: str
    is_another: bool
    differences: Sequence[Difference]
    left_out: Sequence[str]
    trouble: str


def get_compared(slug: str, version: int, *, viewer: Actor) -> tuple[Any, list[Comparison]]:
    """Return a version of a rulebook, and what would differ from the last decisions; 404 where there is none."""
    found = get_rulebook(slug, version)
    return found, would_differ(rules_of(found.canonical), body_id=found.body_id, slug=found.slug, viewer=viewer)


def would_differ(rules: Rules, *, body_id: int | None, slug: str, viewer: Actor) -> list[Comparison]:
    """Return what the last counted decisions, of the body or under rules of this short name, would come to.

    Two queries for questions; for elections one more in all, and one for each decision, of a round of consent for what
    became of its objections; where one was secret, two more for each secret chamber.
    """
    mine = Q(rulebook__slug=slug) | Q(steward_body=body_id) if body_id is not None else Q(rulebook__slug=slug)
    rows = Decision.objects.filter(mine, counted_at__isnull=False).select_related("rulebook")
    decisions = list(rows.order_by("-counted_at", "-pk")[:LAST])
    chambers: dict[int, list[Chamber]] = defaultdict(list)
    for chamber in Chamber.objects.filter(decision__in=decisions).order_by("position"):
        chambers[chamber.decision_id].append(chamber)
    became: dict[str, str] = {}
    for decision in decisions:
        became |= became_of(decision.ref) if counting.consenting(decision.rulebook.canonical) else {}
    marks = _marks([chamber for found in chambers.values() for chamber in found], became)
    languages = languages_of(viewer)
    for decision in decisions:
        decision.said = said_in(decision, languages)
        marks |= _unsealed(decision, chambers[decision.pk])
    return [_compared(rules, decision, chambers[decision.pk], marks) for decision in decisions]


def _marks(chambers: Sequence[Chamber], became: Mapping[str, str]) -> Marked:
    """Return what was marked on the open ballots of chambers that elected here, where they are not too many.

    An objection is what ``became`` of it, by place, as the decision itself was counted.
    """
    electing = [c.pk for c in chambers if _is_countable(c) and not c.is_secret]
    found: Marked = {key: [] for key in electing}
    if electing:
        rows = Ballot.objects.counting().filter(chamber__in=electing).order_by("pk")
        for chamber, entry, kept, *weight in rows.values_list("chamber_id", "entry_id", "marks", *OF_BALLOT):
            marks = tuple((option, number) for option, number in kept or ())
            settled = became.get(ref("place", entry), "")
            found[chamber].append((counting.counted_as(marks, settled) if settled else marks, weight_of(*weight)))
    return found


def _unsealed(decision: Decision, chambers: Sequence[Chamber]) -> Marked:
    """Return what was marked on the published papers of secret chambers that elected; spoiled ones never counted.

    Where so few voted that their papers are not published, nothing is read.
    """
    secret = [c for c in chambers if c.is_secret and _is_countable(c)]
    hidden = counting.hidden_in(decision.rulebook.canonical, decision.verdict) if secret else ()
    return {
        c.pk: [(paper.marks, 1) for paper in unsealed(decision, c) if paper.marks is not None]
        for c in secret
        if c.key not in hidden
    }


def _is_countable(chamber: Chamber) -> bool:
    return chamber.is_election and not chamber.is_elsewhere and (chamber.ballots_cast or 0) <= MOST_BALLOTS


def _compared(rules: Rules, decision: Decision, chambers: Sequence[Chamber], marks: Marked) -> Comparison:
    verdict: Data = decision.verdict or {}
    label = Label(f"{decision.public_id} {decision.said.title}", decision.get_absolute_url(), decision.said.language)
    asked = {chamber.key for chamber in rules.chambers}
    left_out = [chamber.name for chamber in chambers if chamber.key not in asked]
    trouble = _trouble(rules, decision, {chamber.key: chamber for chamber in chambers}, marks)
    then, now = test_sentence(verdict["tests"][-1]), None
    if not trouble:
        now = _recounted(rules, decision, [c for c in chambers if c.key in asked], marks)
    if now is None:
        trouble = trouble or _("What was cast cannot be counted under these rules.")
        return Comparison(label, then, "", is_another=False, differences=(), left_out=left_out, trouble=trouble)
    return Comparison(
        decision=label,
        then=then,
        now=test_sentence(now["tests"][-1]),
        is_another=now["outcome"] != verdict["outcome"] or _elected(now) != _elected(verdict),
        differences=_differences(rules, verdict, now, counting.weighed_in(decision.rulebook.canonical)),
        left_out=left_out,
        trouble="",
    )


def _trouble(rules: Rules, decision: Decision, chambers: Mapping[str, Chamber], marks: Marked) -> str:
    """Return why the decision cannot be counted under the rules; empty where it can."""
    hidden = counting.hidden_in(decision.rulebook.canonical, decision.verdict)
    weighed = counting.weighed_in(rules.canonical())
    for wanted in rules.chambers:
        name, chamber = name_of(wanted, rules.language).text, chambers.get(wanted.key)
        paper = _paper(rules, wanted.key)
        if wanted.key in hidden:
            # Translators: %(chamber)s is the name of a group that votes separately.
            return _("In “%(chamber)s” so few voted in secret that its figures are not used.") % {"chamber": name}
        if chamber is None:
            # Translators: %(chamber)s is the name of a group that votes separately.
            return _("“%(chamber)s” was not asked, so nobody knows what it would have said.") % {"chamber": name}
        if (paper is None) is chamber.is_election or paper != counting.paper_in(
            decision.rulebook.canonical, wanted.key
        ):
            # Translators: %(chamber)s is the name of a group that votes separately.
            return _("“%(chamber)s” was asked in another way: its ballots say nothing here.") % {"chamber": name}
        if wanted.key in weighed and not chamber.is_weighed:
            # Translators: %(chamber)s is the name of a group that votes separately.
            return _("In “%(chamber)s” all votes weighed the same: nobody knows what each would weigh.") % {
                "chamber": name
            }
        if chamber.is_election and chamber.pk not in marks:
            return _not_read(chamber, name)
    return ""


def _not_read(chamber: Chamber, name: str) -> str:
    """Return why the ballots of a chamber that elected were not read for the page."""
    if chamber.is_elsewhere:
        # Translators: %(chamber)s is the name of a group that votes separately.
        return _("The ballots of “%(chamber)s” are kept elsewhere.") % {"chamber": name}
    sentence = _(
        # Translators: %(chamber)s is the name of a group that votes separately; the others are numbers of ballots.
        "“%(chamber)s” cast %(cast)s ballots: more than %(most)s are not counted again for a page. From its evidence "
        "recount does it on your own machine."
    )
    return sentence % {"chamber": name, "cast": number(chamber.ballots_cast or 0), "most": number(MOST_BALLOTS)}


def _paper(rules: Rules, key: str) -> counting.Paper | None:
    chamber = rules.chamber(key) if isinstance(rules, Book) else None
    election = chamber.election if chamber else None
    return counting.paper_of(election.method, election.settings) if election else None


def _recounted(rules: Rules, decision: Decision, chambers: Sequence[Chamber], marks: Marked) -> Data | None:
    """Return the verdict under the rules, None where they cannot count what was cast."""
    figures = {c.key: {"eligible": c.eligible or 0, **_said(c)} for c in chambers if not c.is_election}
    stood_back = {c.key: {**figures[c.key], "recused": c.recused or 0} for c in chambers if not c.is_election}
    votes = {c.key: _votes(c, marks[c.pk]) for c in chambers if c.is_election}
    stand: list[Standing] = candidates_of(decision) if votes else []
    try:
        if isinstance(rules, Book):
            weights = _weights(rules, decision, chambers, marks)
            return counting.ruling_of(
                rules, {**stood_back, **votes, **weights}, stand, decision.seed, largest=0
            ).verdict
        return counting.answer_of(rules, figures).verdict
    except Uncountable:
        return None


def _votes(chamber: Chamber, marks: Sequence[tuple[counting.Marks, counting.Number]]) -> Votes:
    return Votes(chamber.eligible or 0, [said for said, _weight in marks], chamber.recused or 0)


def _weights(
    rules: Book, decision: Decision, chambers: Sequence[Chamber], marks: Marked
) -> dict[str, Votes | Mapping[str, counting.Number]]:
    """Return what was cast by weight, in the chambers whose votes weigh by both rules, as it was counted then."""
    weighed = counting.weighed_in(rules.canonical())
    told = {each["key"]: each for each in (decision.verdict or {"chambers": ()})["chambers"] if "eligible" in each}
    found: dict[str, Votes | Mapping[str, counting.Number]] = {}
    for chamber in (each for each in chambers if each.key in weighed and each.key in told):
        figures = told[chamber.key]
        total, recused = (counting.whole(Fraction(figures.get(name, 0))) for name in ("eligible", "recused"))
        if chamber.is_election:
            found[chamber.key] = Votes(total, recused=recused, weighed=marks[chamber.pk])
        else:
            said = {choice: counting.whole(Fraction(figures[choice])) for choice in CHOICES}
            found[chamber.key] = {"eligible": total, "recused": recused, **said}
    return found


def _said(chamber: Chamber) -> dict[str, int]:
    return {choice: getattr(chamber, choice) or 0 for choice in CHOICES}


def _elected(verdict: Data) -> dict[str, set[str]]:
    return {each["key"]: set(each["elected"]) for each in verdict["chambers"] if "elected" in each}


def _differences(rules: Rules, then: Data, now: Data, weighed: Collection[str]) -> list[Difference]:
    """Return the tests that turn, either way, and who would be elected in whose place."""
    names = {chamber.key: name_of(chamber, rules.language) for chamber in rules.chambers}
    weighed_now = counting.weighed_in(rules.canonical())
    before, after = _tests(then), _tests(now)
    found = [
        Difference(names.get(key[0]), _sentence(before.get(key), weighed), _sentence(after.get(key), weighed_now))
        for key in dict.fromkeys([*before, *after])
        if key[0] in names and _is_met(before.get(key)) is not _is_met(after.get(key))
    ]
    were = _elected(then)
    for key, elected in _elected(now).items():
        if elected != were.get(key, elected):
            found.append(Difference(names[key], _listed(were[key] - elected), _listed(elected - were[key])))
    return found


def _tests(verdict: Data) -> dict[tuple[str, str], Data]:
    return {(test["chamber"], test["code"]): test for test in verdict["tests"][:-1]}


def _is_met(test: Data | None) -> bool:
    """Tell whether a test is met; one that is not made stands in nobody's way."""
    return test is None or bool(test["met"])


def _sentence(test: Data | None, weighed: Collection[str]) -> str:
    return test_sentence(test, weighed=weighed) if test is not None else ""


def _listed(names: set[str]) -> str:
    # Translators: %(names)s is a list of candidates.
    return _("Elected: %(names)s") % {"names": " · ".join(sorted(names))} if names else ""
