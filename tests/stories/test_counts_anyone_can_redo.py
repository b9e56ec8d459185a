"""Real and famous votes held again on this site: each verdict is read in a browser, and counted again without it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from recount import Count
from recount.tests.given import FIGURES, RATIFICATION
from recount.tests.given_rounds import folder, securepoll
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.directory.actions import create_role
from talkoot.directory.models import Body, Mandate, Person
from talkoot.directory.rules import Power, fold
from talkoot.directory.tests.given import actor_of, given_body, given_mandate, given_person
from talkoot.kernel.actors import SYSTEM, Actor, ActorKind
from talkoot.kernel.clock import now
from talkoot.ledger.actions import seal_batch
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.slates.actions import nominate, open_slate
from talkoot.slates.queries import field
from talkoot.slates.rules import Kind
from tests.stories.conftest import Stage
from tests.stories.people import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.moves_the_clock]

OPERATOR = Actor(ActorKind.PERSON, is_operator=True)
WHY = "Everybody was asked before."
SEED = "1 9 23 31 40 44"
HEAD = 'format = 2\nname = "{name}"\nlanguage = "en"\ncombination = "{combination}"\n'
CHAMBER = """
[[chambers]]
key = "{key}"
name = "{name}"
electorate = {electorate}
votes = "{votes}"
weights = "equal"
split = "whole"
recusals = "leave the base"
quorum = "none"
[chambers.election]
method = "{method}"
seats = {seats}
candidates = "{candidates}"
caps = "none"
reserved = "none"
terms = "same"
vacancy = "stays empty"
runoff = "none"
passes = "one is elected"
acts_with = "none"
[chambers.election.settings]
{settings}
"""
RANKS = 'equal = "exhaust"\nskipped = "skip"\nrepeated = "skip"\n'


class Assembly:
    """A body whose members vote, with its steward."""

    def __init__(self, name: str, members: int) -> None:
        self.body: Body = given_body(name, at=now())
        self.slug = self.body.slug
        steward = given_person(f"{name} steward", at=now())
        given_mandate(steward, self.body, [Power.STEWARD], from_on=(now() - timedelta(days=30)).date(), at=now())
        self.steward = actor_of(steward)
        self.members = [actor_of(person) for person in people(f"{name} member", members)]
        role = create_role(self.body.pk, name="Elector", seats=max(members, 1), by=SYSTEM, at=now())
        Mandate.objects.bulk_create(
            Mandate(person_id=each.person_id or 0, role=role, seat=seat, how_chosen="founding")
            for seat, each in enumerate(self.members, 1)
        )

    def opens(self, source: str, title: str, names: Sequence[str] = ()) -> Decision:
        """Put a question under the rules in ``source`` to vote for an hour, with these candidates."""
        book = publish_rulebook(source=source, slug=f"{self.slug}-{len(source)}", body_id=None, by=OPERATOR, at=now())
        draft = actions.draft_decision(
            title=title, question=f"{title}?", language="en", rulebook_id=book.pk, steward_body_id=self.body.pk,
            exemption=WHY, by=self.steward, at=now(),
        )  # fmt: skip
        if names:
            begun, over = now() - timedelta(days=9), now()
            slate = open_slate(
                matter=draft.ref, title=title, language="en", body_id=self.body.pk, kind=Kind.PEOPLE, opens_at=begun,
                closes_at=over, seed_source="", url="", by=self.steward, at=begun,
            )  # fmt: skip
            for person in people("", 0, names):
                nominate(slate.pk, person_id=person.pk, language="en", by=actor_of(person), at=begun)
            seal_batch(at=over)
        actions.open_draft(draft.pk, closes_at=now() + timedelta(hours=1), by=self.steward, at=now())
        return Decision.objects.get(pk=draft.pk)


def people(name: str, number: int, names: Sequence[str] = ()) -> list[Person]:
    """Return so many people called ``name`` with a number, or people with these names."""
    called = names or [f"{name} {n}" for n in range(number)]
    first = Person.objects.count()
    return Person.objects.bulk_create(
        Person(name=each, slug=f"replay-{first + n}", fold=fold(each), created_at=now())
        for n, each in enumerate(called)
    )


def chamber(key: str, electorate: str, method: str, seats: int, settings: str, **more: str) -> str:
    """Return a chamber that elects."""
    said = {"name": key.capitalize(), "votes": "one per person", "candidates": "all", **more}
    return CHAMBER.format(key=key, electorate=electorate, method=method, seats=seats, settings=settings, **said)


def members_of(slug: str) -> str:
    return f'{{ kind = "members_of_body", body = "{slug}" }}'


def keys_by_name(decision: Decision) -> dict[str, int]:
    return {one.name: one.key for one in field(decision.ref)}


def vote(decision: Decision, voters: Sequence[Actor], ballots: Sequence[Sequence[int]], key: str) -> None:
    """Let each voter rank candidates, the most preferred first."""
    for voter, order in zip(voters, ballots, strict=True):
        marks = tuple(sorted((option, rank) for rank, option in enumerate(order, 1)))
        actions.cast_marks(decision.pk, chamber=key, marks=marks, language="en", by=voter, at=now())


def reads(stage: Stage, decision: Decision, *said: str) -> Visitor:
    """Open the page of a counted decision as a stranger, who sees all this."""
    visitor = stage.visitor()
    visitor.go(decision.get_absolute_url())
    for words in said:
        visitor.sees(words)
    return visitor


def recounts(visitor: Visitor, decision: Decision, folder: Path) -> None:
    """Take the evidence home, and count it there."""
    with visitor.page.expect_download() as download:
        visitor.page.click(f"a[href$='{decision.public_id}/evidence.zip']")
    path = folder / f"{decision.public_id}.zip"
    download.value.save_as(path)
    command = [sys.executable, "-m", "recount", "verify", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("counts", "base", "said"),
    [
        ("yes+no+neutral", "yes+no", ["73.30%", "100"]),
        ("yes+no", "yes+no", ["2,333", "13"]),
        ("yes+no+neutral", "yes+no+neutral", ["69.91%"]),
    ],
)
def test_a_charter_is_ratified_by_three_chambers_under_each_reading_of_neutral(
    stage: Stage, tmp_path: Path, counts: str, base: str, said: list[str]
) -> None:
    """1,710 yes, 623 no and 113 neutral of 117,275: the quorum is met by 100 or missed by 13; the board says no."""
    text = RATIFICATION.replace('counts = "yes+no+neutral"', f'counts = "{counts}"', 1)
    text = text.replace('base = "yes+no"', f'base = "{base}"', 1)
    assembly = Assembly(f"Charter {counts} of {base}", 0)
    lines = [ELSEWHERE if line.startswith("electorate") else line for line in text.splitlines()]
    decision = assembly.opens("\n".join(lines), "Shall the charter stand")
    stage.later(hours=2)
    for key, figures in FIGURES.items():
        record(assembly, decision, key, figures)
    actions.count_decision(decision.pk, by=assembly.steward, at=now())
    visitor = reads(stage, decision, *said)
    assert Decision.objects.get(pk=decision.pk).outcome == "rejected"
    recounts(visitor, decision, tmp_path)


ELSEWHERE = 'electorate = { kind = "held_elsewhere" }'


def record(assembly: Assembly, decision: Decision, key: str, figures: Count) -> None:
    actions.record_tally(
        decision.pk, chamber=key, eligible=figures.eligible, yes=figures.yes, no=figures.no, neutral=figures.neutral,
        source_url="https://vote.example/result", evidence_sha256="a" * 64,
        by=assembly.steward, at=now(),
    )  # fmt: skip


def test_a_board_is_elected_as_securepoll_counted_it(stage: Stage, tmp_path: Path) -> None:
    """209 real ballots, cast here one by one, elect the two whom SecurePoll elected, by the same quota."""
    file = folder("securepoll-stv", "securepoll") / "math-stackexchange-com-2011-election-results.blt.json"
    profile, ids, expected = securepoll(file)
    cast = [
        [rank[0] for rank in ballot.ranks] for ballot, number in profile.ballots.items() for _ in range(int(number))
    ]
    assembly = Assembly("Board electors", len(cast))
    source = HEAD.format(name="Board", combination="all") + chamber(
        "members", members_of(assembly.slug), "stv-securepoll", profile.seats, RANKS
    )
    names = [name.strip() for name in profile.options]
    decision = assembly.opens(source, "Two seats on the board", names)
    keys = [keys_by_name(decision)[name] for name in names]
    vote(decision, assembly.members, [[keys[option] for option in order] for order in cast], "members")
    stage.later(hours=2)
    elected = [names[ids.index(each)] for each in expected["elected"]]
    visitor = reads(stage, decision, *elected)
    assert visitor.page.locator(".winners li bdi").all_inner_texts() == elected
    visitor.go(f"{decision.get_absolute_url()}rounds/members/")
    visitor.sees(f"{float(expected['rounds'][0]['quota']):.2f}")
    visitor.go(decision.get_absolute_url())
    recounts(visitor, decision, tmp_path)


def test_affiliates_choose_a_shortlist_and_members_elect_from_it(stage: Stage, tmp_path: Path) -> None:
    """Bo is the favourite of the members, but the affiliates did not name him."""
    bodies = [given_body(f"Shortlist chapter {n}", kind="shortlist-chapter", at=now()) for n in range(3)]
    assembly = Assembly("Shortlist electors", 5)
    delegates = people("Shortlist delegate", 3)
    for body, person in zip(bodies, delegates, strict=True):
        given_mandate(person, body, [Power.REPRESENT], at=now())
    kinds = '{ kind = "bodies_of_kind", kinds = ["shortlist-chapter"] }'
    order = 'tie = "order"\n' + RANKS
    source = HEAD.format(name="Shortlist", combination="in order")
    source += chamber("affiliates", kinds, "stv-scottish", 2, order, votes="one per body")
    source += chamber(
        "members", members_of(assembly.slug), "stv-scottish", 1, order, candidates="elected by affiliates"
    )
    names = ["Shortlist Ann", "Shortlist Bo", "Shortlist Cy"]
    decision = assembly.opens(source, "One seat, from a shortlist of two", names)
    ann, bo, cy = (keys_by_name(decision)[name] for name in names)
    for body, person, chosen in zip(bodies, delegates, ([ann, cy], [cy, ann], [ann, cy]), strict=True):
        marks = tuple(sorted((option, rank) for rank, option in enumerate(chosen, 1)))
        actions.cast_marks(
            decision.pk, chamber="affiliates", marks=marks, language="en", body_id=body.pk, by=actor_of(person),
            at=now(),
        )  # fmt: skip
    vote(decision, assembly.members, [[bo, cy], [bo, cy], [bo, cy], [ann], [ann]], "members")
    stage.later(hours=2)
    visitor = reads(stage, decision, "Shortlist Ann", "Shortlist Cy")
    lists = visitor.page.locator(".winners")
    assert lists.nth(0).locator("li bdi").all_inner_texts() == ["Shortlist Ann", "Shortlist Cy"]
    assert lists.nth(1).locator("li bdi").all_inner_texts() == ["Shortlist Cy"]
    recounts(visitor, decision, tmp_path)


def test_the_rehearsal_of_a_conduct_committee_finds_its_dead_end(stage: Stage) -> None:
    """Sixteen seats, two from a wiki at most, a seat for a region all of whose candidates share a full wiki."""
    steward = stage.person("Root Cellar")
    steward.go("/rulebooks/new/form/?template=conduct-committee")
    rows = ["name,home_wiki,region", *(f"North {n},northwiki,Africa" for n in range(3))]
    rows += [f"Other {n},wiki{n // 3},Europe" for n in range(12)]
    steward.fill(
        **{"c0-seats": "16", "c0-reserved": "region = Africa: 3", "c0-acts_with": "8", "candidates": "\n".join(rows)}
    )
    steward.press(steward.page.locator("main button[name=act][value=look]").first)
    steward.sees("Dead end")
    steward.sees("northwiki")


def test_a_panel_is_drawn_that_anyone_can_draw_again(stage: Stage, tmp_path: Path) -> None:
    """By hand: the SHA-256 of the seed, a line break and the name; the least are drawn."""
    assembly = Assembly("Lottery", 1)
    source = HEAD.format(name="Panel", combination="all") + chamber(
        "pool", members_of(assembly.slug), "lot", 3, 'seed = "at the count"\nquotas = "none"\n'
    )
    names = [f"Panel {letter}" for letter in "ABCDEFGHIJ"]
    decision = assembly.opens(source, "A panel of three", names)
    stage.later(hours=2)
    actions.count_decision(decision.pk, seed=SEED, by=assembly.steward, at=now())
    drawn = sorted(names, key=lambda name: sha256(f"{SEED}\n{name}".encode()).hexdigest())[:3]
    visitor = reads(stage, decision, *drawn)
    assert visitor.page.locator(".winners li bdi").all_inner_texts() == drawn
    recounts(visitor, decision, tmp_path)
