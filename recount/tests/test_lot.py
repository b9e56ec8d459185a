"""Panels by lot: anyone can draw them again, each meets its quotas, and nobody who could be on one is shut out."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.formats import load_profile
from recount.formats.people import read_people, write_people
from recount.methods import count
from recount.methods.quotas import Panels, Quota, kinds_of, read_quotas
from recount.methods.settings import Settings
from recount.outcomes import Outcome
from recount.profiles import Profile, Uncounted
from recount.quick import quick_count
from recount.reading import Unusable
from recount.tests.given_ballots import HERE, NOT_SHARED, SHARED

SETTINGS = settings(max_examples=60, deadline=None)
POOL = HERE / "sortition" / "respondents.csv"
QUOTAS = HERE / "sortition" / "categories.csv"
SCOTLAND = SHARED / "sortition" / "scotland_22"


def test_a_lot_can_be_drawn_again_by_hand() -> None:
    profile = Profile(("Ada", "Bo", "Cy", "Dee"), {})
    by_hand = sorted(profile.options, key=lambda name: hashlib.sha256(f"2026-11-23\n{name}".encode()).hexdigest())
    counted = _draw(profile, 2, "2026-11-23")
    assert profile.named(counted.elected) == by_hand[:2]
    assert [profile.options[option] for (option,) in counted.ranking] == by_hand


def test_more_seats_than_people_stay_empty() -> None:
    assert _draw(Profile(("Ada", "Bo"), {}, withdrawn=frozenset({1})), 3, "x").unfilled_seats == 2


def test_every_panel_of_the_small_pool_meets_its_quotas() -> None:
    profile, quotas = load_profile(POOL, "people"), QUOTAS.read_text(encoding="utf-8")
    for seed in range(30):
        _check(profile, _draw(profile, 20, str(seed), quotas).elected, quotas, 20)


@pytest.mark.skipif(not SCOTLAND.exists(), reason=NOT_SHARED)
def test_every_panel_of_the_scottish_pool_meets_its_quotas() -> None:
    profile = load_profile(SCOTLAND / "candidates.csv", "people")
    quotas = (SCOTLAND / "features.csv").read_text(encoding="utf-8")
    drawn: Counter[int] = Counter()
    for seed in range(30):
        elected = _draw(profile, 22, str(seed), quotas).elected
        _check(profile, elected, quotas, 22)
        drawn.update(elected)
    assert len(drawn) > 120


def test_the_same_seed_draws_the_same_panel_and_another_another() -> None:
    def drawn(seed: str) -> tuple[int, ...]:
        return quick_count(POOL, "lot", 20, [f"seed={seed}", f"quotas={QUOTAS}"], "people")[1].elected

    assert drawn("a") == drawn("a") != drawn("b")


def test_who_was_passed_over_is_told_with_their_hash() -> None:
    profile = _people("f", "f", "m")
    for seed in "abcdef":
        counted = _draw(profile, 2, seed, "feature,value,min,max\nsex,f,1,1\nsex,m,1,1\n")
        codes = [note["code"] for note in counted.rounds[0].notes]
        order = [profile.options[option] for (option,) in counted.ranking]
        both_first = set(order[:2]) == {"p0", "p1"}
        assert codes == ["drawn", "drawn", *(["passed_over"] if both_first else [])]


def test_quotas_that_contradict_are_named_and_no_others() -> None:
    quotas = "feature,value,min,max\nsex,f,2,3\nsex,m,0,3\nage,old,0,0\nage,young,0,3\n"
    profile = _people("f old", "f young", "m young", "m young")
    assert _conflict(profile, 2, quotas) == "sex f at least 2 (2 in the pool), age old at most 0 (1 in the pool)"


@pytest.mark.parametrize(
    ("quotas", "code"),
    [
        ("sex,f,1\n", "quotas_no_header"),
        ("feature,value,min,max\nsex,f,2,1\n", "quota_unclear"),
        ("feature,value,min,max\nsex,f,1/2,1\n", "quota_unclear"),
        ("feature,value,min,max\nsex,f,0,1\nsex,f,0,1\n", "quota_twice"),
        ("feature,value,min,max\nsex,f,0,1\n", "no_quota"),
        ("feature,value,min,max\nsex,f,0,9\nsex,m,0,9\n", "too_few_people"),
        ("feature,value,min,max\nsex,f,3,3\nsex,m,0,9\n", "quotas_conflict"),
    ],
)
def test_quotas_that_cannot_be_used_are_refused_with_their_reason(quotas: str, code: str) -> None:
    with pytest.raises(Uncounted) as refused:
        _draw(_people("f", "f", "m"), 3 if code != "too_few_people" else 4, "x", quotas)
    assert refused.value.code == code


@st.composite
def pools(draw: st.DrawFn) -> tuple[Profile, list[Quota], int]:
    """Return a few people of two features, quotas for each value, and how many to draw."""
    people = draw(st.lists(st.tuples(st.sampled_from("fm"), st.sampled_from("oy")), min_size=1, max_size=7))
    profile = Profile(
        tuple(f"p{number}" for number in range(len(people))), {}, about=tuple({"sex": a, "age": b} for a, b in people)
    )
    quotas = []
    for feature, value in (("sex", "f"), ("sex", "m"), ("age", "o"), ("age", "y")):
        least = draw(st.integers(0, 2))
        quotas.append(Quota(feature, value, least, least + draw(st.integers(0, 2))))
    return profile, quotas, draw(st.integers(1, 4))


@SETTINGS
@given(pools(), st.text(max_size=3))
def test_a_panel_is_the_first_in_the_drawn_order_of_all_that_meet_the_quotas(
    pool: tuple[Profile, list[Quota], int], seed: str
) -> None:
    """So who is in any of them is drawn when their hash is least: nobody who could be drawn has no chance."""
    profile, quotas, seats = pool
    fit = [panel for panel in combinations(range(len(profile.options)), seats) if _meets(profile, panel, quotas)]
    if not fit:
        with pytest.raises(Uncounted):
            _draw(profile, seats, seed, _text(quotas))
        return
    counted = _draw(profile, seats, seed, _text(quotas))
    place = {option: number for number, (option,) in enumerate(counted.ranking)}
    firsts = [tuple(sorted(panel, key=place.__getitem__)) for panel in fit]
    assert counted.elected == min(firsts, key=lambda panel: [place[option] for option in panel])


@SETTINGS
@given(pools())
def test_a_panel_is_found_whenever_there_is_one(pool: tuple[Profile, list[Quota], int]) -> None:
    profile, quotas, seats = pool
    found = Panels.of(kinds_of(profile, quotas), quotas, seats).one()
    everyone = range(len(profile.options))
    assert (found is not None) == any(_meets(profile, panel, quotas) for panel in combinations(everyone, seats))


@SETTINGS
@given(pools())
def test_without_any_one_of_the_quotas_named_the_others_can_be_met(pool: tuple[Profile, list[Quota], int]) -> None:
    profile, quotas, seats = pool
    if len(profile.options) < seats or Panels.of(kinds_of(profile, quotas), quotas, seats).one() is not None:
        return
    named = _conflict(profile, seats, _text(quotas)).split(", ")
    limits = [(quota, is_least) for quota in quotas for is_least in (True, False) if _named(quota, is_least, named)]
    assert len(limits) == len(named)
    assert not _feasible(profile, quotas, seats, limits)
    assert all(_feasible(profile, quotas, seats, [x for x in limits if x != one]) for one in limits)


def test_people_go_by_the_first_column_where_it_tells_them_apart() -> None:
    assert _people("f", "m").options == ("p0", "p1")
    assert load_profile(POOL, "people").options[:3] == ("1", "2", "3")


def test_a_file_of_people_is_written_as_it_was_read() -> None:
    profile = _people("f", "m")
    assert read_people(f"{line}\n" for line in write_people(profile)) == profile


@pytest.mark.parametrize(("text", "code"), [("", "not_people"), ("a,a\nx,y\n", "not_people"), ("a,b\nx\n", "row_size")])
def test_a_file_of_no_people_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unusable) as refused:
        read_people(text.splitlines(keepends=True))
    assert refused.value.problems[0].code == code


def test_a_file_of_quotas_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        quick_count(POOL, "lot", 20, ["seed=a", f"quotas={tmp_path / 'none.csv'}"], "people")
    assert refused.value.name.endswith("none.csv")


def _draw(profile: Profile, seats: int, seed: str, quotas: str = "") -> Outcome:
    return count("lot", profile, seats, Settings({"seed": seed, "quotas": quotas}))


def _people(*said: str) -> Profile:
    rows = [f"p{number},{','.join(each.split())}\n" for number, each in enumerate(said)]
    return read_people([f"id,{','.join(['sex', 'age'][: len(said[0].split())])}\n", *rows])


def _conflict(profile: Profile, seats: int, quotas: str) -> str:
    with pytest.raises(Uncounted) as refused:
        _draw(profile, seats, "x", quotas)
    assert refused.value.code == "quotas_conflict"
    return str(refused.value.values["quotas"])


def _check(profile: Profile, elected: tuple[int, ...], quotas: str, seats: int) -> None:
    assert len(set(elected)) == seats
    assert _meets(profile, elected, read_quotas(quotas))


def _meets(profile: Profile, panel: tuple[int, ...], quotas: list[Quota]) -> bool:
    return all(
        quota.least <= sum(profile.about[option][quota.feature] == quota.value for option in panel) <= quota.most
        for quota in quotas
    )


def _text(quotas: list[Quota]) -> str:
    return "".join(["feature,value,min,max\n", *(f"{q.feature},{q.value},{q.least},{q.most}\n" for q in quotas)])


def _named(quota: Quota, is_least: bool, named: list[str]) -> bool:
    limit = f"at least {quota.least}" if is_least else f"at most {quota.most}"
    return any(each.startswith(f"{quota.feature} {quota.value} {limit} (") for each in named)


def _feasible(profile: Profile, quotas: list[Quota], seats: int, limits: list[tuple[Quota, bool]]) -> bool:
    kept = [
        Quota(q.feature, q.value, q.least if (q, True) in limits else 0, q.most if (q, False) in limits else seats)
        for q in quotas
    ]
    return any(_meets(profile, panel, kept) for panel in combinations(range(len(profile.options)), seats))
