from typing import Any

import pytest

from talkoot.accounts import actions, queries
from talkoot.accounts.rules import ColourScheme, LanguageLevel, TextSize
from talkoot.accounts.tests.given import given_account, owner_of
from talkoot.kernel.actors import VISITOR
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import PermissionDenied

pytestmark = pytest.mark.django_db
LIKED: dict[str, Any] = {
    "time_zone": "Africa/Accra",
    "text_size": TextSize.LARGE,
    "colour_scheme": ColourScheme.DARK,
    "reduced_data": True,
    "interface_language": "ar",
}


def test_preferences_are_kept():
    account = given_account("Ada")
    actions.save_preferences(account.pk, **LIKED, by=owner_of(account), at=MONDAY)
    kept = queries.preference_of(account.pk)
    assert {name: getattr(kept, name) for name in LIKED} == LIKED


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Mars/Olympus"), ("time_zone", "../etc/passwd"), ("interface_language", "tlh")]
)
def test_an_unknown_zone_or_language_is_refused_at_its_field(field, value):
    account = given_account("Ada")
    with pytest.raises(Refusal) as refused:
        actions.save_preferences(account.pk, **{**LIKED, field: value}, by=owner_of(account), at=MONDAY)
    assert refused.value.field == field
    assert queries.preference_of(account.pk).time_zone == "UTC"


def test_only_the_owner_changes_preferences_and_languages():
    account, operator = given_account("Ada"), given_account("Op", is_operator=True)
    for other in (VISITOR, owner_of(operator)):
        with pytest.raises(PermissionDenied):
            actions.save_preferences(account.pk, **LIKED, by=other, at=MONDAY)
        with pytest.raises(PermissionDenied):
            actions.choose_languages(account.pk, [("sw", LanguageLevel.READS)], by=other, at=MONDAY)


def test_languages_are_replaced_in_their_new_order():
    account = given_account("Ada", languages=("en", "fr"))
    new = [("fr", LanguageLevel.NATIVE), ("sw", LanguageLevel.WRITES), ("en", LanguageLevel.READS)]
    actions.choose_languages(account.pk, new, by=owner_of(account), at=MONDAY)
    assert queries.language_choices_of(account.pk) == [(tag, level.value) for tag, level in new]


def test_languages_that_cannot_be_kept_leave_the_old_ones():
    account = given_account("Ada", languages=("en",))
    for tags in (["sw", "sw"], ["not a tag"], [f"e{a}{b}" for a in "abcde" for b in "abcde"]):
        with pytest.raises(Refusal):
            actions.choose_languages(
                account.pk, [(tag, LanguageLevel.READS) for tag in tags], by=owner_of(account), at=MONDAY
            )
    assert queries.language_choices_of(account.pk) == [("en", "reads")]
