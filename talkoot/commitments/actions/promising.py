"""Making a commitment, and taking it back."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from talkoot.commitments import rules
from talkoot.commitments.actions.holding import hold
from talkoot.commitments.events import CommitmentMade, CommitmentWithdrawn
from talkoot.commitments.models import Commitment, Withdrawal
from talkoot.commitments.permissions import BINDING, Permission, may
from talkoot.commitments.rules import Status
from talkoot.directory.models import Body, Role
from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.ledger.queries import is_known
from talkoot.scopes.actions import words


def make_commitment(
    *,
    body_id: int,
    role_id: int,
    text: str,
    language: str,
    due_on: date,
    matter: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
    review_body_id: int | None = None,
) -> Commitment:
    """Promise something in the name of a body; the role owns it.

    ``matter`` is the ref of what it is about, empty for nothing named. Whether that is at a stage in which promises are
    made, the app whose matter it is knows, and asks here only then; a ref of no matter, or of none that ever was, is
    refused.

    ``review_body_id`` is who will judge whether the promise was kept, by default the body this one is part of.
    Refuses a day that is past, a role of another body, and a promise that nobody else would judge.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.MAKE_COMMITMENT, body_id, at=at, hats=hats))
        said = words(text, language, limit=rules.TEXT_MAX, field="text", missing=_("Write what the body promises."))
        _require_day(due_on, at)
        _require_role(role_id, body_id)
        _require_matter(matter)
        commitment = Commitment.objects.create(
            body_id=body_id,
            role_id=role_id,
            review_body_id=_judge(body_id, review_body_id),
            title=rules.title_of(said.text),
            text=said.text,
            language=said.language,
            html=said.html,
            matter=matter,
            first_due_on=due_on,
            due_on=due_on,
            made_by_id=by.person_id,
            made_at=at,
            updated_at=at,
        )
        mandate = next((found for power in BINDING if (found := hats.may(power, body_id))), "")
        announce(_made(commitment), mandate=mandate, on_behalf=ref("body", body_id))
    return commitment


def withdraw_commitment(
    commitment_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Withdrawal:
    """Take a promise back, for a public reason; refuses one that was judged or taken back before."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(commitment_id, Permission.WITHDRAW_COMMITMENT, by=by, at=at)
        commitment = held.commitment
        if not rules.may_become(Status(commitment.status), Status.WITHDRAWN):
            raise Refusal("settled", _("This promise was judged or taken back already."))
        missing = _("Give the reason; everybody can read it.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        withdrawal = Withdrawal.objects.create(
            commitment=commitment,
            reason=said.text,
            language=said.language,
            html=said.html,
            person_id=held.person_id,
            mandate=held.mandate,
            at=at,
        )
        commitment.status, commitment.settled_at, commitment.updated_at = Status.WITHDRAWN, at, at
        commitment.save(update_fields=["status", "settled_at", "updated_at"])
        taken_back = CommitmentWithdrawn(subject=commitment.ref, matter=commitment.matter)
        announce(taken_back, mandate=held.mandate, on_behalf=held.on_behalf)
    return withdrawal


def _require_day(due_on: date, at: datetime) -> None:
    if due_on < at.date():
        raise Refusal("due_past", _("Choose a day that is not past."), "due_on")


def _require_role(role_id: int, body_id: int) -> None:
    if not Role.objects.filter(pk=role_id, body=body_id, ended_on=None).exists():
        raise Refusal("role_elsewhere", _("The owner must be a role of the body that promises."), "role")


def _require_matter(matter: str) -> None:
    """Refuse what is no matter. Matters are upstairs: the ledger tells whether anything ever happened to this one."""
    if matter and not (rules.is_matter(matter) and is_known(matter)):
        sentence = _("A promise is about an adopted proposal or about no matter at all. There is no such proposal.")
        raise Refusal("no_such_matter", sentence)


def _judge(body_id: int, review_body_id: int | None) -> int:
    judge = review_body_id or Body.objects.only("parent").get(pk=body_id).parent_id
    if judge is None:
        sentence = _("Name the body that will judge whether the promise was kept.")
        raise Refusal("no_judge", sentence, "review_body")
    if judge == body_id:
        raise Refusal("own_judge", _("A body does not judge its own promise; name another."), "review_body")
    return judge


def _made(commitment: Commitment) -> CommitmentMade:
    return CommitmentMade(
        subject=commitment.ref,
        body=ref("body", commitment.body_id),
        role=ref("role", commitment.role_id),
        due_on=commitment.due_on.isoformat(),
        matter=commitment.matter,
        review_body=ref("body", commitment.review_body_id),
    )
