"""Pages of votes that weigh different amounts: the steward's form, the roll, one's own box, turnout and result."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.appeals.models import Appeal
from talkoot.decisions import actions
from talkoot.decisions.models import RollEntry, SaidWeight, Weighing
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import VOTING_ENDS, course_text, given_draft, given_running
from talkoot.decisions.tests.given_elections import VOTING, election_text, given_election, given_marks
from talkoot.decisions.tests.given_weights import given_weighed, given_weights, weighed_text, weighing
from talkoot.decisions.tests.views.test_pages import text
from talkoot.eligibility.tests.given import given_facts
from talkoot.kernel.actors import SYSTEM
from talkoot.ledger.actions import seal_batch
from talkoot.rulebooks.tests.given import OPENED, Council, conditions_text, given_council

pytestmark = pytest.mark.django_db
SOON = OPENED + timedelta(days=1)
EDITS = {"is": "external_fact", "fact": "edits", "as_of": "2026-11-01", "at_least": 1}
# How many queries the page of an open decision takes, that of a roll, and at most the forms of a steward.
PLAIN, ROLL, FORM, OPENING = 6, 7, 12, 12
HALVES = {"ada": "200", "bo": "100.5", "dee": "49.5"}


@pytest.fixture(autouse=True)
def soon():
    with time_machine.travel(SOON, tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def said(listed: str = "", *, token: str = "a", **more: object) -> dict[str, object]:
    return {"source": "list", "listed": listed, "token": token, **more}


def test_a_steward_says_what_votes_weigh_and_opens(council) -> None:
    draft = given_draft(council, weighed_text())
    client, url = browser_of(council.ada), draft.get_absolute_url()
    page = text(client.get(url))
    assert "Nobody said yet what each vote weighs. Voting cannot open before that." in page
    assert f"{url}weights/council/" in page
    opening = text(client.get(f"{url}opening/"))
    assert "It lacks for: Ada · Bo · Dee." in opening
    assert 'name="closes_at"' not in opening
    form = text(client.get(f"{url}weights/council/"))
    assert "voter,weight,name\nada,,Ada\nbo,,Bo\ndee,,Dee\n" in form
    assert "3 voters would be on the roll today." in form
    answer = client.post(f"{url}weights/council/", said("voter,weight,name\r\nada,200,Ada\r\nbo,100,Bo\r\ndee,1/3,Dee"))
    assert answer["Location"] == url
    assert "Said for 3 voters." in text(client.get(url))
    assert "dee,1/3,Dee" in text(client.get(f"{url}weights/council/"))
    assert 'name="closes_at"' in text(client.get(f"{url}opening/"))


def test_a_list_with_mistakes_comes_back_as_it_was_typed_with_each_line_named(council) -> None:
    draft = given_draft(council, weighed_text())
    client, url = browser_of(council.ada), f"{draft.get_absolute_url()}weights/council/"
    typed = "voter,weight\r\nada,many\r\nnobody,3\r\nbo,0\r\ndee,\u202e5\r\nada,7"
    answer = client.post(url, said(typed))
    assert answer.status_code == 422
    page = answer.text
    for line, words in ((2, "“many” is no weight."), (3, "There is no person “nobody”"), (4, "“0” is no weight.")):
        assert f"Line {line}: {words}" in page
    assert "Line 5: There is a hidden character that cannot be kept: U+202E." in page
    assert "ada,many" in page
    assert not Weighing.objects.exists()


def test_of_many_mistakes_some_are_told_and_how_many_more_there_are(council) -> None:
    draft = given_draft(council, weighed_text())
    typed = "voter,weight\n" + "\n".join(f"nobody-{number},x" for number in range(30))
    page = browser_of(council.ada).post(f"{draft.get_absolute_url()}weights/council/", said(typed)).text
    assert "And 10 more mistakes." in page


@pytest.mark.parametrize("typed", ["", "   ", "ada,3", "voter;weight,\nada;3", '"voter,weight\nada,3'])
def test_what_is_no_list_is_refused_at_its_field(council, typed) -> None:
    draft = given_draft(council, weighed_text())
    answer = browser_of(council.ada).post(f"{draft.get_absolute_url()}weights/council/", said(typed))
    assert answer.status_code == 422
    assert 'href="#id_listed"' in answer.text


def test_weights_come_in_a_file(council) -> None:
    draft = given_draft(council, weighed_text())
    client, url = browser_of(council.ada), f"{draft.get_absolute_url()}weights/council/"
    assert "Choose the file." in client.post(url, said(source="file")).text
    bad = SimpleUploadedFile("weights.csv", b"voter,weight\nada,\xff\n")
    assert 'href="#id_file"' in client.post(url, said(source="file", file=bad, token="b")).text
    good = SimpleUploadedFile("weights.csv", b"\xef\xbb\xbfvoter;weight\r\nada;3\r\nbo;2,5\r\n")
    assert "“2,5” is no weight." in client.post(url, said(source="file", file=good, token="c")).text
    good = SimpleUploadedFile("weights.csv", b"\xef\xbb\xbfvoter;weight\r\nada;3\r\nbo;2.5\r\n")
    assert client.post(url, said(source="file", file=good, token="d")).status_code == 303
    assert SaidWeight.objects.count() == 2


def test_a_number_is_offered_only_where_the_rules_ask_for_one_and_its_values_stay_unseen(council) -> None:
    plain = given_draft(council, weighed_text())
    client = browser_of(council.ada)
    assert 'name="fact"' not in text(client.get(f"{plain.get_absolute_url()}weights/council/"))
    given_facts("ada,edits,31277,2026-11-01")
    draft = given_draft(council, weighed_text(electorate=conditions_text(EDITS)))
    url = f"{draft.get_absolute_url()}weights/council/"
    assert "edits as of 2026-11-01" in text(client.get(url))
    assert "Choose the number." in client.post(url, said(source="fact", fact="")).text
    assert client.post(url, said(source="fact", fact="edits 2026-11-01", token="b")).status_code == 303
    for page in (draft.get_absolute_url(), url):
        assert "31277" not in text(client.get(page))
    assert "As much as <bdi>edits</bdi> as of" in text(client.get(draft.get_absolute_url()))


def test_nobody_else_sees_the_form_and_where_nothing_weighs_there_is_none(council) -> None:
    draft = given_draft(council, weighed_text(notice=7))
    url = f"{draft.get_absolute_url()}weights/council/"
    assert browser_of(council.bo).get(url).status_code == 404
    actions.announce_decision(
        draft.pk, opens_at=OPENED + timedelta(days=8), closes_at=VOTING_ENDS, by=council.ada, at=OPENED
    )
    assert browser_of(council.bo).get(url).status_code == 403
    assert browser_of(council.ada).get(url).status_code == 200
    plain = given_draft(council, course_text())
    assert browser_of(council.ada).get(f"{plain.get_absolute_url()}weights/council/").status_code == 404
    opened = given_weighed(council)
    assert "This decision was opened before." in text(
        browser_of(council.ada).get(f"{opened.get_absolute_url()}weights/council/")
    )


def test_a_roll_too_long_for_a_page_asks_for_a_file(council, monkeypatch) -> None:
    monkeypatch.setattr("talkoot.decisions.queries.weights.MOST_LISTED", 2)
    draft = given_draft(council, weighed_text())
    page = text(browser_of(council.ada).get(f"{draft.get_absolute_url()}weights/council/"))
    assert "That is too many for a list on this page: hand in a file." in page
    assert "ada,," not in page


def test_the_roll_says_what_each_vote_weighs(council) -> None:
    url = given_weighed(council, HALVES).get_absolute_url()
    page = text(Client().get(f"{url}rolls/council/"))
    assert "weighs 100.5" in page
    assert "Together their votes weigh 350." in page
    assert "The weights are part of the hash of the roll." in page
    assert "weighs 100,5" in text(Client().get(f"/es{url}rolls/council/")).replace("pesa", "weighs")
    plain = given_running(council, course_text())
    assert "weighs" not in text(Client().get(f"{plain.get_absolute_url()}rolls/council/"))


def test_turnout_and_ones_own_vote_are_told_by_weight(council) -> None:
    decision = given_weighed(council, HALVES)
    given_ballot(decision, council.bo, at=OPENED)
    page = text(browser_of(council.bo).get(decision.get_absolute_url()))
    assert "a weight of 100.5 of 350" in page
    assert "Quorum: a weight of 175" in page
    assert "Your vote in <bdi>Council</bdi> weighs 100.5." in page
    assert 'viewBox="0 0 700 10"' in page
    assert '<rect class="f" width="201"' in page


def test_the_paper_of_an_election_says_what_it_weighs(council) -> None:
    draft = given_election(council, source=weighing(election_text(seats=1)), opened=False)
    given_weights(draft, council.ada, {"ada": "5/2", "bo": "1", "dee": "1/3"}, chamber="members")
    seal_batch(at=VOTING)
    decision = actions.open_draft(draft.pk, closes_at=VOTING + timedelta(days=5), by=council.ada, at=VOTING)
    with time_machine.travel(VOTING, tick=False):
        page = text(browser_of(council.ada).get(f"{decision.get_absolute_url()}papers/members/"))
    assert "Your vote in <bdi>Members</bdi> weighs 2.5." in page


def test_the_result_is_told_by_weight(council) -> None:
    decision = given_weighed(council, HALVES)
    given_ballot(decision, council.ada, "no", at=OPENED)
    given_ballot(decision, council.bo, at=OPENED)
    actions.close_decision(decision.pk, by=SYSTEM, at=VOTING_ENDS)
    page = re.sub(r"\s+", " ", text(Client().get(decision.get_absolute_url())))
    assert "Enough took part: a weight of 300.5 (yes, no and neutral), 175 needed (at least 50% of 350)." in page
    assert "said yes: a weight of 100.5 of 300.5" in page
    assert "· a weight of 100.5 yes, 200 no" in page
    assert "Votes weigh different amounts here; 2 of 3 voters cast one." in page
    assert "It would have taken a weight of at least" in page
    assert "these figures are weights" in page
    assert "weighs 200" in text(Client().get(f"{decision.get_absolute_url()}ballots/"))
    table = page[page.index("The same in numbers") :]
    assert "300.5 of 350" in table
    assert ">175<" in table
    tallies = Client().get(f"{decision.get_absolute_url()}tallies.csv").content.decode()
    assert "council,Council,350,201/2,200,0,no" in tallies
    evidence = Client().get(f"{decision.get_absolute_url()}evidence.zip")
    assert b"rolls/council.csv" in evidence.getvalue()
    evidence.close()


def test_an_election_is_told_by_weight(council) -> None:
    draft = given_election(council, source=weighing(election_text(seats=1)), opened=False)
    given_weights(draft, council.ada, {"ada": "5/2", "bo": "1", "dee": "1/3"}, chamber="members")
    seal_batch(at=VOTING)
    decision = actions.open_draft(draft.pk, closes_at=VOTING + timedelta(days=5), by=council.ada, at=VOTING)
    given_marks(decision, council.ada, "1", "2", "3", at=VOTING)
    actions.close_decision(decision.pk, by=SYSTEM, at=VOTING + timedelta(days=5))
    page = text(Client().get(decision.get_absolute_url()))
    assert "Votes with a weight of 2.5 of \u20683\u00a05/6\u2069 were cast." in page


def test_whoever_grants_a_place_is_asked_what_it_weighs(council) -> None:
    decision = given_weighed(council, source=weighed_text(appeal=7))
    asked = actions.ask_for_place(
        decision.pk, chamber="council", reason="Forgotten.", language="en", by=council.eve, at=OPENED
    )
    steward, url = browser_of(council.ada), f"{decision.get_absolute_url()}roll-appeals/{asked.pk}/decision/"
    assert "What does this vote weigh?" in text(steward.get(url))
    given = {"outcome": "add", "reason": "She did.", "language": "en", "weight": ""}
    refused = steward.post(url, {**given, "token": "a"})
    assert "Votes weigh different amounts here. Say what this one weighs." in refused.text
    assert "She did." in refused.text
    assert steward.post(url, {**given, "weight": "3/2", "token": "b"}).status_code == 303
    assert str(RollEntry.objects.get(person=council.eve.person_id).weight) == "3/2"
    assert "added a place with a vote of weight 1.5 to the roll" in text(Client().get("/recent/"))
    place = RollEntry.objects.get(chamber__decision=decision, person=council.dee.person_id)
    strike = actions.ask_to_strike(decision.pk, place.pk, reason="Gone.", language="en", by=council.bo, at=OPENED)
    other = f"{decision.get_absolute_url()}roll-appeals/{strike.pk}/decision/"
    assert "What does this vote weigh?" not in text(steward.get(other))
    assert steward.post(other, {**given, "outcome": "strike", "token": "c"}).status_code == 303
    assert Appeal.objects.filter(outcome="").count() == 0


def test_weights_cost_a_page_one_query_more_and_others_none(council, django_assert_num_queries) -> None:
    plain, weighed = given_running(council, course_text()), given_weighed(council)
    client = browser_of(council.ada)
    urls = [one.get_absolute_url() for one in (plain, weighed)]
    for url in urls:
        client.get(url)
    with django_assert_num_queries(PLAIN):
        client.get(urls[0])
    with django_assert_num_queries(PLAIN + 1):
        client.get(urls[1])
    with django_assert_num_queries(ROLL):
        client.get(f"{urls[1]}rolls/council/")


def test_the_form_asks_the_database_a_few_times_however_many_vote(council, django_assert_max_num_queries) -> None:
    draft = given_draft(council, weighed_text())
    given_weights(draft, council.ada)
    client, url = browser_of(council.ada), draft.get_absolute_url()
    for page, most in ((f"{url}weights/council/", FORM), (f"{url}opening/", OPENING)):
        client.get(page)
        with django_assert_max_num_queries(most):
            client.get(page)


@pytest.mark.parametrize("language", ["", "/es", "/ar"])
def test_rules_by_weight_are_rehearsed(council, language) -> None:
    draft = given_draft(council, weighed_text())
    client, book = browser_of(council.ada), draft.rulebook
    url = f"{language}/rulebooks/{book.slug}/{book.version}/rehearsal/"
    page = client.post(url, {"candidates": "", "council.eligible": "350"})
    assert page.status_code == 200
    assert "175" in page.text or "١٧٥" in page.text
