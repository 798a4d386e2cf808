"""Asking a member to mark on another PC, in four steps: whom and what, evidence, where to, done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import appraisal_requests, blinding, tokens
from desktop.operations.appraisal_requests import Item, Made, Plan
from domain.errors import RuleError
from domain.labels import FIELDS
from ui.appraisals.request_evidence import EvidenceStep
from ui.appraisals.standing import recusal_words
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.common.tick_box import TickBox
from ui.common.wizard import Step, WizardFrame
from ui.packages import pickers
from ui.packages.check_table import CheckTable
from ui.packages.code_box import CodeBox
from ui.packages.facts import Facts
from ui.packages.places import PlaceChooser
from ui.session import Session
from ui.signatures.pin import PinField
from ui.words import tr


class RequestWizard(QWidget):
    """`closed` when the person is through."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self.plan: Plan | None = None
        self.who = Choice([(name, name) for name in appraisal_requests.members(session.screen)],
                          tr("Chọn một thành viên"))  # fmt: skip
        self.blind = TickBox(tr("Che tác giả và đơn vị"))
        if blinding.is_blind(session.screen):  # then everybody marks so
            self.blind.setChecked(True)
            self.blind.setEnabled(False)
        self.banner, self.aside = Banner(), Banner()
        self.table: CheckTable[Item] = CheckTable([Column(tr("Sáng kiến"), _cell, Kind.TWO_LINES)], _row,
                                                  tr("Sáng kiến giao cho người này"))  # fmt: skip
        self._count = label("", "muted")
        self.evidence, self.where, self.pin = EvidenceStep(), PlaceChooser(session), PinField()
        self.where.add_below(self.pin)
        self.panel, self.result = ProgressPanel(tr("Đang ký yêu cầu…"), stop=False), Banner()
        self.code, self.facts = CodeBox(tr("Đọc 30 chữ số này cho người thẩm định qua điện thoại")), Facts()
        self.folder = Button(tr("Mở thư mục"), "folder_open")
        self._made: Path | None = None
        self.frame = WizardFrame(tr("Giao phiếu cho máy khác"), self._steps())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.who)
        self._connect()
        self.frame.start()
        self._weigh()

    def may_close(self) -> bool:
        return not self.panel.isVisibleTo(self)

    def chosen(self) -> list[Item]:
        """What is checked, of what can be asked."""
        checked = self.table.checked()
        return [item for item in self.plan.items if _row(item) in checked] if self.plan else []

    def look(self) -> None:
        """Asks the store lane what this person could be asked; an older answer is dropped."""
        self._asked += 1
        asked, name, blind = self._asked, self.who.value(), self.blind.isChecked()
        if not name:
            return
        self._session.do(
            lambda desk, _job: appraisal_requests.plan(desk, name, blind=blind),
            lambda found: self._found(found) if asked == self._asked else None,
            lambda error: self._not_found(error) if asked == self._asked else None,
        )

    def _found(self, plan: Plan) -> None:
        same = self.plan is not None and self.plan.appraiser == plan.appraiser
        before, self.plan = self.chosen() if same else [], plan
        self.banner.clear()
        if plan.replaces is not None:
            words = tr("Yêu cầu số {seq} đã giao cho người này sẽ hết hiệu lực; phiếu đã chấm theo yêu cầu cũ vẫn được "
                       "gửi lại cùng yêu cầu mới.", seq=plan.replaces.seq)  # fmt: skip
            self.banner.say("info", words)
        told = [f"{stored.initiative.number}: {recusal_words(why)}" for stored, why in plan.aside]
        self.aside.say("warn", tr("Không giao vì phải tránh: {what}", what="; ".join(told)) if told else "")
        self.table.set_rows(plan.items)
        self.table.set_checked([_row(item) for item in before] if same else map(_row, plan.items))
        if self.table.current_id() is None:
            self.table.select_row(0)
        self._weigh()

    def _not_found(self, error: Exception) -> None:
        self.plan = None
        self.table.set_rows(())
        self.aside.clear()
        self.banner.say("error", messages.of_error(error))
        self._weigh()

    def _weigh(self) -> None:
        chosen = self.chosen()
        kept = sum(bool(item.withheld) for item in chosen)
        words = tr("{n} sáng kiến được giao", n=len(chosen)) if self.plan else ""
        self._count.setText(words + (tr(", {n} sáng kiến có nội dung giữ lại", n=kept) if kept else ""))
        self.frame.set_valid("who", bool(chosen))
        self.evidence.set_items(chosen, blind=self.plan.blind if self.plan else self.blind.isChecked())
        self._place()

    def _place(self) -> None:
        on_token = tokens.held(self._session.screen) is not None
        show_if(self.pin, on_token)
        self.where.set_need(self.evidence.size_bytes())
        self.frame.set_valid("evidence", self.evidence.fits())
        signed = bool(self.pin.line.text()) or not on_token
        self.frame.set_valid("where", signed and self.where.chosen() is not None)

    def _entered(self, key: str) -> None:
        if key == "run":
            self._seal()

    def _seal(self) -> None:
        where, name, blind = self.where.chosen(), self.who.value(), self.blind.isChecked()
        only, along = [item.shown.id for item in self.chosen()], self.evidence.wanted()
        if where is None:
            self.frame.go("where")
            return
        self._show_made(None)
        self.result.clear()
        pin = self.pin.take()

        def work(desk: Desk, job: Job) -> Made:
            planned = appraisal_requests.plan(desk, name, only, blind=blind, evidence=along)
            return appraisal_requests.make(desk, planned, where, step=job.step, pin=pin)

        self.frame.set_valid("run", False)
        self.panel.show()
        self.panel.watch(self._session.do(work, self._was_made, self._failed))

    def _was_made(self, made: Made) -> None:
        self._show_made(made)
        self.result.say("ok", tr("Đã ký, ghi và đọc lại. Gửi tệp này cho {name} bằng USB, thư điện tử hay Zalo.",
                                 name=made.appraiser))  # fmt: skip
        self._session.told.emit(tr("Đã giao {n} sáng kiến cho {name}.", n=made.initiatives, name=made.appraiser))

    def _show_made(self, made: Made | None) -> None:
        self._made = made.path if made else None
        self.code.set_code(made.signer_code if made else "")
        self.facts.set_rows(
            [
                (tr("Yêu cầu"), tr("số {seq}, {n} sáng kiến", seq=made.seq, n=made.initiatives)),
                (tr("Người thẩm định"), made.appraiser),
                (tr("Minh chứng"), tr("{n} tệp đi kèm", n=made.files) if made.files else tr("không gửi kèm")),
                (tr("Tệp"), str(made.path)),
            ]
            if made
            else []
        )
        self._card.setVisible(made is not None)

    def _failed(self, error: Exception) -> None:
        self._show_made(None)
        if isinstance(error, RuleError) and error.field == "pin":  # typed again where it is typed
            self.frame.go("where")
            self.pin.set_problem(messages.of_error(error))
            return
        self.result.say("error", messages.of_error(error))

    def _ended(self, _how: str) -> None:
        self.panel.hide()
        self.frame.set_valid("run", True)

    def _connect(self) -> None:
        self.who.edited.connect(lambda _: self.look())
        self.blind.toggled.connect(lambda _: self.look())
        self.table.turned.connect(self._weigh)
        self.evidence.changed.connect(self._place)
        self.where.changed.connect(self._place)
        self.pin.line.edited.connect(lambda _text: self._place())
        self.panel.ended.connect(self._ended)
        self.frame.entered.connect(self._entered)
        self.frame.cancelled.connect(self.closed)
        self.frame.finished.connect(self.closed)
        self.folder.clicked.connect(lambda: pickers.show_folder(self._made) if self._made else None)

    def _steps(self) -> list[Step]:
        hint = tr("Mỗi người một tệp: chỉ những sáng kiến được chọn, không có số điện thoại, không có phần giữ lại.")
        return [
            Step("who", tr("Ai chấm gì"), hint, self._who_step()),
            Step("evidence", tr("Minh chứng"), tr("Những tệp người thẩm định được xem cạnh phiếu."), self.evidence),
            Step("where", tr("Nơi ghi"), tr("USB hoặc thư mục; tệp được đọc lại sau khi ghi."), self.where,
                 tr("Ký và ghi")),
            Step("run", tr("Xong"), tr("Người thẩm định mở tệp bằng chương trình này, không cần tạo sổ."),
                 self._run_step()),
        ]  # fmt: skip

    def _who_step(self) -> QWidget:
        step = QWidget()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Field(tr("Người thẩm định"), self.who, required=True), 1)
        unseen = tr("Người thẩm định không thấy sáng kiến của ai")
        head.addWidget(Field(tr("Chấm ẩn tên"), self.blind, help_text=unseen), 1)
        card = Card()
        card.fill(self.table)
        card.foot().addWidget(self._count)
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.aside)
        column.addWidget(card, 1)
        return step

    def _run_step(self) -> QWidget:
        step, self._card = Scroll(), Card()
        step.body.setContentsMargins(0, 0, 4, 0)
        row = QHBoxLayout()
        row.addWidget(self.folder)
        row.addStretch(1)
        self._card.body.addWidget(self.facts)
        self._card.body.addLayout(row)
        for part in (self.panel, self.result, self.code, self._card):
            step.body.addWidget(part)
        step.body.addStretch(1)
        self.panel.hide()
        return step


def _row(item: Item) -> int:
    return item.stored.row_id


def _cell(item: Item) -> Cell:
    kept = ", ".join(tr(FIELDS[field]) for field in item.withheld if field in FIELDS)
    second = f"{item.stored.initiative.number}" + (tr("  ·  giữ lại: {what}", what=kept) if kept else "")
    return Cell(item.stored.initiative.title, second, second, tip=second)
