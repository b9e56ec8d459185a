"""``proposals.csv``, our own format; `docs/imports.md` describes each column."""

from __future__ import annotations

import re
from collections.abc import Callable

from talkoot.directory.rules import is_web_address
from talkoot.kernel.imports import (
    Column,
    Reading,
    Row,
    Upload,
    Wrong,
    choice,
    day,
    gettext_noop,
    line,
    many,
    quoted,
    read_table,
    text,
)
from talkoot.proposals.rules import limits
from talkoot.proposals.rules.records import STANDING, Place, ProposalRecord, Stay, ended
from talkoot.proposals.rules.states import LinkKind, Outcome, StageKind, Status

KEY = re.compile(r"[^\s;,]{1,200}\Z")
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")

# Translators: %(value)s is what stands in the file.
NOT_A_KEY = gettext_noop("%(value)s is not a key: at most 200 characters, no spaces, commas or semicolons.")
# Translators: %(value)s is what stands in the file.
NOT_A_TAG = gettext_noop("%(value)s is not a language tag such as es or zh-Hant.")
# Translators: %(value)s is what stands in the file.
NOT_AN_ADDRESS = gettext_noop("%(value)s is not an address that starts with https://.")
STAGE_NEEDED = gettext_noop("A proposal under way needs its stage: triage, delivery or review.")
NO_STAGE = gettext_noop("A proposal under way can stand in triage, delivery or review; others begin here anew.")
OWNER_NEEDED = gettext_noop("A proposal that was accepted needs the body responsible.")
REASON_NEEDED = gettext_noop("Say why it ended; where nobody knows, say that.")
ITSELF = gettext_noop("A proposal cannot be linked to itself.")

OUTCOMES = {
    Status.COMPLETED: (StageKind.DELIVERY, Outcome.COMPLETED),
    Status.DECLINED: (StageKind.TRIAGE, Outcome.DECLINED),
    Status.WITHDRAWN: (StageKind.TRIAGE, Outcome.WITHDRAWN),
    Status.DEFERRED: (StageKind.TRIAGE, Outcome.DEFERRED),
    Status.SUPERSEDED: (StageKind.TRIAGE, Outcome.SUPERSEDED),
}


def _matching(pattern: re.Pattern[str], sentence: str) -> Callable[[str], str]:
    def parse(cell: str) -> str:
        if not pattern.match(cell):
            raise Wrong(sentence, value=quoted(cell))
        return cell

    return parse


key, tag = _matching(KEY, NOT_A_KEY), _matching(TAG, NOT_A_TAG)


def web_address(cell: str) -> str:
    """Parse an https address."""
    if not is_web_address(cell) or len(cell) > 500:
        raise Wrong(NOT_AN_ADDRESS, value=quoted(cell))
    return cell


PROPOSALS = (
    Column("key", key, needed=True),
    Column("title", line(limits.TITLE_MAX), needed=True),
    Column("language", tag, needed=True),
    Column("submitted_on", day, needed=True),
    Column("status", choice(Status), needed=True),
    Column("stage", choice(StageKind), optional=True, empty=None),
    Column("reason", text(limits.REASON_MAX), optional=True),
    Column("problem", text(limits.PROBLEM_MAX), optional=True),
    Column("change", text(limits.CHANGE_MAX), optional=True),
    Column("affected", text(limits.AFFECTED_MAX), optional=True),
    Column("authors", many(key), needed=True, empty=()),
    Column("supporters", many(key), optional=True, empty=()),
    Column("responsible", key, optional=True),
    Column("on_behalf", key, optional=True),
    Column("topics", many(key), optional=True, empty=()),
    Column("territories", many(key), optional=True, empty=()),
    Column("languages", many(tag), optional=True, empty=()),
    Column("replaces", many(key), optional=True, empty=()),
    Column("requires", many(key), optional=True, empty=()),
    Column("source_status", line(80), optional=True),
    Column("source_url", web_address, optional=True),
)


def read_proposals(upload: Upload) -> Reading[ProposalRecord]:
    """Read ``proposals.csv``."""
    table = read_table(upload, PROPOSALS, key=("key",))
    reading: Reading[ProposalRecord] = Reading(problems=table.problems)
    for row in table.rows:
        problems = [row.problem(name, sentence) for name, sentence in _wrong(row)]
        reading.problems += problems
        if not problems:
            reading.rows.append(_record(row))
    return reading


def _wrong(row: Row) -> list[tuple[str, str]]:
    """Return (field, sentence) of what cells of one row say against each other."""
    found = []
    if row["status"] == Status.OPEN and row["stage"] is None:
        found.append(("stage", STAGE_NEEDED))
    elif row["status"] == Status.OPEN and row["stage"] not in STANDING:
        found.append(("stage", NO_STAGE))
    if row["status"] != Status.OPEN and not row["reason"]:
        found.append(("reason", REASON_NEEDED))
    if _is_accepted(row) and not row["responsible"]:
        found.append(("responsible", OWNER_NEEDED))
    if row["key"] in {*row["replaces"], *row["requires"]}:
        found.append(("replaces" if row["key"] in row["replaces"] else "requires", ITSELF))
    return found


def _is_accepted(row: Row) -> bool:
    is_delivering = row["status"] == Status.OPEN and row["stage"] in {StageKind.DELIVERY, StageKind.REVIEW}
    return row["status"] == Status.COMPLETED or is_delivering


def _record(row: Row) -> ProposalRecord:
    values = dict(row.values)
    stage, reason, status = values.pop("stage"), values.pop("reason"), values["status"]
    links = [(LinkKind.REPLACES, one) for one in values.pop("replaces")]
    links += [(LinkKind.REQUIRES, one) for one in values.pop("requires")]
    if status == Status.OPEN:
        stays: tuple[Stay, ...] = (Stay(stage),)
    else:
        kind, outcome = OUTCOMES.get(status, (StageKind.TRIAGE, Outcome.GONE))
        stays = (ended(stage or kind, outcome, reason, values["language"]),)
    return ProposalRecord(
        **values,
        stays=stays,
        links=tuple(links),
        is_accepted=_is_accepted(row),
        place=Place(row.file, row.line),
    )
