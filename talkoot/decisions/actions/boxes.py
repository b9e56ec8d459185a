"""The ballot boxes of secret chambers: who keeps their keys, and opening and closing them with the vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes import actions as ballotboxes
from talkoot.ballotboxes.queries import boxes_of
from talkoot.ballotboxes.rules import BoxState, Custody, size_for
from talkoot.counting.rules import longest, secret_in
from talkoot.decisions.actions.holding import hat_for, hold
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.permissions import Permission
from talkoot.decisions.queries.judges import names_scrutineers
from talkoot.decisions.queries.unsealing import ballots_of, sealed_boxes
from talkoot.decisions.rules import State, box_subject
from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing


def prepare_boxes(
    decision_id: int,
    *,
    custody: str,
    needed: int = 0,
    custodians: Sequence[int] = (),
    by: Actor,
    at: datetime,
    key: str = "",
) -> Decision:
    """Say who keeps the keys of a decision's ballot boxes: any ``needed`` of the persons ``custodians``, or a file.

    Each secret chamber has a box of its own, so scrutineers make a key for each. May be said again until voting opens.
    Refuses what was opened, rules without secret ballots, and what `prepare_box` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.PREPARE_BOXES, by=by, at=at)
        secret = secret_in(held.decision.rulebook.canonical)
        if held.decision.state not in {State.DRAFT, State.ANNOUNCED}:
            raise Refusal("not_a_draft", _("This decision was opened before."))
        if not secret:
            raise Refusal("nothing_secret", _("No chamber votes in secret under these rules."))
        hat = {"mandate": held.mandate, "on_behalf": held.on_behalf}
        token = announce.hand_over()
        for place, chamber in enumerate(secret):
            ballotboxes.prepare_box(
                box_subject(decision_id, chamber),
                custody=Custody(custody),
                needed=needed,
                custodians=custodians,
                by=by,
                at=at,
                key="" if place else token,
                **hat,
            )
    return held.decision


def open_boxes(decision: Decision, chambers: Sequence[Chamber], *, by: Actor, at: datetime) -> None:
    """Open the ballot box of each secret chamber, with a slip for every place on its roll.

    Refuses while a box is not prepared or a scrutineer has no key; the right to open is the caller's to check.
    """
    secret = [chamber for chamber in chambers if chamber.is_secret]
    prepared = boxes_of([chamber.box_subject for chamber in secret], by)
    for chamber in secret:
        if chamber.box_subject not in prepared:
            # Translators: %(chamber)s is the name of a chamber.
            sentence = _("“%(chamber)s” votes in secret. Say first who keeps the key of its ballot box.")
            raise Refusal("no_box", sentence % {"chamber": chamber.name})
        places = RollEntry.objects.filter(chamber=chamber).values_list("pk", flat=True)
        size = size_for(longest(*ballots_of(decision, chamber)))
        ballotboxes.open_box(chamber.box_subject, places=places, size=size, by=by, at=at, **_hat(decision, by, at))


def close_boxes(decision: Decision, chambers: Sequence[Chamber], *, by: Actor, at: datetime) -> None:
    """Let the ballot box of each secret chamber take no more; those who keep the keys may hand them in.

    Where the rulebook names scrutineers of the decision, these look first at who voted (`release_boxes`).
    """
    shut = ballotboxes.begin_scrutiny if names_scrutineers(decision) else ballotboxes.close_box
    for chamber in chambers:
        if chamber.is_secret:
            shut(chamber.box_subject, by=by, at=at, **_hat(decision, by, at))


def release_boxes(chambers: Sequence[Chamber], *, mandate: str, on_behalf: str, by: Actor, at: datetime) -> None:
    """Let the keys of the boxes be handed in, now that no ballot is struck any more."""
    for box in sealed_boxes(chambers).values():
        if box.state == BoxState.SCRUTINY:
            ballotboxes.close_box(box.subject, by=by, at=at, mandate=mandate, on_behalf=on_behalf)


def discard_boxes(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Erase unread what lies in the ballot boxes of a decision that does not stand."""
    subjects = [box_subject(decision.pk, key) for key in secret_in(decision.rulebook.canonical)]
    for subject, shown in boxes_of(subjects, by).items():
        if not shown.box.is_over:
            ballotboxes.discard_box(subject, by=by, at=at, **_hat(decision, by, at))


def empty_filed_boxes(decision: Decision, chambers: Sequence[Chamber], *, by: Actor, at: datetime) -> None:
    """Empty the closed boxes whose key is a file, since nobody else would; refuses where the file is missing."""
    for box in sealed_boxes(chambers).values():
        if box.state == BoxState.CLOSED and not box.is_by_scrutineers:
            ballotboxes.empty_box(box.subject, by=by, at=at, **_hat(decision, by, at))


def _hat(decision: Decision, by: Actor, at: datetime) -> dict[str, str]:
    """Return the mandate acted under and the body acted for, as the ledger takes them."""
    mandate = hat_for(hats_of(by, at), decision.steward_body_id)
    return {"mandate": mandate, "on_behalf": ref("body", decision.steward_body_id) if mandate else ""}
