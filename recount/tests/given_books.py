"""Rulebooks of format 2 for tests, as texts that one setting can be changed in."""

from __future__ import annotations

from recount.rulebooks.book import Book
from recount.rulebooks.candidates import Field, read_field
from recount.rulebooks.parsing import read_book

SCHULZE = '{ tie = "order", unranked = "last", strength = "winning-votes" }'
BAR = (
    '{ bar = "60 %", strictness = "at-least", base = "yes+no", tie = "order", empty = "fails", quorum = "none", '
    'counts = "yes+no+neutral", floor = "none", rank = "share" }'
)
ELECTION = {
    "method": '"schulze"',
    "seats": "3",
    "candidates": '"all"',
    "settings": SCHULZE,
    "caps": '"none"',
    "reserved": '"none"',
    "terms": '"same"',
    "vacancy": '"stays empty"',
    "runoff": '"none"',
    "passes": '"one is elected"',
    "acts_with": '"none"',
}
CHAMBER = {
    "key": '"community"',
    "name": '"Community"',
    "electorate": '{ kind = "held_elsewhere" }',
    "votes": '"one per person"',
    "weights": '"equal"',
    "split": '"whole"',
    "recusals": '"leave the base"',
    "quorum": '"none"',
}
THRESHOLD = {
    "share": '"50 %"',
    "base": '"yes+no"',
    "strictness": '"more than"',
    "tie": '"fails"',
    "empty": '"fails"',
}
# A committee of 16 that acts with 8, a bar of 60 %, at most two from a wiki, one seat for a region of one wiki.
COMMITTEE = {
    "method": '"yes-no"',
    "settings": BAR,
    "seats": "16",
    "caps": '[{ attribute = "home_wiki", most = 2 }]',
    "reserved": '[{ attribute = "region", value = "South", seats = 1 }]',
    "filled": '"at large first"',
    "vacant": '"stays empty"',
    "passes": '"enough to act are elected"',
    "acts_with": "8",
}

COURSE = {
    "notice_days": "7",
    "languages": '["en", "pt-BR"]',
    "appeal_days": "3",
    "challenge_days": "5",
    "extension": '{ days = 2, times = 1, when = "quorum missed" }',
    "clock": '"anywhere on Earth"',
    "scrutineers": '{ body = "elections", role = "scrutineer" }',
}
QUORUM = '{ votes = 5, counts = "yes+no", strictness = "at least" }'


def chamber_text(*, election: dict[str, str] | None = None, question: bool = False, **changed: str) -> str:
    """Return one chamber; a setting given as "" is left out."""
    lines = ["[[chambers]]", *_lines({**CHAMBER, **changed})]
    if question:
        return "\n".join([*lines, "[chambers.threshold]", *_lines(THRESHOLD), ""])
    return "\n".join([*lines, "[chambers.election]", *_lines({**ELECTION, **(election or {})}), ""])


def book_text(*chambers: str, combination: str = '"all"') -> str:
    """Return a rulebook of format 2 with these chambers."""
    head = ["format = 2", 'name = "Committee"', 'language = "en"', f"combination = {combination}"]
    return "\n".join([*head, *chambers])


def course_text(course=COURSE, *, ballots='"secret"', delegation='"none"', votes='"one per person"', quorum=QUORUM):
    """Return a rulebook with this course, a setting left out where it is given as "" or None."""
    said = {"ballots": ballots, "delegation": delegation, "votes": votes, "quorum": quorum}
    chamber = chamber_text(question=True, **said)
    table = "\n".join(["[course]", *(f"{key} = {value}" for key, value in course.items() if value)]) if course else ""
    return book_text(chamber).replace("[[chambers]]", f"{table}\n[[chambers]]", 1)


def given_book(*chambers: str, combination: str = '"all"') -> Book:
    """Return the rulebook in `book_text`."""
    return read_book(book_text(*chambers, combination=combination))


def given_field(*groups: tuple[int, str, str]) -> Field:
    """Return candidates: for each group how many, their home wiki, their region."""
    rows = [["name", "home_wiki", "region"]]
    for number, wiki, region in groups:
        rows += [[f"{wiki} {region} {place}", wiki, region] for place in range(number)]
    return read_field(rows)


def _lines(settings: dict[str, str]) -> list[str]:
    return [f"{key} = {value}" for key, value in settings.items() if value]
