"""Builders: they call the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from talkoot.accounts.tests.given import given_account
from talkoot.directory.models import Body
from talkoot.directory.queries import person_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_body, given_mandate
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.models import Language
from talkoot.slates import actions
from talkoot.slates.models import Candidate, Question, Slate, Statement
from talkoot.slates.rules import Asked, Kind

DAY = timedelta(days=1)
CLOSES = MONDAY + 14 * DAY
AUTONYMS = {
    "en": "English",
    "es": "Español",
    "ar": "العربية",
    "fr": "Français",
    "pt": "Português",
    "pt-BR": "Português do Brasil",
}
HOME = Asked("home_wiki", "Home wiki")
REGION = Asked("region", "Region", ("North", "South"))
MATTERS = count(1)


@dataclass(frozen=True)
class House:
    """Those around an election: ada leads ``council``, which holds it; bo is a member, dee leads another body."""

    council: Body
    chapter: Body
    ada: Actor
    bo: Actor
    dee: Actor


def given_languages() -> None:
    """Let the site know a few languages; loading the whole world would take longer than the tests."""
    Language.objects.bulk_create(
        [Language(tag=t, autonym=n, direction="rtl" if t == "ar" else "ltr") for t, n in AUTONYMS.items()],
        ignore_conflicts=True,
    )


def given_someone(
    name: str, body: Body | None = None, powers: Sequence[Power] = (), interface_language: str = ""
) -> Actor:
    """Return somebody with an account, holding ``powers`` in ``body``."""
    person = person_of(given_account(name, password=None, interface_language=interface_language).pk)
    assert person is not None
    if body is not None:
        given_mandate(person, body, powers)
    return actor_of(person)


def given_house() -> House:
    """Return the people and bodies around an election."""
    given_languages()
    council = given_body("Council", kind="council")
    chapter = given_body("Wiki Circle")
    return House(
        council=council,
        chapter=chapter,
        ada=given_someone("Ada", council, [Power.STEWARD]),
        bo=given_someone("Bo", council),
        dee=given_someone("Dee", chapter, [Power.STEWARD, Power.REPRESENT]),
    )


def given_slate(
    house: House,
    *,
    kind: Kind = Kind.PEOPLE,
    title: str = "Conduct committee 2027",
    asks: Sequence[Asked] = (),
    seed_source: str = "The first draw of the state lottery in January",
    matter: str = "",
) -> Slate:
    """Return a slate open for a fortnight from `MONDAY`."""
    return actions.open_slate(
        matter=matter or f"decision:{next(MATTERS)}",
        title=title,
        language="en",
        body_id=house.council.pk,
        kind=kind,
        opens_at=MONDAY,
        closes_at=CLOSES,
        asks=asks,
        url="/decisions/",
        seed_source=seed_source,
        by=house.ada,
        at=MONDAY,
    )


def given_candidate(
    slate: Slate,
    who: Actor,
    *,
    name: str = "",
    language: str = "en",
    attributes: dict[str, str] | None = None,
    cost: Decimal | None = None,
    at: datetime = MONDAY,
) -> Candidate:
    """Return the candidacy of somebody who came forward themselves (or with a project)."""
    person = who.person_id if slate.kind == Kind.PEOPLE else None
    return actions.nominate(
        slate.pk, person_id=person, name=name, language=language, attributes=attributes, cost=cost, by=who, at=at
    )


def given_statement(
    candidate: Candidate, by: Actor, text: str = "I read every report.", language: str = "en", at: datetime = MONDAY
) -> Statement:
    """Return a new version of a statement."""
    return actions.write_statement(candidate.pk, text=text, language=language, by=by, at=at)


def given_question(
    candidate: Candidate, by: Actor, text: str = "How much time have you?", at: datetime = MONDAY
) -> Question:
    """Return a question to a candidate."""
    return actions.ask_question(candidate.pk, text=text, language="en", by=by, at=at)


def given_frozen(slate: Slate, house: House, seed: str = "4 8 15 16 23 42", at: datetime = CLOSES) -> Slate:
    """Return the slate with its names fixed."""
    return actions.freeze_slate(slate.pk, seed=seed if slate.seed_source else "", by=house.ada, at=at)
