"""Which addresses may be shown."""

from __future__ import annotations

import pytest

from talkoot.directory.rules import WITHHELD, is_personal_email, is_web_address, without_personal_emails


@pytest.mark.parametrize(
    "address", ["ada.lovelace@example.org", "m.bello@gmail.com", "x@wikimedia.org", "jane@company.example"]
)
def test_an_address_that_may_be_a_persons_is_one(address: str) -> None:
    assert is_personal_email(address)


@pytest.mark.parametrize(
    "address",
    [
        "info@chapter.example",
        "steering-private@kubernetes.io",
        "conduct@kubernetes.io",
        "Board@example.org",
        "wikimedia-l@lists.wikimedia.org",
        "anything@lists.example.org",
        "group@googlegroups.com",
    ],
)
def test_an_address_of_a_role_or_a_list_is_none(address: str) -> None:
    assert not is_personal_email(address)


def test_personal_addresses_leave_texts_and_role_addresses_stay() -> None:
    text = "Ask ada@example.org, or press@example.org (or <bo.b@x.example>)."
    assert without_personal_emails(text) == f"Ask {WITHHELD}, or press@example.org (or <{WITHHELD}>)."


@pytest.mark.parametrize("text", ["https://example.org/a?b", "http://x.example"])
def test_pages_have_web_addresses(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://x",
        "https://",
        "https://a b",
        "ada@example.org",
        "",
        "https://u:p@x.org",
        "https://[x",
    ],
)
def test_other_things_have_none(text: str) -> None:
    assert not is_web_address(text)
