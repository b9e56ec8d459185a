"""Somebody at a browser: goes to pages, fills in forms the way a person does, looks at what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talkoot.config.demo.people import PASSWORD
from talkoot.ui.testing import press

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Response


class Visitor:
    """One person with one browser profile."""

    def __init__(self, page: Page, url: str, prefix: str) -> None:
        self.page = page
        self.url = url
        self.prefix = prefix
        self.clicks = 0

    def go(self, path: str) -> Response:
        """Open a path of the site in this person's language; an error page fails the story."""
        response = self.page.goto(f"{self.url}{self.prefix}{path}")
        assert response is not None
        assert response.status < 500, f"{path} answered {response.status}"
        return response

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in through the form, from wherever the person is."""
        if "/sign-in/" not in self.page.url:
            self.go("/account/sign-in/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", password)
        self.send("form[action*='sign-in']")

    def send(self, form: str = "main form[method=post]", *, refused: bool = False) -> None:
        """Press the first button that sends ``form``; a refusal fails the story unless it is expected (``refused``)."""
        self.press(self.page.locator(form).locator("button:not([type=button])").first)
        wrong = self.page.locator("#errors")
        assert refused or not wrong.count(), f"{self.page.url} refused: {wrong.inner_text()}"

    def press(self, target: Locator) -> None:
        """Click something and wait for what comes."""
        self.clicks += 1
        press(target)

    def fill(self, **values: str) -> None:
        """Fill fields by their names: texts are typed, choices chosen, boxes ticked."""
        for name, value in values.items():
            self._fill(name, value)

    def _fill(self, name: str, value: str) -> None:
        field = self.page.locator(f"main [name='{name}']")
        kind = field.first.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()")
        if kind in {"radio", "checkbox"}:
            self.page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
        elif kind == "select":
            field.first.select_option(value)
        else:
            field.first.fill(value)

    def choose(self, name: str, value: str) -> None:
        """Choose in the first list called ``name`` the entry with this value, or whose text holds it."""
        options = self.page.locator(f"main select[name='{name}']").first.locator("option")
        for value_of, text in options.evaluate_all("all => all.map(o => [o.value, o.textContent])"):
            if value in (value_of, text.strip()) or value in text:
                self.page.locator(f"main select[name='{name}']").first.select_option(value_of)
                return
        raise AssertionError(f"{name} offers no {value!r}")

    def send_if_there(self, form: str) -> None:
        """Send ``form`` when the page offers it; a page may instead say why it does not."""
        if self.page.locator(form).count():
            self.send(form, refused=True)

    def sees(self, text: str) -> None:
        """Fail unless the page shows ``text``."""
        assert text in self.text(), f"{self.page.url} does not say {text!r}:\n{self.text()[:3000]}"

    def text(self) -> str:
        """Return the words of the page's main part."""
        return self.page.locator("main").inner_text()
