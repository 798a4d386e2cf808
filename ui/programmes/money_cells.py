"""The columns of the money tables: gates as ticks with a word, amounts, days that have passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop.operations.support import DueLine, SupportLine
from domain import money
from domain.creative_labour import Found
from domain.initiative import BenefitState, Initiative
from domain.labels import BENEFIT_STATES, KINDS_OF_PERSON, SUPPORT_GATES
from ui.common.editors import written_day
from ui.common.page_model import Cell, Column, Kind
from ui.common.pill import Mark
from ui.words import tr

_SUM = "1.200.000.000"


def support_columns(gates: tuple[str, ...]) -> list[Column[SupportLine]]:
    titles = {code: tr(words) for code, words in SUPPORT_GATES.items()}
    return [
        Column(tr("Sáng kiến"), lambda line: _supported(line, titles), Kind.TWO_LINES),
        *(Column(titles[gate], _gate(gate), Kind.PILL, sample=tr("Chưa"), fold_below=134) for gate in gates),
        Column(tr("Người nhận"), _payee, Kind.TWO_LINES, sample="Nguyễn Thị Hoàng Oanh", fold_below=104),
        Column(tr("Cấp trên"), lambda line: _amount(line.entitlement.upper_vnd), Kind.MONEY, sample="100.000"),
        Column(tr("Đơn vị"), lambda line: _amount(line.entitlement.own_vnd), Kind.MONEY, sample="200.000"),
        Column(tr("Cộng"), lambda line: _amount(line.entitlement.total_vnd), Kind.MONEY, sample="1.300.000"),
    ]


def due_columns(today: date) -> list[Column[DueLine]]:
    return [
        Column(tr("Sáng kiến"), lambda line: _named(line.stored.initiative), Kind.TWO_LINES),
        Column(tr("Năm áp dụng"), _year, Kind.TWO_LINES, sample="31/12/2022 – 30/12/2023", fold_below=90),
        Column(tr("Làm lợi"), _benefit, Kind.PILL, sample=tr("Không tính được")),
        Column(tr("Tối thiểu (đồng)"), _floor, Kind.MONEY, sample=_SUM),
        Column(tr("Hạn trả"), lambda line: Cell(written_day(line.due.due_on)), sample="08/08/20288"),
        Column(tr("Đã trả"), lambda line: _paid(line, today), Kind.PILL, sample=tr("Chưa đến hạn")),
    ]


def found_columns() -> list[Column[Found]]:
    kinds = {code: tr(words) for code, words in KINDS_OF_PERSON.items()}
    return [
        Column(tr("Người"), lambda one: _person(one, kinds), Kind.TWO_LINES),
        Column(tr("Các năm"), _window, sample="2021 – 2023", fold_below=70),
        Column(tr("Số liệu"), lambda one: Cell(mark=benefit_mark(one.state)), Kind.PILL, sample=tr("Không tính được")),
        Column(tr("Làm lợi (đồng)"), lambda one: _amount(one.vnd), Kind.MONEY, sample=_SUM),
        Column(tr("Mức (đồng)"), lambda one: _amount(one.threshold.benefit_vnd), Kind.MONEY, sample="200.000.000"),
        Column(tr("Sáng kiến"), lambda one: Cell(str(len(one.initiatives))), sample="99", fold_below=84),
    ]


def benefit_mark(state: BenefitState) -> Mark:
    """The state of a benefit as a pill; the words are those of every other page."""
    words = {code: tr(words) for code, words in BENEFIT_STATES.items()}
    looks = {
        BenefitState.VERIFIED: ("checkmark_circle", "ok"),
        BenefitState.CLAIMED: ("edit", "warn"),
        BenefitState.NOT_COMPUTABLE: ("info", "neutral"),
        BenefitState.NONE: ("question_circle", "neutral"),
    }
    short = {BenefitState.NOT_COMPUTABLE: tr("Không tính được")}
    return Mark(short.get(state, words[state]), *looks[state])


def _supported(line: SupportLine, titles: dict[str, str]) -> Cell:
    """Where the gates have no room, the line below the title says which are missed, or who is paid."""
    held, one = line.stored.initiative, line.entitlement
    missed = ", ".join(titles[gate].lower() for gate in one.missed)
    payee = one.payee.full_name if one.payee else ""
    told = tr("còn thiếu: {gates}", gates=missed) if missed else payee
    return Cell(held.title, held.number, " · ".join(part for part in (held.number, told) if part), tip=held.title)


def _named(held: Initiative) -> Cell:
    return Cell(held.title, held.number, tip=held.title)


def _gate(gate: str) -> Callable[[SupportLine], Cell]:
    def cell(line: SupportLine) -> Cell:
        passed = dict(line.entitlement.gates).get(gate)
        if passed is None:  # the version this record was made under does not ask for it
            return Cell(tr("Không yêu cầu"), muted=True)
        return Cell(mark=Mark(tr("Đạt"), "checkmark", "ok") if passed else Mark(tr("Chưa"), "dismiss", "warn"))

    return cell


def _payee(line: SupportLine) -> Cell:
    one = line.entitlement
    if one.payee is None:
        return Cell(tr("chưa chọn người được tính"), muted=True)
    parts = "; ".join(f"{part.full_name} {money.plain(part.vnd)}" for part in one.parts) if one.total_vnd else ""
    return Cell(one.payee.full_name, parts, tip=parts or one.payee.full_name)


def _year(line: DueLine) -> Cell:
    due = line.due
    return Cell(tr("Năm thứ {n}", n=due.year_no), f"{written_day(due.from_on)} – {written_day(due.to_on)}")


def _benefit(line: DueLine) -> Cell:
    return Cell(mark=benefit_mark(line.due.state))


def _floor(line: DueLine) -> Cell:
    if line.due.amount_vnd is None:
        tip = tr("Nhập số làm lợi của năm này trong sáng kiến để tính được mức tối thiểu.")
        return Cell(tr("chưa có số"), muted=True, tip=tip)
    return Cell(money.plain(line.due.amount_vnd))


def _paid(line: DueLine, today: date) -> Cell:
    if line.paid:
        return Cell(mark=Mark(tr("Đã trả"), "checkmark_circle", "ok"), tip=money.plain(line.paid[1]))
    if line.overdue(today):
        return Cell(mark=Mark(tr("Quá hạn"), "warning", "error"))
    late = line.due.due_on < today
    return Cell(
        mark=Mark(tr("Chưa có số"), "edit", "neutral") if late else Mark(tr("Chưa đến hạn"), "clock", "neutral")
    )


def _person(one: Found, kinds: dict[str, str]) -> Cell:
    born = str(one.person.birth_year or "")
    told = " · ".join(part for part in (born, one.person.workplace, kinds[one.person.who]) if part)
    return Cell(one.person.full_name, told)


def _window(one: Found) -> Cell:
    return Cell(str(one.first) if one.first == one.last else f"{one.first} – {one.last}")


def _amount(vnd: int) -> Cell:
    return Cell(money.plain(vnd), muted=vnd == 0)
