"""What only a browser can show: passkeys, and pages under the strict policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from talkoot.accounts.tests.given import PASSWORD, given_account

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_a_device(page: Page) -> None:
    """Give the browser a device that knows passkeys and always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def sign_in(page: Page, name: str = "Ada") -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile(r"/$"))


def watch(page: Page) -> list[str]:
    """Return the list into which whatever the browser complains of will go."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def test_a_passkey_is_added_and_signs_its_owner_in_without_a_password(page):
    given_account("Ada")
    with_a_device(page)
    complaints = watch(page)
    sign_in(page)
    page.goto("/account/security/keys/new/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name of the key").fill("My phone")
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add the key").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto("/account/security/keys/")
    assert page.get_by_text("My phone").first.is_visible()
    page.goto("/account/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/sign-in/?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="Your account").wait_for()
    assert complaints == []


def test_a_device_without_a_passkey_says_so_next_to_the_button(page):
    page.goto("/account/sign-in/")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("That did not work.").wait_for()


@pytest.mark.parametrize("path", ["sign-in", "sign-up", "password/forgotten"])
def test_the_browser_finds_nothing_to_complain_of(page, path):
    complaints = watch(page)
    page.goto(f"/account/{path}/")
    page.get_by_role("heading", level=1).wait_for()
    assert complaints == []
