from __future__ import annotations

import hashlib
import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.kernel.imports import BadFile, Upload
from talkoot.kernel.testing import MONDAY
from talkoot.slates import rules
from talkoot.slates.rules import Asked, AskedFault, Fault, State, Status

HOUR = timedelta(hours=1)
NAMES = st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=30)


def test_on_a_frozen_slate_one_only_leaves():
    for state in State:
        frozen = {wanted for wanted in State if rules.may_become(state, wanted, frozen=True)}
        assert frozen <= {State.WITHDRAWN, State.STRUCK}
        assert not rules.may_become(State.STRUCK, state, frozen=False)


@pytest.mark.parametrize(
    ("state", "on_ballot", "status"),
    [
        (State.STANDING, False, Status.STANDING),
        (State.STANDING, True, Status.STANDING),
        (State.WITHDRAWN, True, Status.WITHDRAWN),
        (State.STRUCK, True, Status.WITHDRAWN),
        (State.WITHDRAWN, False, None),
        (State.STRUCK, False, None),
        (State.SITTING, False, Status.SITTING),
        (State.NOMINATED, False, None),
        (State.DECLINED, False, None),
    ],
)
def test_what_a_count_knows_of_a_candidate(state, on_ballot, status):
    assert rules.status_of(state, on_ballot=on_ballot) == status


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada", "ada"),
        ("Ada", "Аda"),  # a Cyrillic A
        ("Ada", "Ａｄａ"),  # wide letters
        ("Ada", "Ad\u200ba"),  # an invisible space
        ("Ilse", "llse"),  # capital I, small l
        ("Bob 1", "Bob l"),
        ("Οmar", "Omar"),  # a Greek O
        ("Jose\u0301", "José"),
        ("Ann-Marie", "Ann\u2011Marie"),
    ],
)
def test_names_that_look_alike_share_a_form(one, other):
    assert rules.look(one) == rules.look(other) or rules.strokes(one) == rules.strokes(other)


@pytest.mark.parametrize(("one", "other"), [("Ada", "Ida"), ("José", "Jose"), ("Malia", "Maila"), ("علي", "عالي")])
def test_names_that_people_tell_apart_do_not(one, other):
    assert rules.look(one) != rules.look(other)
    assert rules.strokes(one) != rules.strokes(other)


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip()))
def test_a_name_has_a_form_that_fits_and_case_does_not_change_it(name):
    assert len(rules.look(name)) <= 255
    assert rules.look(name) == rules.look(unicodedata.normalize("NFKC", name))


@given(st.text(max_size=20), NAMES)
def test_the_order_is_drawn_by_the_hash_of_seed_and_name_whatever_came_first(seed, names):
    drawn = rules.drawn(seed, names)
    assert sorted(drawn) == sorted(names)
    assert drawn == rules.drawn(seed, reversed(names))
    hashes = [hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest() for name in drawn]
    assert hashes == sorted(hashes)


def test_the_order_can_be_drawn_again_by_hand():
    """printf '42\nAda' | sha256sum, and so on."""
    assert rules.drawn("42", ["Ada", "Bo", "Cy"]) == sorted(
        ["Ada", "Bo", "Cy"], key=lambda name: hashlib.sha256(b"42\n" + name.encode()).digest()
    )


def test_a_reader_gets_their_language_or_a_kind_of_it_or_the_original():
    wanted = rules.wanted_languages(["pt-BR", "fr"])
    assert wanted == ["pt-BR", "pt", "fr"]
    assert rules.best_language({"pt", "en"}, wanted, "en") == "pt"
    assert rules.best_language({"fr-CA", "en"}, wanted, "en") == "fr-CA"
    assert rules.best_language({"ar", "en"}, wanted, "ar") == "ar"
    assert rules.best_language({"sw", "en"}, wanted, "ar") == "en"
    assert rules.best_language({"sw", "de"}, wanted, "ar") == "de"


def test_questions_of_a_day_have_a_limit_and_the_wait_is_told():
    asked = [MONDAY, MONDAY + HOUR, MONDAY + 2 * HOUR]
    now = MONDAY + 3 * HOUR
    assert rules.wait_for(asked[:2], 3, now) == timedelta(0)
    assert rules.wait_for(asked, 3, now) == 21 * HOUR
    assert rules.wait_for(asked, 3, MONDAY + 24 * HOUR) == timedelta(0)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ([Asked("home_wiki", "Home wiki"), Asked("region", "Region", ("North", "South"))], None),
        ([Asked("Home", "Home")], Fault(AskedFault.KEY, "Home")),
        ([Asked("status", "Status")], Fault(AskedFault.KEY, "status")),
        ([Asked("a", "A"), Asked("a", "A")], Fault(AskedFault.TWICE, "a")),
        ([Asked("a", "A", ("x", "x"))], Fault(AskedFault.VALUE, "a")),
        ([Asked("a", "A", ("",))], Fault(AskedFault.VALUE, "a")),
        ([Asked(f"k{n}", "K") for n in range(13)], Fault(AskedFault.TOO_MANY)),
    ],
)
def test_what_may_be_asked_of_candidates(asked, fault):
    assert rules.fault_in_asked(asked) == fault


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"region": "North"}, None),
        ({}, Fault(AskedFault.MISSING, "region")),
        ({"region": "West"}, Fault(AskedFault.NOT_ALLOWED, "region")),
        ({"region": "N" * 200}, Fault(AskedFault.TOO_LONG, "region")),
        ({"region": "North", "shoe": "42"}, Fault(AskedFault.NOT_ASKED, "shoe")),
    ],
)
def test_what_a_candidate_must_say(said, fault):
    assert rules.fault_in_given([Asked("region", "Region", ("North", "South"))], said) == fault


def test_what_is_asked_survives_being_stored():
    asked = (Asked("region", "Region", ("North", "South")), Asked("home_wiki", "Home wiki"))
    assert rules.asked_of(rules.stored(asked)) == asked
    assert rules.asked_of([{"key": "home_wiki"}]) == (Asked("home_wiki", "Home wiki"),)


def read(text: str, *asked: Asked):
    return rules.read_candidates(Upload("c.csv", text.encode()), asked)


def test_a_file_of_candidates_is_read_as_recount_reads_it():
    file = "name,status,home_wiki\nAda,,enwiki\nBo,withdrawn,dewiki\nCy,sitting,\n"
    reading = read(file, Asked("home_wiki", "Home wiki"))
    assert reading.problems == []
    assert [(row.name, row.status, row.attributes) for row in reading.rows] == [
        ("Ada", Status.STANDING, {"home_wiki": "enwiki"}),
        ("Bo", Status.WITHDRAWN, {"home_wiki": "dewiki"}),
        ("Cy", Status.SITTING, {}),
    ]


def test_every_mistake_is_named_by_its_line():
    region = Asked("region", "Region", ("North", "South"))
    file = (
        "name,status,region,cost\nAda,away,North,\nBo,,West,\nbo,,North,\n,,North,\nB\u043e,,North,\nDee,,South,much\n"
    )
    problems = read(file, region).problems
    assert [(p.line, p.field) for p in problems] == [
        (2, "status"),
        (3, "region"),
        (5, "name"),
        (7, "cost"),
        (6, "name"),
    ]
    assert problems[-1].text == "“Bо” looks like “bo” in line 4. Voters must be able to tell them apart."


def test_a_file_without_names_or_with_strange_columns_is_refused_whole():
    for file in ("status\nstanding\n", "name,shoe\nAda,42\n", ""):
        with pytest.raises(BadFile):
            read(file)
