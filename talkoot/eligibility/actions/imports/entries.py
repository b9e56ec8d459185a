"""Bringing in who stands on lists; the same file again updates, and never doubles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from talkoot.directory.queries import acting_mandate, hats_of
from talkoot.directory.rules import Power
from talkoot.eligibility.actions.imports.persons import MANY, Bodies, Persons
from talkoot.eligibility.actions.imports.work import Work, importing
from talkoot.eligibility.events import EntriesImported
from talkoot.eligibility.models import ListEntry, NamedList
from talkoot.eligibility.permissions import Permission, may
from talkoot.eligibility.rules import EntryRecord, Voters, read_entries
from talkoot.kernel.imports import Outcome, Reading, Run, Upload, Wrong, chunks, gettext_noop, quoted, settle
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import require
from talkoot.scopes.models import Language

# Translators: %(value)s is what stands in the file.
UNKNOWN_LIST = gettext_noop("There is no list %(value)s. Lists are made on the site first.")
# Translators: %(value)s is what stands in the file.
HOLDS_PEOPLE = gettext_noop("The list %(value)s holds people.")
# Translators: %(value)s is what stands in the file.
HOLDS_BODIES = gettext_noop("The list %(value)s holds bodies.")
# Translators: %(value)s is what stands in the file; %(first)s is the number of a line.
SAME_ENTRY = gettext_noop("%(value)s is what line %(first)s named already, under another name.")
# Translators: %(value)s is what stands in the file.
UNKNOWN_LANGUAGE = gettext_noop("This site does not know the language %(value)s.")
KIND = "list_entry"

# Why an import took an entry off a list. Whom people took off for a reason of their own no import puts back.
NOT_IN_SOURCE = "The source this entry is kept from does not have it any more."
CHANGED_IN_SOURCE = "The source this entry is kept from gives another reason now."


def import_entries(upload: Upload, run: Run) -> Outcome:
    """Import ``entries.csv``, of several lists; whoever runs it must keep every one of them, or be the command line."""
    return _import(upload, run, read_entries(upload))


def import_entries_of(list_slug: str, upload: Upload, run: Run) -> Outcome:
    """Import the entries of one list from a file without the column ``list``."""
    return _import(upload, run, read_entries(upload, list_slug=list_slug), [list_slug])


def _import(upload: Upload, run: Run, reading: Reading[EntryRecord], more: Sequence[str] = ()) -> Outcome:
    rows = settle(reading, run)
    with importing(upload, run, reading.problems) as work:
        wanted = {*more, *(row.list for row in rows)}
        lists = {kept.slug: kept for kept in NamedList.objects.select_for_update().filter(slug__in=wanted)}
        for kept in lists.values():
            require(may(run.by, Permission.IMPORT_ENTRIES, kept, at=run.at))
        found = _found(work, rows, lists)
        for slug, kept in lists.items():
            _keep(work, kept, found[slug])
        if len(lists) == 1:
            body_id = next(iter(lists.values())).body_id
            work.mandate = acting_mandate(hats_of(run.by, run.at), Power.STEWARD, body_id)
            work.on_behalf = ref("body", body_id)
    return work.outcome


def _found(
    work: Work, rows: Sequence[EntryRecord], lists: Mapping[str, NamedList]
) -> dict[str, dict[int, EntryRecord]]:
    """Return the rows by list and by the key of whom they name; note the others as problems."""
    people = Persons({row.person for row in rows}, work.run.origin)
    bodies = Bodies({row.body for row in rows}, work.run.origin)
    tags = set(Language.objects.filter(tag__in={row.language for row in rows}).values_list("tag", flat=True))
    found: dict[str, dict[int, EntryRecord]] = defaultdict(dict)
    for row in rows:
        field = "person" if row.person else "body"
        try:
            _require_fit(row, lists, tags)
            key = people.find(row.person) if row.person else bodies.find(row.body)
            if first := found[row.list].get(key):
                raise Wrong(SAME_ENTRY, value=quoted(row.person or row.body), first=first.row.line)
        except Wrong as wrong:
            named = {UNKNOWN_LIST: "list", UNKNOWN_LANGUAGE: "language"}.get(wrong.sentence, field)
            work.problems.append(row.row.problem(named, wrong.sentence, **wrong.values))
        else:
            found[row.list][key] = row
    return found


def _require_fit(row: EntryRecord, lists: Mapping[str, NamedList], tags: Collection[str]) -> None:
    kept = lists.get(row.list)
    if kept is None:
        raise Wrong(UNKNOWN_LIST, value=quoted(row.list))
    if bool(row.person) != (kept.holds == Voters.PERSONS):
        raise Wrong(HOLDS_BODIES if row.person else HOLDS_PEOPLE, value=quoted(row.list))
    if row.language and row.language not in tags:
        raise Wrong(UNKNOWN_LANGUAGE, value=quoted(row.language))


def _keep(work: Work, kept: NamedList, wanted: Mapping[int, EntryRecord]) -> None:
    """Bring one list in line with the file. Entries made by hand, and whom people took off, stay as people wanted."""
    column = "person_id" if kept.holds == Voters.PERSONS else "body_id"
    there = {getattr(entry, column): entry for entry in kept.entries.filter(ended_at=None)}
    by_hand = kept.entries.filter(source=work.run.origin, ended_by__isnull=False).exclude(
        ended_reason__in=[NOT_IN_SOURCE, CHANGED_IN_SOURCE]
    )
    refused = set(by_hand.values_list(column, flat=True)) - there.keys()
    changed = [key for key in wanted if key in there and _is_other(there[key], wanted[key], work.run.origin)]
    new = [key for key in wanted if key not in there and key not in refused]
    may_end = work.may_end and not work.problems
    gone = [k for k, entry in there.items() if may_end and k not in wanted and entry.source == work.run.origin]
    _end(work, [there[key] for key in gone], NOT_IN_SOURCE)
    _end(work, [there[key] for key in changed], CHANGED_IN_SOURCE)
    _create(work, kept, column, {key: wanted[key] for key in (*new, *changed)})
    counts = (len(new), len(changed), len(gone), len(wanted) - len(new) - len(changed))
    for change, number in zip(("created", "updated", "ended", "unchanged"), counts, strict=True):
        work.outcome.count(change, KIND, number)
    figures = dict(zip(("created", "updated", "ended", "unchanged"), counts, strict=True))
    work.events.append(EntriesImported(subject=kept.ref, **(work.figures() | figures)))


def _is_other(entry: ListEntry, row: EntryRecord, origin: str) -> bool:
    return entry.source == origin and (entry.reason, entry.language) != (row.reason, row.language)


def _end(work: Work, entries: Sequence[ListEntry], reason: str) -> None:
    values = {"ended_at": work.run.at, "ended_by_id": work.run.by.person_id, "ended_reason": reason}
    for start in range(0, len(entries), MANY):
        ListEntry.objects.filter(pk__in=[entry.pk for entry in entries[start : start + MANY]]).update(**values)


def _create(work: Work, kept: NamedList, column: str, rows: Mapping[int, EntryRecord]) -> None:
    run = work.run
    new = [
        ListEntry(
            named_list=kept,
            reason=row.reason,
            language=row.language,
            source=run.origin,
            added_by_id=run.by.person_id,
            added_at=run.at,
            **{column: key},
        )
        for key, row in rows.items()
    ]
    for piece in chunks(new, run, "entries"):
        ListEntry.objects.bulk_create(piece)
