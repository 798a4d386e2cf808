"""The section «Kinh phí, khen thưởng»: support with its gates, remuneration with its days, and the award finder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import clock, messages, paths
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import initiatives, programmes, reports, support
from desktop.operations.support import DueLine, SupportLine
from domain import money, remuneration
from domain.creative_labour import DIRECT_WORKER, SPECIALIST, Found
from domain.errors import RuleError
from domain.initiative import BenefitState
from domain.support import gates_asked
from ui.common.banner import Banner
from ui.common.buttons import Chips, button
from ui.common.choices import Choice
from ui.common.editors import MoneyEdit
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.numbers import amount_words, written
from ui.papers import files
from ui.programmes.money_card import MoneyCard
from ui.programmes.money_cells import benefit_mark, due_columns, found_columns, support_columns
from ui.programmes.rates import Rates
from ui.session import Session
from ui.words import tr


class FoundCard(MoneyCard[Found]):
    def record_of(self, row: Found) -> int | None:
        return initiatives.find(self._session.screen, row.initiatives[0]).row_id


class SupportSection(QWidget):
    """`open` takes support, remuneration, award or rates."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self._target = paths.papers(session.screen.home)
        self.chips = Chips(tr("Bảng"))
        self.chips.set_chips([("support", tr("Hỗ trợ kinh phí"), None), ("remuneration", tr("Thù lao tác giả"), None),
                              ("award", tr("Bằng Lao động sáng tạo"), None),
                              ("rates", tr("Mức lương, chuyển giao"), None)])  # fmt: skip
        self.banner = Banner()
        self.support = MoneyCard[SupportLine](
            session,
            tr("Hỗ trợ kinh phí"),
            tr("Bảng hỗ trợ kinh phí"),
            support_columns(programmes.current(session.screen).support.gates),
            Empty("lightbulb", tr("Chưa có sáng kiến nào được tiếp nhận trong chương trình này.")),
        )
        self.dues = MoneyCard[DueLine](
            session,
            tr("Thù lao tối thiểu ba năm đầu"),
            tr("Bảng thù lao"),
            due_columns(clock.today()),
            Empty(
                "clock",
                tr("Chưa có khoản thù lao nào để tính."),
                tr("Hạn trả tính được sau khi có quyết định công nhận và ngày áp dụng."),
            ),
        )
        self.found = FoundCard(
            session,
            tr("Ai đạt mức của Bằng Lao động sáng tạo"),
            tr("Người đạt mức"),
            found_columns(),
            Empty("certificate", tr("Chưa ai đạt mức làm lợi.")),
        )
        self.rates = Rates(session)
        self.own = MoneyEdit()
        self.own_field = Field(tr("Đơn vị chi thêm cho mỗi sáng kiến (đồng)"), self.own)
        self.who = Choice(
            [(DIRECT_WORKER, tr("Lao động trực tiếp")), (SPECIALIST, tr("Chuyên môn, kỹ thuật, nghiệp vụ"))]
        )
        self.who.set_value(DIRECT_WORKER)
        self.excel, self.pdf = button(tr("Xuất Excel"), "document_table"), button(tr("Xuất PDF"), "document_pdf")
        self.paid = button(tr("Ghi đã trả"), "checkmark")
        self._lay_out()
        self._connect()

    def open(self, what: object) -> None:
        self._choose(str(what))

    def refresh(self) -> None:
        """Asks for all three tables anew on the store's lane: a register of thousands takes longer than a blink."""
        self._asked += 1
        asked, who = self._asked, self.who.value()
        self.own.set_amount(support.own_vnd(self._session.screen))
        self.rates.refresh()

        def show(found: tuple[list[SupportLine], list[DueLine], list[Found], None]) -> None:
            if asked == self._asked:
                self._show(found[0], found[1], found[2])

        self._session.do(
            lambda desk, _job: (support.lines(desk), support.dues(desk), support.award_candidates(desk, who), None),
            show,
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._card().setFocus(event.reason())

    def export(self, ending: str) -> None:
        """Writes the pay list beside the other papers and shows where."""
        target = files.free_target(paths.papers(self._session.screen.home), "support_list", ending, clock.today())
        self._session.do(
            lambda desk, job: reports.write(desk, "support_list", target, step=job.pass_by),
            lambda done: self.banner.say("ok", tr("Đã lập {file}.", file=str(done.path)), tr("Mở tệp")),
            self._failed,
        )
        self._target = target

    def save_own(self) -> None:
        self.own_field.set_problem("")
        amount = self.own.amount()
        if amount is None:
            self.own_field.set_problem(tr("Ghi số tiền, ví dụ 200.000; không chi thêm thì ghi 0."))
            return
        if amount == support.own_vnd(self._session.screen):
            return
        self._session.do(lambda desk, _job: support.set_own(desk, amount), None, self._failed)

    def mark_paid(self) -> None:
        """Notes the row chosen as paid today, or takes that back."""
        line = self.dues.current()
        if line is None:
            return
        row_id, year = line.stored.row_id, line.due.year_no
        paid = line.paid is not None

        def work(desk: Desk, _job: object) -> Changes:
            return support.take_back_paid(desk, row_id, year) if paid else support.mark_paid(desk, row_id, year)

        self._session.do(work, None, self._failed)

    def _show(self, lines: Sequence[SupportLine], dues: Sequence[DueLine], found: Sequence[Found]) -> None:
        pack = programmes.current(self._session.screen)
        rule = pack.support
        gates = gates_asked(rule, [line.entitlement for line in lines])
        self.support.set_columns(support_columns(gates))
        self.support.show_rows(lines, _support_sums(lines), _sourced(rule.source))
        most = tr("Từ 0 đến {most} đồng ({source}).", most=money.plain(rule.own_max_vnd), source=rule.source)
        self.own_field.set_help(most)
        floor = tr("Mức thấp nhất khi tác giả và chủ đầu tư không có thỏa thuận khác.")
        source = pack.remuneration.source if pack.remuneration else ""
        self.dues.show_rows(dues, _due_sums(dues), f"{floor} {_sourced(source)}")
        warning = tr("Phải đối chiếu với quy định hiện hành trước khi đề nghị: mức và đối tượng có thể đã đổi.")
        source = pack.award_thresholds[0].source if pack.award_thresholds else ""
        self.found.show_rows(found, _found_sums(found), f"{warning} {_sourced(source)}")
        self._mark_button()

    def _mark_button(self) -> None:
        line = self.dues.current()
        self.paid.setEnabled(line is not None and (line.paid is not None or line.due.amount_vnd is not None))
        self.paid.setText(tr("Bỏ ghi đã trả") if line is not None and line.paid else tr("Ghi đã trả"))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.field == "own_vnd":
            self.own_field.set_problem(messages.of_error(error))
            self.own.setFocus()
            return
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _card(self) -> QWidget:
        cards: dict[str, QWidget] = {"support": self.support, "remuneration": self.dues, "award": self.found}
        return cards.get(self.chips.current(), self.rates)

    def _choose(self, key: str) -> None:
        self.chips.choose(key)
        self.stack.setCurrentWidget(self._card())
        self._card().setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._choose)
        self.own.committed.connect(lambda _words: self.save_own())
        self.who.committed.connect(lambda _who: self.refresh())
        self.excel.clicked.connect(lambda: self.export("xlsx"))
        self.pdf.clicked.connect(lambda: self.export("pdf"))
        self.paid.clicked.connect(self.mark_paid)
        self.dues.table.picked.connect(lambda _id: self._mark_button())
        self.banner.clicked.connect(lambda: files.show(self._target))

    def _lay_out(self) -> None:
        foot = self.support.foot()
        foot.addWidget(self.own_field, 1)
        foot.addStretch(1)
        for one in (self.excel, self.pdf):
            foot.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        foot = self.dues.foot()
        foot.addStretch(1)
        foot.addWidget(self.paid)
        foot = self.found.foot()
        foot.addWidget(Field(tr("Người không ghi là lãnh đạo, quản lý được xét theo mức của"), self.who), 1)
        foot.addStretch(1)
        self.stack = QStackedWidget()
        for card in (self.support, self.dues, self.found, self.rates):
            self.stack.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chips)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)


def _sourced(source: str) -> str:
    return tr("Nguồn: {source}.", source=source) if source else ""


def _support_sums(lines: Sequence[SupportLine]) -> str:
    added = support.totals(list(lines))
    return tr("{n} trên {all} sáng kiến đủ điều kiện: cấp trên {upper} đ, đơn vị {own} đ, cộng {sum} đ ({words}).",
              n=written(added.paid), all=written(added.initiatives), upper=money.plain(added.upper_vnd),
              own=money.plain(added.own_vnd), sum=money.plain(added.total_vnd),
              words=amount_words(added.total_vnd))  # fmt: skip


def _due_sums(dues: Sequence[DueLine]) -> str:
    """One sum a benefit state: they are never added together."""
    added = remuneration.sums(line.due for line in dues)
    today = clock.today()
    parts = [
        f"{benefit_mark(state).word}: {money.plain(added[state][1])} đ" for state in BenefitState if state in added
    ]
    late = sum(line.overdue(today) for line in dues)
    if late:
        parts.append(tr("{n} khoản quá hạn", n=written(late)))
    return "  ·  ".join(parts)


def _found_sums(found: Sequence[Found]) -> str:
    parts = []
    for state in (BenefitState.VERIFIED, BenefitState.CLAIMED):
        people = {one.person.key for one in found if one.state is state}
        parts.append(tr("{state}: {n} người", state=benefit_mark(state).word, n=written(len(people))))
    return "  ·  ".join(parts)
