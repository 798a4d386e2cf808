"""Numbers as Vietnamese print them, with the words around them in the language of the screen."""

from __future__ import annotations

from domain import money
from ui import words
from ui.words import tr


def written(value: float) -> str:
    """1.234 or 1.234,5: dots between thousands, at most one decimal after a comma."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def short_amount(vnd: int) -> str:
    """406,2 triệu đ, rounded."""
    number, *unit, currency = money.short(vnd).split()
    units = {"tỷ": tr("tỷ"), "triệu": tr("triệu"), "nghìn": tr("nghìn")}
    return " ".join([number, *(units[one] for one in unit), currency])


def amount_words(vnd: int) -> str:
    """Bốn mươi tám triệu đồng, against slips in typing; rounded in a language whose words we do not spell."""
    return money.words(vnd) if words.spoken() == "vi" else short_amount(vnd)
