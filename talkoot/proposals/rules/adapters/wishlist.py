"""``wikimedia-wishlist``: rounds of the Community Wishlist Survey, and what became of the wishes.

``2017.json`` … hold the wishes of a round: who proposed and supported them, whether they were put to the vote, why
not. ``implementation.tsv`` tells of those that were worked on. Names of users are random ids already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote

from talkoot.directory.rules import BodyRecord
from talkoot.kernel.imports import (
    BadFile,
    Column,
    Problem,
    Reading,
    Row,
    Upload,
    Wrong,
    decode,
    gettext_noop,
    line,
    ngettext_lazy,
    read_table,
)
from talkoot.kernel.texts import BadText, clean_line
from talkoot.proposals.rules import limits
from talkoot.proposals.rules.adapters.entries import Entry, WrongEntry, entries
from talkoot.proposals.rules.records import DeliveryRecord, Place, ProposalRecord, ended
from talkoot.proposals.rules.states import Outcome, StageKind, Status

ROUND = re.compile(r"(20\d\d)\.json\Z")
TASK = re.compile(r"T\d{1,9}\Z")
TASKS = "https://phabricator.wikimedia.org/"
PAGES = "https://meta.wikimedia.org/wiki/Community_Wishlist_Survey_"

NOT_A_ROUND = gettext_noop("A round's file is named after its year, such as 2019.json.")
# Translators: %(limit)s is a number.
NO_TITLE = gettext_noop("A wish needs a title of at most %(limit)s characters.")
# Translators: %(value)s is what stands in the file; %(known)s is a list of words that may stand there.
UNKNOWN_STATUS = gettext_noop("%(value)s is not a state of development. Known: %(known)s.")
# Translators: %(value)s is what stands in the file.
NOT_A_YEAR = gettext_noop("%(value)s is not a year.")
# Translators: %(value)s is the title of a wish.
STRAY_SPACE = gettext_noop("A stray space after “%(value)s” was left out.")
UNDERSCORES = ngettext_lazy(
    # Translators: %(count)s is a number of wishes.
    "%(count)s title was written with underscores; it has spaces now.",
    "%(count)s titles were written with underscores; they have spaces now.",
    by="count",
)
# Translators: %(character)s is a code such as U+202E.
BAD_TEXT = gettext_noop("There is a hidden character that cannot be kept: %(character)s.")

OWNER = "community-tech"
BODIES = (BodyRecord(key=OWNER, name="Community Tech", kind="team", language="en"),)
KINDS = {"team": {"en": ("Team", "Teams")}}

# State of development -> status here, outcome of the delivery, what is said of it.
STATES: dict[str, tuple[Status, Outcome, str]] = {
    "done": (Status.COMPLETED, Outcome.COMPLETED, "Done"),
    "partially_done": (Status.COMPLETED, Outcome.COMPLETED, "Partly done"),
    "not_done": (Status.DEFERRED, Outcome.DEFERRED, "Not done"),
    "declined": (Status.DECLINED, Outcome.DECLINED, "Declined"),
}
MAKERS = {"CT": "Community Tech", "misc_WMF": "other teams of the Wikimedia Foundation", "volunteers": "volunteers"}


@dataclass(slots=True)
class Wishes:
    """A round: its year, its wishes, the people in them; what is wrong, and what was cleaned on the way."""

    year: str
    rows: list[ProposalRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    noted: list[Problem] = field(default_factory=list)

    @property
    def people(self) -> dict[str, str]:
        """Return every person named, key and name: the random id is both."""
        return {key: key for row in self.rows for key in (*row.authors, *row.supporters)}


def read_wishes(upload: Upload) -> Wishes:
    """Read one round; raise `BadFile` for what spoils the whole file."""
    year = ROUND.search(upload.name)
    if year is None:
        raise BadFile([Problem(upload.name, 0, "", NOT_A_ROUND)])
    wishes = Wishes(year[1])
    underscored = 0
    for entry in entries(upload):
        if isinstance(entry, Problem):
            wishes.problems.append(entry)
            continue
        try:
            wishes.rows.append(_wish(entry, wishes.year))
        except WrongEntry as wrong:
            wishes.problems.append(wrong.problem)
            continue
        underscored += "_" in entry.text("title")
    if underscored:
        wishes.noted.append(Problem(upload.name, 0, "title", UNDERSCORES, {"count": underscored}))
    return wishes


def _wish(entry: Entry, year: str) -> ProposalRecord:
    category, title = entry.text("category"), _title(entry)
    authors, supporters = entry.texts("proposers"), entry.texts("supporters")
    is_voted, archived = entry.flag("put_to_vote"), entry.values.get("archived_reason")
    status, outcome, reason = _fate(entry, is_voted=is_voted)
    tasks = [task for task in entry.texts("phabricator") if TASK.match(task)]
    page = entry.text("title").replace(" ", "_")
    return ProposalRecord(
        key=f"{year}/{category}/{entry.text('title')}"[:300],
        title=title,
        language="en",
        submitted_on=date(int(year), 1, 1),
        dated_to_year=True,
        status=status,
        stays=(ended(StageKind.TRIAGE, outcome, reason),),
        authors=tuple(authors),
        supporters=tuple(supporters),
        responsible=OWNER,
        source_status="archived" if archived is not None else "put to vote" if is_voted else "not put to vote",
        source_url=f"{PAGES}{year}/{category}/{page}"[:500],
        pointers=(
            (f"Category: {category.replace('_', ' ')}"[:200], ""),
            *((task, f"{TASKS}{task}") for task in tasks),
        ),
        place=Place(entry.file, entry.number),
    )


def _title(entry: Entry) -> str:
    try:
        title = clean_line(entry.text("title").replace("_", " "))
    except BadText as bad:
        raise entry.wrong("title", BAD_TEXT, character=bad.character) from None
    if not title or len(title) > limits.TITLE_MAX:
        raise entry.wrong("title", NO_TITLE, limit=limits.TITLE_MAX)
    return title


def _fate(entry: Entry, *, is_voted: bool) -> tuple[Status, Outcome, str]:
    """Return where a wish stands after its round, before anybody worked on it."""
    if entry.values.get("archived_reason") is not None:
        return Status.DECLINED, Outcome.DECLINED, entry.text("archived_reason")[: limits.REASON_MAX]
    if is_voted:
        return Status.DEFERRED, Outcome.DEFERRED, "Put to the vote. The source tells of no work on it."
    return Status.DECLINED, Outcome.DECLINED, ""


def _year(cell: str) -> str:
    if not re.fullmatch(r"20\d\d", cell):
        raise Wrong(NOT_A_YEAR, value=cell[:20])
    return cell


COLUMNS = (
    Column("year", _year, needed=True),
    Column("proposal", line(300), needed=True),
    Column("development_status", str, needed=True),
    Column("development_by", line(80)),
    Column("link", line(500)),
)


@dataclass(slots=True)
class Deliveries:
    """What became of wishes; what is wrong, and what was cleaned on the way."""

    rows: list[DeliveryRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    noted: list[Problem] = field(default_factory=list)


def read_implementation(upload: Upload) -> Deliveries:
    """Read ``implementation.tsv``."""
    table: Reading[Row] = read_table(upload, COLUMNS, delimiter="\t", quoted=False)
    found = Deliveries(problems=table.problems)
    stray = _stray_spaces(decode(upload))
    for row in table.rows:
        state = row["development_status"]
        if row.line in stray:
            found.noted.append(row.problem("development_status", STRAY_SPACE, value=state))
        if state in STATES:
            found.rows.append(_delivery(row, state))
        else:
            known = ", ".join(STATES)
            found.problems.append(
                row.problem("development_status", UNKNOWN_STATUS, value=f"“{state[:40]}”", known=known)
            )
    return found


def _stray_spaces(content: str) -> set[int]:
    """Return the lines in which a cell begins or ends with a space; reading the table leaves it out."""
    lines = enumerate(content.splitlines(), 1)
    return {number for number, line in lines if any(cell != cell.strip() for cell in line.split("\t"))}


def _delivery(row: Row, state: str) -> DeliveryRecord:
    status, outcome, words = STATES[state]
    maker = MAKERS.get(row["development_by"], "")
    reason = f"{words} by {maker}." if maker and status == Status.COMPLETED else f"{words}, as the source tells."
    return DeliveryRecord(
        year=row["year"],
        titles=_titles(row),
        status=status,
        stay=ended(StageKind.DELIVERY, outcome, reason),
        is_accepted=True,
        source_status=state,
        pointer=("What became of it", row["link"]) if row["link"].startswith("https://") else None,
        has_page=row["link"].startswith(f"{PAGES}{row['year']}/"),
        place=Place(row.file, row.line),
    )


def _titles(row: Row) -> tuple[str, ...]:
    """Return the titles a wish may have in its round: that of the linked page first, for texts drift apart."""
    page = unquote(row["link"]).split(PAGES)[-1].split("/", 2)[-1] if PAGES in row["link"] else ""
    return tuple(title for title in (plain(page), plain(row["proposal"])) if title)


def plain(title: str) -> str:
    """Return a title as two files may agree on it: letters and digits in small letters, one space between."""
    return re.sub(r"[\W_]+", " ", title).casefold().strip()


def people_named(rows: Sequence[ProposalRecord]) -> frozenset[str]:
    """Return the keys of all persons in these records."""
    return frozenset(key for row in rows for key in (*row.authors, *row.supporters))
