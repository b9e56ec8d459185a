"""Who may vote, as data."""

from __future__ import annotations

import pytest

import recount
from talkoot.eligibility.tests.given import table_of
from talkoot.rulebooks.rules import Electorate, ElectorateKind, Voters, electorate, electorate_problems, read_rulebook
from talkoot.rulebooks.tests.given import chamber_text, rules_text

AGE = {"is": "account_age", "days": 30, "on": "opening"}
OF_KIND = {"is": "body_of_kind", "kinds": ["chapter"]}
HALF_SAID = """
[chambers.electorate]
kind = "meets_conditions"
voters = "persons"
include = []
exclude = []
[[chambers.electorate.conditions.all]]
is = "account_age"
days = "a month"
on = "opening"
"""


@pytest.mark.parametrize(
    ("data", "voters"),
    [
        ({"kind": "members_of_body", "body": "council"}, Voters.PERSONS),
        ({"kind": "holders_of_role", "body": "council", "role": "member"}, Voters.PERSONS),
        ({"kind": "bodies_of_kind", "kinds": ["chapter"]}, Voters.BODIES),
        ({"kind": "listed", "persons": ["ada"]}, Voters.PERSONS),
        ({"kind": "listed", "bodies": ["north", "south"]}, Voters.BODIES),
        ({"kind": "meets_conditions", **table_of(AGE)}, Voters.PERSONS),
        ({"kind": "meets_conditions", **table_of(OF_KIND, voters="bodies")}, Voters.BODIES),
        ({"kind": "held_elsewhere"}, Voters.ELSEWHERE),
    ],
)
def test_each_kind_says_who_casts_the_ballots(data, voters):
    assert list(electorate_problems(data)) == []
    assert electorate(data).voters is voters


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"kind": "everyone"}, "electorate_kind"),
        ({"body": "council"}, "electorate_kind"),
        ({"kind": "members_of_body"}, "electorate_key_missing"),
        ({"kind": "members_of_body", "body": ["council"]}, "electorate_value"),
        ({"kind": "members_of_body", "body": ""}, "electorate_value"),
        ({"kind": "members_of_body", "body": "council", "bodies": ["x"]}, "electorate_unknown_key"),
        ({"kind": "bodies_of_kind", "kinds": []}, "electorate_value"),
        ({"kind": "bodies_of_kind", "kinds": ["chapter", "chapter"]}, "electorate_value"),
        ({"kind": "bodies_of_kind", "kinds": "chapter"}, "electorate_value"),
        ({"kind": "listed"}, "electorate_list"),
        ({"kind": "listed", "persons": ["ada"], "bodies": ["north"]}, "electorate_list"),
        ({"kind": "listed", "persons": [1]}, "electorate_value"),
    ],
)
def test_an_electorate_that_cannot_be_is_named(data, code):
    assert [found for found, _path, _values in electorate_problems(data)] == [code]


def test_a_wrong_electorate_is_named_by_its_line():
    text = rules_text(chamber_text("council", '{ kind = "everyone" }'))
    with pytest.raises(recount.Unusable) as unusable:
        read_rulebook(text)
    (problem,) = unusable.value.problems
    assert text.splitlines()[problem.line - 1].startswith("electorate")
    assert problem.setting == "chambers.1.electorate"


@pytest.mark.parametrize("version", [1, 2])
def test_what_is_wrong_in_conditions_is_named_by_its_line_in_both_formats(version):
    text = rules_text(chamber_text("council", "{}")).replace("electorate = {}\n", "") + HALF_SAID
    if version == 2:
        said = 'votes = "one per person"\nweights = "equal"\nsplit = "whole"\nrecusals = "leave the base"\n'
        text = text.replace("format = 1", "format = 2").replace("[[chambers]]\n", f"[[chambers]]\n{said}")
    with pytest.raises(recount.Unusable) as unusable:
        read_rulebook(text)
    (problem,) = unusable.value.problems
    assert (problem.code, problem.setting) == (
        "eligibility_number",
        "chambers.1.electorate.conditions.all.1.days",
    )
    assert text.splitlines()[problem.line - 1] == 'days = "a month"'


def test_lists_become_tuples():
    data = {"kind": "listed", "bodies": ["north", "south"]}
    assert electorate(data) == Electorate(ElectorateKind.LISTED, bodies=("north", "south"))
