"""Which app's panel shows in which slot of a lower app's page."""

from __future__ import annotations

from collections.abc import Callable

from talkoot.commitments import panels as commitments
from talkoot.comparisons import panels as comparisons
from talkoot.consultations import panels as consultations
from talkoot.decisions import panels as decisions
from talkoot.delegations import panels as delegations
from talkoot.documents import panels as documents
from talkoot.duties import panels as duties
from talkoot.eligibility import panels as eligibility
from talkoot.notifications import panels as notifications
from talkoot.portal import panels as portal
from talkoot.proposals import panels as proposals
from talkoot.radar import panels as radar
from talkoot.results import panels as results

# A panel takes the request and the page's object and returns (template name, context), or None for nothing.
SLOTS: dict[str, list[Callable[..., tuple[str, dict[str, object]] | None]]] = {
    "accounts.account.main": [notifications.notices_of_account, delegations.account, eligibility.account],
    "directory.body.aside": [radar.body, radar.hand_overs, duties.body, documents.body, delegations.body, portal.body],
    "directory.body.main": [proposals.body, decisions.body, consultations.body, commitments.body],
    "documents.document.aside": [duties.document],
    "documents.clause.aside": [duties.clause],
    "duties.map.main": [radar.on_map],
    "duties.matter.main": [radar.matter],
    "scopes.topic.main": [proposals.topic, duties.topic],
    "directory.person.aside": [radar.person],
    "directory.person.main": [proposals.person, portal.person],
    "consultations.consultation.aside": [proposals.consultation, portal.history],
    "rulebooks.rulebook.aside": [decisions.rulebook, comparisons.rulebook],
    "rulebooks.draft.main": [comparisons.draft],
    "ballotboxes.box.aside": [decisions.box, portal.history],
    "ballotboxes.paper.said": [results.paper],
    "objections.objection.override": [decisions.override],
    "objections.objection.aside": [portal.history],
    "decisions.decision.verdict": [results.verdict],
    "decisions.decision.chambers": [results.chambers],
    "decisions.decision.evidence": [results.evidence],
    "decisions.decision.aside": [proposals.ground, proposals.decision, portal.history],
    "radar.finding.aside": [proposals.finding, portal.history],
    "commitments.commitment.aside": [proposals.commitment, portal.history],
}
