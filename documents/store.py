"""Where files lie: under generated names in a folder that no address leads to (requirement F-2).

A file is written whole under a passing name and then given its own, so that a crash leaves either
nothing or all of it. What no row knows an hour later is removed by `forget_strays`.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

STRAY_AFTER = timedelta(hours=1)


def put(document_id: uuid.UUID, data: bytes) -> None:
    """Write a file and make sure that the disk has it."""
    place = path_of(document_id)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    passing = place.with_suffix(".part")
    with passing.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    passing.chmod(0o600)
    passing.replace(place)


def read(document_id: uuid.UUID) -> bytes:
    """The bytes of a file. Raises FileNotFoundError where there is none."""
    return path_of(document_id).read_bytes()


def remove(document_id: uuid.UUID) -> None:
    """Take a file away; one that is not there is away already."""
    path_of(document_id).unlink(missing_ok=True)


def path_of(document_id: uuid.UUID) -> Path:
    """The place of a file: spread over folders, named by the id alone."""
    name = document_id.hex
    return Path(settings.DOCUMENTS_FOLDER) / name[:2] / name


def strays(known: Callable[[set[uuid.UUID]], set[uuid.UUID]], *, now: datetime) -> Iterator[Path]:
    """Files older than an hour that no row knows: left by a crash between file and row."""
    for folder in sorted(Path(settings.DOCUMENTS_FOLDER).glob("??")):
        old = [file for file in folder.iterdir() if _age(file, now) > STRAY_AFTER]
        ids = {uuid.UUID(file.name) for file in old if not file.suffix}
        kept = known(ids)
        yield from (file for file in old if file.suffix or uuid.UUID(file.name) not in kept)


def _age(file: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(file.stat().st_mtime, tz=now.tzinfo)
