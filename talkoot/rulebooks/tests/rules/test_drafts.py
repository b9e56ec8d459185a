"""A rulebook as fields and back: from the form nothing is lost, and whatever it cannot say is noticed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

import recount
from recount.methods import METHODS
from recount.rulebooks import knobs
from recount.rulebooks.parsing import read_book
from talkoot.rulebooks.queries.library import templates
from talkoot.rulebooks.rules import (
    Book,
    Unusable,
    begun,
    draft_of,
    is_expressible,
    read_rulebook,
    reshaped,
    settings_of,
    toml_of,
)
from talkoot.rulebooks.tests.given import conditions_text

COMMITTEE = (Path(recount.__file__).parent / "examples" / "committee.toml").read_text(encoding="utf-8")
LIBRARY = {template.slug: template.source for template in templates()}
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
NAMES = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30).filter(
    lambda name: name == name.strip() and "\n" not in name
)
KEYS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
SHARES = (
    st.fractions(min_value=Fraction(1, 100), max_value=1).map(lambda share: share.limit_denominator(50)).filter(bool)
)


def words(*allowed):
    return st.sampled_from(allowed)


@st.composite
def electorates(draw):
    kind = draw(words("members_of_body", "holders_of_role", "bodies_of_kind", "listed", "held_elsewhere"))
    slugs = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
    rest = {
        "members_of_body": {"body": slugs[0]}, "holders_of_role": {"body": slugs[0], "role": slugs[-1]},
        "bodies_of_kind": {"kinds": slugs}, "listed": {draw(words("persons", "bodies")): slugs}, "held_elsewhere": {},
    }  # fmt: skip
    return {"kind": kind, **rest[kind]}


@st.composite
def quorums(draw, counts):
    kind = draw(words("none", "share", "votes"))
    if kind == "none":
        return "none"
    share = draw(SHARES)
    strictness = "at least" if share == 1 else draw(words("at least", "more than"))
    size = {"share": str(share), "of": "eligible"} if kind == "share" else {"votes": draw(st.integers(1, 500))}
    return {**size, "counts": draw(words(*counts)), "strictness": strictness}


@st.composite
def questions(draw):
    share, base = draw(SHARES), draw(words("yes+no", "yes+no+neutral", "eligible"))
    strictness = "at least" if share == 1 else draw(words("at least", "more than"))
    is_question = share == Fraction(1, 2) and base == "yes+no"
    tie = draw(words("passes", "fails")) if is_question else "bar"
    return {"share": str(share), "base": base, "strictness": strictness, "tie": tie,
            "empty": draw(words("passes", "fails"))}  # fmt: skip


@st.composite
def methods_said(draw):
    method = draw(words(*METHODS))
    said = {"tie": draw(words("order", "lot", "none"))} if "tie" in METHODS[method].settings else {}
    for key, allowed in knobs.asked(method, said).items():
        said.setdefault(key, draw(words(*(allowed or knobs.readings(method, key)))))
    return {"method": method, "settings": said}


@st.composite
def elections(draw, earlier):
    first, again = draw(methods_said()), draw(methods_said())
    runoff = {"between": draw(st.integers(1, 9)), **again, "ballots": draw(words("new ballots", "the same ballots"))}
    seats = draw(st.integers(2, 40))
    caps = draw(st.lists(st.fixed_dictionaries({"attribute": WORDS, "most": st.integers(1, 9)}), max_size=2))
    values = draw(st.lists(NAMES.filter(lambda name: ":" not in name), max_size=2, unique=True))
    reserved = [{"attribute": draw(WORDS), "value": value, "seats": 1} for value in values]
    groups = {"filled": draw(words("best first", "reserved first", "at large first")),
              "vacant": draw(words("stays empty", "goes to all"))} if reserved else {}  # fmt: skip
    terms = {"longer": draw(st.integers(1, seats - 1)), "by": draw(words("order of election", "lot"))}
    return {
        **first, "seats": seats,
        "candidates": draw(words("all", *(f"elected by {key}" for key in earlier))),
        "caps": caps or "none", "reserved": reserved or "none", **groups,
        "terms": draw(st.sampled_from(["same", terms])),
        "vacancy": draw(words("stays empty", "count-back", "next in order")),
        "runoff": draw(st.sampled_from(["none", runoff])),
        "passes": draw(words("one is elected", "all seats are filled", "enough to act are elected")),
        "acts_with": draw(st.integers(1, seats)),
    }  # fmt: skip


@st.composite
def books(draw):
    keys = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
    chambers: list[dict[str, object]] = []
    earlier: list[str] = []
    for key in keys:
        elects = draw(st.booleans())
        counts = ("all ballots", "marked ballots") if elects else ("yes+no+neutral", "yes+no", "yes")
        asked = {"election": draw(elections(earlier))} if elects else {"threshold": draw(questions())}
        chambers.append({
            "key": key, "name": draw(NAMES), "names": draw(st.dictionaries(words("es", "ar", "pt-BR"), NAMES)),
            "electorate": draw(electorates()), "votes": draw(words("one per person", "one per body")),
            "weights": draw(words("equal", "as on the roll")), "split": draw(words("whole", "split")),
            "recusals": draw(words("leave the base", "stay in the base")), "quorum": draw(quorums(counts)), **asked,
        })  # fmt: skip
        earlier += [key] if elects else []
    some = f"{draw(st.integers(1, len(keys)))} of {len(keys)}"
    combination = draw(words("all", "any", "in order", some))
    return {"format": 2, "name": draw(NAMES), "names": draw(st.dictionaries(words("es", "ar"), NAMES)),
            "language": "en", "combination": combination, "chambers": chambers}  # fmt: skip


@given(books())
@settings(max_examples=150, deadline=None)
def test_from_rules_to_fields_and_back_they_have_the_same_hash(data):
    try:
        book = read_book(recount.canonical_json(data))
    except Unusable:
        # Some settings contradict each other, and the reader says so; the form is not asked to say them.
        reject()
    assert is_expressible(book)
    assert read_book(toml_of(draft_of(book)).source).sha256() == book.sha256()


@pytest.mark.parametrize("source", [COMMITTEE, *LIBRARY.values()], ids=["committee", *LIBRARY])
def test_every_template_goes_through_the_form_unchanged(source):
    book = read_rulebook(source)
    assert isinstance(book, Book)
    draft, missing = begun(source)
    assert missing == ""
    assert read_book(toml_of(draft).source).sha256() == book.sha256()


RUNOFF = '{ between = 4, method = "plurality", settings = { tie = "order" }, ballots = "new ballots" }'
WITH_RUNOFF = COMMITTEE.replace('runoff = "none"', f"runoff = {RUNOFF}")


def test_a_run_off_goes_through_the_form_unchanged():
    draft, missing = begun(WITH_RUNOFF)
    assert missing == ""
    said = [draft[name] for name in ("c0-runoff", "c0-between", "c0-again", "c0-rset-tie")]
    assert said == ["new ballots", "4", "plurality", "order"]
    assert read_book(toml_of(draft).source).sha256() == read_book(WITH_RUNOFF).sha256()


@pytest.mark.parametrize("name", ["c0-runoff", "c0-between", "c0-again", "c0-rset-tie"])
def test_an_unsaid_part_of_a_run_off_is_to_blame(name):
    written = toml_of({**draft_of(read_book(WITH_RUNOFF)), name: ""})
    with pytest.raises(Unusable) as unusable:
        read_book(written.source)
    blamed = [written.fields_of(p.line, str(p.values.get("key", ""))) for p in unusable.value.problems]
    assert any(name in fields for fields in blamed), blamed


def test_what_the_form_cannot_say_is_noticed():
    asked = conditions_text({"is": "account_age", "days": 30, "on": "opening"})
    rows = [f"electorate = {asked}" if r.startswith("electorate") else r for r in COMMITTEE.splitlines()]
    draft, missing = begun("\n".join(rows))
    assert (draft["c0-who"], missing) == ("", "more")
    assert begun((Path(recount.__file__).parent / "examples" / "ratification.toml").read_text())[1] == "format"


@pytest.mark.parametrize("name", ["c0-votes", "c0-caps", "c0-terms", "c0-vacancy", "c0-set-rank", "combination"])
def test_an_empty_field_is_an_unsaid_rule_and_is_to_blame(name):
    draft = {**draft_of(read_book(COMMITTEE)), name: ""}
    written = toml_of(draft)
    with pytest.raises(Unusable) as unusable:
        read_book(written.source)
    blamed = [written.fields_of(p.line, str(p.values.get("key", ""))) for p in unusable.value.problems]
    assert any(name in fields for fields in blamed), blamed


@pytest.mark.parametrize(
    ("name", "value"), [("c0-set-bar", "much"), ("c0-seats", "many"), ("c0-acts_with", "0"), ("c0-key", "Not a key")]
)
def test_a_wrong_field_is_to_blame(name, value):
    written = toml_of({**draft_of(read_book(COMMITTEE)), name: value})
    with pytest.raises(Unusable) as unusable:
        read_book(written.source)
    blamed = [written.fields_of(p.line, str(p.values.get("key", ""))) for p in unusable.value.problems]
    assert any(name in fields for fields in blamed), blamed


def test_chambers_come_and_go_but_one_stays():
    draft = draft_of(read_book(LIBRARY["charter-ratification"]))
    more = reshaped(draft, "add")
    assert more["c3-key"] == ""
    fewer = reshaped(more, "remove-c0-")
    assert [name for name in fewer if name.endswith("-key")] == ["c1-key", "c2-key", "c3-key"]
    assert reshaped({"c0-key": "a"}, "remove-c0-") == {"c0-key": "a"}


def test_a_method_asks_for_its_own_settings():
    assert "seed" in settings_of("plurality", {"c0-set-tie": "lot"}, "c0-")
    assert "seed" not in settings_of("plurality", {"c0-set-tie": "order"}, "c0-")
    assert settings_of("no such method", {}, "c0-") == {}
