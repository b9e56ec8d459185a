"""Who may appeal, and who may not decide."""

from __future__ import annotations

import pytest

from talkoot.appeals.permissions import Permission, may
from talkoot.appeals.tests.given import given_appeal, given_cast
from talkoot.kernel.actors import SYSTEM, VISITOR
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


def test_who_may_appeal_and_who_may_decide():
    cast = given_cast()
    appeal = given_appeal(cast["bo"], about=cast["dee"].ref)
    everybody = {**cast, "cy": VISITOR, "system": SYSTEM}
    asks = {name for name, actor in everybody.items() if may(actor, Permission.MAKE_APPEAL, at=MONDAY)}
    decides = {name for name, actor in everybody.items() if may(actor, Permission.DECIDE_APPEAL, appeal, at=MONDAY)}
    assert (asks, decides) == ({"ada", "bo", "dee"}, {"ada"})
    assert "somebody else decides it" in str(may(cast["dee"], Permission.DECIDE_APPEAL, appeal, at=MONDAY).reason)
