"""How close a verdict was, in the reader's language: what would have changed it; the codes are recount's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.rulebooks.queries.sentences.figures import isolated, number

type Margin = Mapping[str, Any]

# Stands where no number of ballots would do.
NEVER = "–"


def closeness_sentence(margins: Sequence[Margin], *, is_weighed: bool = False) -> str:
    """Return the smallest change that would have brought another result; empty where it was not looked for.

    Where votes weigh different amounts figures are weights.
    """
    if not margins:
        return ""
    for change, sentences in (OF_WEIGHTS if is_weighed else SENTENCES).items():
        low, high = _range(margins, change)
        said = "exact" if low == high else ("at least" if high is None else "at most")
        figure = low if high is None else high
        if figure is not None:
            return sentences[said](figure) % {"number": number(figure)}
    return _("No change of ballots alone would have brought another result.")


def change_name(change: str) -> str:
    """Return what kind of change a code of recount means."""
    return CHANGES[change]()


def margin_figure(margins: Sequence[Margin], change: str) -> str:
    """Return how many ballots of one kind of change it would have taken; a dash where no number of them would do."""
    low, high = _range(margins, change)
    if low is None and high is None:
        return NEVER
    if low == high:
        return number(low or 0)
    if high is None:
        # Translators: %(number)s is a number of ballots.
        return _("at least %(number)s") % {"number": number(low or 0)}
    # Translators: %(number)s is a number of ballots.
    return _("at most %(number)s") % {"number": number(high)}


def pairs_sentence(margins: Sequence[Margin]) -> str:
    """Return who beats everybody, and who came closest to them, where an election compares all pairs."""
    told = next((margin["values"] for margin in margins if "rival" in margin["values"]), None)
    if told is None:
        return ""
    names = {"winner": isolated(told["winner"]), "rival": isolated(told["rival"]), "lead": number(told["lead"])}
    # Translators: %(winner)s and %(rival)s are candidates; %(lead)s is by how many ballots.
    return _("%(winner)s beats each of the others; %(rival)s came closest, %(lead)s behind.") % names


def _range(margins: Sequence[Margin], change: str) -> tuple[int | None, int | None]:
    """Return the most of what is known not to be enough below, and the least of what is known to be enough."""
    found = [m for m in margins if m["change"] == change and m["ballots"] is not None]
    return (
        max((m["ballots"] for m in found if m["sure"] != "at most"), default=None),
        min((m["ballots"] for m in found if m["sure"] != "at least"), default=None),
    )


CHANGES: dict[str, Callable[[], str]] = {
    "moved": lambda: _("Ballots that say something else"),
    "added": lambda: _("More ballots"),
    "removed": lambda: _("Fewer ballots"),
    "neutral_added": lambda: _("More neutral ballots"),
    "neutral_removed": lambda: _("Fewer neutral ballots"),
}

# The changes a sentence is made of, the most telling first. The others are told in a table.
SENTENCES: dict[str, dict[str, Callable[[int], str]]] = {
    "moved": {
        "exact": lambda n: ngettext(
            # Translators: %(number)s is how many.
            "%(number)s ballot that said something else would have brought another result.",
            "%(number)s ballots that said something else would have brought another result.",
            n,
        ),
        "at most": lambda n: ngettext(
            # Translators: %(number)s is how many.
            "%(number)s ballot that said something else would have been enough for another result.",
            "%(number)s ballots that said something else would have been enough for another result, perhaps fewer.",
            n,
        ),
        "at least": lambda n: ngettext(
            # Translators: %(number)s is how many.
            "It would have taken at least %(number)s ballot that said something else to bring another result.",
            "It would have taken at least %(number)s ballots that said something else to bring another result.",
            n,
        ),
    },
    "added": {
        "exact": lambda n: ngettext(
            # Translators: %(number)s is how many.
            "%(number)s more ballot would have brought another result.",
            "%(number)s more ballots would have brought another result.",
            n,
        ),
        "at most": lambda n: ngettext(
            # Translators: %(number)s is how many.
            "%(number)s more ballot would have been enough for another result.",
            "%(number)s more ballots would have been enough for another result, perhaps fewer.",
            n,
        ),
        "at least": lambda n: ngettext(
            # Translators: %(number)s is how many.
            "It would have taken at least %(number)s more ballot to bring another result.",
            "It would have taken at least %(number)s more ballots to bring another result.",
            n,
        ),
    },
}
# The same where votes weigh different amounts.
OF_WEIGHTS: dict[str, dict[str, Callable[[int], str]]] = {
    "moved": {
        # Translators: %(number)s is a weight of votes.
        "exact": lambda _n: _("A weight of %(number)s that said something else would have brought another result."),
        "at most": lambda _n: _(
            # Translators: %(number)s is a weight of votes.
            "A weight of %(number)s that said something else would have been enough for another result, perhaps less."
        ),
        "at least": lambda _n: _(
            # Translators: %(number)s is a weight of votes.
            "It would have taken a weight of at least %(number)s that said something else to bring another result."
        ),
    },
    "added": {
        # Translators: %(number)s is a weight of votes.
        "exact": lambda _n: _("A weight of %(number)s more would have brought another result."),
        # Translators: %(number)s is a weight of votes.
        "at most": lambda _n: _("A weight of %(number)s more would have been enough for another result, perhaps less."),
        # Translators: %(number)s is a weight of votes.
        "at least": lambda _n: _("It would have taken a weight of at least %(number)s more to bring another result."),
    },
}
