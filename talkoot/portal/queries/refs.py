"""From refs to names and pages: the one list of which app answers for which kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from talkoot.accounts import queries as accounts
from talkoot.ballotboxes import queries as ballotboxes
from talkoot.commitments import queries as commitments
from talkoot.consultations import queries as consultations
from talkoot.decisions import queries as decisions
from talkoot.delegations import queries as delegations
from talkoot.directory import queries as directory
from talkoot.documents import queries as documents
from talkoot.duties import queries as duties
from talkoot.eligibility import queries as eligibility
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label, split
from talkoot.ledger import queries as ledger
from talkoot.ledger.queries.naming import Naming, named
from talkoot.objections import queries as objections
from talkoot.proposals import queries as proposals
from talkoot.radar import queries as radar
from talkoot.rulebooks import queries as rulebooks
from talkoot.scopes import queries as scopes
from talkoot.slates import queries as slates

RESOLVERS: dict[str, Naming] = {
    "account": accounts.labels,
    "ballotbox": ballotboxes.labels,
    "body": directory.body_labels,
    "candidate": slates.labels,
    "commitment": commitments.labels,
    "consultation": consultations.labels,
    "decision": decisions.labels,
    "delegation": delegations.labels,
    "delivery": ledger.delivery_labels,
    "document": documents.labels,
    "duty": duties.duty_labels,
    "finding": radar.labels,
    "handover": radar.hand_over_labels,
    "input": consultations.input_labels,
    "mandate": directory.mandate_labels,
    "matter": duties.matter_labels,
    "named_list": eligibility.labels,
    "objection": objections.labels,
    "person": directory.person_labels,
    "process": proposals.process_labels,
    "proposal": proposals.labels,
    "question": slates.question_labels,
    "role": directory.role_labels,
    "rulebook": rulebooks.labels,
    "slate": slates.slate_labels,
    "topic": scopes.labels,
}


def describe(refs: Iterable[str], *, viewer: Actor) -> dict[str, Label]:
    """Return a label for each ref that ``viewer`` may see: one query, none for kinds nobody owns."""
    keys: dict[str, set[int]] = defaultdict(set)
    found: dict[str, Label] = {}
    for ref in refs:
        kind, key = split(ref)
        if key.isascii() and key.isdigit():
            keys[kind].add(int(key))
        elif label := _nobody_in_person(ref):
            found[ref] = label
    wanted = {kind: (RESOLVERS[kind], keys[kind]) for kind in sorted(keys.keys() & RESOLVERS.keys())}
    return found | named(wanted, viewer=viewer)


def url_of(ref: str, *, viewer: Actor) -> str:
    """Return the page of what ``ref`` names, or nothing when it has none that ``viewer`` may see."""
    label = describe([ref], viewer=viewer).get(ref)
    return label.url if label else ""


def _nobody_in_person(ref: str) -> Label | None:
    match ref:
        case "system":
            return Label(_("This site"))
        case "visitor":
            return Label(_("A visitor"))
        case "token":
            return Label(_("A program"))
    return None
