"""Rulebooks: one version, all versions, the latest of each, and the same count under several readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.db.models import FETCH_RAISE, CharField
from django.db.models.functions import Cast
from django.http import Http404

from talkoot.kernel import paging
from talkoot.kernel.paging import Page
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.queries.drawing import Bar, bar_of
from talkoot.rulebooks.queries.picturing import Picture, picture_of
from talkoot.rulebooks.queries.sentences import Name, ReadBack, TestView, name_of, read_back, test_sentence
from talkoot.rulebooks.rules import Book, Count, RulebookRules, Rules, readings_of, rules_of, yes_no_rules_of


@dataclass(frozen=True, slots=True)
class RulebookView:
    """A version of a rulebook with all its page needs."""

    rulebook: Rulebook
    name: Name
    rules: Rules
    back: ReadBack
    picture: Picture
    versions: Sequence[Rulebook]

    @property
    def is_of_yes_and_no(self) -> bool:
        """Tell whether it is of format 1, whose counts can be invented by hand."""
        return not isinstance(self.rules, Book)


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading of neutral: what it comes to, and each chamber's tests and bar."""

    code: str
    is_adopted: bool
    outcome: str
    chambers: Sequence[tuple[Name, bool, Sequence[TestView], Bar | None]]

    @property
    def passed(self) -> tuple[bool, ...]:
        """Return which chambers approve."""
        return tuple(has_passed for _name, has_passed, _tests, _bar in self.chambers)


def get_rulebook(slug: str, version: int) -> Rulebook:
    """Return a published version; 404 when there is none. Rulebooks are public."""
    rows = Rulebook.objects.select_related("body", "published_by", "derived_from").fetch_mode(FETCH_RAISE)
    found = rows.filter(slug=slug, version=version).first()
    if found is None:
        raise Http404
    return found


def latest_rulebook(slug: str) -> Rulebook | None:
    """Return the latest version under a short name, or None."""
    return Rulebook.objects.filter(slug=slug, is_latest=True).first()


def list_rulebooks(*, after: str = "") -> Page[Rulebook]:
    """Return a page of rulebooks in their latest version, the newest first (one query); those of run-offs, which
    follow from others, are left out.
    """
    rows = (
        Rulebook.objects.filter(is_latest=True, derived_from=None)
        .select_related("body")
        .defer("source", "canonical")
        .order_by("-pk")
    )
    last = paging.after(after)
    if last is not None:
        rows = rows.filter(pk__lt=last)
    return paging.cut(list(rows.fetch_mode(FETCH_RAISE)[: paging.SIZE + 1]), "pk")


def starter() -> str:
    """Return the example that a new rulebook begins with."""
    return files("talkoot.rulebooks").joinpath("seed", "committee.toml").read_text(encoding="utf-8")


def rulebook_choices() -> list[tuple[int, str]]:
    """Return (key, name and version) of every rulebook that was written, in its latest version, by name."""
    rows = Rulebook.objects.filter(is_latest=True, derived_from=None).order_by("name", "pk")
    return [(key, f"{name} ({version})") for key, name, version in rows.values_list("pk", "name", "version")]


def rulebook_view(rulebook: Rulebook) -> RulebookView:
    """Return a version with its rules as sentences, and the other versions (one query)."""
    rules = rules_of(rulebook.canonical)
    versions = Rulebook.objects.filter(slug=rulebook.slug).defer("source", "canonical").order_by("-version")
    return RulebookView(
        rulebook=rulebook,
        name=name_of(rules, rules.language),
        rules=rules,
        back=read_back(rules, rulebook.directory_names),
        picture=picture_of(rules),
        versions=list(versions[:20]),
    )


def readings_view(rulebook: Rulebook, counts: Mapping[str, Count]) -> list[ReadingView]:
    """Return what ``counts`` come to as the rulebook says, and under the three usual readings of neutral."""
    rules = yes_no_rules_of(rulebook.canonical)
    return [_reading_view(rules, reading.code, reading.verdict.data()) for reading in readings_of(rules, counts)]


# Name and version.
labels = Naming(
    lambda keys, viewer: Rulebook.objects.filter(pk__in=keys),
    ("slug", "name", "language", lambda: Cast("version", CharField())),
    lambda key, slug, name, language, version: Label(
        f"{name} ({version})", Rulebook(slug=slug, version=int(version)).get_absolute_url(), language
    ),
)


def _reading_view(rules: RulebookRules, code: str, verdict: dict[str, Any]) -> ReadingView:
    *tests, combination = verdict["tests"]
    chambers = []
    for chamber, result in zip(rules.chambers, verdict["chambers"], strict=True):
        own = [t for t in tests if t["chamber"] == chamber.key]
        views = [TestView(t["code"], t["met"], test_sentence(t)) for t in own]
        chambers.append((name_of(chamber, rules.language), result["passed"], views, bar_of(own[-1]["figures"])))
    return ReadingView(code, combination["met"], test_sentence(combination), chambers)
