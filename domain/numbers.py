"""Whole numbers and percentages in Vietnamese words, as papers write them; `domain.spoken` reads them back."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
BILLION = 10**9
POINT, PERCENT = "phẩy", "phần trăm"


def words(number: int) -> str:
    """48500000 as "bốn mươi tám triệu năm trăm nghìn", of any size; beyond "tỷ" come "nghìn tỷ", "triệu tỷ", "tỷ tỷ".

    Hundreds that are empty after something larger are said: 1005000 has "không trăm linh năm nghìn".
    """
    if number == 0:
        return DIGITS[0]
    levels = []
    rest = abs(number)
    while rest:
        rest, level = divmod(rest, BILLION)
        levels.append(level)
    said: list[str] = ["âm"] if number < 0 else []
    after_another = False
    for power in reversed(range(len(levels))):
        if levels[power]:
            said += [_below_billion(levels[power], after_another), *["tỷ"] * power]
            after_another = True
    return " ".join(said)


def percent_words(pct: float | Decimal) -> str:
    """72.5 as "bảy mươi hai phẩy năm phần trăm"; a fraction that starts with zero, or is longer, digit by digit."""
    whole, _, fraction = f"{Decimal(str(pct)):f}".partition(".")
    fraction = fraction.rstrip("0")
    sign = "âm " if whole.startswith("-") and (int(whole) or fraction) else ""
    said = sign + words(abs(int(whole)))
    if fraction:
        together = len(fraction) <= 2 and not fraction.startswith("0")
        digits = words(int(fraction)) if together else " ".join(DIGITS[int(digit)] for digit in fraction)
        said += f" {POINT} {digits}"
    return f"{said} {PERCENT}"


def _below_billion(number: int, after_another: bool) -> str:
    said: list[str] = []
    for name, group in (("triệu", number // 10**6), ("nghìn", number // 1000 % 1000), ("", number % 1000)):
        if group:
            said.append(f"{_group(group, after_another or bool(said))} {name}".rstrip())
    return " ".join(said)


def _group(number: int, after_another: bool) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = [DIGITS[hundreds], "trăm"] if hundreds or after_another else []
    if tens == 0 and ones:
        return " ".join([*said, *(["linh"] if said else []), DIGITS[ones]])
    if tens == 1:
        said.append("mười")
    elif tens:
        said += [DIGITS[tens], "mươi"]
    if ones:
        said.append(_last_digit(tens, ones))
    return " ".join(said)


def _last_digit(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return DIGITS[ones]
