"""Every code of recount has a sentence here, with its figures, in the reader's language."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils import translation

import recount.methods
import recount.simulating.words
import recount.words
from recount.rulebooks import knobs
from recount.rulebooks import words as of_books
from recount.sentences import METHOD_PROBLEMS
from recount.tests.given import FIGURES, RATIFICATION, given_text
from recount.tests.given_books import course_text
from talkoot.rulebooks.queries.library import templates
from talkoot.rulebooks.queries.sentences import (
    amount,
    finding_sentence,
    problem_sentence,
    read_back,
    setting_sentences,
    share,
    test_sentence,
)
from talkoot.rulebooks.queries.sentences.courses import SENTENCES as COURSES
from talkoot.rulebooks.queries.sentences.election_problems import SENTENCES as ELECTION_PROBLEMS
from talkoot.rulebooks.queries.sentences.elections import SENTENCES as ELECTIONS
from talkoot.rulebooks.queries.sentences.findings import CASES
from talkoot.rulebooks.queries.sentences.findings import SENTENCES as FINDINGS
from talkoot.rulebooks.queries.sentences.methods import METHODS
from talkoot.rulebooks.queries.sentences.problems import QUESTIONS
from talkoot.rulebooks.queries.sentences.problems import SENTENCES as PROBLEMS
from talkoot.rulebooks.queries.sentences.readback import SENTENCES as RULES
from talkoot.rulebooks.queries.sentences.unsaid import QUESTIONS as UNSAID
from talkoot.rulebooks.queries.sentences.verdicts import SENTENCES as TESTS
from talkoot.rulebooks.rules import Unusable, field_of, read_rulebook, simulate, verdict_of, yes_no_rules_of
from talkoot.rulebooks.tests.given import (
    CHAPTERS,
    ELSEWHERE,
    MEMBERS,
    chamber_text,
    conditions_text,
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
    "question_or_ballots", "runoff_options", "voter_not_on_roll", "voter_recused", "voter_has_voted", "parts_too_large",
    "left_unelected", "not_a_seed", "not_a_chamber_2", "not_a_figure", "roll_unclear", "weights_are_equal",
    "vote_unclear", "ballots_missing", "not_beside", "candidate_unknown", "candidates_unneeded", "one_rulebook",
}  # fmt: skip

COMMITTEE = Path(recount.__file__).parent / "examples" / "committee.toml"
LIBRARY = {template.slug: template.source for template in templates()}
CANDIDATES = "name,home_wiki,region\nAda,frwiki,Africa\nBo,frwiki,Africa\nCy,dewiki,Europe\nDee,frwiki,Europe\n"


def plain(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def verdict(text=RATIFICATION, figures=FIGURES):
    counts = {key: {k: int(str(v)) for k, v in counted.data().items()} for key, counted in figures.items()}
    return verdict_of(yes_no_rules_of(text), counts).data()


def tests_in(data):
    return json.loads(json.dumps(data))["tests"]


# pytest would take a function of this name for a test case.
tests_in.__test__ = False  # type: ignore[attr-defined]  # functions take attributes


def test_every_code_of_recount_has_its_sentence():
    assert (recount.words.TESTS | of_books.TESTS).keys() == TESTS.keys()
    assert (recount.words.RULES | of_books.RULES).keys() - {"electorate"} == (RULES | ELECTIONS | COURSES).keys()
    assert recount.words.PROBLEMS.keys() - OF_COUNTS <= PROBLEMS.keys()
    assert of_books.PROBLEMS.keys() - OF_COUNTS <= ELECTION_PROBLEMS.keys()
    assert METHOD_PROBLEMS.keys() | knobs.WRONG <= (PROBLEMS | ELECTION_PROBLEMS).keys()
    assert recount.words.UNSET.keys() == QUESTIONS.keys()
    assert of_books.EXAMPLES.keys() - {"settings"} == UNSAID.keys()
    assert recount.simulating.words.SENTENCES.keys() - {"cannot_count"} == FINDINGS.keys()
    assert recount.simulating.words.CASES.keys() == CASES.keys()


def test_every_method_and_every_setting_has_its_words():
    assert recount.methods.METHODS.keys() == METHODS.keys()
    for method in METHODS:
        asked = knobs.asked(method, {"tie": "lot"})
        for key, words in asked.items():
            for word in words or knobs.readings(method, key):
                (said,) = setting_sentences(method, {key: word})
                assert not said.startswith(f"\u2068{key}"), f"{method}: {key} = {word} has no words of its own"


def test_a_rulebook_that_elects_is_read_back_in_full():
    back = read_back(read_rulebook(COMMITTEE.read_text(encoding="utf-8")))
    (community,) = back.chambers
    told = [plain(sentence) for sentence in community.sentences]
    for sentence in (
        "Each person has one vote.",
        "Elected: 16. Method: yes or no to each candidate.",
        "A candidate needs a share of 60 %.",
        "Exactly that share is enough.",
        "At most 2 with the same home_wiki, members who stay counted.",
        "Reserved seats: 1, for candidates whose region is South.",
        "Seats open to all are filled first, then the reserved ones.",
        "The first elected serve longer: 8 of 16.",
        "It says yes when enough are elected to act: 8.",
    ):
        assert sentence in told
    assert told[0] == "Each person has one vote."
    assert "There is no run-off." in told


def test_a_shortlist_names_the_chamber_that_made_it():
    back = read_back(read_rulebook(LIBRARY["shortlist"]))
    assert "Only those stand whom Affiliates elected." in [plain(s) for s in back.chambers[1].sentences]
    assert plain(back.combination).startswith("Asked in this order: Affiliates → Members.")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("votes = ", "Who has a vote, each person or each body?"),
        ("caps = ", "Is there a cap?"),
        ("terms = ", "Do all serve for the same term?"),
        ("vacant = ", "What becomes of a reserved seat that nobody can take?"),
        ("strictness = ", "elected is nobody if it is “more-than”, and Bo if it is “at-least”."),
    ],
)
def test_whatever_an_election_leaves_unsaid_is_asked_back_with_an_example(line, sentence):
    text = COMMITTEE.read_text(encoding="utf-8")
    without = "\n".join(row for row in text.splitlines() if not row.startswith(line))
    with pytest.raises(Unusable) as unusable:
        read_rulebook(without)
    (problem,) = unusable.value.problems
    said = plain(problem_sentence(problem))
    assert sentence in said
    assert "Write one of:" in said


@pytest.mark.parametrize(
    ("written", "instead", "sentence"),
    [
        ("seats = 16", "seats = 0", "“seats” must be a whole number from 1 to 500."),
        ('candidates = "all"', 'candidates = "elected by nobody"', "“candidates” cannot be “elected by nobody”."),
        ("seats = 1 }]", "seats = 17 }]", "more seats are reserved (17) than there are (16)."),
        ("acts_with = 8", 'acts_with = "none"', "the chamber passes when enough are elected to act"),
        ('bar = "60 %"', 'bar = "much"', "Write an exact number"),
        ("format = 2", "format = 3", "say the version of the format"),
    ],
)
def test_what_is_wrong_in_an_election_is_told(written, instead, sentence):
    text = COMMITTEE.read_text(encoding="utf-8")
    assert written in text
    with pytest.raises(Unusable) as unusable:
        read_rulebook(text.replace(written, instead))
    assert sentence in " ".join(plain(problem_sentence(problem)) for problem in unusable.value.problems)


def test_a_rehearsal_tells_its_dead_ends():
    rules = read_rulebook(COMMITTEE.read_text(encoding="utf-8"))
    field = field_of(COMMITTEE.with_name("committee-candidates.csv").read_text(encoding="utf-8"))
    told = [plain(finding_sentence(finding, {})) for finding in simulate(rules, field) if finding.kind == "dead end"]
    assert any("all its 3 candidates share home_wiki enwiki" in sentence for sentence in told)
    assert any("it is below its own quorum of 8 of 16, and no run-off is named." in sentence for sentence in told)
    assert any(sentence.endswith("Under the caps even 18 of the 28 candidates may clear it, and only 7 of them take a "
                                 "seat.") for sentence in told)  # fmt: skip


@pytest.mark.parametrize("tag", ["en", "es", "ar"])
@pytest.mark.parametrize("name", sorted(LIBRARY))
def test_every_finding_on_the_library_is_a_sentence_in_every_language(name, tag):
    rules = read_rulebook(LIBRARY[name])
    with translation.override(tag):
        for field in (None, field_of(CANDIDATES)):
            for finding in simulate(rules, field):
                assert finding_sentence(finding, {chamber.key: chamber.name for chamber in rules.chambers})


def test_one_ballot_is_one_ballot():
    figures = {"had": 1, "needed": 1, "by": 0, "counts": "yes+no", "votes": 1, "strictness": "at least"}
    test = {"sentence": "quorum_met", "figures": figures}
    assert test_sentence(test).startswith("Enough took part: 1 ballot (yes and no), 1 needed")


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


@pytest.mark.django_db
def test_conditions_are_read_back_with_the_names_that_were_kept(django_assert_num_queries):
    council = given_council()
    asked = {"is": "member_of_body", "body": "technology-council", "parts": True, "on": "opening"}
    rulebook = given_rulebook(council, chamber_text("council", conditions_text(asked)))
    rules = read_rulebook(rulebook.source)
    with django_assert_num_queries(0):
        (chamber,) = read_back(rules, rulebook.directory_names).chambers
    assert chamber.electorate == "Every person who meets the conditions in the rules votes."
    (line,) = chamber.conditions
    assert line.text == "All of these hold:"
    (part,) = line.parts
    assert part.text == "Holds a role in “Technology Council” or in a part of it on the day voting opens."


def test_what_comes_around_the_vote_is_told_with_the_names_of_scrutineers():
    rules = read_rulebook(course_text())
    told = read_back(rules, {"bodies": {"elections": ["Elections Committee", "en"]}, "roles": {
        "elections/scrutineer": ["Scrutineer", "en"]}})  # fmt: skip
    said = [sentence.replace("\u2068", "").replace("\u2069", "") for sentence in told.course]
    assert said[0] == "Voting opens 7 days after it was announced, or later."
    assert said[1] == "Before it is announced, the question stands in these languages: English, Portuguese (Brazil)."
    assert "who hold the role Scrutineer in Elections Committee may strike" in said[5]
    assert said[6] == "The count may be challenged for 5 days; only then it is final."
    assert "Ballots are secret: nobody ever sees who voted how." in told.chambers[0].sentences


def test_rules_without_a_course_say_what_that_means():
    assert [
        "voting opens at once" in said
        for said in read_back(read_rulebook(COMMITTEE.read_text(encoding="utf-8"))).course
    ] == [True]


@pytest.mark.parametrize(
    ("value", "tag", "said"),
    [
        (1350, "en", "1,350"),
        ("7/2", "en", "3.5"),
        ("7/2", "es", "3,5"),
        (Fraction(1, 16), "en", "0.0625"),
        ("1/3", "en", "\u20681/3\u2069"),
        ("1805/6", "en", "\u2068300\u00a05/6\u2069"),
        (0, "en", "0"),
    ],
)
def test_a_weight_is_said_exactly(value, tag, said):
    with translation.override(tag):
        assert amount(value) == said


def test_weights_are_told_as_weights_where_votes_weigh():
    figures = {
        "counts": "yes+no", "strictness": "at least", "share": "1/2", "eligible": "7/2", "needed": "7/4", "had": 2,
        "by": "1/4",
    }  # fmt: skip
    test = {"code": "quorum", "chamber": "council", "sentence": "quorum_met", "figures": figures}
    assert test_sentence(test, weighed={"council"}) == (
        "Enough took part: a weight of 2 (yes and no), 1.75 needed (at least 50% of 3.5). Met by 0.25."
    )
    fixed = {key: value for key, value in figures.items() if key != "share"}
    missed = {**test, "sentence": "quorum_missed", "figures": {**fixed, "votes": 3, "by": "-1"}}
    assert "Missed by 1." in test_sentence(missed, weighed={"council"})
    assert "(at least 3)" in test_sentence(missed, weighed={"council"})
    for word in ("passes", "fails"):
        tie = {"chamber": "council", "sentence": f"tie_{word}", "figures": {"yes": "7/2", "no": "7/2"}}
        assert "a weight of 3.5 yes and 3.5 no" in test_sentence(tie, weighed={"council"})
    for word in ("met", "missed"):
        turnout = {"chamber": "c", "sentence": f"turnout_{word}", "figures": {**figures, "counts": "all ballots"}}
        assert "a weight of 2 (all ballots), at least 1.75 needed (of 3.5 in all)" in test_sentence(turnout, {"c"})
