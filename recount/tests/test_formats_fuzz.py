"""Whatever a file holds, it is read or refused with a line; whatever is written is read again as it was."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.formats import FORMATS, load_profile
from recount.formats.holding import lost
from recount.formats.naming import checked_names
from recount.profiles import Ballot, Number, Profile
from recount.reading import Unusable
from recount.words import problem_sentence

# Enough for every day; a longer search raises this number.
FEW = settings(deadline=None, max_examples=40)

GOOD = {
    "blt": "4 2\n[nick a b c d]\n-2\n(x) 1 a 3=4 - 2 0\n(y) 1 0\n3 1 2 0 # no\n"
    '1.5 4 0\n0\n"A" "B \\"b\\""\n"C"\n"D"\n"T"\n',
    "csv": 'id,weight,Ann,"Bo, B.",Cy\nx1,2,1,No opinion,3\nx2,1/3,2,,2\nx3,1,1,2,3\n',
    "csv-scores": "score: Ann;score: Bo\n5;0\n-1;2.5\n;No opinion\n",
    "csv-approval": "Ann\tBo\nx\t\nyes\tno\n1\t1\n",
    "csv-support": "Ann,Bo\nyes,neutral\nno,\n",
    "csv-choices": "Choice 1,2nd choice,rank3,count\nAnn,Bo|Cy,,3\nundervote,overvote,Ann,1\n",
    "csv-ranks": "A,B\n1,2\n",
    "abif": '{"title": "T"}\n=A:[Ann A]\n# no\n12:A/5>[Bo, B]/3="Cy"/3 # yes\n3:\n1.5:A>>Cy\n2:A/5,Cy/1\n',
    "soi": "# TITLE: T\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n3: 1,2\n1: 2\n",
    "soc": "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n3: 1,2\n1: 2,1\n",
    "toi": "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n3: 1,{2,3}\n1: {2, 1}\n",
    "toc": "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n3: {1,2}\n",
    "cat": "# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n"
    "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n3: {1,2},{}\n1: 2,1\n",
    "json": '{"format": 1, "seats": 2, "options": ["A", {"name": "B", "about": {"cost": "3"}}], "withdrawn": ["B"],\n'
    '"budget": "2.5", "ballots": [{"weight": "1/3", "ranks": ["A", ["B"]], "scores": {"A": 5}},\n'
    '{"approvals": ["A", "B"]}, {"silent": ["A"]}]}\n',
    "debian": "  Option 1--->: Ann\n/  Option 2-->: None of the Above\n|/\nV: 12 \tabc\nV: -1 \tdef\n",
    "starvote": "[options]\nseats = 2\n[ballots]\n2 ballots:\n  Ann = 5\n  Bo = 0\n\nAnn = 1\n",
    "pabulib": "META\nkey;value\nbudget;10\nPROJECTS\nproject_id;cost\np;5\nq;6\nVOTES\nvoter_id;vote\n1;p,q\n2;q\n",
    "people": "name,age\nAnn,30\nBo,40\n",
}


def read(folder, content: bytes, form: str) -> Profile | None:
    path = folder / "file"
    path.write_bytes(content)
    try:
        return load_profile(path, form)
    except Unusable as unusable:
        refused = unusable
    problem = refused.problems[0]
    assert refused.name == str(path)
    assert 1 <= problem.line <= content.count(b"\n") + content.count(b"\r") + 1
    assert problem_sentence(problem)
    return None


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@pytest.mark.parametrize("form", FORMATS)
def test_a_good_file_is_read(folder, form):
    assert read(folder, GOOD[form].encode(), form)


@pytest.mark.parametrize("form", FORMATS)
@FEW
@given(content=st.binary(max_size=200))
def test_random_bytes_are_refused_with_a_line(folder, form, content):
    read(folder, content, form)


PIECES = st.sampled_from(
    [
        *'0123456789"=>,;/#:[](){}-.\\\n\t|',
        "\r\n",
        "\ufeff",
        "\0",
        "\u202e",
        " 0 ",
        "\n\n",
        '""',
        "1e9",
        "No opinion",
        "é",
    ]
)


@pytest.mark.parametrize("form", FORMATS)
@FEW
@given(data=st.data())
def test_a_file_gone_wrong_is_read_or_refused_with_a_line(folder, form, data):
    text = GOOD[form]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 1, 2, 5, 20])))
        piece = data.draw(st.one_of(PIECES, st.just(text[end : end + 12])))
        text = text[:start] + piece + text[end:]
    read(folder, text.encode(), form)


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=6
).filter(lambda name: name.strip())
WEIGHTS = st.one_of(st.integers(1, 10**12), st.fractions(Fraction(1, 9), 99, max_denominator=12))


def whole(number: Number) -> Number:
    return number.numerator if number.denominator == 1 else number


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    try:
        options = checked_names((1, name) for name in draw(st.lists(NAMES, min_size=1, max_size=5)))
    except Unusable:
        options = ("Ann", 'Bo "b" \\', "id", "score: x", "No opinion")
    size = len(options)
    ballots: dict[Ballot, Number] = {}
    for _ in range(draw(st.integers(0, 5))):
        order = draw(st.permutations(range(size)))[: draw(st.integers(0, size))]
        ranks: list[tuple[int, ...]] = []
        for option in order:
            kind = draw(st.sampled_from(["next", "next", "equal", "gap"]))
            if kind == "equal" and ranks:
                ranks[-1] = tuple(sorted((*ranks[-1], option)))
            else:
                ranks += [(), (option,)] if kind == "gap" else [(option,)]
        points = st.one_of(st.integers(-9, 9), st.fractions(-9, 9, max_denominator=8).map(whole))
        scored = sorted(draw(st.sets(st.integers(0, size - 1)))) if draw(st.booleans()) else []
        silent = tuple(sorted(draw(st.sets(st.integers(0, size - 1))) - set(order) - set(scored)))
        ballot = Ballot(tuple(ranks), tuple((option, draw(points)) for option in scored), silent)
        ballots[ballot] = whole(draw(WEIGHTS))
    withdrawn = draw(st.frozensets(st.integers(0, size - 1)))
    about = tuple({"cost": str(place)} for place in range(size)) if draw(st.booleans()) else ()
    title = " ".join(draw(st.one_of(st.just(""), NAMES)).split())
    return Profile(
        options, ballots, draw(st.integers(0, 9)), withdrawn, title, about=about, budget=whole(draw(WEIGHTS))
    )


@pytest.mark.parametrize("form", ["blt", "csv", "abif", "toi", "json"])
@FEW
@given(profile=profiles())
def test_what_a_format_holds_is_read_as_it_was_written(form, profile):
    missing, write = lost(profile, FORMATS[form].holds), FORMATS[form].write
    assert write
    try:
        lines = [f"{line}\n" for line in write(profile)]
    except Unusable:
        assert form == "toi"
        return
    read_again = FORMATS[form].read(lines)
    assert read_again.options == profile.options
    if not set(missing) - {"title", "seats", "withdrawn", "about", "budget"}:
        assert dict(read_again.ballots) == dict(profile.ballots)
    for word in {"title", "seats", "withdrawn", "budget"} - set(missing):
        assert getattr(read_again, word) == getattr(profile, word)
