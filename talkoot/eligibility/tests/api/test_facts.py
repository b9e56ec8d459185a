"""Facts from other software: what a key opens, what is refused and how it is named, and the same request again."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django.live_server_helper import LiveServer

from talkoot.accounts.models import Account
from talkoot.accounts.tests.given import given_account, owner_of
from talkoot.eligibility import actions, rules
from talkoot.eligibility.models import ExternalFact, FactImport, FactKey
from talkoot.eligibility.rules import read_facts, read_facts_json
from talkoot.eligibility.tests.given import MONDAY, Cast, given_fact_key, given_facts, given_voting
from talkoot.kernel.actors import Actor
from talkoot.kernel.imports import BadFile, Upload
from talkoot.ledger.models import Entry

pytestmark = pytest.mark.django_db
ADDRESS = "/api/facts/"
ADA: dict[str, Any] = {"person": "ada", "fact": "edits", "value": 312, "as_of": "2026-11-01"}
BO: dict[str, Any] = ADA | {"person": "bo", "value": 7}
NO_VALUES: list[Any] = [-1, 1.0, True, None, "312", [], {}, 10**13, 10**4000]
GUIDE = Path(__file__).resolve().parents[4] / "docs" / "integrators.md"


@pytest.fixture
def cast(db: None) -> Cast:
    return given_voting()


@pytest.fixture
def olga(cast: Cast) -> Actor:
    return owner_of(given_account("Olga", password=None, is_operator=True))


@pytest.fixture
def secret(olga: Actor) -> str:
    return given_fact_key(olga)[1]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def sent(secret: str, body: Any, mark: str = "1", query: str = "", **more: Any) -> Any:
    """Return the answer to a request, as a program sends it; ``body`` is what is made JSON of, or the bytes."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": mark} | more.pop("headers", {})
    values: dict[str, Any] = {"content_type": "application/json"} | more
    return Client(enforce_csrf_checks=True).post(f"{ADDRESS}{query}", data, headers=headers, **values)


def came(**counts: int) -> dict[str, Any]:
    """Return the answer to an import that did this and no more."""
    return {"source": "stats", "rehearsal": False, "created": 0, "updated": 0, "ended": 0, "unchanged": 0} | counts


def places(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.content
    return [error.get("pointer", error.get("line")) for error in answer.json()["errors"]]


def values() -> dict[str, int | None]:
    return dict(ExternalFact.objects.current().values_list("person__name", "value"))


def test_json_and_csv_do_what_a_file_does(cast: Cast, secret: str, olga: Actor) -> None:
    answer = sent(secret, {"facts": [ADA, BO]})
    assert (answer.status_code, answer.json()) == (200, came(created=2))
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    table = b"person,fact,value,as_of\nada,edits,313,2026-11-01\n"
    answer = sent(secret, table, "2", content_type="text/csv; charset=utf-8")
    assert answer.json() == came(updated=1, ended=1)
    assert values() == {"Ada": 313}
    row = ExternalFact.objects.current().get()
    assert (row.source, row.imported_by_id) == ("stats", olga.person_id)
    told = Entry.objects.filter(kind="eligibility.facts_imported")
    assert [entry.payload["key"] for entry in told] == [FactKey.objects.get().ref] * 2
    assert {entry.actor for entry in told} == {f"person:{olga.person_id}"}


def test_a_part_ends_nothing_and_a_rehearsal_changes_nothing(cast: Cast, secret: str) -> None:
    sent(secret, {"facts": [ADA, BO]})
    assert sent(secret, {"facts": [ADA]}, "2", "?partial=yes").json()["ended"] == 0
    answer = sent(secret, {"facts": [ADA]}, "3", "?rehearse=yes").json()
    assert (answer["rehearsal"], answer["ended"]) == (True, 1)
    assert values() == {"Ada": 312, "Bo": 7}
    assert sent(secret, {"facts": [ADA]}, "3").json()["ended"] == 1  # a rehearsal uses no mark up


def test_the_same_request_again_gets_the_same_answer_and_another_is_refused(cast: Cast, secret: str) -> None:
    first = sent(secret, {"facts": [ADA]})
    sent(secret, {"facts": [ADA | {"value": 313}]}, "2")
    again = sent(secret, {"facts": [ADA]})
    assert again.json() == first.json()
    assert values() == {"Ada": 313}
    for answer in (sent(secret, {"facts": [BO]}), sent(secret, {"facts": [ADA]}, query="?partial=yes")):
        assert (answer.status_code, answer.json()["code"]) == (409, "mark_taken")
    assert FactImport.objects.count() == 2
    assert sent(secret, {"facts": [BO | {"person": "nobody"}]}, "3").status_code == 422
    assert sent(secret, {"facts": [BO]}, "3").status_code == 200  # what was refused used no mark up


def test_a_mark_is_the_keys_own(cast: Cast, olga: Actor, secret: str) -> None:
    _key, another = given_fact_key(olga, source="other")
    assert sent(secret, {"facts": [ADA]}).status_code == sent(another, {"facts": [BO]}).status_code == 200


def test_who_shows_no_working_key_is_told_nothing(cast: Cast, olga: Actor, secret: str) -> None:
    browser = Client()
    browser.force_login(Account.objects.get(pk=olga.account_id or 0))
    asked = browser.post(ADDRESS, {"facts": [ADA]}, content_type="application/json")
    actions.revoke_fact_key(given_fact_key(olga)[0].pk, reason="Lost.", by=olga, at=MONDAY)
    for answer in (asked, sent("", {}), sent(secret[:-1], {}), sent(secret, {}, headers={"Authorization": secret})):
        assert (answer.status_code, answer.json()["code"]) == (401, "no_key")
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"
    assert not values()


def test_a_revoked_key_opens_nothing(cast: Cast, olga: Actor, secret: str) -> None:
    actions.revoke_fact_key(FactKey.objects.get().pk, reason="Lost.", by=olga, at=MONDAY)
    assert sent(secret, {"facts": [ADA]}).status_code == 401


def test_a_key_opens_its_facts_only(cast: Cast, secret: str) -> None:
    answer = sent(secret, {"facts": [ADA, BO | {"fact": "logins"}]})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_opened")
    assert "logins" in answer.json()["detail"]
    assert not values()


@pytest.mark.parametrize("change", [{"is_operator": False}, {"is_active": False}])
def test_a_key_stops_with_its_maker(cast: Cast, olga: Actor, secret: str, change: dict[str, bool]) -> None:
    Account.objects.filter(pk=olga.account_id or 0).update(**change)
    assert sent(secret, {"facts": [ADA]}).status_code == 403


def test_a_key_does_not_reach_over_to_another_source(cast: Cast, secret: str) -> None:
    given_facts("bo,edits,7,2026-11-01")
    assert sent(secret, {"facts": [ADA]}).json()["ended"] == 0
    assert values() == {"Ada": 312, "Bo": 7}


def test_a_key_used_too_often_waits(cast: Cast, secret: str, clock: Any) -> None:
    FactKey.objects.update(window_at=MONDAY, window_uses=rules.MOST_USES - 1)
    assert sent(secret, {"facts": [ADA]}).status_code == 200
    clock.shift(timedelta(seconds=20))
    answer = sent(secret, {"facts": [ADA]})
    assert (answer.status_code, answer["Retry-After"]) == (429, "41")
    clock.shift(timedelta(seconds=int(answer["Retry-After"])))
    assert sent(secret, {"facts": [ADA]}).status_code == 200
    assert FactKey.objects.get().last_used_at == MONDAY + timedelta(seconds=61)


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"content_type": "text/plain"}, 415, "unknown_type"),
        ({"content_type": "application/json; charset=latin-1"}, 415, "unknown_type"),
        ({"headers": {"Content-Encoding": "gzip"}}, 415, "encoded"),
        ({"headers": {"Content-Length": ""}}, 411, "no_length"),
        ({"mark": ""}, 400, "no_mark"),
        ({"mark": "a b"}, 400, "no_mark"),
        ({"mark": "x" * 201}, 400, "no_mark"),
        ({"query": "?dry=yes"}, 400, "unknown_parameter"),
        ({"query": "?partial=1"}, 400, "unclear_parameter"),
        ({"query": "?partial=no&partial=yes"}, 400, "unclear_parameter"),
    ],
)
def test_a_request_that_cannot_be_taken_is_told_why(
    cast: Cast, secret: str, more: dict[str, Any], status: int, code: str
) -> None:
    answer = sent(secret, {"facts": [ADA]}, **more)
    assert (answer.status_code, answer.json()["code"], answer.json()["status"]) == (status, code, status)
    assert answer.json()["detail"]
    assert not values()


def test_too_much_is_read_to_its_end_and_refused(cast: Cast, secret: str) -> None:
    answer = sent(secret, b" " * 20_000_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_only_post_is_answered(cast: Cast) -> None:
    for answer in (Client().get(ADDRESS), Client().put(ADDRESS), Client().delete(ADDRESS)):
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b" ", [""]),
        (b"{", [""]),
        (b"\xff\xfe{}", [""]),
        (b"[" * 100_000, [""]),
        (b'{"facts": NaN}', [""]),
        (b'{"facts": [' + b"9" * 1_000_000 + b"]}", ["/facts/0"]),
        ([], [""]),
        ({}, ["/facts"]),
        ({"facts": []}, ["/facts"]),
        ({"facts": {}}, ["/facts"]),
        ({"facts": [ADA], "more/~": 1}, ["/more~1~0"]),
        (b'{"facts": [], "facts": []}', ["/facts"]),
        ({"facts": [ADA, 7]}, ["/facts/1"]),
        ({"facts": [BO, ADA | {"vale": 1}]}, ["/facts/1/vale"]),
        ({"facts": [{k: v for k, v in ADA.items() if k != "value"}, {}]},
         ["/facts/0/value", "/facts/1/person", "/facts/1/fact", "/facts/1/value", "/facts/1/as_of"]),
        (b'{"facts": [{"person": "ada", "person": "bo", "fact": "edits", "value": 1, "as_of": "2026-11-01"}]}',
         ["/facts/0/person"]),
        (json.dumps({"facts": [ADA]}).replace("312", "1e400").encode(), ["/facts/0/value"]),
        ({"facts": [ADA, ADA | {"value": 1}]}, ["/facts/1/person"]),
        ({"facts": [ADA | {"person": ""}]}, ["/facts/0/person"]),
        ({"facts": [ADA | {"person": "nobody"}]}, ["/facts/0/person"]),
        ({"facts": [ADA | {"person": "a\u202eb"}]}, ["/facts/0/person"]),
        ({"facts": [ADA | {"person": "a\x00b"}]}, ["/facts/0/person"]),
        ({"facts": [ADA | {"person": "\ud800"}]}, ["/facts/0/person"]),
        ({"facts": [ADA | {"person": 7}]}, ["/facts/0/person"]),
        ({"facts": [ADA | {"fact": "Edits"}]}, ["/facts/0/fact"]),
        ({"facts": [ADA | {"as_of": "2026-02-30"}]}, ["/facts/0/as_of"]),
        *(({"facts": [ADA | {"value": wrong}]}, ["/facts/0/value"])
          for wrong in NO_VALUES),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_pointer_and_nothing_is_changed(
    cast: Cast, secret: str, body: Any, said: list[str]
) -> None:
    answer = sent(secret, body)
    assert places(answer) == said
    assert all(error["detail"] for error in answer.json()["errors"])
    assert not values()
    assert not FactImport.objects.exists()


def test_what_is_wrong_in_a_table_is_named_by_line_and_field(cast: Cast, secret: str) -> None:
    table = b"person,fact,value,as_of\nada,edits,1,2026-11-01\nbo,edits,x,2026-11-01\n"
    answer = sent(secret, table, content_type="text/csv")
    (error,) = answer.json()["errors"]
    assert (error["line"], error["field"]) == (3, "value")
    assert "“x” is not a whole number" in error["detail"]
    assert not values()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ADA, "facts", "x"]), inner, max_size=5)
    ),
    max_leaves=12,
)
NEARLY = st.fixed_dictionaries(
    {name: st.just(value) | JSON for name, value in ADA.items()}, optional={"more": JSON}
).map(lambda entry: {"facts": [BO, entry]})
BODIES = st.binary(min_size=1, max_size=200) | (JSON | NEARLY).map(lambda value: json.dumps(value).encode())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BODIES, st.sampled_from(["application/json", "text/csv"]))
@example(b'\xef\xbb\xbf{"facts": []}', "application/json")
@example(b'person,fact,value,as_of\n"', "text/csv")
def test_no_body_is_too_strange_to_be_answered(cast: Cast, olga: Actor, body: bytes, written_as: str) -> None:
    _key, secret = given_fact_key(olga)
    answer = sent(secret, body, content_type=written_as)
    assert answer.status_code in {200, 403, 422}
    json.loads(answer.content.decode("ascii"))
    is_there = ExternalFact.objects.current().exists()
    assert is_there == (answer.status_code == 200) or written_as == "text/csv"
    ExternalFact.objects.current().update(superseded_at=MONDAY)


ENTRIES = st.lists(
    st.builds(
        lambda person, fact, value, day: {"person": person, "fact": fact, "value": value, "as_of": day},
        st.sampled_from(["ada", "bo", "Eve Strand", "", "a,b", "نخلة"]),
        st.sampled_from(["edits", "Edits", "", "blocks"]),
        st.integers(-2, 10**14),
        st.sampled_from(["2026-11-01", "2026-13-01", ""]),
    ),
    min_size=1,
    max_size=4,
)


@given(ENTRIES)
def test_json_and_csv_are_held_to_the_same_rules(entries: list[dict[str, Any]]) -> None:
    def cell(value: Any) -> str:
        return f'"{value}"'

    table = "".join(",".join(cell(entry[name]) for name in ADA) + "\n" for entry in entries)

    def said(read: Any, data: bytes, first: int) -> Any:
        try:
            found = read(Upload("f", data))
        except BadFile as bad:
            return bad.count
        rows = [(row.person, row.fact, row.value, row.as_of) for row in found.rows]
        return rows, [(problem.line - first, problem.field, problem.sentence) for problem in found.problems]

    as_table = said(read_facts, f"person,fact,value,as_of\n{table}".encode(), 1)
    assert as_table == said(read_facts_json, json.dumps({"facts": entries}).encode(), 0)


def test_an_import_asks_no_more_for_more_people(cast: Cast, secret: str) -> None:
    counts = []
    sent(secret, {"facts": [BO | {"person": "dee"}]}, "first")
    for number, facts in enumerate(([ADA], [BO, BO | {"person": "oz"}])):
        with CaptureQueriesContext(connection) as queries:
            assert sent(secret, {"facts": facts}, str(number)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


@pytest.mark.django_db(transaction=True)
def test_the_example_of_the_guide_works(olga: Actor, secret: str, live_server: LiveServer, tmp_path: Path) -> None:
    """Runs the commands as integrators read them, with their own site and secret."""
    _before, _heading, section = GUIDE.read_text().partition("## Facts about people: an API")
    command = re.findall(r"```sh\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)[0]
    assert "https://talkoot.example" in command
    command = command.replace("https://talkoot.example", live_server.url)
    (tmp_path / "secret").write_text(f"Authorization: Bearer {secret}\n")
    ran = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=True, timeout=30)
    assert json.loads(ran.stdout)["created"] == 1
    assert values() == {"Ada": 312}
