"""The rules of a run-off: whole, the same whoever derives them, and counting what the first rules would count."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from recount.methods import METHODS
from recount.profiles import Ballot, Profile
from recount.rulebooks import knobs
from recount.rulebooks.book import Book, ElectionRules
from recount.rulebooks.counting import Cast, count
from recount.rulebooks.parsing import read_book
from talkoot.decisions.tests.given_runoffs import AGAIN, runoff_text
from talkoot.rulebooks.rules import (
    Left,
    Underivable,
    Unusable,
    as_toml,
    headed,
    read_rulebook,
    runoff_book,
    underivable,
)
from talkoot.rulebooks.tests.rules.test_drafts import books

HEADINGS = {"": "Run-off: %(title)s", "es": "Segunda vuelta: %(title)s"}
CAPS = '[{ attribute = "home_wiki", most = 1 }]'


def book_of(**changed: Any) -> Book:
    return read_book(runoff_text(**changed))


def read(source: str) -> Book:
    """Return the rules in ``source``; drop an example that is none."""
    try:
        return read_book(source)
    except Unusable:
        reject()


@given(data=books())
@settings(max_examples=60, deadline=None)
def test_rules_written_as_toml_read_as_the_same_rules(data):
    book = read(json.dumps(data))
    again = read_rulebook(as_toml(book))
    assert isinstance(again, Book)
    assert again.sha256() == book.sha256()


def elected_by(book: Book) -> ElectionRules:
    election = book.chambers[0].election
    assert election is not None
    return election


@st.composite
def runoffs(draw):
    """Draw rules of one chamber that ask again, by any method and settings."""
    method = draw(st.sampled_from(sorted(set(METHODS) - {"consent", "lot"})))
    said: dict[str, str] = {}
    for _round in range(2):  # what is asked may depend on what was said
        for key, words in knobs.asked(method, said).items():
            said.setdefault(key, draw(st.sampled_from(words)) if words else knobs.readings(method, key)[0])
    said = {key: value for key, value in said.items() if key in knobs.asked(method, said)} | {"budget": "none"}
    said = {key: value for key, value in said.items() if key != "budget" or "budget" in METHODS[method].settings}
    told = ", ".join(f'{key} = "{value}"' for key, value in said.items())
    return f'{{ between = 2, method = "{method}", settings = {{ {told} }}, ballots = "new ballots" }}'


@given(
    runoff=runoffs(), seats=st.integers(1, 9), elected=st.integers(0, 8), acts=st.integers(0, 9),
    passes=st.sampled_from(["one is elected", "all seats are filled", "enough to act are elected"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_rules_of_a_run_off_are_whole_and_always_the_same(runoff, seats, elected, acts, passes):
    assume(elected < seats and (acts or not passes.startswith("enough")))
    text = runoff_text(runoff=runoff, seats=str(seats), passes=f'"{passes}"', acts_with=str(acts) if acts else '"none"')
    book = read(text)
    assume(underivable(book) is None)
    derived = runoff_book(book, Left(seats - elected, elected), HEADINGS)
    for written in (derived.canonical(), as_toml(derived)):
        assert read_book(written).canonical() == derived.canonical()
    assert (
        runoff_book(read_book(book.canonical()), Left(seats - elected, elected), HEADINGS).sha256() == derived.sha256()
    )
    chamber, election = derived.chambers[0], elected_by(derived)
    assert (election.runoff, election.limits.seats) == (None, seats - elected)
    assert (chamber.electorate, derived.course) == (book.chambers[0].electorate, book.course)


@given(
    first=st.lists(st.permutations(range(4)), min_size=1, max_size=9),
    second=st.lists(st.permutations(range(4)), min_size=1, max_size=9),
    caps=st.sampled_from(['"none"', CAPS]), seats=st.sampled_from(["1", "2"]),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_a_run_off_of_its_own_elects_whom_the_first_rules_would_have_elected(first, second, caps, seats):
    names = ("Ann", "Ben", "Cleo", "Dan")
    about = tuple({"home_wiki": wiki} for wiki in ("de", "de", "fr", "es"))
    book = book_of(caps=caps, seats=seats)
    earlier = Cast(cast(names, first, about), 20)
    said: Any = count(book, {"members": earlier}).answers[0].data
    assume("runoff" in said)
    between, elected = said["runoff"]["between"], said["elected"]
    together = count(
        book, {"members": Cast(earlier.profile, 20, runoff=cast(names, marked(second, names, between), about))}
    )
    derived = runoff_book(book, Left(int(seats) - len(elected), len(elected)), HEADINGS)
    paper = tuple(name for name in names if name in between)
    again = cast(paper, marked(second, names, between, paper), tuple(about[names.index(name)] for name in paper))
    sitting = tuple(about[names.index(name)] for name in elected) if caps == CAPS else ()
    alone = count(derived, {"members": Cast(again, 20, sitting=sitting)})
    assert [*elected, *alone.answers[0].elected] == [*together.answers[0].elected]


def cast(names, rankings, about):
    """Return ballots that mark the first of each ranking."""
    profile: dict[Ballot, int] = {}
    for ranking in rankings:
        ballot = Ballot(((ranking[0],),))
        profile[ballot] = profile.get(ballot, 0) + 1
    return Profile(names, profile, about=about)


def marked(rankings, names, between, paper=None):
    """Return of each ranking whoever the run-off is between, by their place on ``paper``."""
    listed = paper or names
    return [[listed.index(names[option]) for option in ranking if names[option] in between] for ranking in rankings]


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        (Underivable.BETWEEN, {"runoff": AGAIN.replace("between = 2", "between = 1")}),
        (
            Underivable.RESERVED,
            {
                "seats": "2",
                "reserved": '[{ attribute = "region", value = "south", seats = 1 }]\n'
                'filled = "reserved first"\nvacant = "stays empty"',
            },
        ),
        (Underivable.TERMS, {"seats": "2", "terms": '{ longer = 1, by = "order of election" }'}),
        (None, {"caps": CAPS}),
        (None, {}),
    ],
)
def test_what_cannot_be_derived_is_told_apart(why, changed):
    assert underivable(book_of(**changed)) is why


def test_of_several_chambers_none_asks_again():
    text = runoff_text()
    chamber = text[text.index("[[chambers]]") :].replace('"members"', '"others"')
    assert underivable(read_book(f"{text}\n{chamber}")) is Underivable.CHAMBERS


def test_who_was_elected_counts_towards_those_who_can_act():
    book = book_of(seats="5", passes='"enough to act are elected"', acts_with="3")
    derived = [elected_by(runoff_book(book, Left(5 - elected, elected), HEADINGS)) for elected in (1, 3)]
    assert [(each.acts_with, each.passes) for each in derived] == [
        (2, "enough to act are elected"), (0, "one is elected"),
    ]  # fmt: skip


def test_a_run_off_is_named_in_every_language_and_never_too_long():
    text = runoff_text().replace('language = "en"', 'language = "en"\nnames = { es = "Junta", sw = "Bodi" }')
    derived = runoff_book(read_book(text), Left(1, 0), HEADINGS)
    assert (derived.name, derived.names) == (
        "Run-off: Board election", {"es": "Segunda vuelta: Junta", "sw": "Run-off: Bodi"},
    )  # fmt: skip
    long = headed(HEADINGS[""], "x" * 300)
    assert (len(long), long[-1], long[:10]) == (200, "…", "Run-off: x")
    assert tomllib.loads(as_toml(derived))["name"] == derived.name
