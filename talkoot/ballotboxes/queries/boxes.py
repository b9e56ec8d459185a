"""Boxes by their ids and by what they belong to, and all that a box's page shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import FETCH_RAISE
from django.http import Http404
from django.utils.translation import gettext as _

from talkoot.ballotboxes.models import BallotBox, Custodian
from talkoot.ballotboxes.queries.standing import WAITS
from talkoot.ballotboxes.rules import BoxState, Lock
from talkoot.directory.queries import Tasks, tasks_in
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.ids import key_of
from talkoot.kernel.refs import Label, split
from talkoot.kernel.verdicts import Text
from talkoot.ledger.queries.naming import Naming
from talkoot.ledger.queries.prepared import TEXT, Prepared


@dataclass(frozen=True, slots=True)
class BoxPage:
    """A box with its scrutineers; ``mine`` is the reader among them, ``subject`` what it belongs to."""

    box: BallotBox
    custodians: list[Custodian]
    mine: Custodian | None

    @property
    def against_key(self) -> Text | None:
        """Return why no key is made for the box any more; None while keys are made."""
        if self.box.state == BoxState.PREPARING:
            return None
        return _("The ballot box is open already. No key for it can be made any more.")

    @property
    def against_handing_in(self) -> Text | None:
        """Return why the reader does not hand in a key now; None where they may."""
        if self.box.state in WAITS:
            return WAITS[self.box.state]
        if self.mine and self.mine.handed_in_at is not None:
            return _("You have handed in your key. The others who are needed have yet to.")
        return None

    @property
    def handed_in(self) -> int:
        """Return how many have handed in their keys."""
        return sum(1 for custodian in self.custodians if custodian.handed_in_at is not None)

    @property
    def keyless(self) -> list[Custodian]:
        """Return the scrutineers who have yet to make a key."""
        return [custodian for custodian in self.custodians if custodian.made_at is None]


def get_box(ref: str, viewer: Actor) -> BallotBox:
    """Return the box named ``B-12``; 404 when there is none."""
    try:
        return BallotBox.objects.visible_to(viewer).get(pk=key_of(ref, "B") or 0)
    except BallotBox.DoesNotExist:
        raise Http404 from None


def get_for_notice(ref: str) -> BoxPage:
    """Return the box a fact is about, with its scrutineers."""
    return page_of(BallotBox.objects.get(pk=int(split(ref)[1])), SYSTEM)


def box_of(subject: str) -> BallotBox | None:
    """Return the box of ``subject`` (a ref), or None."""
    return BallotBox.objects.filter(subject=subject).first()


def lock_of(subject: str) -> Lock | None:
    """Return what sealing for the box of ``subject`` takes; None unless it is open. One prepared query."""
    for public_key, size in _LOCK.rows(subject):
        return Lock(subject, bytes(public_key), size)
    return None


_LOCK = Prepared(lambda: BallotBox.objects.filter(subject=TEXT, state=BoxState.OPEN).values_list("public_key", "size"))


def page_of(box: BallotBox, viewer: Actor) -> BoxPage:
    """Return a box as its page shows it: one query."""
    return _page(box, _named([box.pk]), viewer)


def boxes_of(subjects: Collection[str], viewer: Actor) -> dict[str, BoxPage]:
    """Return the boxes that there are of ``subjects``, by subject; none is asked for where there are no subjects.

    One query, and another for the scrutineers of boxes for whose keys somebody waits: of the others they stay out.
    """
    boxes = list(BallotBox.objects.filter(subject__in=subjects)) if subjects else []
    waiting = [box.pk for box in boxes if box.state in {BoxState.PREPARING, BoxState.CLOSED}]
    custodians = _named(waiting) if waiting else []
    return {box.subject: _page(box, [c for c in custodians if c.box_id == box.pk], viewer) for box in boxes}


def tasks(actor: Actor) -> list[Tasks]:
    """Return what boxes have for one person, as a scrutineer: keys to make, and keys to hand in."""
    if actor.person_id is None:
        return []
    rows = Custodian.objects.filter(person_id=actor.person_id, is_named=True)
    to_make = rows.filter(box__state=BoxState.PREPARING, made_at__isnull=True)
    to_hand_in = rows.filter(box__state=BoxState.CLOSED, handed_in_at__isnull=True)
    return [
        tasks_in("ballotboxes.key_to_make", to_make, within="box_id", thing=_box_within),
        tasks_in("ballotboxes.key_to_hand_in", to_hand_in, within="box_id", thing=_box_within),
    ]


def _box_within(_key: int, box: int) -> BallotBox:
    return BallotBox(pk=box)


def _named(boxes: Collection[int]) -> list[Custodian]:
    rows = (
        Custodian.objects.filter(box__in=boxes, is_named=True).select_related("person").order_by("person__name", "pk")
    )
    return list(rows.defer("sealed_share").fetch_mode(FETCH_RAISE))


def _page(box: BallotBox, custodians: list[Custodian], viewer: Actor) -> BoxPage:
    own = next((c for c in custodians if viewer.person_id is not None and c.person_id == viewer.person_id), None)
    return BoxPage(box, custodians, own)


labels = Naming(
    lambda keys, viewer: BallotBox.objects.visible_to(viewer).filter(pk__in=keys),
    (),
    lambda key: _label(BallotBox(pk=key)),
)


def _label(box: BallotBox) -> Label:
    # Translators: %(number)s is the id of a ballot box such as B-12.
    return Label(_("ballot box %(number)s") % {"number": box.public_id}, box.get_absolute_url())
