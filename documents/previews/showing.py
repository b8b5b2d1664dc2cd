"""Have a file shown by the program apart, and take nothing from it that is not what was asked."""

from __future__ import annotations

import base64
import importlib.util
import json
import subprocess  # nosec B404  # one program, our own
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer
from typing import Any

from django.db.models import TextChoices

from documents.content import EXCEL, WORD
from documents.letters import clean
from documents.previews import apart

PROGRAM = str(Path(apart.__file__).resolve())
SECONDS = 30.0
MOST_BYTES = 32 * 1024 * 1024
MOST_COUNTED = 1_000_000
TOOLS = {
    "application/pdf": ("pdf", "pypdfium2"),
    WORD: ("word", "docx"),
    EXCEL: ("excel", "openpyxl"),
}
"""Each kind of file that is shown, how the program calls it, and the library it takes."""
KINDS = tuple(TOOLS)
PNG = b"\x89PNG\r\n\x1a\n"


class Why(TextChoices):
    """Why there is nothing to show of a file."""

    PASSWORD = apart.PASSWORD, "opens only with a password"
    TOO_LARGE = apart.TOO_LARGE, "takes too long or too much room"
    UNREADABLE = apart.UNREADABLE, "cannot be read"


class CannotBeShown(Exception):
    """There is nothing to show of this file."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Page:
    """One page: a PNG of so many pixels, and the text on it."""

    png: bytes
    width: int
    height: int
    text: str


@dataclass(frozen=True)
class Shown:
    """What a file shows. `count` is how many pages it has in all; `cut` when more is in it."""

    pages: tuple[Page, ...]
    blocks: list[dict[str, Any]]
    count: int
    cut: bool


def shows(content_type: str) -> bool:
    """Whether files of this kind are shown."""
    return content_type in TOOLS


def can_show(content_type: str) -> bool:
    """Whether files of this kind are shown, and the library for it is here."""
    return shows(content_type) and importlib.util.find_spec(TOOLS[content_type][1]) is not None


def show(content_type: str, data: bytes) -> Shown:
    """What a file shows. Raises CannotBeShown with the reason."""
    try:
        said = json.loads(_ask(TOOLS[content_type][0], data))
        if "why" in said:
            raise CannotBeShown(Why(said["why"]))
        if not 0 <= said["count"] <= MOST_COUNTED:
            raise ValueError("no number of pages")
        return Shown(
            tuple(_page(one) for one in said["pages"][: apart.MOST_PAGES]),
            [_block(one) for one in said["blocks"][: apart.MOST_BLOCKS]],
            int(said["count"]),
            bool(said["cut"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotBeShown(Why.UNREADABLE) from error


def _ask(kind: str, data: bytes) -> bytes:
    """What the program writes of a file; it is ended after SECONDS."""
    with subprocess.Popen(  # noqa: S603  # nosec B603  # our own program, no shell
        [sys.executable, "-I", PROGRAM, kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    ) as program:
        late = Timer(SECONDS, program.kill)
        feeding = Thread(target=_feed, args=(program, data), daemon=True)
        late.start()
        feeding.start()
        try:
            said = program.stdout.read(MOST_BYTES + 1) if program.stdout else b""
        finally:
            late.cancel()
            program.kill()
    if not said or len(said) > MOST_BYTES:
        raise CannotBeShown(Why.TOO_LARGE)
    return said


def _feed(program: subprocess.Popen[bytes], data: bytes) -> None:
    if program.stdin:
        try:
            program.stdin.write(data)
            program.stdin.close()
        except OSError:
            return


def _page(said: Any) -> Page:
    picture = base64.b64decode(said["png"], validate=True)
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    if not picture.startswith(PNG) or not (0 < width <= 2000 and 0 < height <= 2000):
        raise ValueError("no picture")
    return Page(picture, width, height, clean(str(said["text"])))


def _block(said: Any) -> dict[str, Any]:
    if said["kind"] == "table":
        rows = [[clean(str(cell)) for cell in row] for row in said["rows"]]
        return {"kind": "table", "rows": rows}
    if said["kind"] not in ("heading", "item", "text"):
        raise ValueError("no block")
    return {"kind": said["kind"], "text": clean(str(said["text"])[: apart.MOST_TEXT])}
