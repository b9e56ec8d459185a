"""Looking at pages in a real browser, for the tests of every app: signed in, pressing, and what stands in the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser, Locator, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 15_000  # milliseconds


def page_of(client: Client, browser: Browser, url: str, *, width: int = 1280, scripts: bool = True) -> Page:
    """Return a page of the site at ``url`` for whoever is signed in with ``client``."""
    context = browser.new_context(base_url=url, viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def press(target: Locator) -> None:
    """Click something that brings another page, or another main part, and wait until it is there.

    A click alone may return before an answer that takes its time, and what is read next is the old page.
    """
    page = target.page
    page.locator("main").evaluate("main => main.setAttribute('data-old', '')")
    target.click()
    page.locator("main[data-old]").wait_for(state="detached")
    page.wait_for_load_state()


def findings(page: Page) -> list[str]:
    """Return what stands in somebody's way on the page as it is: what axe says, and words beyond the edge."""
    if not page.evaluate("'axe' in window"):
        # Half a megabyte: sent once, and there on every page that this one goes to.
        page.add_init_script(AXE.read_text())
        page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    found = [
        f"{page.url}: {one['id']} at {node['target']}" for one in result["violations"] for node in one["nodes"][:2]
    ]
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{page.url}: {too_wide} px too wide"] if too_wide > 1 else [])]
