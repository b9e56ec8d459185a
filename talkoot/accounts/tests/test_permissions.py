import pytest

from talkoot.accounts.permissions import TABLE, Permission, may
from talkoot.kernel.testing import CAST, MONDAY, actor

P = Permission
OPERATOR = actor("Op", 9, is_operator=True)
EVERYBODY = {**CAST, "operator": OPERATOR}
# The account in question is ada's own, key 1.
MAY = {
    P.OPEN_ACCOUNT: {"ada", "bo", "cy", "dee", "system", "operator"},
    P.CHANGE_PREFERENCES: {"ada"},
    P.END_SESSIONS: {"ada"},
    P.EXPORT_DATA: {"ada"},
    P.ERASE_ACCOUNT: {"ada", "system", "operator"},
    P.APPOINT_OPERATOR: {"system", "operator"},
}


@pytest.mark.parametrize("permission", list(TABLE))
@pytest.mark.parametrize("name", list(EVERYBODY))
def test_who_may_do_what_to_adas_account(permission, name):
    verdict = may(EVERYBODY[name], permission, 1, at=MONDAY)
    assert bool(verdict) is (name in MAY[permission])
    assert bool(verdict) or str(verdict.reason)


@pytest.mark.parametrize("name", list(EVERYBODY))
def test_where_sign_up_is_closed_only_those_who_run_the_site_open_accounts(settings, name):
    settings.OPEN_SIGN_UP = False
    assert bool(may(EVERYBODY[name], P.OPEN_ACCOUNT, at=MONDAY)) is (name in {"system", "operator"})
