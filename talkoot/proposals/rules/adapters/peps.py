"""``python-peps``: the header fields of Python's enhancement proposals, ``peps.json``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from talkoot.directory.rules import BodyRecord
from talkoot.kernel.imports import Problem, Upload, gettext_noop
from talkoot.kernel.texts import BadText, clean_line
from talkoot.proposals.rules import limits
from talkoot.proposals.rules.adapters.entries import Entry, WrongEntry, entries
from talkoot.proposals.rules.records import Place, ProposalRecord, Stay, ended
from talkoot.proposals.rules.states import LinkKind, Outcome, StageKind, Status

PAGE = "https://peps.python.org/pep-{number:04d}/"
MONTHS = dict(zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), range(1, 13), strict=True))  # noqa: SIM905 - reads as what it is
DAY = re.compile(r"(\d{2})-([A-Z][a-z]{2})-(\d{4})\Z")
LINK = re.compile(r"https://[^\s<>`]+")

# Translators: %(value)s is what stands in the file; %(known)s is a list of words that may stand there.
UNKNOWN_STATUS = gettext_noop("%(value)s is not a status of a PEP. Known: %(known)s.")
# Translators: %(value)s is what stands in the file.
NOT_A_DAY = gettext_noop("%(value)s is not a day written like 13-Jun-2000.")
# Translators: %(value)s is what stands in the file.
NOT_A_NUMBER = gettext_noop("%(value)s is not a list of numbers of PEPs.")
# Translators: a PEP is a document of the Python project; %(value)s is its number.
UNKNOWN_PEP = gettext_noop("There is no PEP %(value)s in this file.")
# Translators: a PEP is a document of the Python project; %(value)s is its number.
DOUBLE = gettext_noop("PEP %(value)s stands here twice.")
NO_AUTHOR = gettext_noop("A PEP needs an author.")
# Translators: %(limit)s is a number.
NO_TITLE = gettext_noop("A PEP needs a title of at most %(limit)s characters.")
# Translators: %(character)s is a code such as U+202E.
BAD_TEXT = gettext_noop("There is a hidden character that cannot be kept: %(character)s.")
# Translators: a PEP is a document of the Python project; %(value)s is its number.
JOKE = gettext_noop("PEP %(value)s is a joke of the first of April; it is kept as declined, with that reason.")

OWNER = "python-steering-council"
BODIES = (BodyRecord(key=OWNER, name="Python Steering Council", kind="council", language="en"),)
KINDS = {"council": {"en": ("Council", "Councils")}}

APRIL_FOOL = "April Fool!"
# Status of a PEP -> status here, the kind of stage it stands or ended in, how that was left (None: it stands there).
STATES: Mapping[str, tuple[Status, StageKind, Outcome | None]] = {
    "Draft": (Status.OPEN, StageKind.TRIAGE, None),
    "Accepted": (Status.OPEN, StageKind.DELIVERY, None),
    "Provisional": (Status.OPEN, StageKind.REVIEW, None),
    "Active": (Status.COMPLETED, StageKind.DELIVERY, Outcome.COMPLETED),
    "Final": (Status.COMPLETED, StageKind.DELIVERY, Outcome.COMPLETED),
    "Rejected": (Status.DECLINED, StageKind.TRIAGE, Outcome.DECLINED),
    "Withdrawn": (Status.WITHDRAWN, StageKind.TRIAGE, Outcome.WITHDRAWN),
    "Deferred": (Status.DEFERRED, StageKind.TRIAGE, Outcome.DEFERRED),
    "Superseded": (Status.SUPERSEDED, StageKind.TRIAGE, Outcome.SUPERSEDED),
    # A joke is no matter to decide on; it is in the collection, so it is kept, as what it is.
    APRIL_FOOL: (Status.DECLINED, StageKind.TRIAGE, Outcome.DECLINED),
}


@dataclass(slots=True)
class Peps:
    """All PEPs of a file and their authors; what is wrong, and what is worth saying."""

    rows: list[ProposalRecord] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    noted: list[Problem] = field(default_factory=list)


def read_peps(upload: Upload) -> Peps:
    """Read ``peps.json``; links that other PEPs give are added to the PEP they start from."""
    peps = Peps()
    good: dict[str, Entry] = {}
    for entry in entries(upload):
        if isinstance(entry, Problem):
            peps.problems.append(entry)
            continue
        try:
            number = str(entry.number_of("PEP"))
            if number in good:
                raise entry.wrong("PEP", DOUBLE, value=number)
            good[number] = entry
        except WrongEntry as wrong:
            peps.problems.append(wrong.problem)
    replaced = _replaced(good)
    for number, entry in good.items():
        try:
            peps.rows.append(_pep(number, entry, good, replaced.get(number, []), peps))
        except WrongEntry as wrong:
            peps.problems.append(wrong.problem)
    return peps


def _replaced(all_of_them: Mapping[str, Entry]) -> dict[str, list[str]]:
    """Return, for each PEP that takes the place of others, those that say so of themselves."""
    replaced: dict[str, list[str]] = {}
    for other, entry in all_of_them.items():
        for number in re.findall(r"[0-9]+", str(entry.values.get("Superseded-By") or "")):
            if number != other:
                replaced.setdefault(number, []).append(other)
    return replaced


def _pep(
    number: str, entry: Entry, all_of_them: Mapping[str, Entry], replaced: Sequence[str], peps: Peps
) -> ProposalRecord:
    word = entry.text("Status")
    if word not in STATES:
        raise entry.wrong("Status", UNKNOWN_STATUS, value=f"“{word}”", known=", ".join(STATES))
    status, kind, outcome = STATES[word]
    people = _people(entry)
    links = _links(entry, all_of_them, replaced)
    record = ProposalRecord(
        key=number,
        title=_title(entry),
        language="en",
        submitted_on=_day(entry),
        status=status,
        stays=_stays(word, kind, outcome, entry),
        is_accepted=word in {"Accepted", "Provisional", "Active", "Final"},
        authors=tuple(people),
        responsible=OWNER,
        links=links,
        pointers=_pointers(entry),
        source_status=word,
        source_url=PAGE.format(number=int(number)),
        place=Place(entry.file, entry.number),
    )
    peps.people |= people
    if word == APRIL_FOOL:
        peps.noted.append(Problem(entry.file, entry.number, "Status", JOKE, {"value": number}))
    return record


def _stays(word: str, kind: StageKind, outcome: Outcome | None, entry: Entry) -> tuple[Stay, ...]:
    resolution = LINK.search(entry.text("Resolution", ""))
    why = f"{word}: {resolution[0]}" if resolution else ""
    if word == APRIL_FOOL:
        why = "A joke of the first of April, kept because it is in the collection."
    passed = (ended(StageKind.TRIAGE, Outcome.MOVED, why),) if kind != StageKind.TRIAGE else ()
    return (*passed, Stay(kind) if outcome is None else ended(kind, outcome, why))


def _title(entry: Entry) -> str:
    try:
        title = clean_line(entry.text("Title"))
    except BadText as bad:
        raise entry.wrong("Title", BAD_TEXT, character=bad.character) from None
    if not title or len(title) > limits.TITLE_MAX:
        raise entry.wrong("Title", NO_TITLE, limit=limits.TITLE_MAX)
    return title


def _day(entry: Entry) -> date:
    written = DAY.match(entry.text("Created"))
    try:
        if written and written[2] in MONTHS:
            return date(int(written[3]), MONTHS[written[2]], int(written[1]))
    except ValueError:
        pass  # told below: the 31st of a month with 30 days
    raise entry.wrong("Created", NOT_A_DAY, value=f"“{entry.text('Created')[:40]}”")


def _people(entry: Entry) -> dict[str, str]:
    """Return key and name of each author; the source names no addresses. "Jr." belongs to the name before it."""
    names: list[str] = []
    for part in entry.text("Author").split(","):
        name = " ".join(part.split())
        if name.rstrip(".") in {"Jr", "Sr"} and names:
            names[-1] += f", {name}"
        elif name:
            names.append(name[:120])
    if not names:
        raise entry.wrong("Author", NO_AUTHOR)
    return {"-".join(name.casefold().replace(",", "").split())[:200]: name for name in names}


def _links(entry: Entry, all_of_them: Mapping[str, Entry], replaced: Sequence[str]) -> tuple[tuple[LinkKind, str], ...]:
    """Return what a PEP requires and replaces, said by it or by those it took the place of."""
    replaces = {*_numbers(entry, "Replaces", all_of_them), *replaced}
    _numbers(entry, "Superseded-By", all_of_them)
    links = {(LinkKind.REPLACES, other) for other in replaces}
    return tuple(sorted(links | {(LinkKind.REQUIRES, other) for other in _numbers(entry, "Requires", all_of_them)}))


def _numbers(entry: Entry, name: str, all_of_them: Mapping[str, Entry]) -> list[str]:
    written = entry.text(name, "")
    numbers = [part.strip() for part in written.split(",") if part.strip()]
    for number in numbers:
        if not number.isascii() or not number.isdigit():
            raise entry.wrong(name, NOT_A_NUMBER, value=f"“{written[:80]}”")
        if number not in all_of_them:
            raise entry.wrong(name, UNKNOWN_PEP, value=number)
    return numbers


def _pointers(entry: Entry) -> tuple[tuple[str, str], ...]:
    found = [(f"Type: {entry.text('Type')}"[:200], "")]
    found += [(f"Topic: {topic.strip()}"[:200], "") for topic in entry.text("Topic", "").split(",") if topic.strip()]
    resolution = LINK.search(entry.text("Resolution", ""))
    return (*found, *((("Resolution", resolution[0][:500]),) if resolution else ()))
