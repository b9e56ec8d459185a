"""Builders: they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import batched

from talkoot.accounts.tests.given import given_account
from talkoot.consultations import actions
from talkoot.consultations.models import Consultation, Disposition, Input
from talkoot.consultations.rules import Outcome, PartySpec
from talkoot.directory.models import Body
from talkoot.directory.queries import person_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_mandate
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.models import Language

WEEK = timedelta(days=7)
AFTER = MONDAY + WEEK
AUTONYMS = {"en": "English", "es": "Español", "ar": "العربية", "fr": "Français", "sw": "Kiswahili"}


def given_languages(*tags: str) -> None:
    """Let the site know a few languages; loading the whole world would take longer than the tests."""
    Language.objects.bulk_create(
        [
            Language(tag=tag, autonym=AUTONYMS.get(tag, tag), direction="rtl" if tag == "ar" else "ltr")
            for tag in tags or AUTONYMS
        ],
        ignore_conflicts=True,
    )


def given_member(name: str, body: Body | None = None, powers: Iterable[Power] = (), **account: object) -> Actor:
    """Return someone with an account, holding ``powers`` in ``body``."""
    opened = given_account(name, password=None, **account)  # type: ignore[arg-type]  # passed on as they are
    person = person_of(opened.pk)
    assert person is not None
    if body is not None:
        given_mandate(person, body, powers)
    return actor_of(person)


def given_consultation(
    body: Body,
    *,
    parties: Sequence[PartySpec] = (),
    title: str = "How should hubs report?",
    language: str = "en",
    languages: Sequence[str] = (),
    closes_at: datetime = AFTER,
    takes_visitors: bool = False,
    by: Actor = SYSTEM,
    at: datetime = MONDAY,
) -> Consultation:
    """Return an open consultation that ``body`` answers, a week long from `MONDAY`."""
    given_languages()
    return actions.open_consultation(
        title=title,
        question="What would *help* you?",
        language=language,
        answering_body_id=body.pk,
        parties=parties,
        closes_at=closes_at,
        languages=languages,
        takes_visitors=takes_visitors,
        by=by,
        at=at,
    )


def given_input(
    consultation: Consultation,
    by: Actor,
    *,
    text: str = "One page a year is enough.",
    language: str = "en",
    body: Body | None = None,
    at: datetime = MONDAY,
    sender: str = "somewhere",
) -> Input:
    """Return an input of ``by``."""
    return actions.give_input(
        consultation.pk, text=text, language=language, body_id=body.pk if body else None, by=by, at=at, sender=sender
    )


def given_answer(
    given: Input,
    by: Actor,
    *,
    outcome: str = Outcome.ADOPTED,
    reason: str = "It will be one page.",
    language: str = "en",
    at: datetime = MONDAY,
    replaces: int | None = None,
) -> Disposition:
    """Return the answer of ``by`` to an input."""
    return actions.dispose_of_input(
        given.pk, outcome=outcome, reason=reason, language=language, by=by, at=at, replaces=replaces
    )


def given_many_inputs(
    consultation: Consultation, author: Actor, count: int, *, answered_by: Actor | None = None
) -> None:
    """Add ``count`` inputs, rows as the action writes them; when somebody answers, each third waits."""
    start = Input.objects.count()
    rows = [
        Input(
            consultation=consultation,
            author_id=author.person_id,
            language="ar" if n % 5 == 0 else "en",
            text=f"Text {n}",
            html=f"<p>Text {n}</p>\n",
            receipt=f"MANY-{start + n}",
            given_at=MONDAY + timedelta(seconds=n),
        )
        for n in range(count)
    ]
    Input.objects.bulk_create(rows, batch_size=500)
    consultation.input_count += count
    consultation.language_counts = {"ar": (count + 4) // 5, "en": count - (count + 4) // 5}
    consultation.save()
    if answered_by is not None:
        keys = [row.pk for n, row in enumerate(rows) if n % 3]
        for some in batched(keys, 200):
            actions.dispose_of_inputs(
                consultation.pk, some, outcome="rejected", reason="No", language="en", by=answered_by, at=MONDAY
            )
        consultation.refresh_from_db()
