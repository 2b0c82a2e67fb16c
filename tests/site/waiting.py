"""Wait for what a page does in its own time: answers that arrive, lists that grow, navigations.

Playwright waits by itself for an element before it acts on one. It does not wait for what an act
brings about: a number read right after a click is the number of before, and an expression asked
of a page that is just then leaving finds its context destroyed. On a slow machine both happen.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SECONDS: Final = 30.0
"""How long a page may take for anything: only tests that fail wait so long."""


def until(page: Page, expression: str) -> None:
    """Wait until an expression of JavaScript, or the promise that it is, holds.

    It is asked again whatever it meets, as an element that is not there yet or a page that is being
    left; what it met last is told at the end. Playwright's `wait_for_function` evaluates text in the
    page, which our policy forbids there.
    """
    from playwright.sync_api import Error  # noqa: PLC0415 - the rest of the suite runs without it

    met: Error | None = None
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            if page.evaluate(expression):
                return
            met = None
        except Error as error:
            met = error
        page.wait_for_timeout(50)
    raise AssertionError(expression) from met


def has_count(locator: Locator, count: int) -> None:
    """Wait until so many elements are there."""
    from playwright.sync_api import expect  # noqa: PLC0415 - the rest of the suite runs without it

    expect(locator).to_have_count(count, timeout=SECONDS * 1000)


def has_attribute(locator: Locator, name: str, value: str) -> None:
    """Wait until an element's attribute has a value."""
    from playwright.sync_api import expect  # noqa: PLC0415 - the rest of the suite runs without it

    expect(locator).to_have_attribute(name, value, timeout=SECONDS * 1000)


def is_seen(locator: Locator) -> None:
    """Wait until an element is visible."""
    locator.wait_for(state="visible", timeout=SECONDS * 1000)


def is_unseen(locator: Locator) -> None:
    """Wait until an element is hidden or gone."""
    locator.wait_for(state="hidden", timeout=SECONDS * 1000)


def show_all(page: Page, cards: str) -> None:
    """Ask for more until there is no more, each time until the list of `cards`, a selector, has grown.

    By the keyboard: cards get their buttons when they come near the window, and what moves the page between
    the pressing of a mouse's button and its release makes a click of none.
    """
    more = page.locator("[data-more]")
    while more.is_visible():
        made = page.locator(cards).count()
        more.press("Enter")
        until(page, f"document.querySelectorAll({json.dumps(cards)}).length > {made}")
