"""Reading the cells of a table that hold days, years, shares and amounts; what cannot be read is kept in words."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from domain import dates, money, text
from domain.initiative import BenefitState
from domain.table.cells import Cell, day, number, words
from domain.table.parts import birth_year

_TRIAL = re.compile(r"\(?\s*(?:áp dụng thử|thử nghiệm|chạy thử)(?: nghiệm)?\s*\)?", re.IGNORECASE)
_AMOUNT = re.compile(r"[-−(]?\s*(\d[\d., ]*)\)?\s*(nghìn|ngàn|triệu|tr|tỷ|tỉ|k|)\s*(đồng|vnđ|vnd|đ|₫|)", re.IGNORECASE)
_EFFECT_LABEL = re.compile(
    r"\s*[-–+•*]?\s*(?:(?P<reach>phạm vi(?: ứng dụng| áp dụng)?)|(?P<benefit>(?:giá trị|số tiền) làm lợi)"
    r"|(?P<effect>hiệu quả[^:]{0,30}))\s*:\s*",
    re.IGNORECASE,
)
_UNIT_WORDS = {10**3: "nghìn", 10**6: "triệu", 10**9: "tỷ"}
_BENEFIT_STATES = (
    (BenefitState.NOT_COMPUTABLE, re.compile(r"không (?:thể )?tính (?:được|ra|toán)|khong tinh duoc", re.IGNORECASE)),
    (BenefitState.VERIFIED, re.compile(r"(?:đã|được) xác (?:minh|nhận)", re.IGNORECASE)),
    (BenefitState.CLAIMED, re.compile(r"tự (?:khai|kê khai|đánh giá)", re.IGNORECASE)),
)


def period(cell: Cell, today: date) -> tuple[date | None, date | None, bool]:
    """First day, last day and whether it is a trial; (None, None, …) if no day can be read without guessing."""
    found = day(cell)
    return (found, None, False) if found else _typed_period(words(cell), today)


@lru_cache(maxsize=1 << 10)
def _typed_period(typed: str, today: date) -> tuple[date | None, date | None, bool]:
    trial = bool(_TRIAL.search(typed))
    plain = _TRIAL.sub(" ", typed).strip() if trial else typed
    first, last = dates.parse_period(plain)
    return first or (dates.parse(plain, today) if last is None else None), last, trial


def single_day(cell: Cell, today: date) -> date | None:
    return day(cell) or dates.parse(words(cell), today)


def year_of_birth(cell: Cell) -> str:
    """The year in four digits where the cell holds a year or a day; else the words as they stand."""
    found = day(cell)
    typed = text.clean_line(words(cell))
    year = found.year if found else birth_year(typed, labelled=True)
    return str(year) if year else typed


def share(cell: Cell) -> str:
    """A cell formatted as a percentage holds 0.6 for 60 %."""
    part = number(cell)
    return words(float(part * 100)) if part is not None and 0 < part <= 1 else words(cell)


def benefit(cell: Cell, unit_vnd: int) -> tuple[int | None, BenefitState, str]:
    """The amount in whole đồng, the state if the words say it, and a problem's code ("" if none).

    A bare number counts `unit_vnd` each; words with their own unit do not. Negative amounts and those above
    10^13 are benefit_absurd; other words with digits that are no clear amount are benefit_unreadable.
    """
    value = number(cell)
    if value is not None:
        amount = round(value * unit_vnd)
        return (amount, BenefitState.NONE, "") if 0 <= amount <= money.MAX_VND else (None, BenefitState.NONE, _ABSURD)
    typed = text.clean_line(words(cell))
    state, bare = _state(typed)
    amount_read = money.parse(bare)
    found = _AMOUNT.fullmatch(bare)
    if found and not found[2] and not found[3] and unit_vnd > 1:
        amount_read = money.parse(f"{bare} {_UNIT_WORDS[unit_vnd]}")
    if amount_read is not None or not re.search(r"\d", bare):
        return amount_read, state, ""
    return None, state, _ABSURD if found and _is_absurd(bare, found, unit_vnd) else "benefit_unreadable"


def effect_parts(typed: str) -> tuple[str, str, str]:
    """Effect, benefit and reach of the official form's one column, where lines of it are labelled so.

    Lines without a label belong to the one above; the words of the benefit are one line, or it stays in the effect.
    """
    parts: dict[str, list[str]] = {"effect": [], "benefit": [], "reach": []}
    part = "effect"
    for line in typed.split("\n"):
        label = _EFFECT_LABEL.match(line)
        told = label.lastgroup if label else None
        if told == "benefit" and label and not parts["benefit"]:
            parts["benefit"].append(line[label.end() :])
            part = "effect"
        elif told == "reach" and label:
            part = "reach"
            parts[part].append(line[label.end() :])
        else:
            part = "effect" if told else part
            parts[part].append(line)
    return "\n".join(parts["effect"]).strip(), "".join(parts["benefit"]), "\n".join(parts["reach"]).strip()


_ABSURD = "benefit_absurd"


def _state(typed: str) -> tuple[BenefitState, str]:
    for state, pattern in _BENEFIT_STATES:
        if pattern.search(typed):
            return state, pattern.sub("", typed).strip(" ().,;")
    return BenefitState.NONE, typed


def _is_absurd(typed: str, found: re.Match[str], unit_vnd: int) -> bool:
    if typed[0] in "-−(":
        return True
    units = {"k": 10**3, "nghìn": 10**3, "ngàn": 10**3, "tr": 10**6, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
    size = units.get(found[2].lower(), 1 if found[3] else unit_vnd)
    return int(re.sub(r"\D", "", found[1].split(",")[0])) * size > money.MAX_VND
