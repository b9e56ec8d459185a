"""The list and the search: what is asked for, in the order asked for, page after page, nothing twice."""

from __future__ import annotations

from importlib import import_module

import pytest
from rapidfuzz import fuzz

from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import VISITOR
from talkoot.proposals import actions
from talkoot.proposals.models import Proposal, ProposalVersion
from talkoot.proposals.queries import Filters, Sort, Tab, list_proposals, search, similar
from talkoot.proposals.rules import StageKind, words_of
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    given_asked,
    given_circle,
    given_many,
    given_proposal,
    given_supporters,
)
from talkoot.scopes.tests.given import given_topic

pytestmark = pytest.mark.django_db
# The package's name `search` is the function.
queries_of_search = import_module("talkoot.proposals.queries.search")


def titles(at=MONDAY + DAY, **filters):
    return [row.title for row in list_proposals(Filters(**filters), viewer=VISITOR, at=at)]


@pytest.mark.parametrize("tab", [Tab.OPEN, Tab.ALL])
@pytest.mark.parametrize("sort", list(Sort))
def test_pages_show_everything_once_in_order(sort, tab):
    circle = given_circle()
    given_many(circle, 45)
    seen, after = [], ""
    for _ in range(5):
        page = list_proposals(Filters(sort=sort, tab=tab), viewer=VISITOR, at=MONDAY, after=after, size=10)
        seen += [row.id for row in page]
        after = page.after
    assert after == ""
    order = {Sort.NEW: ["-id"], Sort.SUPPORTED: ["-support_count", "-id"], Sort.CLOSING: ["next_at", "id"]}[sort]
    if sort == Sort.CLOSING and tab == Tab.ALL:
        order = ["-id"]
    assert seen == list(Proposal.objects.order_by(*order).values_list("id", flat=True))


@pytest.mark.parametrize("after", ["x", "1.x", ".", "9" * 40, "99999999999999999.1", "-1", "1.1.1", "٣"])
@pytest.mark.parametrize("sort", list(Sort))
def test_a_nonsense_place_is_the_first_or_an_empty_page(after, sort):
    given_proposal(given_circle().bo)
    page = list_proposals(Filters(sort=sort), viewer=VISITOR, at=MONDAY, after=after)
    assert len(page) in {0, 1}


def test_what_is_late_shows_as_late_and_under_late():
    circle = given_circle()
    given_proposal(circle.bo, title="Late one")
    given_proposal(circle.bo, title="Timely one", at=MONDAY + WEEK)
    at = MONDAY + WEEK + DAY
    assert titles(at, tab=Tab.LATE) == ["Late one"]
    assert [row.is_late for row in list_proposals(Filters(), viewer=VISITOR, at=at)] == [True, False]


def test_ended_ones_are_under_ended():
    circle = given_circle()
    ended = given_proposal(circle.bo, title="Over")
    given_proposal(circle.bo, title="Running")
    actions.withdraw_proposal(ended.pk, reason="Over.", language="en", by=circle.bo, at=MONDAY)
    assert titles(tab=Tab.ENDED) == ["Over"]
    assert titles() == ["Running"]


def test_each_filter_keeps_what_it_says():
    circle = given_circle()
    reading, maps = given_topic("Reading"), given_topic("Maps")
    dark = given_topic("Dark colours", under=[reading])
    given_duty(circle.other, Letter.ACCOUNTABLE, "Maps", topics=[maps.pk])
    given_proposal(circle.bo, title="Dark", topics=[dark.pk])
    given_proposal(circle.bo, title="خرائط", topics=[maps.pk], language="ar")
    asked = given_proposal(circle.bo, title="Asked")
    given_asked(circle, asked)
    assert titles(topic=reading.pk) == ["Dark"]
    assert titles(body="north-chapter") == ["خرائط"]
    assert titles(language="ar") == ["خرائط"]
    assert titles(stage=StageKind.CONSULTATION) == ["Asked"]
    assert titles(topic=reading.pk, language="ar") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("night", ["Night mode on every wiki", "الوضع الليلي للخرائط"]),
        ("NIGHT modes", []),
        ("nig mod", ["Night mode on every wiki"]),
        ("glaring", ["Night mode on every wiki", "الوضع الليلي للخرائط"]),
        ("الليلى", ["الوضع الليلي للخرائط"]),
        ("夜间", ["夜间模式"]),
        ("neither", []),
        ("…", []),
    ],
)
def test_words_are_found_in_every_script_by_how_they_begin(words, found):
    circle = given_circle()
    given_proposal(circle.bo)
    given_proposal(circle.bo, title="الوضع الليلي للخرائط", language="ar")
    given_proposal(circle.bo, title="夜间模式", problem="x", affected="y")
    assert sorted(row.title for row in search(words, viewer=VISITOR, at=MONDAY)) == sorted(found)
    assert sorted(titles(text=words, tab=Tab.ALL)) == sorted(found)


# What the tests below search in: titles, each with a text of two common words and one that few have.
TITLES = [
    "Night mode on every wiki", "Mode of the night", "Night", "Nightly modes of maps", "Modes, modes, modes",
    "الوضع الليلي للخرائط", "Übernacht: night mode", "Maps", "夜间模式", "Moderation at night on the maps",
    "Mode night",
]  # fmt: skip


def held(words, proposal):
    """Tell by the words themselves whether the proposal has them all, as beginnings where they are long enough."""
    there = words_of(f"{proposal.title} {proposal.problem}")
    return all(any(w == word or (len(word) > 2 and w.startswith(word)) for w in there) for word in words_of(words))


def by_likeness(words, proposal):
    """Return what sorts as a search does: by the likeness of the titles, those not alike as one, then the newest."""
    asked, title = (" ".join(words_of(text)) for text in (words, proposal.title))
    score = (fuzz.token_sort_ratio(asked, title) + fuzz.token_set_ratio(asked, title)) / 2
    return (-score if score >= 45 else 0, -proposal.proposal_id)


@pytest.mark.parametrize("postings", [3_000, 2])
@pytest.mark.parametrize(
    "words",
    ["night", "night mode", "mode night common", "common shared", "rare3 night", "on map", "الليلى", "夜间", "of"],
)
def test_a_search_finds_what_holds_the_words_likest_first_however_common_they_are(words, postings, monkeypatch):
    monkeypatch.setattr(queries_of_search, "POSTINGS", postings)
    circle = given_circle()
    for n, title in enumerate(TITLES * 2):
        given_proposal(circle.bo, title=title, problem=f"common shared rare{n // 3}", affected="x")
    texts = ProposalVersion.objects.select_related("proposal")
    wanted = sorted((t for t in texts if held(words, t)), key=lambda text: by_likeness(words, text))
    assert wanted
    found = search(words, viewer=VISITOR, at=MONDAY, limit=100)
    assert [row.id for row in found] == [text.proposal_id for text in wanted]
    pages = list_proposals(Filters(text=words, tab=Tab.ALL), viewer=VISITOR, at=MONDAY, size=100)
    assert list(pages) == found


def test_a_beginning_that_many_words_have_finds_them_all():
    circle = given_circle()
    for n in range(10):
        words = " ".join(f"night{n}{k}" for k in range(9))
        given_proposal(circle.bo, title=f"Common {n}", problem=words, affected="Mode")
    assert len(titles(text="night common mode")) == 10


def test_a_search_is_narrowed_by_everything_a_list_is():
    circle = given_circle()
    maps = given_topic("Maps")
    given_duty(circle.other, Letter.ACCOUNTABLE, "Maps", topics=[maps.pk])
    given_proposal(circle.bo, title="Night on maps", topics=[maps.pk], language="es")
    given_proposal(circle.bo, title="Night elsewhere", at=MONDAY + WEEK)
    late = MONDAY + WEEK + DAY
    assert titles(late, text="night", tab=Tab.LATE) == ["Night on maps"]
    assert titles(text="night", tab=Tab.LATE) == []
    everything = {"topic": maps.pk, "body": "north-chapter", "language": "es", "stage": StageKind.TRIAGE}
    assert titles(late, text="night", tab=Tab.LATE, **everything) == ["Night on maps"]
    assert titles(late, tab=Tab.LATE, **everything) == ["Night on maps"]
    for name, value in {"topic": maps.pk + 1, "body": "x", "language": "en", "stage": StageKind.REVIEW}.items():
        assert titles(late, text="night", **everything | {name: value}) == []


def test_a_search_in_the_list_is_paged_and_narrowed():
    circle = given_circle()
    for n in range(25):
        given_proposal(circle.bo, title=f"Night number {n}", language="ar" if n % 5 == 0 else "en")
    first = list_proposals(Filters(text="night"), viewer=VISITOR, at=MONDAY)
    rest = list_proposals(Filters(text="night"), viewer=VISITOR, at=MONDAY, after=first.after)
    assert (len(first), len(rest), rest.after) == (20, 5, "")
    assert not {row.id for row in first} & {row.id for row in rest}
    assert len(titles(text="night", language="ar")) == 5


def test_similar_ones_come_likest_first_and_not_itself():
    circle = given_circle()
    mine = given_proposal(circle.bo, title="Dark mode on every wiki")
    given_proposal(circle.bo, title="A dark mode for all wikis")
    given_proposal(circle.bo, title="Spell checking in Kiswahili", problem="Words are wrong.", affected="Writers.")
    found = similar("Dark mode on every wiki", "", viewer=VISITOR, at=MONDAY, without=mine.pk)
    assert [row.title for row, _percent in found] == ["A dark mode for all wikis"]
    assert similar("", "", viewer=VISITOR, at=MONDAY) == []


def test_searching_takes_three_queries_and_likeness_four(django_assert_num_queries):
    circle = given_circle()
    given_proposal(circle.bo)
    search("night", viewer=VISITOR, at=MONDAY)
    with django_assert_num_queries(3):
        search("night mode glaring", viewer=VISITOR, at=MONDAY)
    with django_assert_num_queries(4):
        similar("Night mode on every wiki", "So very glaring", viewer=VISITOR, at=MONDAY)


def test_the_most_supported_leads():
    circle = given_circle()
    given_proposal(circle.bo, title="Few")
    many = given_proposal(circle.bo, title="Many")
    given_supporters(many, 2)
    assert titles(sort=Sort.SUPPORTED) == ["Many", "Few"]
