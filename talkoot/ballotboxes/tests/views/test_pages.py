"""The page of a box, the look-up of a receipt, and what scrutineers see and type."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
import time_machine
from django.http import HttpResponseBase
from django.test import Client

from talkoot.accounts.tests.given import browser_of, given_account
from talkoot.ballotboxes import actions
from talkoot.ballotboxes.forms import Note
from talkoot.ballotboxes.models import BallotBox, Custodian
from talkoot.ballotboxes.queries import tasks
from talkoot.ballotboxes.rules import BoxState, Custody, fresh_key, key_in, public_key_of, size_for
from talkoot.ballotboxes.tests.given import (
    CLOSED,
    COUNTED,
    LARGEST,
    OPENED,
    SUBJECT,
    Keeper,
    given_box,
    given_closed,
    given_emptied,
    given_filed_box,
    given_prepared_box,
    given_slip,
    given_strike,
)
from talkoot.ballotboxes.tests.intruder import copied
from talkoot.directory.models import Person
from talkoot.directory.queries import tasks_of
from talkoot.directory.tests.given import actor_of
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(OPENED, tick=False):
        yield


def given_people(*names: str) -> list[Person]:
    """Return persons who can sign in."""
    return [Person.objects.get(account_id=given_account(name, password=None).pk) for name in names]


def browser(person: Person) -> Client:
    return browser_of(actor_of(person))


def text(response: HttpResponseBase) -> str:
    return unescape(bytes(getattr(response, "content", b"")).decode())


def shown_words(page: str) -> list[str]:
    return re.findall(r"<li><code>(\w+)</code></li>", page)


def noted(page: str) -> str:
    found = re.search(r'name="note" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def asked(page: str) -> list[int]:
    return [int(number) - 1 for number in re.findall(r"<label[^>]*>Word number (\d+)", page)]


def at_the_question(client: Client, box: BallotBox) -> tuple[list[str], str, list[int]]:
    """Let a scrutineer go as far as the two words; return all words, the note and which words are asked for."""
    first = text(client.post(f"{box.get_absolute_url()}key/"))
    words, note = shown_words(first), noted(first)
    return words, note, asked(text(client.post(f"{box.get_absolute_url()}key/written/", {"note": note})))


def test_a_box_kept_by_scrutineers_says_who_they_are_and_what_is_left_to_trust(client):
    box, _keepers = given_box()
    page = text(client.get(box.get_absolute_url()))
    assert "any 2 of 3 together can open the box" in page
    assert all(name in page for name in ("Ada", "Bo", "Dee"))
    assert "Takes votes" in page
    assert "read a ballot in the moment it is cast" in page
    assert 'href="https://www.belenios.org/"' in page
    assert "What lay in it" not in page


def test_a_box_kept_in_a_file_says_that_this_is_weaker(client):
    page = text(client.get(given_filed_box().get_absolute_url()))
    assert "weaker than scrutineers" in page
    assert "could read who voted how" in page


def test_nothing_of_the_turnout_is_told_before_the_count(client):
    box, _keepers = given_box()
    before = text(client.get(box.get_absolute_url()))
    given_slip(1)
    assert text(client.get(box.get_absolute_url())) == before


def test_an_emptied_box_shows_its_figures_its_hash_and_what_was_struck(client):
    _box, keepers = given_box()
    for place in (1, 2, 3):
        given_slip(place)
    given_strike(2)
    box = given_emptied(keepers)
    page = text(client.get(box.get_absolute_url()))
    assert box.papers_sha256 in page
    assert "Voted <em>twice</em>." in page
    assert "Struck unread</dt><dd>1</dd>" in page
    assert "Places that did not vote</dt><dd>2</dd>" in page


@pytest.mark.parametrize("number", [3, 12])
def test_the_page_asks_as_much_for_many_scrutineers(number, client, django_assert_num_queries):
    people = given_people(*(f"Ada {n}" for n in range(number)))
    box = given_prepared_box(people)
    with django_assert_num_queries(3):
        assert f"Ada {number - 1}" in text(client.get(box.get_absolute_url()))


@pytest.mark.parametrize("path", ["", "key/", "key/written/", "opening/", "receipt/"])
def test_what_is_no_box_is_not_found(path):
    [ada] = given_people("Ada")
    for ref in ("B-99", "D-1", "box"):
        assert browser(ada).get(f"/ballot-boxes/{ref}/{path}").status_code == 404


def test_whoever_has_a_code_sees_the_ballot_that_was_published_under_it(client):
    _box, keepers = given_box()
    code = given_slip(1, "no")
    box = given_emptied(keepers)
    found = client.post(f"{box.get_absolute_url()}receipt/", {"code": f" {code.lower()} "})
    assert '{"choice":"no"}' in text(found)
    assert "no-store" in found["Cache-Control"]
    assert "No ballot with this code" in text(client.post(f"{box.get_absolute_url()}receipt/", {"code": "ABCD"}))
    assert client.post(f"{box.get_absolute_url()}receipt/", {"code": ""}).status_code == 422


def test_before_the_count_no_code_is_answered(client):
    box, _keepers = given_box()
    code = given_slip(1, "no")
    page = text(client.post(f"{box.get_absolute_url()}receipt/", {"code": code}))
    assert "not emptied yet" in page
    assert '"choice"' not in page


def test_a_scrutineer_makes_a_key_page_by_page():
    ada, bo = given_people("Ada", "Bo")
    box, client = given_prepared_box([ada, bo]), browser(ada)
    assert "Show me the words" in text(client.get(f"{box.get_absolute_url()}key/"))
    words, note, places = at_the_question(client, box)
    assert len(words) == 20
    answers = {"note": note, "first": words[places[0]].upper(), "second": words[places[1]][:4]}
    done = client.post(f"{box.get_absolute_url()}key/written/", answers)
    assert (done.status_code, done["Location"]) == (303, box.get_absolute_url())
    custodian = Custodian.objects.get(person=ada)
    assert bytes(custodian.public_key) == public_key_of(key_in(" ".join(words)))
    assert custodian.made_at == OPENED


def test_the_words_are_on_one_page_only_and_nowhere_in_the_database():
    ada, bo = given_people("Ada", "Bo")
    box, client = given_prepared_box([ada, bo]), browser(ada)
    first = client.post(f"{box.get_absolute_url()}key/")
    words, note = shown_words(text(first)), noted(text(first))
    assert "no-store" in first["Cache-Control"]
    second = text(client.post(f"{box.get_absolute_url()}key/written/", {"note": note}))
    assert shown_words(second) == []
    assert " ".join(words[:2]) not in second
    assert copied().holds(" ".join(words), *(f"{a} {b}" for a, b in pairwise(words))) == set()
    assert not [word for word in words if word in note]


def test_no_word_is_asked_for_that_is_the_same_in_every_key():
    asked_for = {place for _ in range(200) for place in Note.of(fresh_key(), 1, 1).asked}
    assert asked_for == set(range(20)) - {2, 3}
    assert {tuple(fresh_key().split()[2:4]) for _ in range(5)} == {("academic", "academic")}


def test_wrong_words_make_no_key():
    ada, bo = given_people("Ada", "Bo")
    box, client = given_prepared_box([ada, bo]), browser(ada)
    words, note, places = at_the_question(client, box)
    answers = {"note": note, "first": words[places[0]], "second": "zebra"}
    again = client.post(f"{box.get_absolute_url()}key/written/", answers)
    assert again.status_code == 422
    assert "That is another word" in text(again)
    assert asked(text(again)) == places
    assert Custodian.objects.get(person=ada).made_at is None


def test_a_note_is_for_its_scrutineer_and_its_box_and_for_a_day():
    ada, bo = given_people("Ada", "Bo")
    box = given_prepared_box([ada, bo])
    words, note, places = at_the_question(browser(ada), box)
    answers = {"note": note, "first": words[places[0]], "second": words[places[1]]}
    other = given_prepared_box([ada, bo], subject="chamber:8")
    for client, page in ((browser(bo), box), (browser(ada), other)):
        sent = client.post(f"{page.get_absolute_url()}key/written/", answers)
        assert sent["Location"] == f"{page.get_absolute_url()}key/"
    forged = browser(ada).post(f"{box.get_absolute_url()}key/written/", {**answers, "note": note[:-1] + "_"})
    assert forged["Location"] == f"{box.get_absolute_url()}key/"
    with time_machine.travel(CLOSED, tick=False):
        late = browser(ada).post(f"{box.get_absolute_url()}key/written/", answers)
        assert late["Location"].startswith((f"{box.get_absolute_url()}key/", "/account/sign-in/"))
    assert not Custodian.objects.filter(made_at__isnull=False).exists()


def test_strangers_neither_see_words_nor_hand_any_in():
    ada, bo, eve = given_people("Ada", "Bo", "Eve")
    box = given_prepared_box([ada, bo])
    for path in ("key/", "key/written/", "opening/"):
        refused = browser(eve).post(f"{box.get_absolute_url()}{path}", {"words": "x"})
        assert refused.status_code == 403
        assert "Only the scrutineers named" in text(refused)


def test_who_is_signed_out_is_sent_to_sign_in_and_the_words_are_kept_nowhere(client):
    box, keepers = given_box()
    given_closed()
    for path, data in (("opening/", {"words": keepers[0].words}), ("key/written/", {"note": "x", "first": "acid"})):
        sent = client.post(f"{box.get_absolute_url()}{path}", data)
        assert sent["Location"].startswith("/account/sign-in/?next=")
        assert "acid" not in sent["Location"]
    kept = str(dict(client.session))
    assert "acid" not in kept
    assert keepers[0].words not in kept
    assert "opening" not in kept


def given_kept_box() -> tuple[BallotBox, list[tuple[Person, Keeper]]]:
    """Return an open box whose scrutineers can sign in."""
    people = given_people("Ada", "Bo", "Dee")
    box, keepers = given_box(people=people)
    return box, list(zip(people, keepers, strict=True))


def test_two_scrutineers_hand_in_their_keys_and_the_box_is_emptied():
    box, keepers = given_kept_box()
    given_slip(1)
    given_closed()
    with time_machine.travel(COUNTED, tick=False):
        for said, (person, keeper) in zip(("Your key is handed in", "is emptied"), keepers, strict=False):
            client = browser(person)
            assert "Hand in your key" in text(client.get(box.get_absolute_url()))
            done = client.post(f"{box.get_absolute_url()}opening/", {"words": keeper.words, "token": "t"}, follow=True)
            assert said in text(done)
    assert BallotBox.objects.get().state == BoxState.EMPTIED
    assert Entry.objects.filter(kind="ballotboxes.box_emptied").count() == 1


def test_the_same_form_twice_hands_in_once():
    box, [(ada, keeper), *_others] = given_kept_box()
    given_closed()
    client = browser(ada)
    for _time in range(2):
        sent = client.post(f"{box.get_absolute_url()}opening/", {"words": keeper.words, "token": "t"})
        assert (sent.status_code, sent["Location"]) == (303, box.get_absolute_url())
    assert Entry.objects.filter(kind="ballotboxes.key_handed_in").count() == 1


@pytest.mark.parametrize(
    ("words", "said"), [("", "required"), ("acid", "twenty words"), ("KEY", "not the one you made"), ("open", "go in")]
)
def test_what_cannot_be_handed_in_is_answered_in_the_form(words, said):
    box, [(ada, keeper), *_others] = given_kept_box()
    if words == "open":
        words = keeper.words
    else:
        given_closed()
    sent = browser(ada).post(f"{box.get_absolute_url()}opening/", {"words": fresh_key() if words == "KEY" else words})
    assert sent.status_code == 422
    assert said in text(sent)


def test_the_page_leads_scrutineers_to_what_they_have_to_do():
    ada, bo = given_people("Ada", "Bo")
    box = given_prepared_box([ada, bo])
    assert "Make your key" in text(browser(ada).get(box.get_absolute_url()))
    assert "Make your key" not in text(Client().get(box.get_absolute_url()))


@pytest.mark.parametrize("language", ["es", "ar"])
def test_pages_are_there_in_every_language(language):
    box, [(ada, _keeper), *_others] = given_kept_box()
    page = text(browser(ada).get(f"/{language}{box.get_absolute_url()}"))
    assert "Who keeps the key" not in page
    assert f'lang="{language}"' in page


def test_every_fact_has_its_sentence_in_recent_changes():
    _box, [(ada, one), (_bo, other), _dee] = given_kept_box()
    actions.add_slip(SUBJECT, 99, by=SYSTEM, at=OPENED)
    for place in (1, 2, 3):
        given_slip(place)
    actions.begin_scrutiny(SUBJECT, by=SYSTEM, at=CLOSED)
    given_strike(1)
    actions.take_back_strike(SUBJECT, 1, by=SYSTEM, at=CLOSED)
    given_strike(2)
    given_emptied([one, other])
    actions.prepare_box("chamber:8", custody=Custody.KEY_FILE, by=SYSTEM, at=OPENED)
    actions.open_box("chamber:8", places=[1], size=size_for(LARGEST), by=SYSTEM, at=OPENED)
    page = re.sub(r"<[^>]+>", "", text(browser(ada).get("/recent/")))
    for said in (
        "named the scrutineers of the ballot box B-", "whose key is a file on the server", "made a key for the ballot",
        "for votes", "shut the ballot box", "can vote in it now", "took back the strike",
        "closed the ballot box", "unread and with a reason", "emptied the ballot box",
    ):  # fmt: skip
        assert said in page, said


def test_a_person_takes_away_which_keys_they_keep_and_no_vote():
    from talkoot.ballotboxes.queries import export_of

    box, [(ada, _keeper), *_others] = given_kept_box()
    given_slip(1)
    assert export_of(ada.account_id or 0) == {
        "keys": [{"box": box.public_id, "is_named": True, "made_at": OPENED, "handed_in_at": None}],
        "strikes": [],
    }


def told(actor: Actor) -> list[tuple[str, int]]:
    return [(task.what, task.thing.pk) for task in tasks_of(tasks(actor))]


def test_what_awaits_a_scrutineer_is_told():
    box, [(_ada, keeper), *_others] = given_kept_box()
    assert told(keeper.actor) == []
    given_closed()
    assert told(keeper.actor) == [("ballotboxes.key_to_hand_in", box.pk)]
    assert told(SYSTEM) == []
    other = given_prepared_box(
        [Person.objects.get(pk=keeper.actor.person_id or 0), *given_people("Eve")], subject=SUBJECT + "8"
    )
    assert told(keeper.actor) == [("ballotboxes.key_to_hand_in", box.pk), ("ballotboxes.key_to_make", other.pk)]
