"""Bringing proposals in line with their records: new ones in bulk, changed ones one by one, vanished ones marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from django.db.models import Q

from talkoot.kernel.imports import chunks
from talkoot.proposals.actions.imports.finding import Found, find
from talkoot.proposals.actions.imports.rows import (
    leave,
    proposal_of,
    records_of,
    set_particulars,
    set_standing,
    stage_for,
    version_of,
)
from talkoot.proposals.actions.imports.work import Work
from talkoot.proposals.actions.indexing import count, index, word_keys
from talkoot.proposals.actions.releasing import release
from talkoot.proposals.models import (
    Authorship,
    Link,
    Pointer,
    Proposal,
    ProposalVersion,
    ProposalWord,
    StageRecord,
    Support,
)
from talkoot.proposals.rules import Outcome, StageKind, Status, words_of
from talkoot.proposals.rules.records import ProposalRecord, Stay

NOT_IN_SOURCE = "The source this is kept from does not have it any more."
UP_TO_DATE = "Brought up to date from its source."


def keep_proposals(
    work: Work, records: Sequence[ProposalRecord], *, prefix: str = "", told_elsewhere: Collection[str] = ()
) -> None:
    """Make the source's proposals whose key begins with ``prefix`` be what ``records`` say.

    Where a proposal's ``source_status`` is one of ``told_elsewhere``, another file of the source knows better how it
    stands, and that stays. Those not in the file any more are marked as gone; those under way end by that.
    """
    rows = Proposal.objects.filter(source=work.run.origin, source_key__startswith=prefix)
    there = {proposal.source_key: proposal for proposal in rows.select_for_update(of=("self",))}
    new: list[Found] = []
    for found in find(work, records):
        proposal = there.get(found.record.key)
        if proposal is None:
            new.append(found)
        elif proposal.source_digest == found.record.digest and proposal.gone_on is None:
            work.outcome.count("unchanged", "proposal")
        else:
            _update(work, proposal, found, keeps_standing=proposal.source_status in told_elsewhere)
    for piece in chunks(new, work.run, "proposals"):
        _create(work, piece)
    if work.may_end:
        known = {record.key for record in records}
        _mark_gone(work, [p for key, p in there.items() if key not in known and p.gone_on is None])


def keep_relations(work: Work, records: Sequence[ProposalRecord]) -> None:
    """Make links and pointers of these proposals be what the records say, and the counters that go with them."""
    keys = dict(Proposal.objects.filter(source=work.run.origin).values_list("source_key", "id"))
    ids = {keys[record.key]: record for record in records if record.key in keys}
    day = work.run.at.date()
    links = {
        (pk, keys[other], kind.value)
        for pk, record in ids.items()
        for kind, other in record.links
        if other in keys and keys[other] != pk
    }
    known = {(row.proposal_id, row.other_id, row.kind): row for row in Link.objects.filter(proposal_id__in=list(ids))}
    Link.objects.bulk_create(Link(proposal_id=a, other_id=b, kind=k) for a, b, k in sorted(links - set(known)))
    Link.objects.filter(pk__in=[row.pk for key, row in known.items() if key not in links]).update(ended_on=day)
    Link.objects.filter(pk__in=[row.pk for key, row in known.items() if key in links]).update(ended_on=None)
    _keep_pointers(work, ids)
    _count_relations(ids)


def move_to(work: Work, proposal: Proposal, status: Status, stays: tuple[Stay, ...], *, is_accepted: bool) -> None:
    """Let a proposal stand where its source says now; what was recorded before stays. The caller saves the proposal."""
    last = StageRecord.objects.filter(proposal=proposal).order_by("-number").first()
    wanted = stays[-1]
    set_standing(work, proposal, status, wanted, is_accepted=is_accepted)
    if last is None or _says(last, wanted):
        return
    if last.left_at is None:
        is_here = last.kind == wanted.kind and wanted.outcome is not None
        leave(work, last, wanted if is_here else Stay(StageKind(last.kind), Outcome.MOVED, UP_TO_DATE))
        last.save()
        if status != Status.OPEN:
            _release(work, last)
        if is_here:
            return
    StageRecord.objects.bulk_create(records_of(work, proposal, (wanted,), last.number + 1))


def _release(work: Work, left: StageRecord) -> None:
    """End what was opened here for a proposal that ended at its source; most never had anything."""
    if left.consultation_id is not None or left.decision_id is not None:
        release(left.proposal_id, at=work.run.at)


def _says(record: StageRecord, stay: Stay) -> bool:
    return (record.kind, record.outcome, record.reason) == (stay.kind, stay.outcome or "", stay.reason)


def _create(work: Work, piece: Sequence[Found]) -> None:
    made = Proposal.objects.bulk_create([proposal_of(work, found) for found in piece])
    both = list(zip(made, piece, strict=True))
    ProposalVersion.objects.bulk_create(version_of(work, proposal, found.record) for proposal, found in both)
    StageRecord.objects.bulk_create(
        record for proposal, found in both for record in records_of(work, proposal, found.record.stays)
    )
    Authorship.objects.bulk_create(
        Authorship(proposal=proposal, person_id=person, position=position)
        for proposal, found in both
        for position, person in enumerate(found.authors)
    )
    supports = [Support(proposal=p, person_id=person) for p, found in both for person in found.supporters]
    for rows in chunks(supports, work.run, "supports", 5_000):
        Support.objects.bulk_create(rows)
    _index(both)
    for proposal in made:
        work.note(proposal, is_new=True)


def _index(both: Sequence[tuple[Proposal, Found]]) -> None:
    """Index the words of new proposals, all at once."""
    words: dict[int, dict[str, bool]] = {}
    for proposal, found in both:
        record = found.record
        whole = f"{record.problem}\n{record.change}\n{record.affected}"
        words[proposal.pk] = dict.fromkeys(words_of(whole), False) | dict.fromkeys(words_of(record.title), True)
    uses = Counter(text for texts in words.values() for text in texts)
    keys = word_keys(uses)
    ProposalWord.objects.bulk_create(
        (
            ProposalWord(word_id=keys[text], proposal_id=pk, in_title=in_title)
            for pk, texts in words.items()
            for text, in_title in texts.items()
        ),
        batch_size=5_000,
    )
    for number in sorted(set(uses.values())):
        count([keys[text] for text, n in uses.items() if n == number], number)


def _update(work: Work, proposal: Proposal, found: Found, *, keeps_standing: bool) -> None:
    record = found.record
    standing = proposal.source_status
    set_particulars(proposal, found)
    if keeps_standing:
        proposal.source_status = standing
    else:
        move_to(work, proposal, record.status, record.stays, is_accepted=record.is_accepted)
    now = ProposalVersion.objects.filter(proposal=proposal).latest("number")
    text = (now.title, now.problem, now.change, now.affected, now.language, now.scope_id)
    if text != (record.title, record.problem, record.change, record.affected, found.language, found.scope):
        proposal.version = now.number + 1
        version_of(work, proposal, record, summary=UP_TO_DATE).save(force_insert=True)
        index(proposal.pk, title=record.title, text=f"{record.problem}\n{record.change}\n{record.affected}")
    _keep_authors(proposal, found)
    _keep_supports(work, proposal, found)
    proposal.save()
    work.note(proposal, is_new=False)


def _keep_authors(proposal: Proposal, found: Found) -> None:
    rows = Authorship.objects.filter(proposal=proposal).order_by("position")
    if list(rows.values_list("person_id", flat=True)) != list(found.authors):
        rows.delete()
        Authorship.objects.bulk_create(
            Authorship(proposal=proposal, person_id=person, position=n) for n, person in enumerate(found.authors)
        )


def _keep_supports(work: Work, proposal: Proposal, found: Found) -> None:
    rows = Support.objects.filter(proposal=proposal, withdrawn_at=None)
    there = set(rows.values_list("person_id", flat=True))
    wanted = set(found.supporters)
    rows.filter(person_id__in=there - wanted).update(withdrawn_at=work.run.at)
    Support.objects.bulk_create(
        Support(proposal=proposal, person_id=person) for person in found.supporters if person not in there
    )


def _mark_gone(work: Work, proposals: Sequence[Proposal]) -> None:
    for proposal in proposals:
        proposal.gone_on = work.run.at.date()
        record = StageRecord.objects.filter(proposal=proposal, left_at=None).first()
        if record is not None:
            stay = Stay(StageKind(record.kind), Outcome.GONE, NOT_IN_SOURCE)
            leave(work, record, stay)
            record.save()
            _release(work, record)
            set_standing(work, proposal, Status.GONE, stay, is_accepted=proposal.accepted_at is not None)
            proposal.ended_at = work.run.at
        proposal.save()
        work.note_gone(proposal)


def _keep_pointers(work: Work, ids: dict[int, ProposalRecord]) -> None:
    wanted = {(pk, name): url for pk, record in ids.items() for name, url in record.pointers}
    rows = Pointer.objects.filter(proposal_id__in=list(ids)).exclude(name__in=KEPT)
    known = {(row.proposal_id, row.name): row for row in rows}
    Pointer.objects.bulk_create(
        Pointer(proposal_id=pk, name=name, url=url) for (pk, name), url in wanted.items() if (pk, name) not in known
    )
    for key, row in known.items():
        ended_on = None if key in wanted else row.ended_on or work.run.at.date()
        if (row.url, row.ended_on) != (wanted.get(key, row.url), ended_on):
            row.url, row.ended_on = wanted.get(key, row.url), ended_on
            row.save()


def _count_relations(ids: dict[int, ProposalRecord]) -> None:
    touching = Q(proposal_id__in=list(ids)) | Q(other_id__in=list(ids))
    numbers: Counter[int] = Counter()
    for one, other in Link.objects.filter(touching, ended_on=None).values_list("proposal_id", "other_id"):
        numbers.update((one, other))
    numbers.update(
        Pointer.objects.filter(proposal_id__in=list(ids), ended_on=None).values_list("proposal_id", flat=True)
    )
    changed: list[Proposal] = []
    for proposal in Proposal.objects.filter(pk__in=list(ids)).only("id", "relation_count"):
        if proposal.relation_count != numbers[proposal.pk]:
            proposal.relation_count = numbers[proposal.pk]
            changed.append(proposal)
    Proposal.objects.bulk_update(changed, ["relation_count"], batch_size=500)


# Pointers that another file of a source adds; reading this one again does not end them.
KEPT = ("What became of it",)

__all__ = ["keep_proposals", "keep_relations", "move_to", "stage_for"]
