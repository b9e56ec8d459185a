from __future__ import annotations

from typing import Any

import pytest

from talkoot.scopes.queries import ScopeOffer
from talkoot.scopes.queries.offers import FEW
from talkoot.scopes.tests.given import given_topic, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    given_world()


def test_regions_and_the_readers_languages_stand_to_be_ticked() -> None:
    offer = ScopeOffer("en", own=("sw", "nobody-speaks"))
    regions = dict(offer.first("territories"))
    assert regions["014"] == "Eastern Africa"
    assert "KE" not in regions
    assert offer.first("languages") == [("sw", "Kiswahili")]


def test_a_few_topics_stand_to_be_ticked_and_of_many_only_the_broadest() -> None:
    software = given_topic("Software")
    reading = given_topic("Reading", under=[software])
    assert ScopeOffer("en").first("topics") == [(str(reading.pk), "Reading"), (str(software.pk), "Software")]
    for number in range(FEW):
        given_topic(f"Part {number}", under=[software])
    offer = ScopeOffer("en")
    assert offer.first("topics") == [(str(software.pk), "Software")]
    is_sure, found = offer.called("topics", "part 7")
    assert (is_sure, [name for _key, name in found]) == (True, ["Part 7"])


@pytest.mark.parametrize(
    ("facet", "name", "key"),
    [
        ("territories", "kenya", "KE"),
        ("territories", "KE", "KE"),
        ("territories", "Alemania", "DE"),
        ("languages", "Kiswahili", "sw"),
        ("languages", "Swahili", "sw"),
        ("languages", "zh-hant-tw", "zh-Hant-TW"),
    ],
)
def test_a_name_in_any_language_or_a_code_is_enough(facet: str, name: str, key: str) -> None:
    is_sure, found = ScopeOffer("en").called(facet, name)
    assert (is_sure, [one for one, _name in found]) == (True, [key])


def test_a_part_of_a_name_may_mean_several_things() -> None:
    assert ScopeOffer("en").called("territories", "guinea") == (True, [("GN", "Guinea")])
    is_sure, found = ScopeOffer("en").called("territories", "united")
    assert not is_sure
    assert {"GB", "US", "AE"} <= set(dict(found))


@pytest.mark.parametrize("name", ["", "  ", "Atlantis"])
def test_what_nothing_is_called_means_nothing(name: str) -> None:
    for facet in ("topics", "territories", "languages"):
        assert ScopeOffer("en").called(facet, name) == (False, [])


def test_everything_takes_two_queries_and_a_name_of_this_language_none(django_assert_num_queries: Any) -> None:
    topic = given_topic("Reading")
    offer = ScopeOffer("en", own=("en",))
    with django_assert_num_queries(2):
        for facet in ("topics", "territories", "languages"):
            offer.first(facet)
        assert offer.languages[0] == ("en", "English")
        assert offer.named("topics", [str(topic.pk), "0"]) == [(str(topic.pk), "Reading")]
        offer.called("territories", "Kenya")
    with django_assert_num_queries(1):
        offer.called("territories", "Alemania")
