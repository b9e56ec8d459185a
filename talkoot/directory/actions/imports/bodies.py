"""Bodies of an import: the rows, their tree, their statuses, their end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from talkoot.directory.actions.addresses import RESERVED
from talkoot.directory.actions.imports.scopes import ScopeFinder
from talkoot.directory.actions.imports.work import MANY, Work, differences, known_keys, slugs_of
from talkoot.directory.actions.tree import move
from talkoot.directory.models import Body, BodyClosure, BodyKind, BodyStatusChange
from talkoot.directory.rules import BodyRecord, BodyStatus, fold, parents_first
from talkoot.kernel.imports import Wrong, gettext_noop
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.texts import render_markdown
from talkoot.scopes.rules import language_tag

# Translators: %(value)s is what stands in the file; %(known)s is a list of words that may stand there.
UNKNOWN_KIND = gettext_noop("There is no kind of body %(value)s. Known: %(known)s.")
# Translators: %(value)s is what stands in the file.
UNKNOWN_PARENT = gettext_noop("There is no body %(value)s, neither in this source nor by address.")
RING = gettext_noop("This body would be part of itself, directly or through others.")

# The reason of a status change made by an import; by it such a change is told apart from one that people made.
SAYS_SOURCE = "So says the source this page is kept from."
NOT_IN_SOURCE = "The source this page is kept from does not have it any more."


def keep_bodies(work: Work, records: Sequence[BodyRecord]) -> dict[str, Body]:
    """Make the source's bodies be what ``records`` say; return them by key. Those not in it any more are ended.

    A status that people have set stays theirs.
    """
    keeper = _Keeper(work, records)
    for record, is_sound in parents_first(list(records)):
        try:
            keeper.take(record, is_sound=is_sound)
        except Wrong as wrong:
            work.problems.append(
                record.place.problem(str(wrong.values.pop("field", "scope")), wrong.sentence, **wrong.values)
            )
    keeper.write()
    return keeper.kept


class _Keeper:
    """Brings bodies in line with their records: parents before parts, new rows a level of the tree at a time."""

    def __init__(self, work: Work, records: Sequence[BodyRecord]) -> None:
        origin = work.run.origin
        self.work = work
        self.kept: dict[str, Body] = {}
        self.there = {b.source_key: b for b in Body.objects.filter(source=origin)}
        self.vanished = dict(self.there)
        self.known = known_keys(Body, origin, {r.parent for r in records if r.parent})
        self.kinds = dict(BodyKind.objects.values_list("key", "id"))
        self.scopes = ScopeFinder()
        self.slugs = slugs_of(Body.objects.all(), RESERVED)
        self.by_hand = _set_by_hand(self.there.values())
        self.levels: dict[int, list[tuple[BodyRecord, Body]]] = defaultdict(list)
        self.level_of: dict[str, int] = {}
        self.changed: dict[str, tuple[Body, list[str]]] = {}
        self.to_move: list[tuple[BodyRecord, Body]] = []
        self.changes: list[BodyStatusChange] = []

    def take(self, record: BodyRecord, *, is_sound: bool) -> None:
        """Plan what is to be done for one record; raise `Wrong`, with the ``field``, for what cannot be."""
        self.vanished.pop(record.key, None)
        wanted = self._wanted(record)
        if not is_sound:
            raise Wrong(RING, field="parent")
        if record.parent and record.parent not in self.known and record.parent not in self.level_of:
            raise Wrong(UNKNOWN_PARENT, field="parent", value=record.parent)
        body = self.there.get(record.key)
        if body is None:
            self._plan_new(record, wanted)
        else:
            self._plan_change(record, body, wanted)

    def write(self) -> None:
        """Write everything planned."""
        for level in sorted(self.levels):
            self._insert(self.levels[level])
        for record, body in self.to_move:
            self._move(record, body)
        self.work.update(Body, [(b, f) for b, f in self.changed.values() if f != ["parent"]], "bodies")
        if self.work.may_end:
            self._end([b for b in self.vanished.values() if b.status != BodyStatus.ENDED])
        BodyStatusChange.objects.bulk_create(self.changes)

    def _wanted(self, record: BodyRecord) -> dict[str, Any]:
        if record.kind not in self.kinds:
            raise Wrong(UNKNOWN_KIND, field="kind", value=record.kind, known=", ".join(self.kinds))
        return {
            "name": record.name,
            "fold": fold(record.name),
            "kind_id": self.kinds[record.kind],
            "scope_id": self.scopes.scope_id(record),
            "mission": record.mission,
            "html": render_markdown(record.mission) if record.mission else "",
            "language": language_tag(record.language),
            "started_on": record.started_on,
        }

    def _plan_new(self, record: BodyRecord, wanted: dict[str, Any]) -> None:
        level = self.level_of.get(record.parent, -1) + 1
        self.level_of[record.key] = level
        body = Body(
            slug=self.slugs.give(record.name, "body"),
            status=record.status,
            ended_on=record.ended_on,
            source=self.work.run.origin,
            source_key=record.key,
            created_at=self.work.run.at,
            **wanted,
        )
        self.levels[level].append((record, body))
        self.kept[record.key] = body

    def _plan_change(self, record: BodyRecord, body: Body, wanted: dict[str, Any]) -> None:
        if body.pk not in self.by_hand:
            # A source that tells no day does not unsay the one that is known.
            known_end = body.ended_on if record.status is BodyStatus.ENDED else None
            wanted |= {"status": record.status, "ended_on": record.ended_on or known_end}
        before = body.status
        fields = differences(body, wanted)
        if body.status != before:
            self.changes.append(self._status_change(body, before, SAYS_SOURCE))
        self.kept[record.key] = body
        if fields:
            self.changed[record.key] = (body, fields)
        self.to_move.append((record, body))

    def _insert(self, rows: Sequence[tuple[BodyRecord, Body]]) -> None:
        for record, body in rows:
            body.parent_id = self.known[record.parent] if record.parent else None
        self.work.create(Body, [body for _record, body in rows], "bodies")
        self.known |= {record.key: body.pk for record, body in rows}
        above = _ancestors([body.parent_id for _record, body in rows if body.parent_id is not None])
        BodyClosure.objects.bulk_create(
            (
                BodyClosure(ancestor_id=ancestor, descendant=body, depth=depth)
                for _record, body in rows
                for ancestor, depth in [(body.pk, 0), *((a, d + 1) for a, d in above.get(body.parent_id or 0, ()))]
            ),
            batch_size=1_000,
        )

    def _move(self, record: BodyRecord, body: Body) -> None:
        parent_id = self.known[record.parent] if record.parent else None
        if body.parent_id != parent_id:
            try:
                move(body, parent_id)
            except Refusal:
                self.work.problems.append(record.place.problem("parent", RING))
                return
            _body, fields = self.changed.setdefault(record.key, (body, []))
            fields.append("parent")
            if fields == ["parent"]:
                self.work.note("updated", body, fields)
        elif record.key not in self.changed:
            self.work.outcome.count("unchanged", "body")

    def _end(self, bodies: Sequence[Body]) -> None:
        day = self.work.run.at.date()
        for body in bodies:
            before, body.status = body.status, BodyStatus.ENDED
            self.changes.append(self._status_change(body, before, NOT_IN_SOURCE))
            self.work.note("ended", body, ["status"])
        Body.objects.filter(pk__in=[b.pk for b in bodies]).update(status=BodyStatus.ENDED, ended_on=day)

    def _status_change(self, body: Body, before: str, reason: str) -> BodyStatusChange:
        at = self.work.run.at
        return BodyStatusChange(body=body, before=before, after=body.status, reason=reason, language="en", at=at)


def _ancestors(bodies: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    above: dict[int, list[tuple[int, int]]] = defaultdict(list)
    wanted = sorted(set(bodies))
    for start in range(0, len(wanted), MANY):
        rows = BodyClosure.objects.filter(descendant_id__in=wanted[start : start + MANY])
        for descendant, ancestor, depth in rows.values_list("descendant_id", "ancestor_id", "depth"):
            above[descendant].append((ancestor, depth))
    return above


def _set_by_hand(bodies: Any) -> set[int]:
    """Return the bodies whose latest status change was made by people."""
    rows = BodyStatusChange.objects.filter(body__source__in={b.source for b in bodies}).order_by("id")
    latest = dict(rows.values_list("body_id", "reason"))
    return {body_id for body_id, reason in latest.items() if reason not in {SAYS_SOURCE, NOT_IN_SOURCE}}
