"""Builders of rulebooks, decisions and ballots; they call the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from talkoot.accounts.tests.given import given_account
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Decision, Rulebook
from talkoot.directory.models import Body, Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_body, given_mandate, given_role
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.models import Language

LANGUAGES = {"en": ("English", "ltr"), "es": ("Español", "ltr"), "ar": ("العربية", "rtl"), "fr": ("Français", "ltr")}
OPENED = MONDAY
CLOSES = MONDAY + timedelta(days=14)
DURING = MONDAY + timedelta(days=3)
AFTER = CLOSES + timedelta(minutes=1)
EXEMPTION = "The bylaws ask for this vote *every year*."


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


def given_decision(
    council: Council,
    *chambers: str,
    rulebook: Rulebook | None = None,
    combination: str = "all",
    title: str = "Dark mode for everyone",
    question: str = "Shall dark mode be **on** by default?",
    language: str = "en",
    at: datetime = OPENED,
    closes_at: datetime = CLOSES,
    rests_on: str = "",
) -> Decision:
    """Return an open decision put by the council's steward, without a consultation unless told otherwise."""
    rulebook = rulebook or given_rulebook(council, *chambers, combination=combination)
    return actions.open_decision(
        title=title,
        question=question,
        language=language,
        rulebook_id=rulebook.pk,
        steward_body_id=council.body.pk,
        closes_at=closes_at,
        rests_on=rests_on,
        exemption="" if rests_on else EXEMPTION,
        by=council.ada,
        at=at,
    )


def given_ballot(
    decision: Decision,
    by: Actor,
    choice: str = "yes",
    *,
    chamber: str = "council",
    body: Body | None = None,
    reason: str = "",
    language: str = "en",
    at: datetime = DURING,
) -> Ballot:
    """Return a ballot; a no has a reason even when none is given."""
    return actions.cast_ballot(
        decision.pk,
        chamber=chamber,
        choice=choice,
        reason=reason or ("Too early." if choice == "no" else ""),
        language=language,
        body_id=body.pk if body else None,
        by=by,
        at=at,
    )


def given_tally(decision: Decision, by: Actor, *, at: datetime = AFTER, **figures: int | str) -> None:
    """Record the real ratification's individual votes, or other ``figures``."""
    values: dict[str, int | str] = {
        "chamber": "individuals",
        "eligible": 117_275,
        "yes": 1_710,
        "no": 623,
        "neutral": 113,
        "source_url": "https://vote.example/result",
        "evidence_sha256": "a" * 64,
    }
    actions.record_tally(decision.pk, **{**values, **figures}, by=by, at=at)  # type: ignore[arg-type]  # figures are typed where they are given


def given_persons(number: int) -> list[Person]:
    """Return so many persons, made in one go: for lists that must not grow slower."""
    return Person.objects.bulk_create(
        Person(name=f"Voter {n}", slug=f"voter-{n}", fold=f"voter {n}", created_at=OPENED) for n in range(number)
    )
