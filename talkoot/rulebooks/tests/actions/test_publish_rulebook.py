"""Publishing rulebooks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.directory.tests.given import actor_of, given_person
from talkoot.eligibility.tests.given import given_facts
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.rulebooks import actions
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import (
    CHAPTERS,
    MEMBERS,
    OPENED,
    chamber_text,
    conditions_text,
    given_council,
    given_rulebook,
    rules_text,
)

pytestmark = pytest.mark.django_db


def refused(source, **values):
    council = given_council()
    with pytest.raises(Refusal) as refusal:
        actions.publish_rulebook(source=source, body_id=council.body.pk, by=council.ada, at=OPENED, **values)
    assert not Rulebook.objects.exists()
    return refusal.value


def test_a_steward_publishes_a_first_version():
    council = given_council()
    rulebook = given_rulebook(council)
    assert (rulebook.slug, rulebook.version, rulebook.name, rulebook.language) == (
        "council-rules",
        1,
        "Council rules",
        "en",
    )
    entry = Entry.objects.get(kind="rulebooks.rulebook_published")
    assert entry.payload == {"slug": "council-rules", "version": 1, "sha256": rulebook.sha256}
    assert entry.on_behalf == council.body.ref
    assert entry.mandate.startswith("mandate:")


def test_rules_that_differ_become_the_next_version_and_the_first_stays_as_it_was():
    council = given_council()
    first, second = given_rulebook(council), given_rulebook(council, MEMBERS, CHAPTERS)
    assert (second.slug, second.version) == ("council-rules", 2)
    first.refresh_from_db()
    assert (first.is_latest, second.is_latest) == (False, True)


def test_rules_that_say_the_same_are_not_published_again():
    council = given_council()
    given_rulebook(council)
    values: dict[str, Any] = {
        "source": rules_text(MEMBERS),
        "body_id": council.body.pk,
        "by": council.ada,
        "at": OPENED,
    }
    with pytest.raises(Refusal, match="say the same as version 1"):
        actions.publish_rulebook(**values)


def test_a_slug_belongs_to_the_body_that_keeps_it():
    council = given_council()
    given_rulebook(council)
    operator = actor_of(given_person("Oz"), is_operator=True)
    source = rules_text(MEMBERS, CHAPTERS)
    with pytest.raises(Refusal) as refusal:
        actions.publish_rulebook(source=source, body_id=None, by=operator, at=OPENED)
    assert refusal.value.code == "slug_taken"


def test_operators_publish_rulebooks_that_no_body_keeps():
    given_council()
    operator = actor_of(given_person("Oz"), is_operator=True)
    rulebook = actions.publish_rulebook(
        source=rules_text(MEMBERS), slug="Simple Majority", body_id=None, by=operator, at=OPENED
    )
    assert (rulebook.slug, rulebook.body_id) == ("simple-majority", None)


def test_members_do_not_publish():
    council = given_council()
    with pytest.raises(PermissionDenied):
        actions.publish_rulebook(source=rules_text(MEMBERS), body_id=council.body.pk, by=council.bo, at=OPENED)


def test_unsaid_rules_are_refused_by_line_with_both_readings():
    source = rules_text(MEMBERS).replace('counts = "yes+no+neutral"\n', "")
    refusal = refused(source)
    assert (refusal.code, refusal.field) == ("unset_quorum_counts", "source")
    sentence = str(refusal.text)
    assert sentence.startswith("Line 10: Which ballots count towards the quorum?")
    assert "yes, no and neutral" in sentence


@pytest.mark.parametrize(
    ("electorate", "name"),
    [
        ('{ kind = "members_of_body", body = "no-such-body" }', "no-such-body"),
        ('{ kind = "bodies_of_kind", kinds = ["chapter", "guild"] }', "guild"),
        ('{ kind = "holders_of_role", body = "technology-council", role = "king" }', "king"),
        ('{ kind = "listed", persons = ["ada", "nobody"] }', "nobody"),
        ('{ kind = "listed", bodies = ["north-chapter", "atlantis"] }', "atlantis"),
    ],
)
def test_an_electorate_nobody_knows_is_refused(electorate, name):
    refusal = refused(rules_text(chamber_text("council", electorate)))
    assert refusal.code == "unknown_electorate"
    assert name in str(refusal.text)


def test_a_language_nobody_knows_is_refused():
    assert refused(rules_text(MEMBERS, language="zz")).code == "unknown_language"


def test_an_endless_rulebook_is_refused():
    assert refused("#" * 100_001).code == "too_long"


def test_a_name_without_latin_letters_asks_for_a_short_name():
    source = rules_text(MEMBERS, name="قواعد")
    assert refused(source).code == "no_slug"


@pytest.mark.parametrize(
    "change", [{"source": "x"}, {"sha256": "0"}, {"canonical": "{}"}, {"slug": "y"}, {"version": 9}]
)
def test_the_database_itself_keeps_published_rules(change):
    rulebook = given_rulebook(given_council())
    with pytest.raises(IntegrityError), transaction.atomic():
        Rulebook.objects.filter(pk=rulebook.pk).update(**change)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"is": "member_of_body", "body": "nobody", "parts": False, "on": "opening"}, "no body “nobody”"),
        (
            {"is": "holds_role", "body": "technology-council", "role": "cook", "on": "opening"},
            "technology-council/cook",
        ),
        ({"is": "member_of_kind", "kinds": ["flock"], "on": "opening"}, "no kind of body “flock”"),
        ({"is": "on_list", "list": "veterans"}, "no list “veterans”"),
        ({"is": "external_fact", "fact": "edits", "at_least": 3, "as_of": "2026-11-01"}, "asks for “edits”"),
    ],
)
def test_conditions_name_nothing_that_nobody_knows(condition, said):
    refusal = refused(rules_text(chamber_text("council", conditions_text(condition))))
    assert refusal.code == "unknown_electorate"
    assert said in str(refusal)


def test_a_fact_is_known_once_any_value_of_it_was_brought_in():
    council = given_council()
    given_facts("ada,edits,312,2026-11-01")
    asked = {"is": "external_fact", "fact": "edits", "at_least": 3, "as_of": "2027-11-01"}
    assert given_rulebook(council, chamber_text("council", conditions_text(asked))).version == 1


def test_the_names_in_conditions_are_kept_as_they_were():
    council = given_council()
    asked = {"is": "holds_role", "body": "technology-council", "role": "member", "on": "opening"}
    kept = given_rulebook(council, chamber_text("council", conditions_text(asked))).directory_names
    assert kept["bodies"] == {"technology-council": ["Technology Council", "en"]}
    assert kept["roles"] == {"technology-council/member": ["Member", "en"]}
