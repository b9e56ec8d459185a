"""The library: complete rulebooks to begin with, each with what it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from django.http import Http404
from django.utils.translation import gettext as _

from talkoot.rulebooks.queries.picturing import Picture, picture_of
from talkoot.rulebooks.queries.sentences import Name, ReadBack, name_of, read_back
from talkoot.rulebooks.rules import read_rulebook


@dataclass(frozen=True, slots=True)
class Template:
    """A rulebook to begin with: its TOML, and its short name, by which the page asks for it."""

    slug: str
    source: str


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template as the library shows it: its name, what it is for, its rules and its picture."""

    slug: str
    name: Name
    about: str
    back: ReadBack
    picture: Picture


@lru_cache(maxsize=1)
def templates() -> list[Template]:
    """Return all templates, in the order of the library."""
    folder = files("talkoot.rulebooks").joinpath("seed")
    return [Template(slug, folder.joinpath(f"{slug}.toml").read_text(encoding="utf-8")) for slug in ABOUT]


def template_source(slug: str) -> str:
    """Return the TOML of a template; 404 when there is none."""
    found = next((template.source for template in templates() if template.slug == slug), None)
    if found is None:
        raise Http404
    return found


def library() -> list[TemplateView]:
    """Return all templates as the library shows them, in the reader's language."""
    return [_view(template) for template in templates()]


def _view(template: Template) -> TemplateView:
    rules = read_rulebook(template.source)
    about = ABOUT[template.slug]()
    return TemplateView(template.slug, name_of(rules, rules.language), about, read_back(rules), picture_of(rules))


ABOUT: dict[str, Callable[[], str]] = {
    "simple-majority": lambda: _("A committee decides: half of it must take part, and more say yes than no."),
    "consensus": lambda: _("A proposal passes when no reasoned objection is left and not too many stand aside."),
    "charter-ratification": lambda: _("People, affiliates and a board each say yes, or the charter is not ratified."),
    "shortlist": lambda: _("Affiliates choose a shortlist; then all members elect from it by transferable vote."),
    "conduct-committee": lambda: _(
        "Candidates need a bar of support; no home wiki has more than two seats, and regions have seats of their own."
    ),
    "priorities": lambda: _("Everybody marks what matters to them; the chosen ten represent all groups in proportion."),
    "lot-with-consent": lambda: _("A panel is drawn by lot from the pool; then those concerned consent to it."),
}
