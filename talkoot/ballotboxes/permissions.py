"""Who may have a key of a box, and who may help to empty it.

Opening, closing, casting and striking are asked of a box by the action of what it belongs to, in that action's
transaction; who may is that app's to say, which knows rolls and mandates.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.models import BallotBox, Custodian
from talkoot.ballotboxes.rules import Custody
from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, any_of, denied


class Permission(StrEnum):
    """What can be done with a box by hand."""

    MAKE_KEY = "make_key"
    HAND_IN_KEY = "hand_in_key"
    EMPTY_BOX = "empty_box"


def keeps_a_key(actor: Actor, box: BallotBox, at: datetime) -> Verdict:
    """Is one of the scrutineers named for the box."""
    mine = Custodian.objects.filter(box=box, person_id=actor.person_id or 0, is_named=True)
    if mine.exists():
        return ALLOWED
    return denied(_("Only the scrutineers named for this ballot box keep a key of it."))


def is_kept_in_a_file(actor: Actor, box: BallotBox, at: datetime) -> Verdict:
    """The key is a file of the site: whoever closes what the box belongs to empties it."""
    if box.custody == Custody.KEY_FILE:
        return ALLOWED
    return denied(_("Only the scrutineers named for this ballot box can empty it."))


TABLE: dict[Permission, Fact] = {
    Permission.MAKE_KEY: keeps_a_key,
    Permission.HAND_IN_KEY: keeps_a_key,
    Permission.EMPTY_BOX: any_of(keeps_a_key, is_kept_in_a_file),
}


def may(actor: Actor, permission: Permission, box: BallotBox, *, at: datetime) -> Verdict:
    """Tell whether ``actor`` may do it with ``box``, and if not why."""
    return TABLE[permission](actor, box, at)
