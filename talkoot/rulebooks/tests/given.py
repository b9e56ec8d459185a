"""Builders of rulebooks, and of a council that keeps them; they call the real actions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from talkoot.accounts.tests.given import given_account
from talkoot.directory.models import Body, Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_body, given_mandate, given_role
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.rulebooks import actions
from talkoot.rulebooks.models import Rulebook
from talkoot.scopes.models import Language

LANGUAGES = {"en": ("English", "ltr"), "es": ("Español", "ltr"), "ar": ("العربية", "rtl"), "fr": ("Français", "ltr")}
OPENED = MONDAY


@dataclass(frozen=True)
class Council:
    """A council whose steward ada put a question; bo and dee are members, cy is nobody, eve represents a chapter."""

    body: Body
    chapters: Sequence[Body]
    ada: Actor
    bo: Actor
    dee: Actor
    eve: Actor
    fay: Actor


def given_languages() -> None:
    """Make the languages that tests write in known to the site."""
    for tag, (autonym, direction) in LANGUAGES.items():
        Language.objects.get_or_create(tag=tag, defaults={"autonym": autonym, "direction": direction})


def given_council() -> Council:
    """Return a council of three (ada its steward, bo, dee) and two chapters, represented by eve and by fay."""
    given_languages()
    body = given_body("Technology Council", kind="council")
    chapters = [given_body("North Chapter"), given_body("South Chapter")]
    ada, bo, dee, eve, fay = (given_member(name) for name in ("Ada", "Bo", "Dee", "Eve", "Fay"))
    given_mandate(ada, body, [Power.STEWARD])
    member = given_role(body, "Member", seats=9)
    given_mandate(bo, body, role=member)
    given_mandate(dee, body, role=member)
    given_mandate(eve, chapters[0], [Power.REPRESENT])
    given_mandate(fay, chapters[1], [Power.REPRESENT])
    return Council(body, chapters, *(actor_of(person) for person in (ada, bo, dee, eve, fay)))


def given_member(name: str, **account: object) -> Person:
    """Return a person with an account to sign in with."""
    opened = given_account(name, password=None, **account)  # type: ignore[arg-type]  # passed on as they are
    return Person.objects.get(account_id=opened.pk)


def person_of(actor: Actor) -> Person:
    """Return the person behind an actor of the council."""
    return Person.objects.get(pk=actor.person_id or 0)


def rules_text(*chambers: str, combination: str = "all", name: str = "Council rules", language: str = "en") -> str:
    """Return a rulebook of the given chambers (see `chamber_text`)."""
    head = f'format = 1\nname = "{name}"\nlanguage = "{language}"\ncombination = "{combination}"\n'
    return head + "\n".join(chambers)


def chamber_text(
    key: str,
    electorate: str,
    *,
    name: str = "",
    quorum: str = "50 %",
    counts: str = "yes+no+neutral",
    bar: str = "50 %",
    base: str = "yes+no",
    names: str = "",
) -> str:
    """Return one chamber: at least ``quorum`` of the eligible (none when empty), more than or at least ``bar``."""
    is_half = bar == "50 %" and base == "yes+no"
    size = f'[chambers.quorum]\nshare = "{quorum}"\nof = "eligible"\ncounts = "{counts}"\nstrictness = "at least"\n'
    return (
        f'[[chambers]]\nkey = "{key}"\nname = "{name or key.capitalize()}"\n{names}\nelectorate = {electorate}\n'
        + (size if quorum else 'quorum = "none"\n')
        + f'[chambers.threshold]\nshare = "{bar}"\nbase = "{base}"\n'
        + f'strictness = "{"more than" if is_half else "at least"}"\ntie = "{"fails" if is_half else "bar"}"\n'
        + 'empty = "fails"\n'
    )


def conditions_text(
    *conditions: dict[str, Any], voters: str = "persons", include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> str:
    """Return an electorate of those who meet all ``conditions``, as the value of ``electorate``."""
    lists = f"include = {json.dumps(list(include))}, exclude = {json.dumps(list(exclude))}"
    asked = ", ".join(
        f"{{ {', '.join(f'{key} = {json.dumps(value)}' for key, value in each.items())} }}" for each in conditions
    )
    return f'{{ kind = "meets_conditions", voters = "{voters}", {lists}, conditions = {{ all = [{asked}] }} }}'


MEMBERS = chamber_text("council", '{ kind = "members_of_body", body = "technology-council" }')
CHAPTERS = chamber_text("chapters", '{ kind = "bodies_of_kind", kinds = ["chapter"] }', quorum="")
ELSEWHERE = chamber_text("individuals", '{ kind = "held_elsewhere" }', quorum="2 %", bar="55 %")


def given_rulebook(
    council: Council, *chambers: str, combination: str = "all", slug: str = "", at: datetime = OPENED
) -> Rulebook:
    """Return a rulebook kept by the council, published unless it was before; of its members unless told otherwise."""
    source = rules_text(*(chambers or (MEMBERS,)), combination=combination)
    before = Rulebook.objects.filter(source=source, is_latest=True).first()
    return before or actions.publish_rulebook(source=source, slug=slug, body_id=council.body.pk, by=council.ada, at=at)
