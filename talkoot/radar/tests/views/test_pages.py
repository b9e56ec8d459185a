"""Every page of the radar, as different people get it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from talkoot.directory.tests.given import ALL_POWERS, given_body, given_mandate, given_person
from talkoot.duties.tests.given import given_duty
from talkoot.duties.tests.views.test_pages import browser, text
from talkoot.kernel.clock import now
from talkoot.ledger.tasks import drain
from talkoot.radar.models import Finding
from talkoot.radar.tests.given import given_gap

pytestmark = pytest.mark.django_db
SAID = {"reason": "After the election.", "language": "en", "token": "t"}


def test_a_visitor_reads_what_is_wrong_and_may_not_settle_it(client: Client) -> None:
    assert "Nothing is wrong" in text(client, "/radar/")
    body = given_body("Font Circle")
    finding = given_gap(body, at=now())
    page = text(client, "/radar/")
    assert "Nobody is accountable for <bdi>Fonts</bdi>." in page
    assert "Font Circle" in page
    for filters in ("?kind=overlap", "?age=30", "?body=nothing"):
        assert "No finding fits" in text(client, f"/radar/{filters}")
    assert "Fonts" in text(client, "/radar/?kind=gap&body=font&age=x&state=x&after=zz")
    page = text(client, finding.get_absolute_url())
    assert "Only those with a mandate" in page
    assert "/proposals/new/?title=Gap%3A+Fonts" in page
    assert "because a duty was given" in page
    assert "On the radar" in text(client, finding.matter.get_absolute_url())  # type: ignore[union-attr]  # a gap has one
    assert "Up to this body to settle" not in text(client, given_body("Other").get_absolute_url())
    text(client, "/radar/999/", 404)
    assert browser("Bo").get(f"/radar/{finding.pk}/acceptance/").status_code == 403


def test_a_steward_accepts_and_gives_on_and_the_form_comes_back_filled() -> None:
    body = given_body("Font Circle")
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    finding = given_gap(body, at=now())
    there = f"/radar/{finding.pk}"
    answer = ada.post(f"{there}/acceptance/", {**SAID, "until": "2001-01-01"})
    assert answer.status_code == 422
    assert b"After the election." in answer.content
    day = now().replace(year=now().year + 1).date().isoformat()
    assert ada.post(f"{there}/acceptance/", {**SAID, "until": day}).status_code == 303
    assert "Fonts" in text(ada, "/radar/?state=accepted")
    assert "No finding fits" in text(ada, "/radar/?kind=gap")
    assert ada.post(f"{there}/reassignment/", {**SAID, "holder": "body:999"}).status_code == 422
    assert ada.post(f"{there}/reassignment/", {**SAID, "holder": body.ref, "token": "u"}).status_code == 303
    assert "Fonts" in text(ada, "/radar/?state=ended")
    assert ada.get(f"{there}/reassignment/").status_code == 403


def test_a_steward_keeps_one_of_two() -> None:
    body, other = given_body("Font Circle"), given_body("Far Circle")
    given_mandate(given_person("Dee"), other)
    ada = browser("Ada", body=body, powers=ALL_POWERS)
    given_duty(other, matter="Fonts", at=now())
    mine = given_duty(body, matter="Fonts", at=now())
    drain(now())
    finding = Finding.objects.open().get(kind="overlap")
    there = f"/radar/{finding.pk}/merger/"
    assert "Far Circle" in text(ada, there)
    finding.refresh_from_db()
    answer = ada.post(there, {**SAID, "keep": mine.pk + 7})
    assert answer.status_code == 422
    # The other's duty is not hers to end; her own is.
    assert ada.post(there, {**SAID, "keep": mine.pk}).status_code == 403
    keep = {finding.duty_id, finding.other_id} - {mine.pk}
    assert ada.post(there, {**SAID, "keep": keep.pop(), "token": "u"}).status_code == 303


@pytest.mark.parametrize("number", [1, 12])
def test_pages_cost_the_same_however_much_is_wrong(number: int, django_assert_num_queries: Any) -> None:
    body = given_body("Font Circle")
    for n in range(number):
        finding = given_gap(body, f"Fonts {n}", at=now())
    with django_assert_num_queries(2):  # counts, rows
        text(Client(), "/radar/")
    with django_assert_num_queries(2):  # finding, steps
        text(Client(), finding.get_absolute_url())
