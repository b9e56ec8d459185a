from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from talkoot.scopes import actions, queries
from talkoot.scopes.models import (
    Language,
    LanguageClosure,
    LanguageFallback,
    Territory,
    TerritoryClosure,
    TerritoryLabel,
)

pytestmark = pytest.mark.django_db

TABLES = (Territory, TerritoryLabel, TerritoryClosure, Language, LanguageFallback, LanguageClosure)


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    actions.load_world()


def test_every_country_lies_in_its_region_and_continent() -> None:
    up = TerritoryClosure.objects.filter(descendant__code="KE").values_list("ancestor__code", flat=True)
    assert set(up) == {"KE", "014", "202", "002"}
    assert Territory.objects.get(code="KE").qid == "Q114"


def test_a_region_may_lie_in_two() -> None:
    up = TerritoryClosure.objects.filter(descendant__code="MX").values_list("ancestor__code", flat=True)
    assert set(up) == {"MX", "013", "003", "419", "019"}


def test_only_what_no_standard_places_lies_nowhere() -> None:
    placed = TerritoryClosure.objects.filter(depth=1).values("descendant")
    loose = Territory.objects.filter(kind="country").exclude(pk__in=placed).values_list("code", flat=True)
    assert set(loose) == {"AQ"}


def test_all_wikis_languages_are_known_with_name_and_direction() -> None:
    assert Language.objects.count() == 424
    arabic = Language.objects.get(tag="ar")
    assert (arabic.autonym, arabic.direction) == ("العربية", "rtl")


def test_a_chain_is_followed_to_its_end_and_then_english() -> None:
    assert queries.fallback_chain("ace") == ["ace", "id", "en"]
    assert queries.fallback_chain("gan") == ["gan", "gan-Hant", "zh-Hant", "zh-Hans", "en"]
    assert queries.fallback_chain("en") == ["en"]
    assert queries.fallback_chain("pt-AO") == ["pt-AO", "pt", "en"]


def test_a_language_contains_its_variants_and_a_macrolanguage_its_members() -> None:
    up = LanguageClosure.objects.filter(depth__gt=0).values_list("descendant__tag", "ancestor__tag")
    assert {("zh-Hant-TW", "zh"), ("yue", "zh"), ("arz", "ar"), ("be-tarask", "be")} <= set(up)


def test_loading_again_changes_nothing() -> None:
    before = [list(table.objects.order_by("pk").values()) for table in TABLES]
    actions.load_world()
    assert [list(table.objects.order_by("pk").values()) for table in TABLES] == before


def test_loading_mends_what_differs_and_keeps_what_is_older() -> None:
    Language.objects.filter(tag="sw").update(autonym="?")
    TerritoryLabel.objects.filter(territory__code="KE", language="en").update(text="?")
    LanguageFallback.objects.filter(language__tag="ace", position=1).update(tag="xx")
    Territory.objects.create(code="ZZ", kind="country")
    actions.load_world()
    assert queries.language_names(["sw"]) == {"sw": ("Kiswahili", "ltr")}
    assert queries.territory_names(["KE"], "en") == {"KE": "Kenya"}
    assert queries.fallback_chain("ace") == ["ace", "id", "en"]
    assert Territory.objects.filter(code="ZZ").exists()


@pytest.mark.parametrize(
    "values", [{"code": "KEN", "kind": "country"}, {"code": "KE1", "kind": "area"}, {"code": "QQ", "kind": "sea"}]
)
def test_the_database_refuses_a_territory_whose_code_is_of_no_standard(values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.create(**values)


@pytest.mark.parametrize("values", [{"tag": "xx", "autonym": ""}, {"tag": "xx", "autonym": "X", "direction": "up"}])
def test_the_database_refuses_a_language_without_name_or_direction(values: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Language.objects.create(**{"direction": "ltr", **values})


def test_the_database_refuses_a_territory_inside_itself() -> None:
    kenya = Territory.objects.get(code="KE")
    TerritoryClosure.objects.filter(ancestor=kenya, descendant=kenya).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoryClosure.objects.create(ancestor=kenya, descendant=kenya, depth=2)


def test_the_database_refuses_a_language_inside_itself() -> None:
    swahili = Language.objects.get(tag="sw")
    LanguageClosure.objects.filter(ancestor=swahili, descendant=swahili).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        LanguageClosure.objects.create(ancestor=swahili, descendant=swahili, depth=2)
