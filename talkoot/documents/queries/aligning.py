"""A new text held against the newest version: which clause is which, and where a person should look."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from talkoot.documents import rules
from talkoot.documents.models import Document, Placing
from talkoot.kernel import texts
from talkoot.kernel.verdicts import Text


@dataclass(frozen=True, slots=True)
class Doubt:
    """A clause of the new text (``place`` from 0) that may be an old one, ``key``, or may not."""

    place: int
    number: str
    heading: str
    text: str
    key: int
    old_number: str
    old_text: str


def read(source: str, written: str) -> rules.Outline:
    """Return the outline of a text; raise `rules.Unreadable` or `texts.BadText` where it is no document."""
    return rules.read_outline(texts.clean_text(source), rules.Written(written))


def doubts_about(document: Document, source: str, written: str) -> list[Doubt]:
    """Return the clauses of a new text of which it is not sure which old ones they are."""
    outline, known = read(source, written), known_in(document)
    by_key = {each.clause_id: each for each in known}
    numbers = rules.numbers(part.depth for part in outline.parts)
    found = rules.align([_known(each) for each in known], outline.parts)
    return [
        Doubt(
            place, numbers[place], part.heading, part.text, match.key,
            by_key[match.key].number, by_key[match.key].wording.text,
        )
        for place, (part, match) in enumerate(zip(outline.parts, found, strict=True))
        if match.key is not None and not match.is_sure
    ]  # fmt: skip


def known_in(document: Document) -> list[Placing]:
    """Return the clauses of the newest version with their words, in order."""
    newest = Placing.objects.filter(version__document=document, version__number=document.newest)
    return list(newest.select_related("wording").order_by("place"))


def outline_problem(problem: rules.Unreadable) -> Text:
    """Return what is wrong with a text as a sentence."""
    values = {"line": problem.line, "most": problem.most}
    match problem.wrong:
        case rules.Wrong.EMPTY:
            return _("There is no text in it. Paste the whole text.")
        case rules.Wrong.TOO_LONG:
            # Translators: %(most)s is a number of characters.
            return _("The text is too long: at most %(most)s characters are taken.") % values
        case rules.Wrong.TOO_MANY:
            # Translators: %(line)s is the number of a line, %(most)s of clauses.
            return _("Line %(line)s: a document has at most %(most)s clauses. Make it several documents.") % values
        case rules.Wrong.LONG_HEADING:
            # Translators: %(line)s is the number of a line, %(most)s of characters.
            return _("Line %(line)s: a heading has at most %(most)s characters. Shorten it.") % values
        case _:
            # Translators: %(line)s is the number of a line, %(most)s of characters.
            return _("Line %(line)s: a clause has at most %(most)s characters. Divide it by headings.") % values


def _known(each: Placing) -> rules.Known:
    return rules.Known(each.clause_id, each.wording.heading, each.wording.text)
