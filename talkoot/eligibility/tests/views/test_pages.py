"""Every page, for whom it is; what people send, what comes back; and how many queries that takes."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import browser_of, confirmed, found, given_account, owner_of, signed_in
from talkoot.directory.models import Person
from talkoot.directory.queries import person_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_mandate
from talkoot.eligibility.models import FactImport, FactKey, ListEntry, NamedList, Suspension
from talkoot.eligibility.tests.given import (
    DAY,
    MONDAY,
    TODAY,
    Cast,
    given_decided,
    given_entry,
    given_fact_key,
    given_facts,
    given_list,
    given_suspension,
    given_voting,
)
from talkoot.kernel.actors import Actor

pytestmark = pytest.mark.django_db

CONDITIONS = """voters = "persons"
include = []
exclude = []
[[conditions.all]]
is = "member_of_body"
body = "wiki-circle"
parts = false
on = "opening"
[[conditions.all]]
is = "external_fact"
fact = "edits"
at_least = 300
as_of = "2026-11-01"
"""


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return given_voting()


def account_of(name: str) -> Actor:
    person = person_of(given_account(name).pk)
    assert person is not None
    return actor_of(person)


@pytest.fixture
def eve(cast: Cast) -> Actor:
    """Return a member of ada's body who signs in, without powers."""
    someone = account_of("Eve")
    given_mandate(Person.objects.get(pk=someone.person_id or 0), cast.body)
    return someone


@pytest.fixture
def sam(cast: Cast) -> Actor:
    """Return somebody who signs in and tends ada's body."""
    someone = account_of("Sam")
    given_mandate(Person.objects.get(pk=someone.person_id or 0), cast.body, [Power.STEWARD])
    return someone


@pytest.fixture
def olga(cast: Cast) -> Actor:
    """Return an operator who signs in."""
    return owner_of(given_account("Olga", is_operator=True))


def text(response: HttpResponseBase) -> str:
    return bytes(getattr(response, "content", b"")).decode()


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_somebody_checks_themselves_and_is_told_what_stands_in_the_way(eve: Actor) -> None:
    given_facts("eve,edits,12,2026-11-01")
    client = browser_of(eve)
    shown = text(client.post("/eligibility/", {"text": CONDITIONS, "day": "2026-12-01"}))
    assert "You may not vote: you do not meet the conditions." in shown
    assert "For you “edits” is 12 as of 1 November 2026." in shown
    assert "on 1 December 2026" in shown
    assert shown.index("What stands in the way:") < shown.index("Every condition")
    given_facts("eve,edits,300,2026-11-01", at=MONDAY)
    shown = text(client.post("/eligibility/", {"text": CONDITIONS, "day": "2026-12-01"}))
    assert "You may vote: you meet the conditions." in shown
    assert "Not met" not in shown


def test_a_mistake_is_shown_by_its_line_and_the_text_stays(eve: Actor) -> None:
    wrong = CONDITIONS.replace('"opening"', '"soon"').replace("wiki-circle", "<b>nowhere")
    answer = browser_of(eve).post("/eligibility/", {"text": wrong, "day": "2026-12-01"})
    assert answer.status_code == 422
    assert "Line 8: “on” must be" in text(answer)
    assert "&lt;b&gt;nowhere" in text(answer)
    unknown = CONDITIONS.replace("wiki-circle", "nowhere")
    assert "Line 6: there is no body “nowhere”" in text(
        browser_of(eve).post("/eligibility/", {"text": unknown, "day": "2026-12-01"})
    )
    bodies = (
        'voters = "bodies"\ninclude = []\nexclude = []\nconditions = { is = "body_of_kind", kinds = ["chapter"] }\n'
    )
    assert "Here bodies vote" in text(browser_of(eve).post("/eligibility/", {"text": bodies, "day": "2026-12-01"}))


def test_a_number_nobody_has_yet_is_named(eve: Actor) -> None:
    shown = text(browser_of(eve).post("/eligibility/", {"text": CONDITIONS, "day": "2026-12-01"}))
    assert "value was brought in yet" in shown
    assert "edits, 2026-11-01" in shown


@pytest.mark.parametrize("path", ["", "known/", "lists/new/", "suspensions/", "suspensions/new/"])
def test_visitors_are_asked_to_sign_in(cast: Cast, path: str) -> None:
    assert Client().get(f"/eligibility/{path}").status_code in {302, 303, 403}


def test_what_is_known_is_shown_to_its_owner_alone_and_can_be_taken_away(cast: Cast, eve: Actor, sam: Actor) -> None:
    given_facts("eve,edits,1312,2026-11-01\nsam,edits,7,2026-11-01")
    kept = given_list(cast, "Quiet", is_public=False)
    given_entry(cast, kept, eve)
    suspension = given_suspension(cast, eve)
    own = text(browser_of(eve).get("/eligibility/known/"))
    for said in ("1,312", "Quiet", "Asked for.", suspension.get_absolute_url()):
        assert said in own
    others = text(browser_of(sam).get("/eligibility/known/"))
    assert "1,312" not in others
    assert "You stand on no list." in others
    account = Account.objects.get(name="Eve")
    taken: Any = confirmed(signed_in(account)).get("/account/data/").json()["eligibility"]
    assert [row["value"] for row in taken["external_facts"]] == [1312]
    assert [(row["on_list"], row["reason"]) for row in taken["list_entries"]] == [("quiet", "Asked for.")]
    assert [(row["by_body"], row["reason"]) for row in taken["suspensions"]] == [
        ("wiki-circle", "Wrote to members at night.")
    ]


def test_a_list_that_is_not_public_says_only_that_it_is_there_and_how_many(cast: Cast, eve: Actor, sam: Actor) -> None:
    kept = given_list(cast, "Quiet", is_public=False)
    given_entry(cast, kept, cast.dee)
    for client in (Client(), browser_of(eve)):
        page = text(client.get("/eligibility/lists/quiet/"))
        assert "fewer than ten people" in page
        assert "Who stands on this list is not public." in page
        assert "Dee" not in page
    assert "Dee" in text(browser_of(sam).get("/eligibility/lists/quiet/"))
    assert "fewer than ten people" in text(Client().get("/eligibility/lists/"))
    assert Client().get("/eligibility/lists/none/").status_code == 404


def test_a_list_is_made_filled_and_cleared_by_forms(cast: Cast, sam: Actor, eve: Actor) -> None:
    client = browser_of(sam)
    form = {"body_id": cast.body.pk, "name": "<Old>", "purpose": "For *all*.", "language": "en", "holds": "persons",
            "is_public": "yes", "token": "a"}  # fmt: skip
    assert client.post("/eligibility/lists/new/", form)["Location"] == "/eligibility/lists/old/"
    page = text(client.get("/eligibility/lists/old/"))
    assert "&lt;Old&gt;" in page
    assert "<em>all</em>" in page
    entry = {"person_id": "eve", "reason": "Long here.", "language": "en", "token": "b"}
    assert client.post("/eligibility/lists/old/entries/", entry).status_code == 303
    assert "stands on this list already" in text(client.post("/eligibility/lists/old/entries/", entry | {"token": "c"}))
    assert "Nobody here has this name" in text(
        client.post("/eligibility/lists/old/entries/", entry | {"person_id": "zz", "token": "d"})
    )
    row = ListEntry.objects.get()
    address = f"/eligibility/lists/old/entries/{row.pk}/end/"
    assert browser_of(eve).post(address, {"reason": "No.", "token": "e"}).status_code == 403
    assert client.post(address, {"reason": "Left.", "token": "e"}).status_code == 303
    assert client.get(address).status_code == 404
    assert "Nobody stands on it." in text(Client().get("/eligibility/lists/old/"))
    assert NamedList.objects.get().made_by_id == sam.person_id


def test_who_tends_no_body_makes_no_list_and_suspends_nobody(eve: Actor) -> None:
    for path in ("lists/new/", "suspensions/", "suspensions/new/"):
        answer = browser_of(eve).get(f"/eligibility/{path}")
        assert answer.status_code == 403
        assert "Only those with a mandate to tend a body may do this." in text(answer)


def test_a_file_of_entries_is_tried_out_first_and_then_brought_in(cast: Cast, sam: Actor) -> None:
    given_list(cast)
    client = browser_of(sam)

    def sent(rows: str, **flags: str) -> str:
        file = SimpleUploadedFile("e.csv", f"person,reason,language\n{rows}".encode())
        return text(client.post("/eligibility/lists/veterans/import/", {"file": file, **flags}))

    assert "checked" in text(client.get("/eligibility/lists/veterans/import/"))
    assert "nothing has changed" in sent("bo,,\ndee,Here,en\n", dry_run="on")
    assert not ListEntry.objects.exists()
    refused = sent("bo,,\nnobody,,\n")
    assert "1 thing is wrong with the file." in refused
    assert "e.csv:3:person" in refused
    assert not ListEntry.objects.exists()
    assert "This was done" in sent("bo,,\ndee,Here,en\n")
    assert "1 row was set aside." in sent("bo,,\nnobody,,\n", lenient="on")
    assert ListEntry.objects.current().count() == 2


def test_a_suspension_is_made_read_and_lifted_by_who_may(cast: Cast, sam: Actor, eve: Actor) -> None:
    client = browser_of(sam)
    given_decided(87)
    form = {"body_id": cast.body.pk, "person_id": "eve", "from_on": TODAY.isoformat(), "until_on": "",
            "decision": "D-88", "reason": "Wrote <at> night.", "appeal": "Write to us.", "language": "en",
            "token": "a"}  # fmt: skip
    assert "Nothing is known of this decision." in text(client.post("/eligibility/suspensions/new/", form))
    made = client.post("/eligibility/suspensions/new/", form | {"decision": "d-87", "token": "b"})
    address = made["Location"]
    own = text(browser_of(eve).get(address))
    for said in ("You are suspended", "Wrote &lt;at&gt; night.", "Write to us.", "D-87", "until it is lifted"):
        assert said in own
    assert "Lift the suspension" not in own
    for client_of_another in (Client(), browser_of(account_of("Fay"))):
        assert client_of_another.get(address).status_code == 404
    assert "Eve" in text(client.get("/eligibility/suspensions/"))
    assert browser_of(eve).get(f"{address}lifting/").status_code == 403
    lifted = client.post(f"{address}lifting/", {"reason": "We erred.", "language": "en", "token": "c"})
    assert lifted["Location"] == address
    assert "We erred." in text(browser_of(eve).get(address))
    assert Suspension.objects.get().lifted_on == TODAY


def test_the_account_page_leads_here(eve: Actor) -> None:
    page = text(browser_of(eve).get("/account/"))
    assert "/eligibility/known/" in page
    assert 'href="/eligibility/"' in page


def test_pages_ask_no_more_when_there_is_more(cast: Cast, sam: Actor, eve: Actor) -> None:
    kept = given_list(cast, "Open")
    given_entry(cast, kept, cast.dee)
    given_suspension(cast, eve)
    given_facts("eve,edits,1,2026-11-01")
    pages = [(Client(), "lists/"), (browser_of(sam), "lists/open/"), (browser_of(sam), "suspensions/"),
             (browser_of(eve), "known/"), (browser_of(eve), "")]  # fmt: skip
    before = {path: asked(client, f"/eligibility/{path}") for client, path in pages}
    for number, who in enumerate((cast.ada, cast.bo, cast.oz)):
        given_entry(cast, given_list(cast, f"Other {number}"), eve)
        given_entry(cast, kept, who)
        given_suspension(cast, who)
        given_facts(f"eve,edits,1,2026-10-0{number + 1}")
    after = {path: asked(client, f"/eligibility/{path}") for client, path in pages}
    assert before == after
    assert after == {"lists/": 1, "lists/open/": 4, "suspensions/": 4, "known/": 5, "": 1}


def test_a_check_asks_a_fixed_number_of_queries(eve: Actor) -> None:
    client = browser_of(eve)
    counts = []
    for more in ("", CONDITIONS[CONDITIONS.index("[[") :] * 3):
        with CaptureQueriesContext(connection) as queries:
            client.post("/eligibility/", {"text": CONDITIONS + more, "day": (TODAY + DAY).isoformat()})
        counts.append(len(queries))
    assert counts == [5, 5]


def test_a_key_is_made_shown_once_and_revoked(cast: Cast, olga: Actor) -> None:
    client = browser_of(olga)
    form = {"name": "<Stats>", "source": "stats", "facts": "edits, blocks edits", "token": "a"}
    assert "is not a name of a fact" in text(client.post("/eligibility/keys/new/", form | {"facts": "Edits"}))
    made = client.post("/eligibility/keys/new/", form)
    secret = found(r"<code>(talkoot_facts_[\w-]{43})</code>", text(made))
    assert "no-store" in made["Cache-Control"]
    key = FactKey.objects.get()
    assert (key.facts, key.made_by_id, key.digest != secret) == (["blocks", "edits"], olga.person_id, True)
    assert client.post("/eligibility/keys/new/", form).status_code == 303  # the same form again makes no second key
    assert FactKey.objects.count() == 1
    pages = [text(client.get(path)) for path in ("/eligibility/keys/", key.get_absolute_url())]
    for shown in pages:
        assert "&lt;Stats&gt;" in shown
        assert "Never used" in shown
        assert secret not in shown
    address = f"{key.get_absolute_url()}revocation/"
    assert client.post(address, {"reason": "", "token": "b"}).status_code == 422
    assert client.post(address, {"reason": "Seen by others.", "token": "b"})["Location"] == key.get_absolute_url()
    assert "Seen by others." in text(client.get(key.get_absolute_url()))
    assert "revoked already" in text(client.post(address, {"reason": "Again.", "token": "c"}))
    assert client.get("/eligibility/keys/99/").status_code == 404


def test_keys_are_for_operators(cast: Cast, olga: Actor, sam: Actor) -> None:
    key, _secret = given_fact_key(olga)
    for path in ("", "new/", f"{key.pk}/", f"{key.pk}/revocation/"):
        assert browser_of(sam).get(f"/eligibility/keys/{path}").status_code == 403
        assert Client().get(f"/eligibility/keys/{path}").status_code == 302


def test_pages_of_keys_ask_no_more_when_there_is_more(cast: Cast, olga: Actor) -> None:
    key, _secret = given_fact_key(olga)
    client = browser_of(olga)
    before = [asked(client, path) for path in ("/eligibility/keys/", key.get_absolute_url())]
    for number in range(3):
        given_fact_key(olga)
        FactImport.objects.create(key=key, mark=str(number), request="", answer={"created": 1}, at=MONDAY)
    after = [asked(client, path) for path in ("/eligibility/keys/", key.get_absolute_url())]
    assert before == after == [3, 4]


@pytest.mark.parametrize("change", ["facts", "digest", "source"])
def test_a_key_never_opens_more(cast: Cast, olga: Actor, change: str) -> None:
    key, _secret = given_fact_key(olga)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactKey.objects.filter(pk=key.pk).update(**{change: ["logins"]})
    with pytest.raises(IntegrityError), transaction.atomic():
        FactKey.objects.filter(pk=key.pk).delete()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"source": ""}, {"facts": []}, {"revoked_at": MONDAY}])
def test_a_key_has_what_it_needs(cast: Cast, olga: Actor, wrong: dict[str, Any]) -> None:
    values: dict[str, Any] = {"name": "A", "digest": "d", "source": "s", "facts": ["edits"], "made_at": MONDAY}
    values["made_by_id"] = olga.person_id
    with pytest.raises(IntegrityError), transaction.atomic():
        FactKey.objects.create(**values | wrong)
