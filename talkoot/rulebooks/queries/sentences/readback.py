"""A rulebook read back as plain sentences in the reader's language; the codes are recount's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from talkoot.eligibility import queries as eligibility
from talkoot.rulebooks.queries.sentences import courses, elections
from talkoot.rulebooks.queries.sentences.figures import isolated, listed, number, share, strictly
from talkoot.rulebooks.queries.sentences.methods import setting_sentences
from talkoot.rulebooks.rules import (
    AnyChamber,
    BookChamber,
    ChamberRules,
    Electorate,
    ElectorateKind,
    Kinds,
    Line,
    Rules,
    Voters,
    electorate,
    explain,
)

type Values = Mapping[str, Any]
type Names = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ChamberSentences:
    """One chamber's rules as sentences."""

    key: str
    name: Name
    electorate: str
    sentences: Sequence[str]
    conditions: Sequence[eligibility.Line] = ()


@dataclass(frozen=True, slots=True)
class ReadBack:
    """A rulebook as sentences: how its chambers combine, each chamber, and what comes before voting and after."""

    combination: str
    chambers: Sequence[ChamberSentences]
    course: Sequence[str] = ()


def read_back(rulebook: Rules, names: Names | None = None) -> ReadBack:
    """Return every rule of the book as a sentence; ``names`` as in `electorate_sentence`."""
    lines = explain(rulebook)
    called = {chamber.key: name_of(chamber, rulebook.language) for chamber in rulebook.chambers}
    chambers = []
    for chamber in rulebook.chambers:
        told = electorate(chamber.electorate)
        own = [line for line in lines if line.chamber == chamber.key]
        said = ChamberSentences(
            chamber.key,
            called[chamber.key],
            electorate_sentence(told, names),
            _told(chamber, own, called),
            eligibility.sentences(told.conditions, names=condition_names(names or {})) if told.conditions else (),
        )
        chambers.append(said)
    combination = {**lines[0].values, "order": [name.text for name in called.values()]}
    course = [_course(line, names or {}) for line in lines if line.code in courses.SENTENCES]
    return ReadBack((SENTENCES | elections.SENTENCES)[lines[0].code](combination), chambers, course)


def _course(line: Line, names: Names) -> str:
    values = dict(line.values)
    if "role" in values:
        body, role = str(values["body"]), f"{values['body']}/{values['role']}"
        values |= {"body": _called(names, "bodies", body), "role": _called(names, "roles", role)}
    return courses.SENTENCES[line.code](values)


def _told(chamber: AnyChamber, lines: Iterable[Line], called: Mapping[str, Name]) -> list[str]:
    """Return a chamber's rules; what a method is set to follows the sentence that names it."""
    told: list[str] = []
    left_out = OF_SEATS if _is_round(chamber) else {"electorate"}
    for line in lines:
        if line.code in left_out:
            continue
        values = dict(line.values)
        if "from" in values:
            values["from"] = called[str(values["from"])].text
        if _is_round(chamber) and line.code == "elects":
            told.append(_("It is asked for consent: it passes when no reasoned objection is left."))
        else:
            told.append((SENTENCES | elections.SENTENCES)[line.code](values))
        if line.code == "elects" and isinstance(chamber, BookChamber) and chamber.election:
            told += setting_sentences(chamber.election.method, chamber.election.settings)
        if line.code.startswith("runoff_") and isinstance(chamber, BookChamber) and chamber.election:
            runoff = chamber.election.runoff
            told += setting_sentences(runoff.method, runoff.settings) if runoff else []
    return told


# What a round of consent has no use for, though its rulebook says it: nobody is elected to a seat.
OF_SEATS = {
    "electorate", "candidates_all", "terms_same", "vacancy_stays_empty", "runoff_none", "passes_one_is_elected",
}  # fmt: skip


def _is_round(chamber: AnyChamber) -> bool:
    return isinstance(chamber, BookChamber) and chamber.election is not None and chamber.election.method == "consent"


def rule_sentence(code: str) -> str:
    """Return the sentence of a rule that has no figures; words of a rulebook may stand in the code as they are."""
    known = SENTENCES | elections.SENTENCES | courses.SENTENCES
    return known[code.replace(" ", "_").replace("-", "_")]({})


def name_of(named: AnyChamber | Rules, language: str) -> Name:
    """Return a name in the reader's language where the rulebook has it, else in its own."""
    wanted = get_language() or language
    for tag in (wanted, wanted.split("-", 1)[0]):
        if tag in named.names:
            return Name(named.names[tag], tag)
    return Name(named.name, language)


def neutral_sentence(chamber: ChamberRules) -> str:
    """Return what a neutral ballot does in a chamber, for the one who considers casting it."""
    in_quorum = chamber.quorum is not None and chamber.quorum.counts is Kinds.YES_NO_NEUTRAL
    in_base = chamber.threshold.base is not Kinds.YES_NO
    if in_quorum:
        return _("Counts towards the quorum, and works like a no") if in_base else _("Counts for the quorum only")
    return _("Works like a no") if in_base else _("Is shown, and counts towards nothing")


def electorate_sentence(told: Electorate, names: Names | None = None) -> str:
    """Return who may vote; ``names`` are what the short names in it stood for when the rulebook was published."""
    known = names or {}
    bodies = listed(_called(known, "bodies", slug) for slug in told.bodies)
    match told.kind:
        case ElectorateKind.MEMBERS_OF_BODY:
            # Translators: %(body)s is the name of a body.
            return _("Every person with a mandate in %(body)s votes.") % {"body": _called(known, "bodies", told.body)}
        case ElectorateKind.BODIES_OF_KIND:
            # Translators: %(kinds)s is a list of kinds of bodies, in the plural.
            sentence = _("Every working body of these kinds votes, by its delegate: %(kinds)s.")
            return sentence % {"kinds": listed(_kind(known, key) for key in told.kinds)}
        case ElectorateKind.HOLDERS_OF_ROLE:
            role = _called(known, "roles", f"{told.body}/{told.role}")
            # Translators: %(role)s is the name of a role, %(body)s that of a body.
            sentence = _("Every person who holds the role %(role)s in %(body)s votes.")
            return sentence % {"role": role, "body": _called(known, "bodies", told.body)}
        case ElectorateKind.MEETS_CONDITIONS:
            of_bodies = _("Every working body that meets the conditions in the rules votes, by its delegate.")
            of_persons = _("Every person who meets the conditions in the rules votes.")
            return of_bodies if told.voters is Voters.BODIES else of_persons
        case ElectorateKind.HELD_ELSEWHERE:
            return _("The vote is held on another site, and its published result is recorded here.")
    if told.bodies:
        # Translators: %(bodies)s is a list of names of bodies.
        return _("These bodies vote, each by its delegate: %(bodies)s.") % {"bodies": bodies}
    count = len(told.persons)
    # Translators: %(count)s is a number of persons.
    sentence = ngettext("One person votes, named in the rules.", "%(count)s persons vote, named in the rules.", count)
    return sentence % {"count": number(count)}


def condition_names(names: Names) -> eligibility.Names:
    """Return what a rulebook keeps of the names in its conditions, as sentences about conditions take them."""

    def plain(what: str) -> dict[str, str]:
        return {slug: name for slug, (name, _language) in names.get(what, {}).items()}

    kinds = {key: _kind_name(names, key) for key in names.get("kinds", {})}
    return eligibility.Names(bodies=plain("bodies"), roles=plain("roles"), kinds=kinds, lists=plain("lists"))


def _called(names: Names, what: str, slug: str) -> str:
    """Return the name behind a short name, its direction kept apart from the sentence's."""
    name, _language = names.get(what, {}).get(slug, (slug.rpartition("/")[2], ""))
    return isolated(name)


def _kind(names: Names, key: str) -> str:
    return isolated(_kind_name(names, key))


def _kind_name(names: Names, key: str) -> str:
    labels = names.get("kinds", {}).get(key, {})
    wanted = get_language() or "en"
    return next((labels[tag] for tag in (wanted, wanted.split("-", 1)[0], "en") if tag in labels), key)


def _some(v: Values) -> str:
    sentence = ngettext(
        # Translators: %(needed)s of %(of)s groups that vote separately must say yes.
        "It is adopted when at least %(needed)s of its %(of)s chambers approves.",
        "It is adopted when at least %(needed)s of its %(of)s chambers approve.",
        v["needed"],
    )
    return sentence % {"needed": number(v["needed"]), "of": number(v["of"])}


def _all(v: Values) -> str:
    sentence = ngettext(
        # Translators: %(of)s is the number of groups that vote separately.
        "It is adopted when its %(of)s chamber approves.",
        "It is adopted when all its %(of)s chambers approve.",
        v["of"],
    )
    return sentence % {"of": number(v["of"])}


def _any(v: Values) -> str:
    # Translators: %(of)s is the number of groups that vote separately.
    return _("It is adopted when any of its %(of)s chambers approves.") % {"of": number(v["of"])}


def _quorum_share(v: Values) -> str:
    # Translators: %(bar)s is such as "at least 2%".
    return _("Quorum: %(bar)s of those who may vote must take part.") % {
        "bar": strictly(v["strictness"], share(v["share"]))
    }


def _quorum_votes(v: Values) -> str:
    # Translators: %(bar)s is such as "at least 50".
    return _("Quorum: %(bar)s ballots must be cast.") % {"bar": strictly(v["strictness"], number(v["votes"]))}


def _yes_no_base(v: Values) -> str:
    # Translators: %(bar)s is such as "at least 55%".
    return _("Support: %(bar)s of the yes and no ballots must say yes. Neutral ballots are left out of this share.") % {
        "bar": strictly(v["strictness"], share(v["share"]))
    }


def _all_base(v: Values) -> str:
    # Translators: %(bar)s is such as "at least 55%".
    return _("Support: %(bar)s of all ballots must say yes. Neutral ballots are in this share and work like a no.") % {
        "bar": strictly(v["strictness"], share(v["share"]))
    }


def _eligible_base(v: Values) -> str:
    return _(
        # Translators: %(bar)s is such as "at least 55%".
        "Support: %(bar)s of all who may vote must say yes. Staying away works like a no, and so does neutral."
    ) % {"bar": strictly(v["strictness"], share(v["share"]))}


SENTENCES: dict[str, Callable[[Values], str]] = {
    "combination_all": _all,
    "combination_single": _all,
    "combination_any": _any,
    "combination_some": _some,
    "quorum_none": lambda v: _("There is no quorum: any number of ballots is enough."),
    "quorum_share": _quorum_share,
    "quorum_votes": _quorum_votes,
    "quorum_counts_all": lambda v: _("Neutral ballots count towards the quorum."),
    "quorum_counts_yes_no": lambda v: _("Neutral ballots do not count towards the quorum."),
    "quorum_counts_yes": lambda v: _("Only yes ballots count towards the quorum."),
    "threshold_yes_no": _yes_no_base,
    "threshold_all": _all_base,
    "threshold_eligible": _eligible_base,
    "tie_passes": lambda v: _("As many yes as no passes."),
    "tie_fails": lambda v: _("As many yes as no does not pass."),
    "tie_bar": lambda v: _("As many yes as no is judged by the needed support, like any other count."),
    "empty_passes": lambda v: _("When no ballot counts towards support, the chamber approves."),
    "empty_fails": lambda v: _("When no ballot counts towards support, the chamber does not approve."),
}
