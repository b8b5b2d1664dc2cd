"""Takes the pictures of the README: drives a browser over the demo that `./portal up` runs.

./portal up                 in one terminal
./portal pictures [PORT]    in another
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent / "pictures"
WIDE, NARROW = 1280, 320


@dataclass(frozen=True)
class Picture:
    """One picture: who looks, where, and what to click on the way there."""

    name: str
    role: str
    path: str
    clicks: tuple[str, ...] = ()
    width: int = WIDE
    height: int = 1000


PICTURES = (
    Picture("home", "CSE coordinator", "/"),
    Picture("danger-card", "Practitioner", "/referrals/new/"),
    Picture("danger-card-320", "Practitioner", "/referrals/new/", width=NARROW, height=700),
    Picture("who", "Practitioner", "/referrals/new/", ("text=I have read this, continue",)),
    Picture("my-referrals", "Practitioner", "/referrals/mine/"),
    Picture("triage", "CSE team screener", "/referrals/"),
    Picture("referral", "CSE team screener", "/referrals/", ("main table a",)),
    Picture("screenings", "CSE coordinator", "/screenings/"),
    Picture("cases", "CSE coordinator", "/cases/"),
    Picture("case-file", "CSE coordinator", "/cases/", ("main table a",)),
    Picture("timeline", "CSE coordinator", "/cases/", ("main table a", "text=Timeline")),
    Picture(
        "closing",
        "CSE coordinator",
        "/cases/?status=MASE_CYCLE",
        ("main table a", 'main a:has-text("Close the case")'),
    ),
    Picture("hand-over", "Social worker", "/", ('main a[href*="hand-overs"]',)),
    Picture("filters", "CSE coordinator", "/filters/"),
    Picture("charts", "CSE coordinator", "/lists/cases/chart"),
    Picture("notices", "Social worker", "/notices/"),
    Picture("limits", "CSE team manager", "/limits/"),
    Picture("transitions", "CSE coordinator", "/cases/transitions"),
    Picture("missing", "Runaways worker", "/missing/"),
    Picture("when", "Runaways worker", "/missing/when/"),
    Picture("return", "Analyst", "/returns/", ("main table a",)),
)


def take(arguments: Sequence[str]) -> int:
    """Take every picture into the folder beside this file."""
    base = f"http://localhost:{arguments[0] if arguments else 8000}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for role in dict.fromkeys(picture.role for picture in PICTURES):
            page = browser.new_context().new_page()
            _sign_in(page, base, role)
            _take(page, base, (p for p in PICTURES if p.role == role))
        browser.close()
    return 0


def _sign_in(page: Page, base: str, role: str) -> None:
    page.goto(f"{base}/demo/")
    button = page.get_by_role("button", name=re.compile(f"^{re.escape(role)}"))
    if not button.count():
        raise SystemExit(f"The demo has no sign-in for {role}. Is `./portal up` running?")
    button.first.click()
    page.wait_for_load_state()


def _take(page: Page, base: str, wanted: Iterable[Picture]) -> None:
    for picture in wanted:
        page.set_viewport_size({"width": picture.width, "height": picture.height})
        page.goto(base + picture.path)
        for step in picture.clicks:
            page.locator(step).first.click()
            page.wait_for_load_state()
        page.screenshot(path=FOLDER / f"{picture.name}.png")
        print(picture.name, page.url.removeprefix(base))


if __name__ == "__main__":
    raise SystemExit(take(sys.argv[1:]))
