"""Setting the movement up: topics, bodies, people, roles, mandates, duties, rulebooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from talkoot.accounts import actions as accounts
from talkoot.accounts.models import Account
from talkoot.accounts.rules import LanguageLevel
from talkoot.config.demo.files import listed, rows, rulebooks
from talkoot.config.demo.people import PASSWORD, SIGN_INS
from talkoot.directory import actions as directory
from talkoot.directory.models import Body, Person, Role
from talkoot.directory.rules import BodyStatus, HowChosen, Power
from talkoot.duties import actions as duties
from talkoot.kernel.actors import SYSTEM, Actor, ActorKind
from talkoot.proposals import actions as proposals
from talkoot.rulebooks import actions as rulebook_actions
from talkoot.rulebooks.models import Rulebook
from talkoot.scopes import actions as scopes
from talkoot.scopes.models import Topic

# The day the dates in the files were written for; loading moves them all by the days gone since.
WRITTEN_ON = date(2026, 11, 23)
FOUNDED_DAYS_AGO = 520

Progress = Callable[[str], None]


@dataclass(slots=True)
class Setting:
    """The movement by the names its files use."""

    topics: dict[str, Topic] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    operators: set[str] = field(default_factory=set)
    roles: dict[str, Role] = field(default_factory=dict)
    holders: dict[str, list[str]] = field(default_factory=dict)
    rulebooks: dict[str, Rulebook] = field(default_factory=dict)

    def actor(self, slug: str) -> Actor:
        """Return a person as one who acts."""
        person = self.people[slug]
        return Actor(
            ActorKind.PERSON,
            person_id=person.pk,
            account_id=person.account_id,
            name=person.name,
            is_operator=slug in self.operators,
        )

    def holder(self, body: str) -> Actor:
        """Return who acts for a body: the first holder of its first role."""
        return self.actor(self.holders[body][0])


def is_set_up() -> bool:
    """Tell whether the people one can sign in as are there."""
    return Account.objects.filter(name=SIGN_INS[0].name).exists()


@transaction.atomic
def set_up(moment: datetime, progress: Progress) -> Setting:
    """Found the movement, all of it or nothing."""
    at = moment - timedelta(days=FOUNDED_DAYS_AGO)
    setting = Setting()
    scopes.load_world()
    setting.topics = scopes.load_topics([_topic(row) for row in rows("topics")], by=SYSTEM, at=at)
    _found_bodies(setting, at, progress)
    _introduce_people(setting, at, progress)
    _give_mandates(setting, at, moment, progress)
    _assign_duties(setting, at, moment)
    operator = setting.actor(next(iter(setting.operators)))
    for slug, source in rulebooks().items():
        setting.rulebooks[slug] = rulebook_actions.publish_rulebook(
            source=source, slug=slug, body_id=None, by=operator, at=at
        )
    proposals.publish_shipped_processes(body_id=setting.bodies["technology-council"].pk, at=at)
    return setting


def moved(day: str, moment: datetime) -> date | None:
    """Return a day of the files moved to the present; none stays none."""
    return date.fromisoformat(day) + (moment.date() - WRITTEN_ON) if day else None


def _topic(row: dict[str, str]) -> scopes.TopicSpec:
    labels = {tag: row[tag] for tag in ("en", "es", "ar", "fr", "sw")}
    return scopes.TopicSpec(slug=row["slug"], labels=labels, qid=row["qid"], broader=listed(row["broader"]))


def _found_bodies(setting: Setting, at: datetime, progress: Progress) -> None:
    directory.keep_shipped_kinds()
    bodies = rows("bodies")
    for number, row in enumerate(bodies, 1):
        progress(f"{number} of {len(bodies)} bodies")
        scope = scopes.intern_scope(
            topics=[setting.topics[slug].pk for slug in listed(row["topics"])],
            territories=listed(row["territories"]),
            languages=listed(row["languages"]),
        )
        setting.bodies[row["slug"]] = directory.found_body(
            name=row["name"],
            kind=row["kind"],
            language=row["mission_language"],
            parent_id=setting.bodies[row["parent"]].pk if row["parent"] else None,
            scope_id=scope.pk,
            mission=row["mission"],
            status=BodyStatus(row["status"]),
            by=SYSTEM,
            at=at,
        )


def _introduce_people(setting: Setting, at: datetime, progress: Progress) -> None:
    people = rows("people")
    for number, row in enumerate(people, 1):
        progress(f"{number} of {len(people)} people")
        account = None
        if row["account"]:
            account = accounts.open_account(
                row["name"],
                PASSWORD,
                languages=_languages(row["languages"]),
                is_operator=bool(row["operator"]),
                by=SYSTEM,
                at=at,
            )
        setting.people[row["slug"]] = directory.introduce_person(account.pk if account else None, row["name"], at)
        if row["operator"]:
            setting.operators.add(row["slug"])


def _languages(cell: str) -> Sequence[tuple[str, LanguageLevel]]:
    pairs = (one.split(":") for one in listed(cell))
    return [(tag, LanguageLevel(level)) for tag, level in pairs]


def _give_mandates(setting: Setting, at: datetime, moment: datetime, progress: Progress) -> None:
    mandates = rows("mandates")
    for number, row in enumerate(mandates, 1):
        progress(f"{number} of {len(mandates)} mandates")
        role = setting.roles.get(f"{row['body']}/{row['role']}")
        if role is None:
            powers = [Power(word) for word in row["powers"].split()]
            body = setting.bodies[row["body"]]
            role = directory.create_role(
                body.pk, name=row["role"], seats=int(row["seats"]), powers=powers, by=SYSTEM, at=at
            )
            setting.roles[f"{row['body']}/{row['role']}"] = role
        if row["person"]:
            _give(setting, role, row, at, moment)


def _give(setting: Setting, role: Role, row: dict[str, str], at: datetime, moment: datetime) -> None:
    from_on, until_on = moved(row["from"], moment), moved(row["until"], moment)
    directory.give_mandate(
        role.pk,
        person_id=setting.people[row["person"]].pk,
        from_on=min(from_on or at.date(), at.date()),
        until_on=until_on,
        how_chosen=HowChosen(row["how_chosen"]),
        by=SYSTEM,
        at=at,
    )
    if until_on is None or until_on > moment.date():
        setting.holders.setdefault(row["body"], []).append(row["person"])


def _assign_duties(setting: Setting, at: datetime, moment: datetime) -> None:
    for row in rows("duties"):
        duties.assign_duty(
            letter=row["letter"],
            matter=row["matter"],
            language="en",
            body_id=setting.bodies[row["body"]].pk,
            topics=[setting.topics[slug].pk for slug in listed(row["topics"])],
            territories=listed(row["territories"]),
            languages=listed(row["languages"]),
            source=row["source"],
            review_on=moved(row["review_on"], moment),
            reason="Taken over from the charter when it came into force.",
            by=SYSTEM,
            at=at,
        )
