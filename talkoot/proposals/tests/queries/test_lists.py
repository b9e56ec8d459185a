"""The list and the search: what is asked for, in the order asked for, page after page, nothing twice."""

from __future__ import annotations

import pytest

from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import VISITOR
from talkoot.proposals import actions
from talkoot.proposals.models import Proposal
from talkoot.proposals.queries import Filters, Sort, Tab, list_proposals, search, similar
from talkoot.proposals.rules import StageKind
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
