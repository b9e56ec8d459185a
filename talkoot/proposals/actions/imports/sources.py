"""The sources of proposals: our own CSV file, the wish list's rounds and what became of wishes, Python's PEPs."""

from __future__ import annotations

from collections.abc import Sequence

from talkoot.kernel.imports import Outcome, Reading, Run, Upload, gettext_noop, settle
from talkoot.proposals.actions.imports.keeping import keep_proposals, keep_relations, move_to
from talkoot.proposals.actions.imports.work import Work, importing, keep_people
from talkoot.proposals.models import Pointer, Proposal, StageRecord
from talkoot.proposals.rules import Outcome as Left
from talkoot.proposals.rules.adapters import peps, wishlist
from talkoot.proposals.rules.records import DeliveryRecord, Stay
from talkoot.proposals.rules.states import StageKind
from talkoot.proposals.rules.tables import read_proposals

# Translators: %(year)s is a year; %(value)s is the name of a wish.
NO_SUCH_WISH = gettext_noop("The round of %(year)s has no wish called %(value)s; import the round first.")
# Translators: %(year)s is a year; %(value)s is the name of a wish.
# Translators: %(year)s is a year; %(value)s is the name of a wish.
NOT_IN_ROUND = gettext_noop("The file of the round of %(year)s does not hold %(value)s; the row was left out.")
# Translators: %(year)s is a year; %(value)s is the name of a wish.
SEVERAL = gettext_noop("The round of %(year)s has several wishes called %(value)s.")
VOTED = Stay(StageKind.TRIAGE, Left.MOVED, "Put to the vote and chosen to be worked on.")


def import_proposals(upload: Upload, run: Run) -> Outcome:
    """Import ``proposals.csv``; persons and bodies must be there. Refuses the file, or sets rows aside."""
    reading = read_proposals(upload)
    rows = settle(reading, run)
    with importing(run, reading.problems) as work:
        keep_proposals(work, rows)
        keep_relations(work, rows)
    return work.outcome


def import_wishlist(upload: Upload, run: Run) -> Outcome:
    """Import one round of the wish list, or what became of its wishes, told apart by the file's name."""
    if upload.name.endswith(".tsv"):
        return _import_deliveries(upload, run)
    wishes = wishlist.read_wishes(upload)
    rows = settle(Reading(wishes.rows, wishes.problems), run)
    with importing(run, wishes.problems, wishes.noted) as work:
        keep_people(work, wishes.people, wishlist.BODIES, wishlist.KINDS)
        keep_proposals(work, rows, prefix=f"{wishes.year}/", told_elsewhere=frozenset(wishlist.STATES))
        keep_relations(work, rows)
    return work.outcome


def import_peps(upload: Upload, run: Run) -> Outcome:
    """Import ``peps.json``: every PEP with its authors, its state, what it replaces and requires."""
    found = peps.read_peps(upload)
    rows = settle(Reading(found.rows, found.problems), run)
    with importing(run, found.problems, found.noted) as work:
        keep_people(work, found.people, peps.BODIES, peps.KINDS)
        keep_proposals(work, rows)
        keep_relations(work, rows)
    return work.outcome


def _import_deliveries(upload: Upload, run: Run) -> Outcome:
    deliveries = wishlist.read_implementation(upload)
    rows = settle(Reading(deliveries.rows, deliveries.problems), run)
    with importing(run, deliveries.problems, deliveries.noted) as work:
        wishes = _wishes(work, rows)
        for row in rows:
            proposal = _wish(work, row, wishes)
            if proposal is not None:
                _deliver(work, proposal, row)
    return work.outcome


def _wishes(work: Work, rows: Sequence[DeliveryRecord]) -> dict[tuple[str, str], list[Proposal]]:
    """Return the wishes of the rounds named, by year and plain title."""
    years = {row.year for row in rows}
    found: dict[tuple[str, str], list[Proposal]] = {}
    for proposal in Proposal.objects.filter(source=work.run.origin).select_for_update(of=("self",)):
        year = proposal.source_key.split("/", 1)[0]
        if year in years:
            found.setdefault((year, wishlist.plain(proposal.title)), []).append(proposal)
    return found


def _wish(work: Work, row: DeliveryRecord, wishes: dict[tuple[str, str], list[Proposal]]) -> Proposal | None:
    for title in row.titles:
        found = wishes.get((row.year, title), [])
        if len(found) == 1:
            return found[0]
        if found:
            work.problems.append(row.place.problem("proposal", SEVERAL, year=row.year, value=f"“{title}”"))
            return None
    value = f"“{row.titles[-1] if row.titles else ''}”"
    if row.has_page and any(year == row.year for year, _title in wishes):
        # The source's own gap: the row is sound, the round is here, and nobody who imports can mend it.
        work.outcome.set_aside.append(row.place.problem("proposal", NOT_IN_ROUND, year=row.year, value=value))
    else:
        work.problems.append(row.place.problem("proposal", NO_SUCH_WISH, year=row.year, value=value))
    return None


def _deliver(work: Work, proposal: Proposal, row: DeliveryRecord) -> None:
    """Record that a wish was chosen and what became of it."""
    if proposal.source_status == row.source_status and proposal.gone_on is None:
        work.outcome.count("unchanged", "proposal")
        return
    first = StageRecord.objects.get(proposal=proposal, number=1)
    if first.outcome != Left.MOVED:
        first.outcome, first.reason, first.html = VOTED.outcome or "", VOTED.reason, f"<p>{VOTED.reason}</p>\n"
        first.language = VOTED.language
        first.save()
    proposal.source_status = row.source_status
    move_to(work, proposal, row.status, (VOTED, row.stay), is_accepted=row.is_accepted)
    if row.pointer is not None:
        name, url = row.pointer
        Pointer.objects.update_or_create(proposal=proposal, name=name, defaults={"url": url, "ended_on": None})
        pointers = Pointer.objects.filter(proposal=proposal, ended_on=None).count()
        proposal.relation_count = pointers
    proposal.save()
    work.note(proposal, is_new=False)
