"""The closed lists of eligibility: what can be asked of a voter, and how answers combine."""

from __future__ import annotations

from enum import StrEnum


class Voters(StrEnum):
    """Who casts the ballots."""

    PERSONS = "persons"
    BODIES = "bodies"


class Test(StrEnum):
    """What one condition asks; the word after ``is`` in a rulebook."""

    __test__ = False  # pytest takes what is called so for tests

    MEMBER_OF_BODY = "member_of_body"
    MEMBER_OF_KIND = "member_of_kind"
    HOLDS_ROLE = "holds_role"
    ACCOUNT_AGE = "account_age"
    EXTERNAL_FACT = "external_fact"
    ON_LIST = "on_list"
    NOT_ON_LIST = "not_on_list"
    NOT_SUSPENDED = "not_suspended"
    BODY_OF_KIND = "body_of_kind"
    PART_OF_BODY = "part_of_body"


class How(StrEnum):
    """How the conditions of a group combine; itself the group's one key in a rulebook."""

    ALL = "all"
    ANY = "any"
    NOT = "not"


class Ground(StrEnum):
    """What decided whether somebody may vote; the first that applies does."""

    GONE = "gone"  # left, or had everything personal erased
    EXCLUDED = "excluded"  # stands on a list whose people may not vote, whatever else holds
    INCLUDED = "included"  # stands on a list whose people may vote, whatever the conditions say
    CONDITIONS = "conditions"


# The word for the day on which voting opens, where a day is asked for.
OPENING = "opening"
# What a condition may compare a fact with: exactly one of them.
COMPARISONS = ("at_least", "at_most", "equals")
# A value that is absent where the condition is met.
ABSENCES = frozenset({Test.NOT_ON_LIST, Test.NOT_SUSPENDED})
OF_BODIES = frozenset({Test.BODY_OF_KIND, Test.PART_OF_BODY})
OF_BOTH = frozenset({Test.ON_LIST, Test.NOT_ON_LIST})


def tests_for(voters: Voters) -> list[Test]:
    """Return what can be asked of persons, or of bodies."""
    return [test for test in Test if test in OF_BOTH or (test in OF_BODIES) == (voters is Voters.BODIES)]
