"""What happens to a form when two send it, when it is sent twice, too late, or after the session has ended."""

from __future__ import annotations

import pytest

from talkoot.consultations.models import Consultation
from talkoot.kernel.clock import now
from tests.stories.conftest import Stage

pytestmark = pytest.mark.browser


def _open_consultation() -> Consultation:
    return Consultation.objects.filter(status="open", closes_at__gt=now()).order_by("-closes_at")[0]


def test_a_newcomer_gives_a_first_input_within_a_few_clicks(stage: Stage) -> None:
    """From the first page, without an account, to a receipt: sign up on the way, and nothing is asked twice."""
    newcomer = stage.visitor(width=360)
    newcomer.go("/")
    newcomer.press(newcomer.page.locator("main").get_by_role("link", name="Give input").first)
    if "/sign-in/" in newcomer.page.url:
        newcomer.press(newcomer.page.locator("main a[href*='sign-up']").first)
        newcomer.page.fill("input[name=username]", "Paper Lantern")
        newcomer.page.fill("input[name=password1]", "river copper eleven wind")
        newcomer.send("form[action*='sign-up']")
    newcomer.fill(text="I could not find out what happens to a half-sent batch.")
    newcomer.send("main form[action$='/inputs/new/']")
    newcomer.sees("I could not find out")
    assert newcomer.clicks <= 6


def test_two_people_sending_the_same_form_at_once_are_both_heard(stage: Stage) -> None:
    """Each input stands by itself; neither takes the other's place."""
    asked = _open_consultation()
    before = asked.input_count
    people = [stage.person(name) for name in ("Juniper Vale", "Pixel Otter")]
    for person in people:
        person.go(f"/consultations/{asked.public_id}/inputs/new/")
        person.fill(text="We say the same at the same time.", language="en")
    for person in people:
        person.send("main form[action$='/inputs/new/']")
    asked.refresh_from_db()
    assert asked.input_count == before + 2


def test_a_form_sent_twice_counts_once(stage: Stage) -> None:
    """Going back and sending again says that it was received before, and changes nothing."""
    asked = _open_consultation()
    person = stage.person("Pixel Otter")
    path = f"/consultations/{asked.public_id}/inputs/new/"
    person.go(path)
    person.fill(text="Once is enough.", language="en")
    token = person.page.locator("main input[name=token]").first.input_value()
    person.send("main form[action$='/inputs/new/']")
    before = Consultation.objects.get(pk=asked.pk).input_count
    cookies = {cookie["name"]: cookie["value"] for cookie in person.page.context.cookies()}
    fields: dict[str, str | float | bool] = {
        "csrfmiddlewaretoken": cookies["csrftoken"],
        "token": token,
        "text": "Once is enough.",
        "language": "en",
    }
    answer = person.page.request.post(f"{stage.url}{path}", form=fields)
    assert "/receipts/" in answer.url, "it leads to where the first one led"
    assert Consultation.objects.get(pk=asked.pk).input_count == before


def test_an_input_sent_after_the_deadline_comes_back_filled(stage: Stage) -> None:
    """Nothing typed is lost, and the page says why it was not taken."""
    asked = _open_consultation()
    person = stage.person("Savanna Quill")
    person.go(f"/consultations/{asked.public_id}/inputs/new/")
    person.fill(text="This comes an hour too late.", language="en")
    before = asked.input_count
    # The clock passes the deadline while she writes; her session is younger than that.
    Consultation.objects.filter(pk=asked.pk).update(closes_at=now())
    person.send("main form[action$='/inputs/new/']", refused=True)
    assert person.page.locator("main textarea[name=text]").input_value() == "This comes an hour too late."
    asked.refresh_from_db()
    assert asked.input_count == before
    Consultation.objects.filter(pk=asked.pk).update(closes_at=asked.first_closes_at)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_session_that_ends_while_one_writes_loses_nothing(stage: Stage, scripts: bool) -> None:
    """After signing in again the form is there with every word."""
    asked = _open_consultation()
    person = stage.person("Juniper Vale", scripts=scripts)
    person.go(f"/consultations/{asked.public_id}/inputs/new/")
    person.fill(text="Forty minutes of thought.", language="en")
    person.page.context.clear_cookies(name="sessionid")
    person.send("main form[action$='/inputs/new/']")
    person.sign_in("Juniper Vale")
    assert person.page.locator("main textarea[name=text]").input_value() == "Forty minutes of thought."
    before = Consultation.objects.get(pk=asked.pk).input_count
    person.send("main form[action$='/inputs/new/']")
    assert Consultation.objects.get(pk=asked.pk).input_count == before + 1
