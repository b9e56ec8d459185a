"""Who may vote, as data."""

from __future__ import annotations

import pytest

import recount
from talkoot.rulebooks.rules import Electorate, ElectorateKind, Voters, electorate, electorate_problems, read_rulebook
from talkoot.rulebooks.tests.given import chamber_text, rules_text


@pytest.mark.parametrize(
    ("data", "voters"),
    [
        ({"kind": "members_of_body", "body": "council"}, Voters.PERSONS),
        ({"kind": "holders_of_role", "body": "council", "role": "member"}, Voters.PERSONS),
        ({"kind": "bodies_of_kind", "kinds": ["chapter"]}, Voters.BODIES),
        ({"kind": "listed", "persons": ["ada"]}, Voters.PERSONS),
        ({"kind": "listed", "bodies": ["north", "south"]}, Voters.BODIES),
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
    assert [found for found, _values in electorate_problems(data)] == [code]


def test_a_wrong_electorate_is_named_by_its_line():
    text = rules_text(chamber_text("council", '{ kind = "everyone" }'))
    with pytest.raises(recount.Unusable) as unusable:
        read_rulebook(text)
    (problem,) = unusable.value.problems
    assert text.splitlines()[problem.line - 1].startswith("electorate")
    assert problem.setting == "chambers.1.electorate"


def test_lists_become_tuples():
    data = {"kind": "listed", "bodies": ["north", "south"]}
    assert electorate(data) == Electorate(ElectorateKind.LISTED, bodies=("north", "south"))
