"""Put something wrong in its place."""

from typing import Any


def spoil(definition: dict[str, Any], path: list[str | int], value: object) -> None:
    *way, last = path
    place: Any = definition
    for step in way:
        place = place[step]
    place[last] = value
