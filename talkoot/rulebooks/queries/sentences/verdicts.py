"""A verdict in words: one sentence for each test, with its figures; the codes are recount's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.rulebooks.queries.sentences.figures import amount, kinds, number, percent, share, strictly

type Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TestView:
    """One test of the verdict as a sentence."""

    # pytest would take a class of this name for a test case.
    __test__ = False

    code: str
    is_met: bool
    sentence: str


def test_sentence(test: Mapping[str, Any], weighed: Collection[str] = ()) -> str:  # noqa: PT028 - no test case
    """Return one test of a verdict (recount's data) as a sentence in the reader's language.

    ``weighed`` are the chambers whose votes weigh different amounts: there figures are weights, not ballots.
    """
    sentences = SENTENCES | OF_ROUNDS | (OF_WEIGHTS if test.get("chamber") in weighed else {})
    return sentences[test["sentence"]](test["figures"])


# pytest would take a function of this name for a test case.
test_sentence.__test__ = False  # type: ignore[attr-defined]  # functions take attributes


def bare_sentence(test: Mapping[str, Any]) -> str:
    """Return whether a test is met without its figures, which would tell of a small group how its members voted."""
    if test["code"] == "quorum":
        return _("Enough took part.") if test["met"] else _("Too few took part.")
    if test["code"] == "threshold":
        return _("Enough said yes.") if test["met"] else _("Too few said yes.")
    return test_sentence(test)


def outcome_sentence(verdict: Mapping[str, Any]) -> str:
    """Return what a verdict comes to: "Adopted by 3 of 4 chambers"."""
    return test_sentence(verdict["tests"][-1])


def _quorum_met(f: Figures) -> str:
    sentence = ngettext(
        # Translators: %(kinds)s are kinds of ballots (yes, no and neutral); %(size)s is how many were needed, such
        # as "at least 2% of 117,275"; the others are numbers.
        "Enough took part: %(had)s ballot (%(kinds)s), %(needed)s needed (%(size)s). Met by %(by)s.",
        "Enough took part: %(had)s ballots (%(kinds)s), %(needed)s needed (%(size)s). Met by %(by)s.",
        ceil(f["had"]),
    )
    return sentence % _quorum(f)


def _quorum_missed(f: Figures) -> str:
    sentence = ngettext(
        # Translators: %(kinds)s are kinds of ballots (yes, no and neutral); %(size)s is how many were needed, such
        # as "at least 2% of 117,275"; the others are numbers.
        "Too few took part: %(had)s ballot (%(kinds)s), %(needed)s needed (%(size)s). Missed by %(by)s.",
        "Too few took part: %(had)s ballots (%(kinds)s), %(needed)s needed (%(size)s). Missed by %(by)s.",
        ceil(f["had"]),
    )
    return sentence % _quorum(f)


def _quorum(f: Figures) -> dict[str, str]:
    if "share" in f:
        # Translators: a share of the people who could vote: "2% of 117,275".
        size = _("%(share)s of %(eligible)s") % {"share": share(f["share"]), "eligible": number(f["eligible"])}
    else:
        size = number(f["votes"])
    return {**_plain(f), "kinds": kinds(f["counts"]), "size": strictly(f["strictness"], size)}


def _threshold_met(f: Figures) -> str:
    return _(
        # Translators: %(percent)s is the share that said yes; %(base)s are the ballots it is a share of;
        # %(bar)s is how much was needed, such as "at least 55%"; the others are numbers.
        "%(percent)s said yes: %(yes)s of %(of)s (%(base)s). Needed: %(needed)s (%(bar)s). Met by %(by)s."
    ) % _threshold(f)


def _threshold_missed(f: Figures) -> str:
    return _(
        # Translators: %(percent)s is the share that said yes; %(base)s are the ballots it is a share of;
        # %(bar)s is how much was needed, such as "at least 55%"; the others are numbers.
        "%(percent)s said yes: %(yes)s of %(of)s (%(base)s). Needed: %(needed)s (%(bar)s). Missed by %(by)s."
    ) % _threshold(f)


def _threshold(f: Figures) -> dict[str, str]:
    values = {"percent": percent(f["percent"]), "yes": number(f["yes"]), "of": number(f["of"])}
    return {**_plain(f), **values, "base": kinds(f["base"]), "bar": strictly(f["strictness"], share(f["share"]))}


def _tie_passes(f: Figures) -> str:
    # Translators: both placeholders are numbers of ballots, and they are equal.
    return _("An equal vote, %(yes)s yes and %(no)s no. The rulebook says that passes.") % _votes(f)


def _tie_fails(f: Figures) -> str:
    # Translators: both placeholders are numbers of ballots, and they are equal.
    return _("An equal vote, %(yes)s yes and %(no)s no. The rulebook says that does not pass.") % _votes(f)


def _empty_passes(_figures: Figures) -> str:
    return _("No ballot counts towards support. The rulebook says that passes.")


def _empty_fails(_figures: Figures) -> str:
    return _("No ballot counts towards support. The rulebook says that does not pass.")


def _weight_met(f: Figures) -> str:
    return _(
        # Translators: %(kinds)s are kinds of ballots (yes, no and neutral); %(size)s is how much was needed, such as
        # "at least 2% of 350"; the others are weights of votes, such as 12 or 3.5.
        "Enough took part: a weight of %(had)s (%(kinds)s), %(needed)s needed (%(size)s). Met by %(by)s."
    ) % _weighed_quorum(f)


def _weight_missed(f: Figures) -> str:
    return _(
        # Translators: %(kinds)s are kinds of ballots (yes, no and neutral); %(size)s is how much was needed, such as
        # "at least 2% of 350"; the others are weights of votes, such as 12 or 3.5.
        "Too few took part: a weight of %(had)s (%(kinds)s), %(needed)s needed (%(size)s). Missed by %(by)s."
    ) % _weighed_quorum(f)


def _weighed_quorum(f: Figures) -> dict[str, str]:
    if "share" in f:
        # Translators: a share of the people who could vote: "2% of 117,275".
        size = _("%(share)s of %(eligible)s") % {"share": share(f["share"]), "eligible": amount(f["eligible"])}
    else:
        size = amount(f["votes"])
    return {**_weights(f), "kinds": kinds(f["counts"]), "size": strictly(f["strictness"], size)}


def _weight_carried(f: Figures) -> str:
    return _(
        # Translators: %(percent)s is the share that said yes; %(base)s are the ballots it is a share of;
        # %(bar)s is how much was needed, such as "at least 55%"; the others are weights of votes, such as 12 or 3.5.
        "%(percent)s said yes: a weight of %(yes)s of %(of)s (%(base)s). Needed: %(needed)s (%(bar)s). Met by %(by)s."
    ) % _weighed_threshold(f)


def _weight_fell_short(f: Figures) -> str:
    return _(
        # Translators: %(percent)s is the share that said yes; %(base)s are the ballots it is a share of;
        # %(bar)s is how much was needed, such as "at least 55%"; the others are weights of votes, such as 12 or 3.5.
        "%(percent)s said yes: a weight of %(yes)s of %(of)s (%(base)s). "
        "Needed: %(needed)s (%(bar)s). Missed by %(by)s."
    ) % _weighed_threshold(f)


def _weighed_threshold(f: Figures) -> dict[str, str]:
    values = {"percent": percent(f["percent"]), "yes": amount(f["yes"]), "of": amount(f["of"])}
    return {**_weights(f), **values, "base": kinds(f["base"]), "bar": strictly(f["strictness"], share(f["share"]))}


def _weights_tie_passes(f: Figures) -> str:
    # Translators: both placeholders are weights of votes, and they are equal.
    sentence = _("An equal vote, a weight of %(yes)s yes and %(no)s no. The rulebook says that passes.")
    return sentence % {"yes": amount(f["yes"]), "no": amount(f["no"])}


def _weights_tie_fails(f: Figures) -> str:
    # Translators: both placeholders are weights of votes, and they are equal.
    sentence = _("An equal vote, a weight of %(yes)s yes and %(no)s no. The rulebook says that does not pass.")
    return sentence % {"yes": amount(f["yes"]), "no": amount(f["no"])}


def _turned_out(f: Figures) -> str:
    # Translators: %(counts)s are kinds of ballots; the others are weights of votes, such as 12 or 3.5.
    sentence = _("Enough took part: a weight of %(had)s (%(counts)s), %(needed)s needed (of %(eligible)s in all).")
    return sentence % _weighed_turnout(f)


def _stayed_away(f: Figures) -> str:
    # Translators: %(counts)s are kinds of ballots; the others are weights of votes, such as 12 or 3.5.
    sentence = _("Too few took part: a weight of %(had)s (%(counts)s), %(needed)s needed (of %(eligible)s in all).")
    return sentence % _weighed_turnout(f)


def _weighed_turnout(f: Figures) -> dict[str, str]:
    counts = _("all ballots") if f["counts"] == "all ballots" else _("ballots that are not blank")
    needed = strictly(f["strictness"], amount(f["needed"]))
    return {"had": amount(f["had"]), "eligible": amount(f["eligible"]), "needed": needed, "counts": counts}


def _weights(f: Figures) -> dict[str, str]:
    return {"had": amount(f["had"]), "needed": amount(f["needed"]), "by": amount(abs(Fraction(f["by"])))}


def _adopted(f: Figures) -> str:
    # Translators: %(had)s of %(of)s groups that vote separately said yes.
    sentence = ngettext("Adopted by its one chamber", "Adopted by %(had)s of %(of)s chambers", f["of"])
    return sentence % {"had": number(f["had"]), "of": number(f["of"])}


def _rejected(f: Figures) -> str:
    sentence = ngettext(
        # Translators: %(had)s of %(of)s groups that vote separately said yes; %(needed)s had to.
        "Not adopted: its one chamber did not approve",
        "Not adopted: %(had)s of %(of)s chambers approved, %(needed)s had to",
        f["of"],
    )
    return sentence % {"had": number(f["had"]), "of": number(f["of"]), "needed": number(f["needed"])}


def _plain(f: Figures) -> dict[str, str]:
    return {"had": number(f["had"]), "needed": number(f["needed"]), "by": number(abs(f["by"]))}


def _votes(f: Figures) -> dict[str, str]:
    return {"yes": number(f["yes"]), "no": number(f["no"])}


def _turnout(f: Figures) -> dict[str, str]:
    counts = _("all ballots") if f["counts"] == "all ballots" else _("ballots that are not blank")
    figures = {key: _exactly(f[key]) for key in ("had", "eligible")}
    return {**figures, "needed": _whole_votes(f["needed"], f["strictness"]), "counts": counts}


def _whole_votes(needed: int | str, strictness: str) -> str:
    """Return the least whole number of votes that is enough: nobody casts a tenth of one."""
    exact = Fraction(needed)
    return number(floor(exact) + 1 if strictness == "more than" else ceil(exact))


def _turnout_met(f: Figures) -> str:
    # Translators: %(counts)s are kinds of ballots; the others are numbers.
    sentence = _("Enough took part: %(had)s (%(counts)s), %(needed)s needed of %(eligible)s who could vote.")
    return sentence % _turnout(f)


def _turnout_missed(f: Figures) -> str:
    # Translators: %(counts)s are kinds of ballots; the others are numbers.
    sentence = _("Too few took part: %(had)s (%(counts)s), %(needed)s needed of %(eligible)s who could vote.")
    return sentence % _turnout(f)


def _elected_enough(f: Figures) -> str:
    # Translators: all are numbers.
    sentence = _("%(had)s of %(seats)s seats are filled, %(needed)s must be.")
    return sentence % {key: _exactly(f[key]) for key in ("had", "seats", "needed")}


def _elected_too_few(f: Figures) -> str:
    # Translators: all are numbers.
    sentence = _("Only %(had)s of %(seats)s seats are filled, %(needed)s must be.")
    return sentence % {key: _exactly(f[key]) for key in ("had", "seats", "needed")}


def _consent_met(f: Figures) -> str:
    # Translators: all are numbers of those in a round of consent.
    sentence = _("No reasoned objection is left: %(agree)s agree, %(concern)s have a concern, %(aside)s stand aside.")
    return sentence % {"agree": f["agree"], "concern": f["concern"], "aside": f["stand-aside"]}


def _consent_missed(f: Figures) -> str:
    left = Fraction(f["left"])
    sentence = ngettext(
        # Translators: %(left)s is a number of objections in a round of consent.
        "%(left)s reasoned objection is left.",
        "%(left)s reasoned objections are left.",
        ceil(left),
    )
    return sentence % {"left": number(int(left)) if left.denominator == 1 else f["left"]}


def _stand_asides_met(f: Figures) -> str:
    # Translators: both are numbers of those in a round of consent.
    return _("Not too many stand aside: %(had)s, and at most %(most)s may.") % _aside(f)


def _stand_asides_missed(f: Figures) -> str:
    # Translators: both are numbers of those in a round of consent.
    return _("Too many stand aside: %(had)s, and at most %(most)s may.") % _aside(f)


def _aside(f: Figures) -> dict[str, str]:
    """Return how many stand aside, and how many may: nobody does so in part."""
    return {"had": f["had"], "most": number(floor(Fraction(f["most"])))}


def _exactly(value: int | str) -> str:
    """Return a number, which may be a text such as 7/2 where votes are weighted."""
    return number(value) if isinstance(value, int) else value


SENTENCES: dict[str, Callable[[Figures], str]] = {
    "turnout_met": _turnout_met,
    "turnout_missed": _turnout_missed,
    "elected_enough": _elected_enough,
    "elected_too_few": _elected_too_few,
    "quorum_met": _quorum_met,
    "quorum_missed": _quorum_missed,
    "threshold_met": _threshold_met,
    "threshold_missed": _threshold_missed,
    "tie_passes": _tie_passes,
    "tie_fails": _tie_fails,
    "empty_passes": _empty_passes,
    "empty_fails": _empty_fails,
    "adopted": _adopted,
    "rejected": _rejected,
}
# The same where votes weigh different amounts, so that figures are weights.
OF_WEIGHTS: dict[str, Callable[[Figures], str]] = {
    "turnout_met": _turned_out,
    "turnout_missed": _stayed_away,
    "quorum_met": _weight_met,
    "quorum_missed": _weight_missed,
    "threshold_met": _weight_carried,
    "threshold_missed": _weight_fell_short,
    "tie_passes": _weights_tie_passes,
    "tie_fails": _weights_tie_fails,
}
# The tests that the method of consent itself makes, which are part of its count.
OF_ROUNDS: dict[str, Callable[[Figures], str]] = {
    "consent_met": _consent_met,
    "consent_missed": _consent_missed,
    "stand_asides_met": _stand_asides_met,
    "stand_asides_missed": _stand_asides_missed,
    "empty_met": lambda f: _("Nobody spoke, which passes."),
    "empty_missed": lambda f: _("Nobody spoke, which does not pass."),
}
