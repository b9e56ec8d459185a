from __future__ import annotations

from typing import Any

import pytest

from talkoot.directory.models import Body
from talkoot.directory.tests.given import given_body, given_role
from talkoot.duties import actions, queries
from talkoot.duties.models import Duty, Matter
from talkoot.duties.queries import Filters
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import CY, MONDAY
from talkoot.scopes.tests.given import given_topic, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(db: None) -> Body:
    given_world()
    return given_body("Technology Council", kind="council")


def test_a_row_has_a_cell_for_each_column_and_words_for_the_rest(council: Body) -> None:
    hubs = [given_body(f"Hub {n}", kind="hub") for n in range(8)]
    given_duty(council, source="Charter 4.2")
    for hub in hubs:
        given_duty(hub, Letter.CONSULTED)
    shown = queries.get_map(Filters(), viewer=CY)
    (row,) = shown.rows
    assert shown.columns[0].body_name == "Technology Council"
    assert [[(m.sign, m.shape) for m in cell] for cell in row.cells] == [[("A", "D")], *([[("C", "C")]] * 5)]
    assert (len(row.others), row.more, list(row.sources)) == (3, 0, ["Charter 4.2"])
    assert shown.has_others


def test_a_matter_of_many_shows_some_and_counts_the_rest(council: Body) -> None:
    for number in range(20):
        given_duty(given_body(f"Circle {number}"), Letter.INFORMED)
    given_duty(council)
    (row,) = queries.get_map(Filters(), viewer=CY).rows
    assert row.more == 9
    assert row.cells[0][0].holder.body_name == "Technology Council"


def test_a_role_stands_in_the_column_of_its_body(council: Body) -> None:
    given_duty(given_role(council, "Chair"))
    (row,) = queries.get_map(Filters(), viewer=CY).rows
    assert row.cells[0][0].holder.name == "Chair of Technology Council"


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (Filters(text="READ"), {"Reading interface"}),
        (Filters(body="technology-council"), {"Reading interface", "Fonts"}),
        (Filters(body="hub"), {"Grants"}),
        (Filters(letter="consulted"), {"Fonts"}),
        (Filters(scope="Kenia"), {"Grants"}),
        (Filters(scope="kiswahili"), {"Fonts"}),
        (Filters(scope="lectura"), {"Reading interface"}),
        (Filters(issue="gap"), {"Fonts"}),
        (Filters(issue="any"), {"Fonts"}),
        (Filters(issue="overlap"), set()),
        (Filters(body="hub", letter="consulted"), set()),
        (Filters(), {"Reading interface", "Fonts", "Grants"}),
    ],
)
def test_the_map_is_narrowed_by_words_body_letter_scope_and_issue(
    council: Body, filters: Filters, titles: set[str]
) -> None:
    given_duty(council, topics=[given_topic("Reading", es="Lectura").pk])
    given_duty(council, Letter.CONSULTED, "Fonts", languages=["sw"])
    given_duty(given_body("East Africa Hub", kind="hub"), matter="Grants", territories=["014"])
    assert {row.matter.title for row in queries.get_map(filters, viewer=CY).rows} == titles
    assert {line[1] for line in queries.export_rows(filters, viewer=CY)} - {"matter"} == titles


def test_pages_follow_each_other_without_gap_or_repetition(council: Body) -> None:
    for number in range(23):
        given_duty(council, matter=f"Matter {number:02}")
    seen: list[str] = []
    after: int | None = None
    while True:
        shown = queries.get_map(Filters(), viewer=CY, after=after)
        seen += [row.matter.title for row in shown.rows]
        if not shown.after:
            break
        after = int(shown.after)
    assert seen == [f"Matter {number:02}" for number in range(23)]


def test_numbers_count_matters_not_duties(council: Body) -> None:
    given_duty(council)
    given_duty(given_body("Hub", kind="hub"))
    given_duty(council, Letter.CONSULTED, "Fonts")
    found = queries.get_overview(viewer=CY, day=MONDAY.date())
    assert (found.matters, found.decided, found.gaps, found.overlaps, found.orphans) == (2, 0, 1, 1, 0)


def test_what_is_to_settle_names_those_who_are_accountable_in_it(council: Body, django_assert_num_queries: Any) -> None:
    given_duty(council, Letter.CONSULTED, "Fonts")
    given_duty(council)
    given_duty(given_role(given_body("Hub", kind="hub"), "Chair"))
    given_duty(council, Letter.INFORMED)
    actions.end_duty(given_duty(given_body("Gone")).pk, reason="Done.", language="en", by=SYSTEM, at=MONDAY)
    with django_assert_num_queries(1):
        troubles = queries.get_troubles(viewer=CY)
    assert [(t.matter.title, t.deciders) for t in troubles] == [
        ("Fonts", []),
        ("Reading interface", ["Technology Council", "Chair of Hub"]),
    ]


def test_the_map_takes_three_queries_with_ten_or_a_thousand_matters(
    council: Body, django_assert_num_queries: Any
) -> None:
    given_duty(council, territories=["KE"])
    duty = Duty.objects.get()
    for size in (10, 1_000):
        matters = Matter.objects.bulk_create(
            Matter(title=f"M {size} {n}", fold=f"m {size} {n}", language="en", duty_count=1) for n in range(size)
        )
        Duty.objects.bulk_create(
            Duty(letter="informed", body=council, matter=m, scope=duty.scope, from_on=MONDAY.date()) for m in matters
        )
        with django_assert_num_queries(3):
            assert len(queries.get_map(Filters(), viewer=CY).rows) == 10


def test_the_file_has_a_header_and_a_row_for_each_current_duty(council: Body) -> None:
    given_duty(council, territories=["KE"], source="Charter 4.2")
    header, row = list(queries.export_rows(Filters(), viewer=CY))
    assert dict(zip(header, row, strict=True)) | {"duty": ""} == {
        "duty": "",
        "matter": "Reading interface",
        "matter_language": "en",
        "letter": "accountable",
        "body": "Technology Council",
        "role": "",
        "scope": "Kenya",
        "scope_key": "territories=KE",
        "source": "Charter 4.2",
        "source_url": "",
        "from_on": "2026-11-23",
        "review_on": "",
        "clause": "",
    }
