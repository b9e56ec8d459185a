"""Filling a database with as many rows as a scenario needs, fast: rows are written as the actions would leave them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.db import connection, transaction
from django.utils.crypto import get_random_string

from talkoot.accounts.models import Account, LanguageChoice, Preference, Session
from talkoot.accounts.rules import folded_name
from talkoot.config.sessions import SessionStore
from talkoot.consultations.models import Consultation, Input
from talkoot.directory.models import Body, Person
from talkoot.directory.rules import fold
from talkoot.kernel.clock import now
from talkoot.kernel.texts import render_markdown
from talkoot.proposals.actions.indexing import word_keys
from talkoot.proposals.models import (
    Authorship,
    ProcessTemplate,
    Proposal,
    ProposalVersion,
    ProposalWord,
    StageRecord,
    Support,
)
from talkoot.proposals.rules import words_of
from talkoot.scopes.models import Topic

WORDS = [
    "coordination",
    "movement",
    "affiliate",
    "council",
    "hub",
    "equity",
    "governance",
    "charter",
    "budget",
    "grant",
    "language",
    "wiki",
    "template",
    "gadget",
    "editor",
    "patrol",
    "policy",
    "consensus",
    "proposal",
    "regional",
    "thematic",
    "support",
    "onboarding",
    "translation",
    "accessibility",
    "metadata",
    "licence",
    "outreach",
    "campaign",
    "librarian",
    "archive",
    "heritage",
    "research",
    "community",
    "moderation",
    "safety",
    "privacy",
    "infrastructure",
    "deployment",
    "roadmap",
    "priority",
    "survey",
    "mentor",
    "volunteer",
    "donor",
    "chapter",
    "transparency",
    "report",
    "decision",
    "minutes",
    "vote",
]
BATCH = 2_000


def text(chance: random.Random, sentences: int) -> str:
    """Return invented sentences of twelve words."""
    return " ".join(" ".join(chance.choice(WORDS) for _ in range(12)).capitalize() + "." for _ in range(sentences))


@transaction.atomic
def fill(
    *,
    people: int,
    proposals: int,
    supports: int,
    inputs: int,
    hot: int,
    sessions: int = 200,
    indexed: int | None = None,
    accounts: int = 2_000,
) -> list[str]:
    """Add rows to a database that holds the demo movement; return the keys of ``sessions`` signed-in sessions.

    The first ``hot`` new consultations get exactly 200 inputs each, the rest are spread over further ones. Only the
    first ``indexed`` proposals (all, when not given) can be found by their words, only the first ``accounts`` people
    can sign in.
    """
    chance = random.Random(42)  # the same rows every time, nothing secret
    at = now()
    persons = _people(people, accounts, at)
    keys = _sessions(persons[:sessions])
    made = _proposals(proposals, persons, chance, at, indexed)
    _supports(supports, made, persons, chance, at)
    _inputs(inputs, hot, persons, chance, at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return keys


def _people(number: int, with_account: int, at: datetime) -> list[Person]:
    first = Person.objects.count()
    names = [f"Member {first + n:06d}" for n in range(number)]
    accounts = Account.objects.bulk_create(
        (Account(name=name, folded=folded_name(name), password="!", created_at=at) for name in names[:with_account]),
        batch_size=BATCH,
    )
    Preference.objects.bulk_create((Preference(account=account) for account in accounts), batch_size=BATCH)
    LanguageChoice.objects.bulk_create(
        (LanguageChoice(account=account, language="en", level="writes", position=0) for account in accounts),
        batch_size=BATCH,
    )
    return Person.objects.bulk_create(
        (
            Person(
                name=name,
                slug=f"member-{first + n}",
                fold=fold(name),
                created_at=at,
                account=accounts[n] if n < len(accounts) else None,
            )
            for n, name in enumerate(names)
        ),
        batch_size=BATCH,
    )


def _sessions(persons: list[Person]) -> list[str]:
    rows = []
    for person in persons:
        if person.account is None:
            raise LookupError(f"{person.name} has no account to sign in with")
        session = SessionStore(get_random_string(32, VALID_KEY_CHARS))
        content = {
            SESSION_KEY: str(person.account_id),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.account.get_session_auth_hash(),
        }
        rows.append(session.create_model_instance(content))
    Session.objects.bulk_create(rows, batch_size=BATCH)
    return [str(row.session_key) for row in rows]


def _proposals(
    number: int, persons: list[Person], chance: random.Random, at: datetime, indexed: int | None
) -> list[Proposal]:
    template = ProcessTemplate.objects.get(slug="proposal", is_current=True)
    scopes = list(Body.objects.values_list("scope_id", flat=True).distinct()[:30])
    bodies = list(Body.objects.filter(kind__key__in=["council", "hub", "team"]).values_list("pk", flat=True))
    made = Proposal.objects.bulk_create(
        (
            Proposal(
                template=template,
                template_sha256=template.sha256,
                author=persons[n % len(persons)],
                scope_id=chance.choice(scopes),
                responsible_id=chance.choice(bodies),
                title=f"{text(chance, 1)[:90]} {n}",
                lead=text(chance, 1)[:200],
                language="en",
                stage="triage",
                stage_kind="triage",
                due_at=at + timedelta(minutes=n + 60),
                next_at=at + timedelta(minutes=n + 60),
                due_for="step",
                submitted_at=at - timedelta(minutes=n),
                moved_at=at - timedelta(minutes=n),
            )
            for n in range(number)
        ),
        batch_size=BATCH,
    )
    bodies_of_text = [text(chance, 11) for _ in made]
    ProposalVersion.objects.bulk_create(_versions(made, bodies_of_text), batch_size=BATCH)
    Authorship.objects.bulk_create(
        (Authorship(proposal=p, person=p.author, position=0) for p in made if p.author), batch_size=BATCH
    )
    StageRecord.objects.bulk_create(
        (
            StageRecord(
                proposal=p, number=1, stage="triage", kind="triage", template=template, entered_at=at, due_at=p.due_at
            )
            for p in made
        ),
        batch_size=BATCH,
    )
    _index(made[:indexed], bodies_of_text[:indexed])
    return made


def _versions(made: list[Proposal], texts: list[str]) -> Iterator[ProposalVersion]:
    for proposal, words in zip(made, texts, strict=True):
        yield ProposalVersion(
            proposal=proposal,
            number=1,
            title=proposal.title,
            problem=words,
            problem_html=f"<p>{words}</p>",
            affected="Everyone.",
            affected_html="<p>Everyone.</p>",
            language="en",
            scope_id=proposal.scope_id,
            by_id=proposal.author_id,
            at=proposal.submitted_at,
        )


def _index(made: list[Proposal], texts: list[str]) -> None:
    wanted = [
        dict.fromkeys(words_of(body), False) | dict.fromkeys(words_of(proposal.title), True)
        for proposal, body in zip(made, texts, strict=True)
    ]
    keys = word_keys({word for one in wanted for word in one})
    ProposalWord.objects.bulk_create(
        (
            ProposalWord(word_id=keys[word], proposal=proposal, in_title=in_title)
            for proposal, one in zip(made, wanted, strict=True)
            for word, in_title in one.items()
        ),
        batch_size=BATCH,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE proposals_word SET uses ="
            " (SELECT count(*) FROM proposals_proposalword WHERE word_id = proposals_word.id)"
        )


def _supports(number: int, made: list[Proposal], persons: list[Person], chance: random.Random, at: datetime) -> None:
    each = max(1, number // max(1, len(made)))
    rows = (
        Support(proposal=proposal, person=person, given_at=at)
        for proposal in made
        for person in chance.sample(persons, min(each, len(persons)))
    )
    Support.objects.bulk_create(rows, batch_size=BATCH)
    Proposal.objects.filter(pk__in=[p.pk for p in made[:1]]).update(support_count=each)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE proposals_proposal SET support_count = (SELECT count(*) FROM proposals_support"
            " WHERE proposal_id = proposals_proposal.id AND withdrawn_at IS NULL)"
        )


def _inputs(number: int, hot: int, persons: list[Person], chance: random.Random, at: datetime) -> None:
    body = Body.objects.get(slug="technology-council")
    sizes = [200] * hot
    while (left := number - sum(sizes)) > 0:
        sizes.append(min(left, 50))
    held = Consultation.objects.bulk_create(
        (_consultation(n, size, body, chance, at) for n, size in enumerate(sizes)), batch_size=BATCH
    )
    Input.objects.bulk_create(
        (
            _input(consultation, persons[(n * 31 + k) % len(persons)], chance, at, k)
            for n, (consultation, size) in enumerate(zip(held, sizes, strict=True))
            for k in range(size)
        ),
        batch_size=BATCH,
    )


def _consultation(n: int, size: int, body: Body, chance: random.Random, at: datetime) -> Consultation:
    question = text(chance, 3)
    return Consultation(
        title=f"Question {n}: {text(chance, 1)[:80]}",
        question=question,
        language="en",
        html=render_markdown(question),
        languages=["en"],
        answering_body=body,
        opened_at=at,
        first_closes_at=at + timedelta(days=20),
        closes_at=at + timedelta(days=20),
        input_count=size,
        language_counts={"en": size},
    )


def _input(consultation: Consultation, person: Person, chance: random.Random, at: datetime, k: int) -> Input:
    words = text(chance, chance.randint(1, 4))
    return Input(
        consultation=consultation,
        author=person,
        language="en",
        text=words,
        html=f"<p>{words}</p>",
        receipt=f"B{consultation.pk:08d}{k:05d}{chance.getrandbits(60):015X}",
        given_at=at,
    )


def topics() -> list[Any]:
    """Return the slugs of all topics, for filters."""
    return list(Topic.objects.values_list("slug", flat=True))
