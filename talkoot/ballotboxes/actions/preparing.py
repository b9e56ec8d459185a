"""Before a box opens: who will keep its key, and the keys that they write down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.events import BoxPrepared, KeyMade
from talkoot.ballotboxes.models import BallotBox, Custodian
from talkoot.ballotboxes.permissions import Permission, may
from talkoot.ballotboxes.rules import CUSTODIANS_MAX, NEEDED_MIN, BoxState, Custody
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing


def prepare_box(
    subject: str,
    *,
    custody: Custody,
    needed: int = 0,
    custodians: Sequence[int] = (),
    by: Actor,
    at: datetime,
    key: str = "",
    mandate: str = "",
    on_behalf: str = "",
) -> BallotBox:
    """Say who keeps the key of the box of ``subject``: the persons ``custodians``, any ``needed`` together, or a file.

    May be said again until the box opens: who is still named keeps the key they made. Refuses numbers with which one
    alone could open it or nobody at all. Whoever calls has checked that ``by`` may.
    """
    people = list(dict.fromkeys(custodians))
    with writing(by=by, at=at, key=key) as announce:
        _require_fit(custody, needed, len(people))
        box, _made = BallotBox.objects.select_for_update().get_or_create(
            subject=subject, defaults={"custody": custody, "needed": needed, "prepared_at": at}
        )
        if box.state != BoxState.PREPARING:
            raise Refusal("box_opened", _("The ballot box is open already. Who keeps its key cannot be changed."))
        box.custody, box.needed = custody, needed
        box.save(update_fields=["custody", "needed"])
        _name(box, people)
        announce(
            BoxPrepared(
                subject=box.ref,
                belongs_to=subject,
                custody=custody,
                needed=needed,
                custodians=[ref("person", person) for person in people],
            ),
            mandate=mandate,
            on_behalf=on_behalf,
        )
    return box


def make_key(box_id: int, *, public_key: bytes, by: Actor, at: datetime, key: str = "") -> Custodian:
    """Take the public half of the key that a scrutineer wrote down; the words themselves never come here.

    A new key takes the place of the one before. Refuses once the box is open.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.select_for_update().get(pk=box_id)
        require(may(by, Permission.MAKE_KEY, box, at=at))
        if box.state != BoxState.PREPARING:
            raise Refusal("box_opened", _("The ballot box is open already. No key for it can be made any more."))
        custodian = Custodian.objects.get(box=box, person_id=by.person_id or 0)
        custodian.public_key, custodian.made_at = public_key, at
        custodian.save(update_fields=["public_key", "made_at"])
        named = Custodian.objects.filter(box=box, is_named=True)
        made = named.filter(made_at__isnull=False).count()
        announce(KeyMade(subject=box.ref, public_key=public_key.hex(), made=made, custodians=named.count()))
    return custodian


def _require_fit(custody: Custody, needed: int, number: int) -> None:
    if custody == Custody.KEY_FILE:
        if needed or number:
            raise Refusal("file_has_no_keepers", _("A key in a file has no scrutineers. Name them, or use the file."))
        return
    if needed < NEEDED_MIN:
        raise Refusal("opens_alone", _("At least two scrutineers must be needed to open the ballot box."), "needed")
    if needed > number:
        raise Refusal("too_few_custodians", _("More scrutineers are needed than are named."), "needed")
    if number > CUSTODIANS_MAX:
        # Translators: %(most)s is a number.
        sentence = _("At most %(most)s scrutineers can share a key.") % {"most": CUSTODIANS_MAX}
        raise Refusal("too_many_custodians", sentence, "custodians")


def _name(box: BallotBox, people: Sequence[int]) -> None:
    Custodian.objects.filter(box=box).update(is_named=False)
    for person in people:
        Custodian.objects.update_or_create(box=box, person_id=person, defaults={"is_named": True})
