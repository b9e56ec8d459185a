"""Every code of recount has a sentence here, with its figures, in the reader's language."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

import recount.words
from recount.tests.given import FIGURES, RATIFICATION, given_text
from talkoot.rulebooks.queries.sentences import problem_sentence, read_back, share, test_sentence
from talkoot.rulebooks.queries.sentences.problems import QUESTIONS
from talkoot.rulebooks.queries.sentences.problems import SENTENCES as PROBLEMS
from talkoot.rulebooks.queries.sentences.readback import SENTENCES as RULES
from talkoot.rulebooks.queries.sentences.verdicts import SENTENCES as TESTS
from talkoot.rulebooks.rules import Unusable, read_rulebook, verdict_of
from talkoot.rulebooks.tests.given import (
    CHAPTERS,
    ELSEWHERE,
    MEMBERS,
    chamber_text,
    given_council,
    given_rulebook,
    rules_text,
)

# What only files of counts can have wrong: there are none here.
OF_COUNTS = {
    "not_text", "unknown_chamber", "chamber_not_counted", "nobody_eligible", "more_than_eligible", "unknown_choice",
    "no_counts", "not_a_chamber", "eligible_unsaid", "eligible_differs", "voter_twice", "voter_twice_on_lines",
    "not_on_roll", "no_voter", "not_a_list", "on_roll_twice", "roll_differs", "rulebook_differs", "no_rulebook",
    "no_header", "row_size", "chamber_in_two_files", "not_an_eligible", "cannot_read",
}  # fmt: skip


def verdict(text=RATIFICATION, figures=FIGURES):
    counts = {key: {k: int(str(v)) for k, v in counted.data().items()} for key, counted in figures.items()}
    return verdict_of(read_rulebook(text), counts).data()


def tests_in(data):
    return json.loads(json.dumps(data))["tests"]


# pytest would take a function of this name for a test case.
tests_in.__test__ = False  # type: ignore[attr-defined]  # functions take attributes


def test_every_code_of_recount_has_its_sentence():
    assert recount.words.TESTS.keys() == TESTS.keys()
    # Rulebooks of the second format, which elect, are not read here: `test_only_rulebooks_of_yes_and_no_are_read`.
    assert recount.words.RULES.keys() - {"electorate"} == RULES.keys()
    assert recount.words.PROBLEMS.keys() - OF_COUNTS <= PROBLEMS.keys()
    assert recount.words.UNSET.keys() == QUESTIONS.keys()


def test_only_rulebooks_of_yes_and_no_are_read():
    with pytest.raises(Unusable) as refused:
        read_rulebook(RATIFICATION.replace("format = 1", "format = 2"))
    assert [problem.code for problem in refused.value.problems] == ["unknown_format"]


def test_the_real_ratification_is_explained_with_its_figures():
    sentences = [test_sentence(test) for test in tests_in(verdict())]
    assert sentences == [
        "Enough took part: 2,446 ballots (yes, no and neutral), 2,346 needed (at least 2% of 117,275). Met by 100.",
        "73.30% said yes: 1,710 of 2,333 (yes and no). Needed: 1,284 (at least 55%). Met by 426.",
        "83.78% said yes: 93 of 111 (yes and no). Needed: 62 (at least 55%). Met by 31.",
        "0.00% said yes: 0 of 1 (yes and no). Needed: 1 (more than 50%). Missed by 1.",
        "Not adopted: 2 of 3 chambers approved, 3 had to",
    ]


def test_numbers_follow_the_reader():
    with translation.override("es"):
        sentence = test_sentence(tests_in(verdict())[0])
    assert "117\xa0275" in sentence


@pytest.mark.parametrize(
    ("figures", "settings", "sentence"),
    [
        ((10, 5, 5, 0), {}, "An equal vote, 5 yes and 5 no."),
        ((10, 5, 5, 0), {"tie": '"passes"'}, "The rulebook says that passes."),
        ((10, 0, 0, 5), {}, "No ballot counts towards support."),
        ((10, 0, 0, 5), {"empty": '"passes"'}, "The rulebook says that passes."),
    ],
)
def test_ties_and_empty_bases_are_explained(figures, settings, sentence):
    text = given_text(threshold=settings).replace('{ kind = "listed" }', '{ kind = "held_elsewhere" }')
    data = verdict(text, {"committee": recount.Count(*figures)})
    assert sentence in test_sentence(tests_in(data)[1])


def test_rules_are_read_back_in_full():
    back = read_back(read_rulebook(rules_text(MEMBERS, CHAPTERS, ELSEWHERE)))
    assert back.combination == "It is adopted when all its 3 chambers approve."
    council, chapters, individuals = back.chambers
    assert council.electorate == "Every person with a mandate in \u2068technology-council\u2069 votes."
    assert council.sentences == [
        "Quorum: at least 50% of those who may vote must take part.",
        "Neutral ballots count towards the quorum.",
        "Support: more than 50% of the yes and no ballots must say yes. Neutral ballots are left out of this share.",
        "As many yes as no does not pass.",
        "When no ballot counts towards support, the chamber does not approve.",
    ]
    assert chapters.sentences[0] == "There is no quorum: any number of ballots is enough."
    assert individuals.electorate.startswith("The vote is held on another site")


@pytest.mark.parametrize(
    "electorate",
    [
        '{ kind = "holders_of_role", body = "council", role = "member" }',
        '{ kind = "bodies_of_kind", kinds = ["chapter", "hub"] }',
        '{ kind = "listed", persons = ["ada"] }',
        '{ kind = "listed", bodies = ["north"] }',
    ],
)
def test_each_electorate_is_told(electorate):
    text = rules_text(MEMBERS).replace('{ kind = "members_of_body", body = "technology-council" }', electorate)
    (chamber,) = read_back(read_rulebook(text)).chambers
    assert chamber.electorate.endswith(".")


@pytest.mark.django_db
def test_short_names_are_told_as_they_were_called_at_publication():
    council = given_council()
    chambers = [
        chamber_text("a", '{ kind = "members_of_body", body = "technology-council" }'),
        chamber_text("b", '{ kind = "holders_of_role", body = "technology-council", role = "member" }'),
        chamber_text("c", '{ kind = "bodies_of_kind", kinds = ["chapter"] }'),
        chamber_text("d", '{ kind = "listed", bodies = ["north-chapter", "south-chapter"] }'),
        chamber_text("e", '{ kind = "listed", persons = ["ada", "bo"] }'),
    ]
    rulebook = given_rulebook(council, *chambers)
    back = read_back(read_rulebook(rulebook.source), rulebook.directory_names)
    told = [chamber.electorate.replace("\u2068", "").replace("\u2069", "") for chamber in back.chambers]
    assert told == [
        "Every person with a mandate in Technology Council votes.",
        "Every person who holds the role Member in Technology Council votes.",
        "Every working body of these kinds votes, by its delegate: Chapters.",
        "These bodies vote, each by its delegate: North Chapter, South Chapter.",
        "2 persons vote, named in the rules.",
    ]


def test_a_chamber_is_called_by_the_readers_name_for_it():
    text = rules_text(
        MEMBERS.replace('name = "Council"', 'name = "Council"\nnames = { ar = "المجلس", es = "Consejo" }')
    )
    rules = read_rulebook(text)
    for tag, name in (("ar", "المجلس"), ("es-MX", "Consejo"), ("fr", "Council")):
        with translation.override(tag):
            (chamber,) = read_back(rules).chambers
        assert (chamber.name.text, chamber.name.language) == (name, "en" if tag == "fr" else tag.split("-")[0])


@pytest.mark.parametrize(("exact", "shown"), [("1/50", "2%"), ("2/3", "2/3"), ("667/1000", "66.7%"), ("1/1", "100%")])
def test_shares_are_shown_exactly(exact, shown):
    assert share(exact) == shown


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("counts", "Which ballots count towards the quorum?"),
        ("of", "What is the quorum a share of?"),
        ("strictness", "Is exactly the quorum enough?"),
        ("base", "What is the needed support a share of?"),
        ("empty", "What does it come to when no ballot counts towards support?"),
        ("tie", "“tie” is missing."),
        ("combination", "How do the chambers combine?"),
    ],
)
def test_whatever_is_unsaid_is_asked_back(key, question):
    lines = [line for line in rules_text(ELSEWHERE).splitlines() if not line.startswith(f"{key} =")]
    with pytest.raises(Unusable) as unusable:
        read_rulebook("\n".join(lines))
    assert any(question in problem_sentence(problem) for problem in unusable.value.problems)
