from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.ledger import rules
from talkoot.ledger.models import Entry, written

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
numbers = st.integers(-rules.LARGEST, rules.LARGEST)
values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
times = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds have none
entries = st.builds(
    Entry,
    id=st.integers(1, 10**12),
    kind=words,
    subject=words,
    actor=words,
    mandate=words,
    on_behalf=words,
    at=times,
    payload=st.dictionaries(words, values, max_size=4),
    is_public=st.booleans(),
    key=st.none() | words,
    nonce=words,
)
FIELDS = [field.name for field in Entry._meta.concrete_fields if not field.generated]


def chained(forms: list[dict[str, Any]]) -> list[rules.Link]:
    links, previous = [], rules.GENESIS
    for number, form in enumerate(forms, 1):
        digest = rules.digest_of(form)
        links.append(rules.Link(number, previous, rules.link_hash(number, previous, digest), digest))
        previous = links[-1].hash
    return links


def first_fault(links: list[rules.Link]) -> tuple[int, rules.Fault] | None:
    previous = rules.GENESIS
    for number, link in enumerate(links, 1):
        if fault := rules.fault_in(link, number=number, previous=previous):
            return number, fault
        previous = link.hash
    return None


@settings(max_examples=50)
@given(st.lists(entries, max_size=5))
def test_a_chain_as_sealed_has_no_fault(written_entries: list[Entry]):
    assert first_fault(chained([e.sealed_form() for e in written_entries])) is None


@settings(max_examples=100)
@given(st.lists(entries, min_size=1, max_size=5), st.data())
def test_a_change_of_any_field_of_any_entry_shows_at_that_entry(written_entries: list[Entry], data: st.DataObject):
    links = chained([e.sealed_form() for e in written_entries])
    place = data.draw(st.integers(0, len(links) - 1), "place")
    name = data.draw(st.sampled_from(FIELDS), "field")
    entry = written_entries[place]
    other = data.draw(entries.map(lambda e: getattr(e, name)).filter(lambda v: v != getattr(entry, name)), "new value")
    setattr(entry, name, other)

    changed = rules.Link(place + 1, links[place].previous, links[place].hash, rules.digest_of(entry.sealed_form()))

    assert first_fault([*links[:place], changed, *links[place + 1 :]]) == (place + 1, rules.Fault.CHANGED)


@settings(max_examples=100)
@given(st.integers(2, 6), st.data())
def test_no_seal_can_be_changed_taken_out_doubled_or_moved(length: int, data: st.DataObject):
    links = chained([{"id": n} for n in range(length)])
    place = data.draw(st.integers(0, length - 2), "place")
    seal, after = links[place], links[place + 1 :]
    zeros = "0" * 63
    wrong = data.draw(
        st.sampled_from(
            [
                [rules.Link(seal.number + 1, seal.previous, seal.hash, seal.digest), *after],
                [rules.Link(seal.number, zeros + "1", seal.hash, seal.digest), *after],
                [rules.Link(seal.number, seal.previous, zeros + "2", seal.digest), *after],
                [rules.Link(seal.number, seal.previous, seal.hash, zeros + "3"), *after],
                after,
                [seal, seal, *after],
                [after[0], seal, *after[1:]],
            ]
        )
    )

    assert first_fault([*links[:place], *wrong]) is not None


@settings(max_examples=100)
@given(values)
def test_canonical_json_reads_back_and_writes_the_same_again(value: Any):
    once = rules.canonical(value)

    assert json.loads(once) == value
    assert rules.canonical(json.loads(once)) == once


@settings(max_examples=50)
@given(st.dictionaries(words, values, min_size=2, max_size=5))
def test_canonical_json_does_not_depend_on_the_order_of_keys(value: dict[str, Any]):
    assert rules.canonical(dict(reversed(value.items()))) == rules.canonical(value)


def test_canonical_json_is_written_as_the_documentation_says():
    value = {"b": [1, None, True], "a": 'مرحبا "x"\n\\', "B": {}, "é": "\x7f\x1f"}

    assert rules.canonical(value).decode() == '{"B":{},"a":"مرحبا \\"x\\"\\n\\\\","b":[1,null,true],"é":"\x7f\\u001f"}'


@settings(max_examples=50)
@given(values)
def test_what_json_carries_unchanged_everywhere_is_fit(value: Any):
    rules.require_fit(value)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"share": 0.5}, "payload.share"),
        ({"votes": [1, 2**53]}, r"payload.votes\[1\]"),
        ({1: "one"}, "payload"),
        ({"at": datetime(2026, 1, 1, tzinfo=UTC)}, "payload.at"),
        ({"text": "a\x00b"}, "payload.text"),
        ({"text": "\ud800"}, "payload.text"),
        ({"a\x00": 1}, "payload"),
    ],
)
def test_what_databases_would_change_is_unfit_and_named(value: Any, place: str):
    with pytest.raises(rules.Unfit, match=place):
        rules.require_fit(value)


def test_times_are_written_in_utc_to_the_microsecond():
    assert written(datetime.fromisoformat("2026-11-23T12:00:00.25+03:00")) == "2026-11-23T09:00:00.250000Z"
