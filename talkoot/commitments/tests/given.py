"""Builders: they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talkoot.accounts.tests.given import given_account
from talkoot.commitments import actions
from talkoot.commitments.models import Commitment, Review, Update
from talkoot.directory.models import Body, Role
from talkoot.directory.queries import person_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_body, given_mandate, given_role
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.actions import writing
from talkoot.proposals.events import StageEntered
from talkoot.scopes.models import Language

DAY = timedelta(days=1)
DUE = MONDAY.date() + 30 * DAY
LATE = MONDAY + 31 * DAY
AUTONYMS = {"en": "English", "es": "Español", "ar": "العربية", "fr": "Français", "sw": "Kiswahili"}


@dataclass(frozen=True)
class Promise:
    """Those around a promise: mo delivers for ``team``, sam leads it, ada leads ``council``, which judges it; bo is a
    member of the team without powers."""

    council: Body
    team: Body
    role: Role
    ada: Actor
    mo: Actor
    sam: Actor
    bo: Actor


def given_languages() -> None:
    """Let the site know a few languages; loading the whole world would take longer than the tests."""
    Language.objects.bulk_create(
        [Language(tag=t, autonym=n, direction="rtl" if t == "ar" else "ltr") for t, n in AUTONYMS.items()],
        ignore_conflicts=True,
    )


def given_member(
    name: str,
    body: Body | None = None,
    powers: Iterable[Power] = (),
    role: Role | None = None,
    interface_language: str = "",
) -> Actor:
    """Return someone with an account, holding ``powers`` (or ``role``) in ``body``."""
    person = person_of(given_account(name, password=None, interface_language=interface_language).pk)
    assert person is not None
    if body is not None:
        given_mandate(person, body, powers, role=role)
    return actor_of(person)


def given_promise() -> Promise:
    """Return the people and bodies around a promise to come."""
    given_languages()
    council = given_body("Council", kind="council")
    team = given_body("Mobile team", kind="team", parent=council)
    role = given_role(team, "Lead", powers=[Power.DELIVER])
    return Promise(
        council=council,
        team=team,
        role=role,
        ada=given_member("Ada", council, [Power.STEWARD]),
        mo=given_member("Mo", team, role=role),
        sam=given_member("Sam", team, [Power.STEWARD]),
        bo=given_member("Bo", team),
    )


def given_matter(matter: str) -> str:
    """Return the ref of a proposal after putting into the ledger that it came to its delivery."""
    with writing(by=SYSTEM, at=MONDAY) as announce:
        announce(
            StageEntered(
                subject=matter, stage="delivery", stage_kind="delivery", previous="decision", outcome="adopted",
                process="proposal", version=1, sha256="", due_at="", opened=[],
            )
        )  # fmt: skip
    return matter


def given_commitment(
    promise: Promise,
    *,
    text: str = "Drafts are kept on the phone.",
    language: str = "en",
    due_on: date = DUE,
    matter: str = "",
    by: Actor | None = None,
    at: datetime = MONDAY,
    review_body: Body | None = None,
) -> Commitment:
    """Return a promise of the team, a month long from `MONDAY`."""
    return actions.make_commitment(
        body_id=promise.team.pk,
        role_id=promise.role.pk,
        text=text,
        language=language,
        due_on=due_on,
        matter=matter,
        review_body_id=review_body.pk if review_body else None,
        by=by or promise.mo,
        at=at,
    )


def given_update(
    commitment: Commitment,
    by: Actor,
    *,
    text: str = "Half is there.",
    language: str = "en",
    url: str = "",
    done: bool = False,
    at: datetime = MONDAY,
) -> Update:
    """Return an update by ``by``."""
    return actions.post_update(
        commitment.pk, text=text, language=language, evidence_url=url, says_done=done, by=by, at=at
    )


def given_review(
    commitment: Commitment, by: Actor, *, outcome: str = "kept", reason: str = "It works.", at: datetime = LATE
) -> Review:
    """Return the judgement of ``by``."""
    return actions.review_commitment(commitment.pk, outcome=outcome, reason=reason, language="en", by=by, at=at)
