"""Changing the text of a proposal: a new version each time, never over somebody else's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.holding import Held, author_hat, hold
from talkoot.proposals.actions.indexing import index
from talkoot.proposals.actions.submitting import responsible_for
from talkoot.proposals.actions.texts import Text, text_of, write_version
from talkoot.proposals.events import ProposalEdited
from talkoot.proposals.models import Proposal, ProposalVersion
from talkoot.proposals.permissions import Permission
from talkoot.proposals.rules import StageKind, limits
from talkoot.scopes.actions import intern_scope, line


def edit_proposal(
    proposal_id: int,
    *,
    base_version: int,
    title: str,
    problem: str,
    affected: str,
    language: str,
    summary: str,
    change: str = "",
    topics: Iterable[int] | None = None,
    territories: Iterable[str] | None = None,
    languages: Iterable[str] | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> ProposalVersion:
    """Give the text a new version, with a summary of what was changed and why.

    ``base_version`` is the version that was in front of the writer: when there is a newer one by now the edit is
    refused (code ``outdated``) and nothing is lost, for the form keeps what was typed. A scope (all three facets)
    may be given in triage; the body responsible is found anew then. Refuses an edit that changes nothing.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(proposal_id, Permission.EDIT_PROPOSAL, by=by, at=at)
        proposal = held.proposal
        text = text_of(title=title, problem=problem, change=change, affected=affected, language=language)
        why = line(
            summary, limit=limits.SUMMARY_MAX, field="summary", missing=_("Say in a few words what you changed.")
        )
        _require_current(proposal, base_version)
        is_moved = topics is not None and _rescope(held, topics, territories or (), languages or (), at=at)
        if not is_moved:
            _require_change(proposal, text)
        mandate, on_behalf = author_hat(proposal, by, held.hats)
        proposal.version += 1
        proposal.title, proposal.language, proposal.lead = text.title, text.language, text.lead
        proposal.save()
        version = write_version(proposal, text, proposal.version, by=by, at=at, mandate=mandate, summary=why)
        index(proposal.pk, title=text.title, text=text.whole)
        announce(ProposalEdited(subject=proposal.ref, version=version.number), mandate=mandate, on_behalf=on_behalf)
    return version


def _require_current(proposal: Proposal, base_version: int) -> None:
    if base_version != proposal.version:
        raise Refusal(
            "outdated",
            _("Somebody changed this text while you wrote. Both texts are below: put together what should stand."),
            "base_version",
        )


def _require_change(proposal: Proposal, text: Text) -> None:
    now = ProposalVersion.objects.get(proposal=proposal, number=proposal.version)
    before = (now.title, now.problem, now.change, now.affected, now.language)
    if before == (text.title, text.problem.text, text.change.text, text.affected.text, text.language):
        raise Refusal("unchanged", _("Nothing was changed."))


def _rescope(
    held: Held, topics: Iterable[int], territories: Iterable[str], languages: Iterable[str], *, at: datetime
) -> bool:
    scope = intern_scope(topics=topics, territories=territories, languages=languages)
    if scope.pk == held.proposal.scope_id:
        return False
    if held.stage.kind != StageKind.TRIAGE:
        raise Refusal("scope_fixed", _("What it is about can be changed in triage only."), "scope_topics")
    held.proposal.scope = scope
    held.proposal.responsible_id = responsible_for(scope.pk, held.proposal.template, at=at)
    return True
