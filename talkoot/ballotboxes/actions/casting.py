"""Putting sealed ballots into a box."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.models import BallotBox, Slip
from talkoot.ballotboxes.rules import BoxState, SlipState
from talkoot.kernel.refusals import Refusal


def put_slip(subject: str, place: int, sealed: bytes) -> None:
    """Put a sealed ballot (`rules.seal`) into its place; the one that lay there before is gone.

    One statement, no row locked but the voter's own, and nothing said in the ledger: called in the transaction of
    the action that casts the ballot, which has checked that the voter's is this place. Refuses when the box is not
    open or the place's ballot was struck; raises ValueError for a place or a length that the box does not have.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_fill(), [sealed, place, len(sealed), subject])
        if cursor.rowcount == 1:
            return
    _refuse(subject, place, sealed)


@cache
def _fill() -> str:
    """Return the statement of `put_slip`, composed once: the ORM would take longer over it than the database does.

    That the slip is still there to be filled is asked of its own row, which is read again should another write have
    been in the way: a ballot either lies in the box when that is emptied, or its voter is told no.
    """
    quote: Any = connections[DEFAULT_DB_ALIAS].ops.quote_name
    slips, boxes = quote(Slip._meta.db_table), quote(BallotBox._meta.db_table)
    return (
        f"UPDATE {slips} SET sealed = %s, state = '{SlipState.FILLED}'"  # noqa: S608 - names of the schema; values are parameters
        f" WHERE place = %s AND length(sealed) = %s AND state IN ('{SlipState.EMPTY}', '{SlipState.FILLED}')"
        f" AND box_id = (SELECT id FROM {boxes} WHERE subject = %s AND state = '{BoxState.OPEN}')"
    )


def _refuse(subject: str, place: int, sealed: bytes) -> None:
    slip = Slip.objects.select_related("box").filter(box__subject=subject, place=place).first()
    if slip is None:
        raise ValueError(f"the ballot box of {subject} has no place {place}")
    if slip.state == SlipState.STRUCK:
        raise Refusal("struck", _("Your ballot was struck. Its reason is public; ask the scrutineers about it."))
    if slip.box.state != BoxState.OPEN:
        raise Refusal("box_closed", _("The ballot box is closed. Your ballot could not be taken in any more."))
    raise ValueError(f"a slip of {len(sealed)} bytes was not sealed for this box")
