"""Numbers that carry their own check."""

from __future__ import annotations

from core.refusals import Invalid

LENGTH = 10


def nhs_number(text: str) -> str:
    """The ten digits of an NHS number, spaces and dashes left out.

    Raises Invalid unless there are ten digits and the modulus 11 check digit is right
    (NHS Data Dictionary, NHS NUMBER).
    """
    digits = "".join(text.replace("-", " ").split())
    if not (digits.isascii() and digits.isdigit()) or len(digits) != LENGTH:
        raise Invalid("An NHS number has 10 digits, like 485 777 3456.", field="nhs_number")
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    if (11 - total % 11) % 11 != int(digits[-1]):
        raise Invalid(
            "This is not a valid NHS number: check it for a mistyped digit.", field="nhs_number"
        )
    return digits
