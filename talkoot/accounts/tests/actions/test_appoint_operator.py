from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from talkoot.accounts import queries
from talkoot.accounts.tests.given import given_account

pytestmark = pytest.mark.django_db


def run(*args):
    said = StringIO()
    call_command("appoint_operator", *args, stdout=said)
    return said.getvalue()


def test_the_first_operator_is_appointed_from_the_command_line():
    given_account("Ada Lovelace")
    assert run("ada_lovelace") == "Ada Lovelace runs this site.\n"
    assert queries.count_operators() == 1


def test_the_last_operator_is_not_relieved():
    given_account("Ada")
    run("Ada")
    with pytest.raises(CommandError, match="Nobody else"):
        run("Ada", "--relieve")
    given_account("Bo")
    run("Bo")
    assert run("Ada", "--relieve") == "Ada does not run this site.\n"


def test_a_name_nobody_has_is_said_so():
    with pytest.raises(CommandError, match="no account named"):
        run("Nobody here")
