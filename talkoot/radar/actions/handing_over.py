"""When a mandate ends, what it leaves open waits for who follows; they take each thing over, or return it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Mandate
from talkoot.directory.queries import acting_mandate, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.texts import clean_line
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.radar import queries
from talkoot.radar.events import HandOverMade, ItemReturned, ItemTakenOver
from talkoot.radar.models import HandOver, Item
from talkoot.radar.permissions import HandOverPermission, may_answer
from talkoot.radar.rules import ItemState


def hand_over(mandate_id: int, *, at: datetime) -> HandOver | None:
    """Let what an ended mandate leaves open wait for who follows.

    Nothing where nothing is open, while the mandate still runs, where the same person goes on, and a second time.
    """
    with writing(by=SYSTEM, at=at) as announce:
        mandate = Mandate.objects.select_for_update(of=("self",)).select_related("role").get(pk=mandate_id)
        things = queries.left_open(mandate)
        if mandate.runs_on(at.date()) or not things or queries.goes_on(mandate, at):
            return None
        made, is_new = HandOver.objects.get_or_create(
            mandate=mandate,
            defaults={
                "role": mandate.role, "body_id": mandate.role.body_id, "person_id": mandate.person_id, "made_at": at
            },
        )  # fmt: skip
        if is_new:
            Item.objects.bulk_create(Item(hand_over=made, **thing) for thing in things)
            announce(
                HandOverMade(subject=made.ref, mandate=mandate.ref, role=mandate.role.ref, items=len(things)),
                on_behalf=ref("body", made.body_id),
            )
    return made


def hand_over_ended(*, at: datetime) -> int:
    """Hand over what mandates left that ended by the calendar these days; return how many hand-overs were made."""
    return sum(hand_over(mandate, at=at) is not None for mandate in queries.ended_lately(at))


def take_over(item_id: int, *, by: Actor, at: datetime, key: str = "") -> Item:
    """Take one thing over from the predecessor."""
    with writing(by=by, at=at, key=key) as announce:
        item, mandate = _held(item_id, HandOverPermission.TAKE_OVER, by, at)
        item.state, item.by, item.mandate, item.at = ItemState.TAKEN_OVER, by.ref, mandate, at
        item.save(update_fields=["state", "by", "mandate", "at"])
        left = item.hand_over.items.exclude(state=ItemState.TAKEN_OVER).count()
        said = ItemTakenOver(subject=item.hand_over.ref, item=_thing_ref(item), left=left)
        announce(said, mandate=mandate, on_behalf=ref("body", item.hand_over.body_id))
    return item


def return_item(item_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = "") -> Item:
    """Return one thing to those who tend the body, for a reason."""
    with writing(by=by, at=at, key=key) as announce:
        item, mandate = _held(item_id, HandOverPermission.RETURN_ITEM, by, at)
        item.reason = clean_line(reason)
        if not item.reason:
            raise Refusal("no_reason", _("Give a reason."), "reason")
        item.state, item.by, item.mandate, item.at, item.language = ItemState.RETURNED, by.ref, mandate, at, language
        item.save(update_fields=["state", "reason", "language", "by", "mandate", "at"])
        said = ItemReturned(subject=item.hand_over.ref, item=_thing_ref(item))
        announce(said, mandate=mandate, on_behalf=ref("body", item.hand_over.body_id))
    return item


def _held(item_id: int, permission: HandOverPermission, by: Actor, at: datetime) -> tuple[Item, str]:
    """Return the item, locked, and the mandate acted under: the role's own, or one to tend the body."""
    item = Item.objects.select_for_update(of=("self",)).select_related("hand_over").get(pk=item_id)
    hats = hats_of(by, at)
    require(may_answer(by, permission, item, at=at, hats=hats))
    own = next((hat.ref for hat in hats.all if hat.role_id == item.hand_over.role_id), "")
    return item, own or acting_mandate(hats, Power.STEWARD, item.hand_over.body_id)


def _thing_ref(item: Item) -> str:
    if item.duty_id:
        return ref("duty", item.duty_id)
    return ref("commitment", item.commitment_id) if item.commitment_id else ref("decision", item.decision_id or 0)
