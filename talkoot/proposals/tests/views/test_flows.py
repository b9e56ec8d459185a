"""What people do on the pages: nothing typed is lost, nothing is done twice, nothing comes too late unseen."""

from __future__ import annotations

import re

import pytest
import time_machine

from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import browser_of
from talkoot.commitments.models import Commitment
from talkoot.consultations.tests.given import given_input
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_role
from talkoot.proposals import actions
from talkoot.proposals.models import Draft, Follow, ProcessTemplate, Proposal, Support
from talkoot.proposals.rules import Status
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    given_asked,
    given_circle,
    given_decided,
    given_heard,
    given_proposal,
    given_rulebook,
    record_of,
)
from talkoot.proposals.tests.test_permissions import reach
from talkoot.scopes.queries import facets_of
from talkoot.scopes.tests.given import given_topic, given_world

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Night mode",
    "problem": "Too bright.",
    "affected": "Readers.",
    "language": "en",
    "change": "",
}


@pytest.fixture
def site():
    """The circle, and a clock that stands a day after `MONDAY`."""
    with time_machine.travel(MONDAY + DAY, tick=False):
        yield given_circle()


def token(page) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_a_proposal_is_written_looked_at_and_sent(site):
    client = browser_of(site.bo)
    given_proposal(site.dee, title="Night mode for all")
    kept = client.post("/proposals/new/", {**TYPED, "step": "look"})
    assert kept.status_code == 303
    check = client.get(kept["Location"])
    assert "Night mode for all" in check.content.decode()
    sent = client.post(f"/proposals/drafts/{Draft.objects.get().pk}/submission/", {"token": token(check)})
    proposal = Proposal.objects.get(title="Night mode")
    assert sent["Location"] == proposal.get_absolute_url()
    assert proposal.author_id == site.bo.person_id


def test_a_form_with_mistakes_comes_back_filled_and_is_kept_as_a_draft(site):
    answer = browser_of(site.bo).post("/proposals/new/", {**TYPED, "title": "", "step": "look"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Too bright." in page
    assert 'aria-invalid="true"' in page
    assert Draft.objects.get().fields["problem"] == "Too bright."


def test_keeping_a_draft_asks_for_nothing(site):
    client = browser_of(site.bo)
    answer = client.post("/proposals/new/", {"title": "Half a", "step": "keep"}, follow=True)
    assert 'value="Half a"' in answer.content.decode()
    assert "Half a" in client.get("/proposals/drafts/").content.decode()


def test_what_it_is_about_is_ticked_or_typed_and_goes_with_the_proposal(site):
    given_world()
    topic = given_topic("Reading")
    client = browser_of(site.bo)
    about = {"topics": [topic.pk], "territories_named": "Kenya", "languages_named": "Swahili\nEspañol"}
    kept = client.post("/proposals/new/", {**TYPED, **about, "step": "look"})
    client.post(
        f"/proposals/drafts/{Draft.objects.get().pk}/submission/", {"token": token(client.get(kept["Location"]))}
    )
    facets = facets_of([Proposal.objects.get().scope_id])[Proposal.objects.get().scope_id]
    assert (set(facets.topics), set(facets.territories), set(facets.languages)) == ({topic.pk}, {"KE"}, {"sw", "es"})


def test_a_draft_keeps_what_was_ticked_and_the_names_as_typed(site):
    topic = given_topic("Reading")
    about = {"topics": [topic.pk], "territories_named": "Atlantis"}
    client = browser_of(site.bo)
    page = client.post("/proposals/new/", {**about, "step": "keep"}, follow=True).content.decode()
    assert f'name="topics" value="{topic.pk}" checked' in page
    assert "Atlantis</textarea>" in page
    assert "Nothing here is called" not in page


def test_a_name_with_several_meanings_is_asked_about_and_nothing_typed_is_lost(site):
    given_world()
    client = browser_of(site.bo)
    asked = client.post("/proposals/new/", {**TYPED, "territories_named": "Atlantis\nUnited", "step": "look"})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Check the spelling, or try the name in English. Tick below which you mean by: United.</span>" in page
    assert 'name="territories" value="US"' in page
    assert "Atlantis\nUnited</textarea>" in page
    path = f"/proposals/drafts/{Draft.objects.get().pk}/"
    ticked = client.post(path, {**TYPED, "territories_named": "United", "territories": "US", "step": "look"})
    assert ticked["Location"] == f"{path}similar/"


def test_a_draft_is_shown_to_nobody_else(site):
    draft = actions.save_draft(fields=TYPED, by=site.bo, at=MONDAY)
    for path in ("", "similar/"):
        assert browser_of(site.ada).get(f"/proposals/drafts/{draft.pk}/{path}").status_code == 404
        assert browser_of().get(f"/proposals/drafts/{draft.pk}/{path}").status_code == 404
    assert browser_of(site.ada).post(f"/proposals/drafts/{draft.pk}/submission/").status_code == 404


def test_sending_twice_makes_one_proposal_and_leads_to_it(site):
    draft = actions.save_draft(fields=TYPED, by=site.bo, at=MONDAY)
    client = browser_of(site.bo)
    answers = [client.post(f"/proposals/drafts/{draft.pk}/submission/", {"token": "same"}) for _ in range(2)]
    assert Proposal.objects.count() == 1
    assert {answer["Location"] for answer in answers} == {Proposal.objects.get().get_absolute_url()}


def test_a_visitor_signs_in_and_finds_the_form_filled(site):
    client = browser_of()
    away = client.post("/proposals/new/", {**TYPED, "languages_named": "Kiswahili", "step": "look"})
    assert "/account/" in away["Location"]
    assert not Draft.objects.exists()
    client.force_login(Account.objects.get(pk=site.bo.account_id), "talkoot.config.identity.Backend")
    page = client.get("/proposals/new/").content.decode()
    assert 'value="Night mode"' in page
    assert "Too bright." in page
    assert "Kiswahili</textarea>" in page


def test_support_is_one_button_and_reasons_have_a_page(site):
    proposal = given_proposal(site.bo)
    client = browser_of(site.dee)
    path = f"/proposals/{proposal.public_id}/supports/"
    for _ in range(2):
        assert client.post(path, {"follow": "on"}).status_code == 303
    assert Support.objects.filter(proposal=proposal).count() == 1
    assert Follow.objects.filter(proposal=proposal, person_id=site.dee.person_id).exists()
    client.post(f"{path}withdrawal/")
    client.post(path, {"comment": "Es **hilft**.", "language": "es"})
    assert (
        '<div class="prose" lang="es" dir="ltr"><p>Es <strong>hilft</strong>.</p>' in client.get(path).content.decode()
    )


def test_who_supports_without_a_word_may_say_why_on_the_page_of_reasons(site):
    proposal = given_proposal(site.bo)
    client = browser_of(site.dee)
    path = f"/proposals/{proposal.public_id}/supports/"
    client.post(path, {"follow": "on"})
    page = client.get(path).content.decode()
    assert "You support it." in page
    client.post(path, {"comment": "It helps.", "language": "en", "token": "t"})
    assert "It helps." in client.get(path).content.decode()
    assert 'name="comment"' in page


def test_following_and_not_are_one_button(site):
    proposal = given_proposal(site.bo)
    client = browser_of(site.dee)
    client.post(f"/proposals/{proposal.public_id}/follow/")
    assert "Stop following" in client.get(proposal.get_absolute_url()).content.decode()
    client.post(f"/proposals/{proposal.public_id}/follow/end/")
    assert not Follow.objects.filter(person_id=site.dee.person_id, ended_at=None).exists()


def test_two_edits_at_once_lose_nothing(site):
    proposal = given_proposal(site.dee, on_behalf_id=site.other.pk)
    client = browser_of(site.dee)
    path = f"/proposals/{proposal.public_id}/edit/"
    mine = {**TYPED, "base_version": "1", "summary": "Mine", "title": "Mine is better"}
    client.post(path, {**mine, "title": "Theirs came first", "summary": "Theirs"})
    late = client.post(path, mine)
    page = late.content.decode()
    assert late.status_code == 422
    assert "Somebody changed this text while you wrote." in page
    assert "Base version" not in page, "nobody sees that field, so nobody is told its name"
    assert 'value="Mine is better"' in page
    assert "Theirs came first" in re.sub("<[^>]+>", "", page)
    assert 'name="base_version" value="2"' in page
    assert client.post(path, {**mine, "base_version": "2"}).status_code == 303
    proposal.refresh_from_db()
    assert (proposal.version, proposal.title) == (3, "Mine is better")


def test_what_changed_is_marked_for_eyes_and_ears(site):
    proposal = given_proposal(site.bo)
    client = browser_of(site.bo)
    edit = {**TYPED, "title": "Dark mode on every wiki", "base_version": "1", "summary": "Dark, not night"}
    client.post(f"/proposals/{proposal.public_id}/edit/", edit)
    page = client.get(f"/proposals/{proposal.public_id}/difference/").content.decode()
    assert '<del><span class="sr">Removed: </span>Night</del>' in page
    assert '<ins><span class="sr">Added: </span>Dark</ins>' in page
    assert "Dark, not night" in client.get(f"/proposals/{proposal.public_id}/history/").content.decode()
    assert "The text has changed since." in client.get(f"/proposals/{proposal.public_id}/versions/1/").content.decode()


@pytest.mark.parametrize("query", ["?old=9&new=1", "?old=1&new=99"])
def test_versions_there_are_not_are_not_found(site, query):
    proposal = given_proposal(site.bo)
    assert browser_of().get(f"/proposals/{proposal.public_id}/difference/{query}").status_code == 404


def test_a_proposal_is_moved_into_consultation_with_further_parties(site):
    proposal = given_proposal(site.bo)
    client = browser_of(site.ada)
    path = f"/proposals/{proposal.public_id}/stages/consultation/"
    form = {
        "record": "1", "reason": "Go.", "language": "en", "question": "What helps?",
        "closes_at": "2026-12-10T12:00", "languages": ["es"], "party_1": "Nobody knows", "why_1": "They should.",
    }  # fmt: skip
    with time_machine.travel(MONDAY + WEEK, tick=False):
        client = browser_of(site.ada)
        wrong = client.post(path, form)
        assert wrong.status_code == 422
        assert "No body, or more than one, has this name." in wrong.content.decode()
        reasonless = client.post(path, {**form, "party_1": "/bodies/north-chapter/", "why_1": ""})
        assert "Say why they are asked" in reasonless.content.decode()
        moved = client.post(path, {**form, "party_1": "/bodies/north-chapter/"})
    assert moved["Location"] == proposal.get_absolute_url()
    record = record_of(proposal)
    assert record.consultation is not None
    assert [party.body for party in record.consultation.parties.all()] == [site.other]


def test_a_shut_gate_says_on_the_page_and_on_sending_what_is_missing(site):
    proposal = given_proposal(site.bo)
    client = browser_of(site.ada)
    path = f"/proposals/{proposal.public_id}/stages/consultation/"
    shown = client.get(path).content.decode()
    assert "The gate is shut" in shown
    assert "3 people must support it. So far: 0." in shown
    form = {"record": "1", "reason": "Go.", "language": "en", "question": "What?", "closes_at": "2026-12-10T12:00"}
    sent = client.post(path, form)
    assert sent.status_code == 422
    assert "This cannot move on yet." in sent.content.decode()


def test_a_form_sent_after_the_stage_was_left_is_refused_with_what_was_typed(site):
    proposal = given_proposal(site.bo)
    given_asked(site, proposal)
    with time_machine.travel(MONDAY + 15 * DAY, tick=False):
        client = browser_of(site.ada)
        answer = client.post(
            f"/proposals/{proposal.public_id}/stages/declined/",
            {"record": "1", "reason": "Not ours.", "language": "en"},
        )
    assert answer.status_code == 422
    assert "This proposal was moved on meanwhile." in answer.content.decode()
    assert "Not ours." in answer.content.decode()


def test_a_decision_is_put_by_form(site):
    proposal = given_proposal(site.bo)
    given_heard(site, proposal)
    book = given_rulebook(site)
    with time_machine.travel(MONDAY + 15 * DAY, tick=False):
        client = browser_of(site.ada)
        path = f"/proposals/{proposal.public_id}/stages/decision/"
        assert "Why was nobody asked?" not in client.get(path).content.decode()
        answer = client.post(
            path,
            {"record": "2", "reason": "All heard.", "language": "en", "title": "Night", "question": "Shall it come?",
             "rulebook_id": book.pk, "closes_at": "2026-12-20T12:00", "steward_body_id": site.body.pk},
        )  # fmt: skip
    assert answer.status_code == 303
    assert record_of(proposal).decision is not None


def test_answering_taking_charge_and_withdrawing_have_their_pages(site):
    proposal = given_proposal(site.bo)
    browser_of(site.ada).post(f"/proposals/{proposal.public_id}/replies/", {"text": "We look at it.", "language": "en"})
    assert "We look at it." in browser_of().get(proposal.get_absolute_url()).content.decode()
    Proposal.objects.update(responsible=None)
    page = browser_of(site.dee).get(f"/proposals/{proposal.public_id}/charge/").content.decode()
    assert "Your body answers it" in page
    browser_of(site.dee).post(f"/proposals/{proposal.public_id}/charge/", {"body_id": site.other.pk})
    proposal.refresh_from_db()
    assert proposal.responsible == site.other
    browser_of(site.bo).post(f"/proposals/{proposal.public_id}/withdrawal/", {"reason": "It came.", "language": "en"})
    proposal.refresh_from_db()
    assert proposal.status == Status.WITHDRAWN
    assert "It came." in browser_of().get(proposal.get_absolute_url()).content.decode()


def test_a_promise_is_made_from_the_page_of_the_proposal(site):
    proposal = given_proposal(site.bo)
    path = f"/proposals/{proposal.public_id}/promises/"
    assert browser_of(site.dee).get(path).status_code == 403
    decided = given_decided(site, proposal)
    role = given_role(site.other, "Product lead", powers=[Power.DELIVER], at=MONDAY)
    with time_machine.travel(decided + DAY, tick=False):
        client = browser_of(site.dee)
        assert path in client.get(proposal.get_absolute_url()).content.decode()
        assert path not in browser_of().get(proposal.get_absolute_url()).content.decode()
        assert "North Chapter: Product lead" in client.get(path).content.decode()
        values = {"role_id": role.pk, "text": "Night mode.", "language": "en",
                  "due_on": (decided + 30 * DAY).date().isoformat(), "token": "t"}  # fmt: skip
        unknown = client.post(path, {**values, "review_body": "Nobody at all"})
        assert unknown.status_code == 422
        assert "No body, or more than one" in unknown.content.decode()
        sent = client.post(path, {**values, "review_body": "Technology Council"})
        made = Commitment.objects.get()
        assert (sent.status_code, sent["Location"], made.matter) == (303, made.get_absolute_url(), proposal.ref)
        assert client.post(path, {**values, "review_body": "Technology Council"})["Location"] == sent["Location"]
        assert "Only those who lead, represent or deliver" in browser_of(site.bo).get(path).content.decode()
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(("language", "sentence"), [("", "Nobody is asked any more"), ("/ar", "لم يعد أحد يُسأل")])
def test_the_page_of_a_consultation_says_why_nobody_is_asked_any_more(site, language, sentence):
    proposal = given_proposal(site.bo)
    consultation = given_asked(site, proposal).consultation
    assert consultation is not None
    at = MONDAY + 9 * DAY
    url = consultation.get_absolute_url()
    given_input(consultation, site.dee, at=at)
    actions.withdraw_proposal(proposal.pk, reason="It came.", language="en", by=site.bo, at=at)
    with time_machine.travel(at + DAY, tick=False):
        client = browser_of(site.ada)
        assert sentence in client.get(f"{language}{proposal.get_absolute_url()}").content.decode()
        page = client.get(f"{language}{url}").content.decode()
        assert sentence in page
        assert f"{url}answers/" in page
        assert f"{url}parties/new/" not in page
        late = client.post(f"{url}inputs/new/", {"text": "Kept words", "language": "en"})
        assert late.status_code == 422
        assert "Kept words" in late.content.decode()


@pytest.mark.parametrize("stage", ["triage", "consultation", "decision", "delivery", "withdrawn"])
def test_the_page_shows_to_a_visitor_in_every_stage_and_in_arabic(site, stage):
    proposal = given_proposal(site.bo)
    reach(site, proposal, stage)
    with time_machine.travel(MONDAY + 16 * DAY, tick=False):
        # Written out, because an earlier request may have left its language behind.
        for path in (f"/proposals/{proposal.public_id}/", f"/ar/proposals/{proposal.public_id}/"):
            answer = browser_of().get(path)
            assert answer.status_code == 200
            assert "Night mode on every wiki" in answer.content.decode()


def test_who_may_not_is_told_why(site):
    proposal = given_proposal(site.bo)
    answer = browser_of(site.dee).get(f"/proposals/{proposal.public_id}/edit/")
    assert answer.status_code == 403
    assert "Only its author" in answer.content.decode()


@pytest.mark.parametrize("path", ["P-999", "p-1x", "D-1", "P-", "P-99999999999999999999"])
def test_what_is_not_there_is_not_found(site, path):
    assert browser_of().get(f"/proposals/{path}/").status_code == 404


def test_get_never_changes_anything(site):
    proposal = given_proposal(site.bo)
    for path in ("follow/", "follow/end/", "supports/withdrawal/"):
        assert browser_of(site.bo).get(f"/proposals/{proposal.public_id}/{path}").status_code == 405


def test_a_process_is_published_by_form_and_mistakes_are_named(site):
    client = browser_of(site.ada)
    source = ProcessTemplate.objects.get().source.replace("version = 1", "version = 2")
    wrong = client.post("/proposals/processes/new/", {"source": source.replace("clock_days = 14", "clock_days = 0"),
                                                      "body_id": site.body.pk})  # fmt: skip
    assert wrong.status_code == 422
    assert "Line 23, stage[1].clock_days" in wrong.content.decode()
    right = client.post("/proposals/processes/new/", {"source": source, "body_id": site.body.pk})
    assert right["Location"] == "/proposals/processes/proposal/2/"
    page = client.get("/proposals/processes/proposal/1/").content.decode()
    assert "no longer given to new proposals" in page
    assert "3 people must support it." in page
    assert client.get("/proposals/processes/proposal/2/source/").content.decode() == source


def test_the_list_says_what_narrows_it_and_how_to_undo_that(site):
    topic = given_topic("Reading")
    given_proposal(site.bo, topics=[topic.pk])
    page = browser_of().get("/proposals/", {"topic": str(topic.pk), "body": "technology-council", "stage": "triage"})
    content = page.content.decode()
    for words in ("Reading", "Technology Council", "Triage", "Remove this filter"):
        assert words in content
    nothing = browser_of().get("/proposals/", {"q": "nosuchword", "stage": "??", "topic": "x", "after": "y"})
    assert "No proposal matches." in nothing.content.decode()


def test_panels_show_proposals_on_pages_of_others(site):
    topic = given_topic("Reading")
    proposal = given_proposal(site.bo, topics=[topic.pk])
    given_asked(site, proposal)
    record = record_of(proposal)
    assert record.consultation is not None
    for path in (site.body.get_absolute_url(), topic.get_absolute_url(), record.consultation.get_absolute_url()):
        assert proposal.get_absolute_url() in browser_of().get(path).content.decode(), path


def test_that_a_proposal_was_withdrawn_is_said_where_people_are_still_asked_and_on_today(site):
    proposal = given_proposal(site.bo)
    actions.follow_proposal(proposal.pk, by=site.dee, at=MONDAY)
    asked = given_asked(site, proposal).consultation
    assert asked is not None
    assert "Withdrawn" not in browser_of(site.dee).get(asked.get_absolute_url()).content.decode()
    at = MONDAY + 8 * DAY
    actions.withdraw_proposal(proposal.pk, reason="Merged.", language="en", by=site.bo, at=at)
    with time_machine.travel(at + DAY, tick=False):
        assert "Withdrawn" in browser_of(site.dee).get(asked.get_absolute_url()).content.decode()
        assert "Withdrawn" in browser_of(site.dee).get("/").content.decode().split('id="h-moved"')[1]
