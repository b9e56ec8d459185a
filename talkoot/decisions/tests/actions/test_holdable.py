"""Rules that this site cannot hold a vote by are refused before anybody is asked."""

from __future__ import annotations

import pytest

from recount.tests.given_books import book_text, chamber_text
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import given_decision
from talkoot.decisions.tests.given_weights import weighed_text
from talkoot.kernel.refusals import Refusal
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.tests.given import OPENED, given_council

pytestmark = pytest.mark.django_db
MEMBERS = '{ kind = "members_of_body", body = "technology-council" }'
CONSENT = {
    "method": '"consent"',
    "seats": "1",
    "settings": '{ stand-asides = "none", empty = "fails", override = "none" }',
}
AGAIN = '{ between = 2, method = "plurality", settings = { tie = "order" }, ballots = "new ballots" }'
BY_CONSENT = AGAIN.replace('"plurality", settings = { tie = "order" }', '"consent", settings = SETTINGS').replace(
    "SETTINGS", '{ stand-asides = "none", override = "none", empty = "passes" }'
)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("split_votes", {"question": True, "split": '"split"'}),
        ("weighed_consent", {"weights": '"as on the roll"', "election": CONSENT}),
        ("runoff_between", {"election": {"runoff": AGAIN.replace("= 2", "= 1")}}),
        ("runoff_method", {"election": {"runoff": BY_CONSENT}}),
    ],
)
def test_votes_that_cannot_be_held_here_are_not_put(code, changed):
    council = given_council()
    text = book_text(chamber_text(electorate=MEMBERS, **changed))
    book = publish_rulebook(source=text, slug="other", body_id=council.body.pk, by=council.ada, at=OPENED)
    with pytest.raises(Refusal) as refused:
        given_decision(council, rulebook=book)
    assert (refused.value.code, refused.value.field) == (code, "rulebook")
    assert not Decision.objects.exists()


def test_a_weight_would_tell_whose_a_secret_ballot_is():
    council = given_council()
    text = weighed_text().replace('ballots = "open"', 'ballots = "secret"')
    book = publish_rulebook(source=text, slug="other", body_id=council.body.pk, by=council.ada, at=OPENED)
    with pytest.raises(Refusal, match="A weight would tell whose ballot it is") as refused:
        given_decision(council, rulebook=book)
    assert (refused.value.code, refused.value.field) == ("secret_weights", "rulebook")
