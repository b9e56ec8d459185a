from __future__ import annotations

import pytest

from talkoot.kernel.events import REGISTRY
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import ADA, BO, MONDAY
from talkoot.ledger import rules
from talkoot.ledger.actions import writing
from talkoot.ledger.models import Entry
from talkoot.ledger.tests.frail import StoneLaid

pytestmark = pytest.mark.django_db


def lay_and_refuse() -> None:
    with writing(by=ADA, at=MONDAY, key="token") as announce:
        announce(StoneLaid(subject="stone:1", number=1))
        raise Refusal("no", "No.")


def lay(number: int = 1, *, by=ADA, key: str = "") -> Entry:
    with writing(by=by, at=MONDAY, key=key) as announce:
        return announce(StoneLaid(subject=f"stone:{number}", number=number), mandate="mandate:3", on_behalf="body:4")


def test_a_fact_keeps_who_what_when_and_for_whom():
    entry = Entry.objects.get(pk=lay(7).pk)

    assert (entry.kind, entry.subject, entry.actor) == ("tests.stone_laid", "stone:7", "person:1")
    assert (entry.mandate, entry.on_behalf, entry.at) == ("mandate:3", "body:4", MONDAY)
    assert entry.event == StoneLaid(subject="stone:7", number=7)
    assert REGISTRY["tests.stone_laid"] is StoneLaid


def test_the_same_form_posted_again_changes_nothing_and_tells_what_it_made():
    lay(1, key="token")

    with pytest.raises(AlreadyDone) as done:
        lay(2, key="token")

    assert done.value.subject == "stone:1"
    assert Entry.objects.count() == 1


def test_the_same_token_from_somebody_else_is_another_form():
    lay(1, key="token")
    lay(2, by=BO, key="token")

    assert Entry.objects.count() == 2


def test_a_refusal_undoes_everything():
    with pytest.raises(Refusal):
        lay_and_refuse()

    assert not Entry.objects.exists()
    lay(1, key="token")  # the form may be sent again


def test_many_facts_of_one_write_are_kept_in_order():
    with writing(by=ADA, at=MONDAY, key="token") as announce:
        announce.all(StoneLaid(subject=f"stone:{n}", number=n) for n in range(2_500))

    assert list(Entry.objects.order_by("id").values_list("payload__number", flat=True)) == list(range(2_500))
    assert Entry.objects.exclude(key=None).count() == 1


def test_no_text_of_a_request_is_kept_for_good():
    lay(1, key="\x00 whatever a form's hidden field was made to carry \ud800")

    key = Entry.objects.values_list("key", flat=True).get()
    assert key is not None
    assert len(key) == 64
    assert int(key, 16)


def test_a_payload_that_databases_would_change_is_refused_by_name():
    with pytest.raises(rules.Unfit, match=r"StoneLaid\.number"):
        lay(0.5)  # type: ignore[arg-type]  # the mistake under test

    assert not Entry.objects.exists()
