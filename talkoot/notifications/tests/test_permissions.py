import pytest

from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.testing import CAST, MONDAY, actor
from talkoot.notifications.permissions import TABLE, Permission, may

P = Permission
EVERYBODY = {
    **CAST,
    "operator": actor("Op", 9, is_operator=True),
    "holder of a mailed link": Actor(ActorKind.TOKEN, account_id=1),
}
# The notices in question are ada's own, key 1.
READER = {"ada", "holder of a mailed link"}
MAY = {
    P.READ_NOTICES: READER,
    P.MUTE_MATTER: READER,
    P.CHOOSE_CHANNELS: READER,
    P.FORGET_READER: {"system"},
}


@pytest.mark.parametrize("permission", list(TABLE))
@pytest.mark.parametrize("name", list(EVERYBODY))
def test_who_may_do_what_with_adas_notices(permission, name):
    verdict = may(EVERYBODY[name], permission, 1, at=MONDAY)
    assert bool(verdict) is (name in MAY[permission])
    assert bool(verdict) or str(verdict.reason)
