"""Rulebooks of format 2: complete or refused with an example, hashed in one form, counted chamber by chamber."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from recount import Unusable, read_rulebook
from recount.command import main
from recount.counting import Uncountable
from recount.methods import METHODS
from recount.methods import count as count_by
from recount.profiles import Ballot, Profile
from recount.quick import read_settings
from recount.rulebooks import knobs
from recount.rulebooks.book import readable
from recount.rulebooks.counting import Cast, count
from recount.rulebooks.explaining import explain
from recount.rulebooks.parsing import read_any, read_book
from recount.simulating.words import SENTENCES
from recount.structure.votes import Tally
from recount.tests.given import RATIFICATION
from recount.tests.given_books import BAR, CHAMBER, COMMITTEE, ELECTION, book_text, chamber_text, given_book
from recount.words import FURTHER_PROBLEMS, PROBLEMS, line_sentence, problem_sentence

SCHEMA = json.loads((Path(__file__).parent.parent / "rulebook-2.schema.json").read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA)


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def problems_of(text):
    with pytest.raises(Unusable) as unusable:
        read_book(text)
    return unusable.value.problems


def refused(text):
    """Return what is wrong with a rulebook; nothing where it can be read."""
    try:
        read_any(text)
    except Unusable as unusable:
        return unusable.problems
    return []


def ballots(*orders, options="abcd"):
    found: dict[Ballot, int] = {}
    for number, order in orders:
        found[Ballot(tuple((options.index(each),) for each in order))] = number
    return Profile(tuple(options), found)


def test_a_rulebook_of_format_1_reads_and_hashes_as_before():
    assert read_any(RATIFICATION) == read_rulebook(RATIFICATION)
    assert read_rulebook(RATIFICATION).sha256() == "ed4db561702b5e166dec4d4467986379b3eace68d325e9010ccda7a0dba6773a"


@pytest.mark.parametrize("election", [{}, COMMITTEE, {"terms": '{ longer = 1, by = "lot" }'}])
def test_the_canonical_form_is_the_same_however_it_was_written(election):
    book = given_book(chamber_text(election=election))
    assert read_any(book.canonical()) == book
    assert read_book(book.canonical()).sha256() == book.sha256()
    assert VALID.is_valid(book.data())


def test_the_published_schema_knows_every_method_and_refuses_what_is_unsaid():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$defs"]["method"]["enum"] == list(METHODS)
    data: dict[str, Any] = given_book(chamber_text(question=True), chamber_text(key='"b"', election=COMMITTEE)).data()
    assert VALID.is_valid(data)
    for place, key in [(0, "votes"), (0, "threshold"), (1, "recusals"), (1, "quorum")]:
        chambers = [dict(chamber) for chamber in data["chambers"]]
        del chambers[place][key]
        assert not VALID.is_valid({**data, "chambers": chambers})


@pytest.mark.parametrize("key", [key for key in CHAMBER if key not in {"key", "name", "electorate"}])
def test_each_unset_word_of_a_chamber_names_both_readings_and_an_example(key):
    changed: dict[str, Any] = {key: ""}
    (problem,) = problems_of(book_text(chamber_text(**changed)))
    sentence = problem_sentence(problem)
    assert problem.code == f"unsaid_{key}"
    assert all(f'{key} = "{reading}"' in sentence for reading in problem.values["readings"][:2])


@pytest.mark.parametrize("key", [key for key in ELECTION if key not in {"method", "settings"}])
def test_each_unset_word_of_an_election_names_both_readings_and_an_example(key):
    (problem,) = problems_of(book_text(chamber_text(election={key: ""})))
    assert problem.code == f"unsaid_{key}"
    assert "with" in problem_sentence(problem) or " if " in problem_sentence(problem)


def test_an_unset_combination_is_refused_with_its_readings():
    (problem,) = problems_of(book_text(chamber_text(), chamber_text(key='"b"')).replace('combination = "all"\n', ""))
    assert problem.code == "unsaid_combination"
    assert '"any"' in problem_sentence(problem)


@pytest.mark.parametrize("method", METHODS)
def test_each_unset_setting_of_a_method_is_named_with_ballots_that_tell_its_readings_apart(method):
    found = problems_of(book_text(chamber_text(election={"method": f'"{method}"', "settings": "{}"})))
    later = knobs.LATER.get(method, ())
    assert [p.values["key"] for p in found] == [key for key in knobs.asked(method, {}) if key not in later]
    for problem in found:
        assert problem.code == "unsaid_setting"
        assert f'{problem.values["key"]} = "' in problem_sentence(problem)
        if "ballots" in problem.values:
            assert problem.values["first"] != problem.values["second"]
    told_apart = sum("ballots" in problem.values for problem in found)
    assert told_apart or method in {"lot", "consent"}


@pytest.mark.parametrize(("ballots", "delegation"), [("secret", "none"), ("open", "allowed")])
def test_a_round_of_consent_is_open_and_nobody_speaks_for_another(ballots, delegation):
    said = {"method": '"consent"', "settings": '{ empty = "fails", stand-asides = "none", override = "none" }'}
    behind: dict[str, Any] = {"ballots": f'"{ballots}"', "delegation": f'"{delegation}"'}
    found = problems_of(book_text(chamber_text(election=said, **behind)))
    assert "consent_behind_doors" in [problem.code for problem in found]


def test_a_setting_that_came_later_may_be_unsaid_and_is_checked_where_it_is_said():
    said = {"method": '"consent"', "settings": '{ empty = "fails", stand-asides = "none" }'}
    assert read_book(book_text(chamber_text(election=said))).chambers[0].election is not None
    wrong = said | {"settings": '{ empty = "fails", stand-asides = "none", override = "3/2" }'}
    assert [p.code for p in problems_of(book_text(chamber_text(election=wrong)))] == ["share_out_of_range"]


# They change what is shown or refused, never who is elected; or only the count itself brings what they stand for.
NEVER_TOLD_APART = {
    *(("irv", key) for key in ("threshold", "batch", "stop")),
    *(("lot", key) for key in ("seed", "quotas")),
    ("allocated-score", "top"),
    ("stv-wigm", "last"),
}


def test_only_these_settings_have_no_ballots_that_tell_two_readings_apart():
    without = {
        (method, key) for method in METHODS for key in knobs.asked(method, {}) if not knobs.example(method, {}, key, 2)
    }
    assert without == NEVER_TOLD_APART


def test_an_example_says_what_else_it_needs():
    said = BAR.replace('counts = "yes+no+neutral", ', "").replace('quorum = "none", ', "")
    unsaid = problems_of(book_text(chamber_text(election={"method": '"yes-no"', "settings": said})))
    sentence = next(problem_sentence(problem) for problem in unsaid if problem.values["key"] == "counts")
    assert 'quorum = "3"' in sentence


def test_settings_that_no_count_takes_are_refused_where_they_stand():
    places = ELECTION["settings"].replace('"last"', '"first"')
    (problem,) = problems_of(book_text(chamber_text(election={"settings": places})))
    assert (problem.code, problem.setting) == ("unknown_word", "chambers.1.election.settings.unranked")
    bar = COMMITTEE["settings"].replace('"60 %"', '"much"')
    (problem,) = problems_of(book_text(chamber_text(election={**COMMITTEE, "settings": bar})))
    assert problem.setting.endswith("settings.bar")


@pytest.mark.parametrize(
    ("election", "code"),
    [
        ({"reserved": '[{ attribute = "region", value = "South", seats = 1 }]'}, "unsaid_filled"),
        ({"filled": '"best first"'}, "nothing_reserved"),
        ({**COMMITTEE, "seats": "0"}, "not_a_number_up_to"),
        ({**COMMITTEE, "reserved": '[{ attribute = "region", value = "South", seats = 17 }]'}, "too_many_reserved"),
        ({"candidates": '"elected by nobody"'}, "not_candidates"),
        ({"passes": '"enough to act are elected"'}, "acts_with_nobody"),
        ({"caps": "[]"}, "not_rows"),
        ({"surplus": '"x"'}, "unknown_key"),
        ({"runoff": '"perhaps"'}, "not_a_runoff"),
        ({"terms": "3"}, "not_terms"),
    ],
)
def test_what_contradicts_itself_is_refused(election, code):
    found = problems_of(book_text(chamber_text(election=election)))
    assert code in [problem.code for problem in found]
    assert all(problem_sentence(problem) for problem in found)


def test_a_chamber_asks_a_question_or_elects():
    text = book_text(chamber_text(question=True) + '[chambers.election]\nmethod = "irv"\n')
    assert problems_of(text)[0].code == "question_or_election"


def test_in_order_a_veto_comes_first_and_later_chambers_are_not_asked():
    book = given_book(chamber_text(question=True, key='"board"'), chamber_text(question=True), combination='"in order"')
    refused = count(book, {"board": Tally(5, 1, 4, 0), "community": Tally(9, 9, 0, 0)})
    assert (refused.outcome, [each.is_asked for each in refused.answers]) == ("rejected", [True, False])
    assert refused.tests[-1].figures["not_asked"] == ["community"]
    assert count(book, {"board": Tally(5, 4, 1, 0), "community": Tally(9, 9, 0, 0)}).outcome == "adopted"
    assert count(book, {"board": Tally(5, 1, 4, 0)}).outcome == "rejected"
    with pytest.raises(Uncountable, match="chamber_not_counted"):
        count(book, {"board": Tally(5, 4, 1, 0)})


def test_weights_may_be_fractions_and_are_compared_exactly():
    weighted = given_book(chamber_text(question=True, weights='"as on the roll"'))
    half = Tally(Fraction(7, 2), Fraction(1, 2), Fraction(1, 2), 0)
    assert count(weighted, {"community": half}).outcome == "rejected"
    more = Tally(Fraction(7, 2), Fraction(2, 3), Fraction(1, 2), 0)
    verdict = count(weighted, {"community": more})
    assert (verdict.outcome, verdict.tests[0].figures["yes"]) == ("adopted", "2/3")


def test_recusals_shrink_the_base_and_are_shown():
    quorum = '{ share = "50 %", of = "eligible", counts = "yes+no+neutral", strictness = "at least" }'
    leave, stay = (
        given_book(chamber_text(question=True, quorum=quorum, recusals=f'"{word} the base"'))
        for word in ("leave", "stay in")
    )
    tally = {"community": Tally(10, 3, 0, 0, recused=4)}
    assert count(leave, tally).outcome == "adopted"
    assert count(leave, tally).tests[0].figures["recused"] == 4
    assert count(stay, tally).outcome == "rejected"


def test_a_chamber_of_affiliates_makes_the_shortlist_of_the_next():
    shortlist = {"method": '"approval"', "settings": '{ tie = "order" }', "seats": "2"}
    vote = {"method": '"plurality"', "settings": '{ tie = "order" }', "seats": "1",
            "candidates": '"elected by affiliates"'}  # fmt: skip
    book = given_book(
        chamber_text(key='"affiliates"', election=shortlist), chamber_text(election=vote), combination='"in order"'
    )
    first, second = ballots((3, "ab"), (2, "a")), ballots((6, "ca"), (5, "b"))
    ruling = count(book, {"affiliates": Cast(first, 9), "community": Cast(second, 20)})
    assert [each.elected for each in ruling.answers] == [("a", "b"), ("a",)]


def test_a_run_off_named_beforehand_takes_the_seats_that_stayed_empty():
    election = {"method": '"plurality"', "settings": '{ tie = "none" }', "seats": "1", "passes": '"one is elected"'}
    second = '{ between = 2, method = "irv", settings = SETTINGS, ballots = "new ballots" }'
    settings = ", ".join(f'{key} = "{words[0]}"' for key, words in METHODS["irv"].settings.items() if words)
    runoff = second.replace("SETTINGS", f'{{ {settings}, write_in = "none" }}')
    book = given_book(chamber_text(election={**election, "runoff": runoff}))
    first = ballots((3, "a"), (3, "b"), (1, "c"))
    due = count(book, {"community": Cast(first, 9)})
    assert due.answers[0].data["runoff"] == {"between": ["a", "b"], "held": False}
    held = count(book, {"community": Cast(first, 9, runoff=ballots((3, "a"), (4, "b")))})
    assert held.answers[0].elected == ("b",)


def test_no_run_off_is_due_where_too_few_voted():
    election = {"method": '"plurality"', "settings": '{ tie = "none" }', "seats": "1", "passes": '"one is elected"'}
    again = '{ between = 2, method = "plurality", settings = { tie = "order" }, ballots = "new ballots" }'
    quorum = '{ votes = 5, counts = "all ballots", strictness = "at least" }'
    book = given_book(chamber_text(quorum=quorum, election={**election, "runoff": again}))
    for number, is_due in ((2, False), (3, True)):
        said = count(book, {"community": Cast(ballots((number, "a"), (number, "b")), 9)}).answers[0].data
        assert ("runoff" in said) is is_due


def test_the_quorum_of_an_election_says_whether_blank_ballots_count():
    quorum = '{ share = "50 %", of = "eligible", counts = "all ballots", strictness = "at least" }'
    cast = {"community": Cast(Profile(("a", "b"), {Ballot(((0,),)): 4, Ballot(): 1}), 10)}
    assert count(given_book(chamber_text(quorum=quorum)), cast).outcome == "adopted"
    marked = quorum.replace("all ballots", "marked ballots")
    assert count(given_book(chamber_text(quorum=marked)), cast).outcome == "rejected"


def test_rules_are_read_back_as_plain_sentences():
    lines = [line_sentence(line) for line in explain(given_book(chamber_text(election=COMMITTEE)))]
    assert "Community: at most 2 members with the same home_wiki, those who stay counted." in lines
    assert "Community: 1 of the seats only for candidates with region South." in lines


def test_counts_are_read_from_files_beside_them(capsys, tmp_path):
    election = {**COMMITTEE, "method": '"approval"', "settings": '{ tie = "order" }', "seats": "2", "acts_with": "1"}
    (tmp_path / "rules.toml").write_text(
        book_text(chamber_text(question=True, key='"board"', weights='"as on the roll"', split='"split"'),
                  chamber_text(election=election)), encoding="utf-8")  # fmt: skip
    (tmp_path / "c.csv").write_text(
        "name,home_wiki,region,status\na,en,North,\nb,en,North,\nc,en,South,\nd,de,South,withdrawn\nz,en,North,sitting\n",
        encoding="utf-8",
    )
    (tmp_path / "b.blt").write_text('4 2\n3 1 2 0\n2 2 0\n1 4 3 0\n0\n"a"\n"b"\n"c"\n"d"\n', encoding="utf-8")
    counts = {
        "format": 2,
        "chambers": {
            "board": {
                "roll": [{"voter": "x", "weight": "3/2"}, {"voter": "y"}, "z"],
                "recused": ["z"],
                "ballots": [{"voter": "x", "choice": "yes", "part": "2/3"}, {"voter": "y", "choice": "no"}],
            },
            "community": {"eligible": 9, "ballots": "b.blt", "candidates": "c.csv"},
        },
    }
    (tmp_path / "counts.json").write_text(json.dumps(counts), encoding="utf-8")
    code, out, err = run(capsys, "count", tmp_path / "rules.toml", tmp_path / "counts.json", "--closeness")
    assert (code, err) == (0, "")
    assert "1 yes" in out
    assert "seats left empty: 1 (reserved for South)" in out
    code, out, _err = run(capsys, "count", tmp_path / "rules.toml", tmp_path / "counts.json", "--json")
    assert (code, json.loads(out)["chambers"][1]["elected"]) == (0, ["b"])


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"ballots": "../b.blt", "eligible": 3}, "is no file beside this one"),
        ({"ballots": "/etc/passwd", "eligible": 3}, "is no file beside this one"),
        ({"eligible": 3}, "needs ballots"),
        ({"ballots": "b.blt", "eligible": "3/2"}, "must be a whole number"),
        ({"ballots": "b.blt"}, "must be a whole number"),
        ({"ballots": "b.blt", "eligible": 1}, "3 ballots were cast by 1 eligible"),
        ({"ballots": "b.blt", "eligible": 3, "votes": 3}, '"votes"'),
    ],
)
def test_counts_that_cannot_be_are_named_in_one_sentence(capsys, tmp_path, counts, sentence):
    (tmp_path / "rules.toml").write_text(book_text(chamber_text()), encoding="utf-8")
    (tmp_path / "b.blt").write_text('2 1\n3 1 2 0\n0\n"a"\n"b"\n', encoding="utf-8")
    (tmp_path / "counts.json").write_text(
        json.dumps({"format": 2, "chambers": {"community": counts}}, indent=1), encoding="utf-8"
    )
    code, out, err = run(capsys, "count", tmp_path / "rules.toml", tmp_path / "counts.json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err
    assert "counts.json, line" in err


def test_the_schema_of_format_2_is_printed(capsys):
    code, out, _err = run(capsys, "schema", "--format", "2")
    assert (code, json.loads(out)["title"]) == (0, "Rulebook, format 2")


@pytest.mark.parametrize(("vacancy", "members"), [("count-back", ["b", "d"]), ("next in order", ["b", "c"]),
                                                  ("stays empty", ["b"])])  # fmt: skip
def test_a_seat_that_falls_free_is_filled_as_the_rulebook_says(vacancy, members):
    knobs_said = {key: knobs.readings("stv-scottish", key)[0] for key in knobs.asked("stv-scottish", {})}
    said = ", ".join(f'{key} = "{value}"' for key, value in knobs_said.items())
    election = {"method": '"stv-scottish"', "settings": f"{{ {said} }}", "seats": "2", "vacancy": f'"{vacancy}"'}
    book = given_book(chamber_text(election=election))
    cast = Cast(ballots((5, "ad"), (4, "b"), (3, "c")), 20, left=("a",))
    found: dict[str, Any] = dict(count(book, {"community": cast}).answers[0].data)
    assert (found["elected"], found["vacancy"]["members"]) == (["a", "b"], members)
    with pytest.raises(Uncountable, match="left_unelected"):
        count(book, {"community": Cast(ballots((5, "ad"), (4, "b")), 20, left=("c",))})


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.text(max_size=9), st.just([]), st.just({}),
    st.just([{}]), st.just({"a": [1]}), st.sampled_from(["none", "all", "in order", "1/0", "elected by b", "7 of 3"]),
)  # fmt: skip


def paths(data, path=()):
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from paths(value, (*path, key))


@settings(max_examples=150, deadline=None)
@given(st.data(), JUNK)
def test_whatever_stands_in_a_rulebook_is_read_or_refused_in_sentences(data, junk):
    runoff = '{ between = 2, method = "approval", settings = { tie = "order" }, ballots = "new ballots" }'
    election = {**COMMITTEE, "runoff": runoff, "terms": '{ longer = 1, by = "lot" }'}
    first = chamber_text(question=True, key='"b"')
    book: dict[str, Any] = given_book(first, chamber_text(election=election)).data()
    *way, last = data.draw(st.sampled_from([path for path in paths(book) if path]))
    here: Any = book
    for key in way:
        here = here[key]
    here[last] = junk
    assert all(map(problem_sentence, refused(json.dumps(book))))


@pytest.mark.parametrize("method", METHODS)
def test_settings_mean_in_a_rulebook_what_they_mean_in_the_quick_form(method):
    usual = METHODS[method].usual
    for key, words in knobs.asked(method, {"tie": "lot"}).items():
        for word in words:
            assert readable(method, {key: word}, "", 0)[key] == word
        if not words and key not in {"tie", "seed"}:
            empty = {"default": "last"}.get(key, "none")
            assert readable(method, {key: empty}, "", 0)[key] == ""
            assert readable(method, {key: usual.get(key, "3")}, "", 0)[key] == usual.get(key, "3")


@pytest.mark.parametrize("method", ["schulze", "irv", "stv-meek", "stv-scottish", "debian", "approval", "score"])
def test_a_chamber_elects_whom_the_quick_form_elects(method):
    usual = dict(read_settings(method, ["quorum=2"] if method == "debian" else []))
    said = {key: usual[key] or {"default": "last"}.get(key, "none") for key in knobs.asked(method, {})}
    said |= {"majority": "1"} if method == "debian" else {}
    text = "{ " + ", ".join(f'{key} = "{value}"' for key, value in said.items()) + " }"
    book = given_book(chamber_text(election={"method": f'"{method}"', "settings": text, "seats": "2"}))
    profile = ballots((5, "abcd"), (4, "bcd"), (3, "dca"), (2, "cd"))
    scored = {
        Ballot(b.ranks, tuple((r[0], 4 - n) for n, r in enumerate(b.ranks))): w for b, w in profile.ballots.items()
    }
    profile = Profile(profile.options, {**scored}) if method == "score" else profile
    expected = count_by(method, profile, 2, read_settings(method, ["quorum=2"] if method == "debian" else []))
    found: dict[str, Any] = dict(count(book, {"community": Cast(profile, 30)}).answers[0].data)
    assert found["elected"] == list(profile.named(expected.elected))
    assert found["count"]["rounds"] == expected.data(profile)["rounds"]


def test_every_code_has_its_sentence():
    folder = Path(__file__).parent.parent
    sources = [path for part in ("rulebooks", "structure", "simulating") for path in (folder / part).glob("*.py")]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    calls = r'(?:Problem|fail|report|Uncountable|Uncounted)\(\[?\s*"([a-z_0-9]+)"'
    assert set(re.findall(calls, code)) - {*PROBLEMS, *FURTHER_PROBLEMS} == {"unsaid_setting"}
    found = set(re.findall(r'Kind\.[A-Z_]+, "([a-z_]+)"|DEAD_END, "([a-z_]+)"', code))
    assert {each for pair in found for each in pair if each} <= {*SENTENCES}


@settings(max_examples=150, deadline=None)
@given(data=st.data(), junk=JUNK)
def test_whatever_stands_in_counts_is_counted_or_refused_with_its_line(data, junk):
    with TemporaryDirectory() as folder:
        (Path(folder) / "b.blt").write_text('2 1\n3 1 2 0\n0\n"a"\n"b"\n', encoding="utf-8")
        (Path(folder) / "c.csv").write_text("name,wiki\na,en\nb,de\n", encoding="utf-8")
        rules = book_text(chamber_text(question=True, key='"q"', weights='"as on the roll"'), chamber_text())
        (Path(folder) / "rules.toml").write_text(rules, encoding="utf-8")
        roll = {"roll": [{"voter": "x", "weight": "3/2"}, "y"], "recused": ["y"]}
        vote = {"voter": "x", "choice": "yes", "part": "1"}
        cast = {"eligible": 9, "ballots": "b.blt", "candidates": "c.csv", "left": ["a"], "recused": 1}
        counts: dict[str, Any] = {"format": 2, "chambers": {"q": {**roll, "ballots": [vote]}, "community": cast}}
        *way, last = data.draw(st.sampled_from([path for path in paths(counts) if path]))
        here: Any = counts
        for key in way:
            here = here[key]
        here[last] = junk
        (Path(folder) / "counts.json").write_text(json.dumps(counts), encoding="utf-8")
        told = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(told):
            code = main(["count", f"{folder}/rules.toml", f"{folder}/counts.json", "--closeness"])
        assert (code, told.getvalue().count("\n")) in {(0, 0), (2, 1)}
