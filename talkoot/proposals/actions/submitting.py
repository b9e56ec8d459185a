"""Putting a proposal forward."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.duties.queries import parties_for
from talkoot.duties.rules import Letter
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.drafting import use_draft
from talkoot.proposals.actions.entering import enter
from talkoot.proposals.actions.holding import person
from talkoot.proposals.actions.indexing import index
from talkoot.proposals.actions.texts import Text, text_of, write_version
from talkoot.proposals.events import ProposalSubmitted
from talkoot.proposals.models import Authorship, Follow, ProcessTemplate, Proposal
from talkoot.proposals.permissions import Permission, may
from talkoot.proposals.queries.processes import current_process, parsed
from talkoot.proposals.rules import Process
from talkoot.scopes.actions import intern_scope

DEFAULT = "proposal"


def submit_proposal(
    *,
    title: str,
    problem: str,
    affected: str,
    language: str,
    change: str = "",
    topics: Iterable[int] = (),
    territories: Iterable[str] = (),
    languages: Iterable[str] = (),
    on_behalf_id: int | None = None,
    process: str = DEFAULT,
    draft_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Proposal:
    """Put a proposal forward, in person or for the body ``on_behalf_id``; its author follows it from then on.

    It gets the current version of ``process`` and keeps it, and the body that duties name for its scope (else the
    one the process names) becomes responsible. ``draft_id`` is the writer's draft, used up by this. Refuses an
    empty or overlong text, an unknown language, topic or territory, and a process that was never published.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.SUBMIT_PROPOSAL, on_behalf_id, at=at, hats=hats))
        text = text_of(title=title, problem=problem, change=change, affected=affected, language=language)
        template, rules = _process(process)
        scope = intern_scope(topics=topics, territories=territories, languages=languages)
        proposal = _made(text, template, scope.pk, by=by, at=at)
        proposal.on_behalf_id = on_behalf_id
        proposal.responsible_id = responsible_for(scope.pk, template, at=at)
        _save(proposal, rules, text, by=by, at=at, mandate=_mandate(hats, on_behalf_id))
        use_draft(draft_id, proposal, by=by)
        announce(
            _fact(proposal, rules),
            mandate=_mandate(hats, on_behalf_id),
            on_behalf=ref("body", on_behalf_id) if on_behalf_id is not None else "",
        )
    return proposal


def responsible_for(scope_id: int, template: ProcessTemplate, *, at: datetime) -> int | None:
    """Return the body that looks after a matter: the nearest accountable, else responsible, else the process's own."""
    advice = parties_for(scope_id, at=at)
    for letter in (Letter.ACCOUNTABLE, Letter.RESPONSIBLE):
        for one in advice:
            if one.letter == letter:
                return one.body_id
    return template.body_id


def _process(slug: str) -> tuple[ProcessTemplate, Process]:
    template = current_process(slug)
    if template is None:
        raise Refusal("no_process", _("This process has not been published yet."), "process")
    return template, parsed(template.canonical)


def _made(text: Text, template: ProcessTemplate, scope_id: int, *, by: Actor, at: datetime) -> Proposal:
    return Proposal(
        template=template,
        template_sha256=template.sha256,
        author_id=person(by),
        scope_id=scope_id,
        title=text.title,
        language=text.language,
        lead=text.lead,
        submitted_at=at,
        moved_at=at,
        follower_count=1,
    )


def _save(proposal: Proposal, process: Process, text: Text, *, by: Actor, at: datetime, mandate: str) -> None:
    """Write the proposal, its first version, its words and its first stage; the author follows it."""
    first = process.first
    proposal.stage, proposal.stage_kind, proposal.due_for = first.key, first.kind, "step"
    proposal.due_at = proposal.next_at = first.due_at(at)
    proposal.save(force_insert=True)
    enter(proposal, process, first, number=1, at=at)
    proposal.save()
    write_version(proposal, text, 1, by=by, at=at, mandate=mandate)
    index(proposal.pk, title=text.title, text=text.whole)
    Authorship.objects.create(proposal=proposal, person_id=person(by), position=0)
    Follow.objects.create(proposal=proposal, person_id=person(by), from_at=at)


def _mandate(hats: Hats, body_id: int | None) -> str:
    return (hats.may(Power.REPRESENT, body_id) or "") if body_id is not None else ""


def _fact(proposal: Proposal, process: Process) -> ProposalSubmitted:
    return ProposalSubmitted(
        subject=proposal.ref,
        process=process.slug,
        version=process.version,
        sha256=proposal.template_sha256,
        scope=proposal.scope_id,
        responsible=ref("body", proposal.responsible_id) if proposal.responsible_id is not None else "",
        language=proposal.language,
    )
