"""Buttons without a page of their own, for who has to sign in before pressing them."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from talkoot.accounts.tests.given import given_account
from talkoot.proposals.tests.given import given_circle, given_proposal

pytestmark = pytest.mark.django_db


def told(client: Client, path: str) -> list[str]:
    """Return what a page tells besides what it is for."""
    return [str(message) for message in get_messages(client.get(path).wsgi_request)]


def test_who_signs_in_to_follow_comes_back_to_the_button() -> None:
    proposal, client = given_proposal(given_circle().bo), Client()
    button = f"{proposal.get_absolute_url()}follow/"
    page = f"http://testserver{proposal.get_absolute_url()}"
    asked = client.post(button, headers={"referer": page})
    assert asked["Location"].startswith("/account/sign-in/?next="), "a visitor follows nothing"
    client.get(asked["Location"])
    client.force_login(given_account("Reader"))
    back = client.get(button)
    assert (back.status_code, back["Location"]) == (302, page)
    assert told(client, page) == ["You are signed in. Press the button once more."]
    assert client.get(button).status_code == 405, "it leads there once"


@pytest.mark.parametrize("page", ["", "https://elsewhere.example/", "http://testserver.elsewhere.example/"])
def test_a_button_is_never_followed_to_another_site(page: str) -> None:
    button, client = f"{given_proposal(given_circle().bo).get_absolute_url()}follow/", Client()
    client.post(button, headers={"referer": page})
    client.force_login(given_account("Reader"))
    answer = client.get(button)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address belongs to a button on another page." in answer.content.decode()
