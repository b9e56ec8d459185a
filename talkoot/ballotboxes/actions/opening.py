"""Opening a box: its key is made, divided or filed, and forgotten; every place gets its slip. And closing it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from random import SystemRandom

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from nacl.public import PrivateKey

from talkoot.ballotboxes.actions.keyfiles import keep_key
from talkoot.ballotboxes.events import BoxClosed, BoxOpened
from talkoot.ballotboxes.models import BallotBox, Custodian, Slip
from talkoot.ballotboxes.queries.standing import STANDS
from talkoot.ballotboxes.rules import SIZE_MAX, BoxState, SlipState, filler, may_become, seal_share, split
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import insert_many, writing

BATCH = 1_000
# Keys of rows are random numbers of so many bits: two of a movement's worth are the same once in a billion boxes.
KEY_BITS = 63


def open_box(
    subject: str,
    *,
    places: Iterable[int],
    size: int,
    by: Actor,
    at: datetime,
    key: str = "",
    mandate: str = "",
    on_behalf: str = "",
) -> BallotBox:
    """Make the key of the prepared box and a slip for each of ``places``; ``size`` is what `rules.size_for` says.

    The private key is in this process's memory until it is divided among the scrutineers or written to its file.
    Refuses while a scrutineer has no key. Whoever calls has checked that ``by`` may.
    """
    if not 0 < size <= SIZE_MAX:
        raise ValueError(f"a box takes ballots of 1 to {SIZE_MAX} bytes, not {size}")
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.held(subject)
        require_next(box, BoxState.OPEN)
        custodians = list(Custodian.objects.filter(box=box, is_named=True).select_related("person").order_by("pk"))
        _require_keys(custodians)
        private = PrivateKey.generate()
        box.public_key, box.size = bytes(private.public_key), size
        box.state, box.opened_at, box.slip_count = BoxState.OPEN, at, _lay_out(box, places)
        box.save(update_fields=["public_key", "size", "state", "opened_at", "slip_count"])
        _entrust(box, bytes(private), custodians)
        announce(_opened(box), mandate=mandate, on_behalf=on_behalf)
    return box


def close_box(
    subject: str, *, by: Actor, at: datetime, key: str = "", mandate: str = "", on_behalf: str = ""
) -> BallotBox:
    """Take no more slips; the scrutineers may hand in their keys from now on, and nothing is struck any more.

    Whoever calls has checked the right.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.held(subject)
        require_next(box, BoxState.CLOSED)
        box.state, box.closed_at = BoxState.CLOSED, box.closed_at or at
        box.save(update_fields=["state", "closed_at"])
        announce(BoxClosed(subject=box.ref, belongs_to=subject), mandate=mandate, on_behalf=on_behalf)
    return box


def require_next(box: BallotBox, then: BoxState) -> None:
    """Refuse what a box is not ready for, or past, with the sentence for where it stands."""
    if may_become(BoxState(box.state), then):
        return
    raise Refusal(f"box_is_{box.state}", STANDS[BoxState(box.state)])


def _require_keys(custodians: Sequence[Custodian]) -> None:
    """Refuse while a scrutineer has no key, and say whose is missing."""
    missing = [custodian.person.name for custodian in custodians if custodian.made_at is None]
    if missing:
        # Translators: %(names)s is a list of scrutineers.
        sentence = _("The ballot box waits for the keys of its scrutineers. These have yet to make theirs: %(names)s.")
        names = pgettext("between names in a list", ", ").join(missing)
        raise Refusal("keys_missing", sentence % {"names": names})


def _lay_out(box: BallotBox, places: Iterable[int]) -> int:
    """Write a slip for each place in an order that says nothing, and return how many there are."""
    shuffled = list(dict.fromkeys(places))
    SystemRandom().shuffle(shuffled)
    keys = fresh_keys(len(shuffled))
    # Made while they are written: a movement's worth of slips at once would fill the process.
    rows = (
        (key, box.pk, place, SlipState.EMPTY.value, filler(box.size)) for key, place in zip(keys, shuffled, strict=True)
    )
    insert_many(Slip, ("id", "box_id", "place", "state", "sealed"), rows)
    return len(shuffled)


def fresh_keys(number: int) -> list[int]:
    """Return random keys for rows, in their order: rows written in it tell nothing by key, nor by where they lie."""
    return sorted(secrets.randbits(KEY_BITS) for _ in range(number))


def _entrust(box: BallotBox, private_key: bytes, custodians: Sequence[Custodian]) -> None:
    """Divide the key among the scrutineers, each share sealed to the key on its holder's paper; or write the file."""
    if not box.is_by_scrutineers:
        keep_key(box.subject, private_key)
        return
    for custodian, share in zip(custodians, split(private_key, box.needed, len(custodians)), strict=True):
        custodian.sealed_share = seal_share(bytes(custodian.public_key), share)
    Custodian.objects.bulk_update(custodians, ["sealed_share"])


def _opened(box: BallotBox) -> BoxOpened:
    return BoxOpened(
        subject=box.ref,
        belongs_to=box.subject,
        custody=box.custody,
        needed=box.needed,
        public_key=bytes(box.public_key).hex(),
        slips=box.slip_count,
    )
