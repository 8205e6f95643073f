"""Numbers as episodes and scenes are numbered."""

import re

ENGLISH = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE")


def numeral(number: str) -> int | None:
    """12 of `12`, `十二`, `XII` or `TWELVE`; None where it is no number."""
    if number.upper() in ENGLISH:
        return ENGLISH.index(number.upper()) + 1
    if re.fullmatch(r"[IVX]+", number):
        values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in number]
        return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))
    if number.isdigit():
        return int(number)
    hundreds, _, rest = number.rpartition("百")
    digits = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
    tens, ten, ones = rest.strip("零").partition("十")
    try:
        below = (
            (digits[tens] if tens else 1) * 10 + (digits[ones] if ones else 0) if ten else digits[tens] if tens else 0
        )
        return (digits[hundreds] if hundreds else 0) * 100 + below
    except KeyError:
        return None
