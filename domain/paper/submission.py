"""What goes to the upper union says: the summary table of the official form (S2) and the letter that carries it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import overload

from domain import dates, dossier, labels, money, text
from domain.dossier import SHORT_GAP, WITHHELD_SUMMARY, Letter
from domain.initiative import Author, BenefitState, Initiative, redacted
from domain.paper import facts
from domain.paper.template import Facts, Row
from domain.programme import Programme, title_of


def summary_facts(
    initiatives: Sequence[Initiative], programme: Programme, letter: Letter, told: Mapping[str, str], form: str = ""
) -> Facts:
    """What the table says; technology secrets are withheld here once more, whoever calls. `told` are the words that
    every paper has, `form` how the unit numbers the letter that carries the table."""
    number = facts.numbered(letter.number, programme, "submission_letter", form) if letter.number else ""
    day = dates.shown_long(letter.signed_on) if letter.signed_on else f"ngày.... tháng ...năm {programme.year}"
    known = {
        "letter_number": f" {number} " if number else SHORT_GAP,
        "letter_day": day,
        "letter_unit": f" {letter.unit_name}" if letter.unit_name else SHORT_GAP,
    }
    return Facts({**told, **known}, {"summary": SummaryRows(initiatives)})


def letter_facts(
    initiatives: Sequence[Initiative], programme: Programme, letter: Letter, told: Mapping[str, str]
) -> Facts:
    """What the letter says; its figures are counted from the same initiatives as the table."""
    recipients = letter.recipients or (letter.upper_name or dossier.GAP,)
    place = letter.place or "........."
    day = dates.shown_long(letter.signed_on) if letter.signed_on else f"ngày ..... tháng ..... năm {programme.year}"
    known = {
        "place_and_day": f"{place}, {day}",
        "recipient": recipients[0] if len(recipients) == 1 else "",
        "put_forward_count": _counted(len(initiatives)),
        "people_told": _authors(initiatives),
        "kinds_told": _by_kind(initiatives, programme),
    }
    tables: dict[str, Sequence[Row]] = {
        "recipients": _ended([("recipient", one) for one in recipients]),
        "grounds": _ended([("ground", _bare(one)) for one in letter.grounds or programme.guidance]),
        "benefit_lines": [{"benefit_line": line} for line in _benefits(initiatives)],
    }
    return Facts({**told, **known}, tables)


class SummaryRows(Sequence[Row]):
    """The rows of the table, each made when it is asked for: a province has more of them than memory likes."""

    def __init__(self, initiatives: Sequence[Initiative]) -> None:
        self._initiatives = initiatives

    def __len__(self) -> int:
        return len(self._initiatives)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[no] for no in range(len(self))[at]]
        return _row(range(1, len(self) + 1)[at], redacted(self._initiatives[at]))


def _row(no: int, initiative: Initiative) -> Row:
    several = len(initiative.authors) > 1
    people = (_person(author) for author in initiative.authors)
    return {
        "no": str(no),
        "people": "\n".join(f"{place}. {one}" if several else one for place, one in enumerate(people, start=1)),
        "title": initiative.title,
        "applied": _applied(initiative),
        "summary": WITHHELD_SUMMARY if initiative.technology_secret else initiative.summary,
        "effect": _effect(initiative),
        "awards": "\n".join(_awards(author, named=several) for author in initiative.authors if author.awards),
    }


def _person(author: Author) -> str:
    born = str(author.birth_year) if author.birth_year else ""
    parts = (author.full_name, born, author.position, author.workplace, author.phone)
    return ", ".join(part for part in parts if part)


def _awards(author: Author, *, named: bool) -> str:
    return f"{author.full_name}: {author.awards}" if named else author.awards


def _applied(initiative: Initiative) -> str:
    start, end = initiative.applied_from_on, initiative.applied_to_on
    parts = []
    if start:
        parts.append(f"Từ {dates.shown(start)} đến {dates.shown(end) if end else 'nay'}")
    elif end:
        parts.append(f"Đến {dates.shown(end)}")
    if initiative.trial:
        parts.append("(áp dụng thử)")
    return " ".join(parts)


def _effect(initiative: Initiative) -> str:
    reach = f"Phạm vi ứng dụng: {initiative.reach}" if initiative.reach else ""
    return "\n".join(part for part in (initiative.effect, dossier.benefit(initiative), reach) if part)


def _by_kind(initiatives: Sequence[Initiative], programme: Programme) -> str:
    codes = dict.fromkeys([*(kind.code for kind in programme.kinds), *(i.kind for i in initiatives)])
    counts = {code: sum(i.kind == code for i in initiatives) for code in codes}
    return "; ".join(f"{_kind(code, programme)}: {_counted(count)}" for code, count in counts.items() if count)


def _kind(code: str, programme: Programme) -> str:
    title = title_of(programme.kinds, code) or "Chưa phân loại"
    return title[:1].lower() + title[1:]


def _authors(initiatives: Sequence[Initiative]) -> str:
    """People are told apart by name, year of birth and workplace: that is all the register always has."""
    entries = [author for initiative in initiatives for author in initiative.authors]
    persons = {(text.fold(a.full_name), a.birth_year, text.fold(a.workplace)) for a in entries}
    told = f"{_counted(len(persons))} tác giả" + (", đồng tác giả" if len(entries) > len(initiatives) else "")
    return told if len(persons) == len(entries) else f"{told} ({_counted(len(entries))} lượt tham gia)"


def _benefits(initiatives: Sequence[Initiative]) -> tuple[str, ...]:
    """One line a state; amounts of different states are never added together."""
    lines = []
    for state in (BenefitState.VERIFIED, BenefitState.CLAIMED):
        stated = [i for i in initiatives if i.benefit_state is state and i.benefit_vnd is not None]
        if stated:
            total = money.plain(sum(i.benefit_vnd or 0 for i in stated))
            lines.append(f"{labels.BENEFIT_STATES[state]}: {total} đồng ({_counted(len(stated))} sáng kiến);")
    no_money = sum(i.benefit_state is BenefitState.NOT_COMPUTABLE for i in initiatives)
    if no_money:
        lines.append(f"{labels.BENEFIT_STATES[BenefitState.NOT_COMPUTABLE]}: {_counted(no_money)} sáng kiến;")
    silent = len(initiatives) - no_money - sum(_states_amount(i) for i in initiatives)
    if silent or not lines:
        lines.append(f"Chưa nêu giá trị: {_counted(silent)} sáng kiến;")
    return (*lines[:-1], lines[-1].replace(";", "."))


def _states_amount(initiative: Initiative) -> bool:
    stated = initiative.benefit_state in (BenefitState.VERIFIED, BenefitState.CLAIMED)
    return stated and initiative.benefit_vnd is not None


def _bare(document: str) -> str:
    return document.removeprefix("Căn cứ ").rstrip(" ;.")


def _ended(lines: Sequence[tuple[str, str]]) -> list[Row]:
    """Each ends with a semicolon and the last with a full stop."""
    return [{name: words, "end": "." if no == len(lines) else ";"} for no, (name, words) in enumerate(lines, start=1)]


def _counted(number: int) -> str:
    """Counts below ten are written with a leading zero, as in official papers ("05 sáng kiến")."""
    return f"{number:02d}" if number < 10 else money.plain(number)
