"""A forgotten passphrase: what to do, and a new one with the recovery code that lies in the cupboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from desktop import messages
from desktop.desk import Desk
from desktop.jobs import Lanes
from desktop.operations import users
from domain.errors import RuleError
from ui.common.buttons import button
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.progress import ProgressPanel
from ui.common.scroll import reach
from ui.registers.centred import Centred
from ui.registers.passphrase import PassphraseField
from ui.words import tr


class Forgotten(Centred):
    """First the code, then whose passphrase and the new one. `opened(Desk)` at the end, `given_up()` to go back."""

    opened = Signal(object)
    given_up = Signal()

    def __init__(self, home: Path, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(tr("Quên mật khẩu"), "", 84, parent)
        self._home, self._lanes = home, lanes
        self.code = LineEdit("ABCD-EFGH-IJKL-MNOP-QRST-UVWX")
        self.who = Choice([])
        self.code_field = Field(tr("Mã khôi phục"), self.code, required=True,
                                help_text=tr("24 chữ và số trên tờ giấy đã in khi tạo sổ"))  # fmt: skip
        self.who_field = Field(tr("Mật khẩu của ai"), self.who, required=True)
        self.first = PassphraseField(tr("Mật khẩu mới"), weighed=True)
        self.again = PassphraseField(tr("Gõ lại mật khẩu mới"))
        self.progress = ProgressPanel(tr("Đang mở sổ…"), stop=False)
        self.progress.hide()
        self.ways = list[QLabel]()
        for words in (
            tr("Có người giữ sổ khác: nhờ người đó mở sổ, vào Người & đơn vị, mở trang của bạn, đặt lại mật khẩu."),
            tr("Không có ai: lấy tờ mã khôi phục trong tủ và gõ vào đây."),
            tr(
                "Không còn cả tờ mã: không ai mở được sổ nữa, kể cả người làm phần mềm. "
                "Hãy tạo sổ mới; những gì đã nộp thì cấp trên còn giữ."
            ),
        ):
            self.ways.append(label("•  " + words, wrap=True))
            self.body.addWidget(self.ways[-1])
        for part in (self.code_field, self.who_field, self.first, self.again, self.progress):
            self.body.addWidget(part)
        self._foot()
        self._known = True
        self._ask_for(code=True)

    def go_on(self) -> None:
        self.banner.clear()
        for field in (self.code_field, self.who_field, self.first, self.again):
            field.set_problem("")
        home, code = self._home, self.code.value()
        if not self._known:
            self._busy(True)
            self._lanes.store(lambda _job: users.names(home, code), self._named, self._failed)
            return
        name, new = self.who.value(), self.first.line.value()
        if new != self.again.line.value():
            self.again.set_problem(tr("Hai lần gõ chưa giống nhau. Hãy gõ lại."))
            reach(self.again)
            return
        self._busy(True)
        self._lanes.store(lambda _job: users.open_anew(home, code, name, new), self._opened, self._failed)

    def _named(self, names: list[str]) -> None:
        self._busy(False)
        self.who.set_items([(name, name) for name in names])
        self.who.set_value(names[0])
        self._ask_for(code=False)
        self.first.line.setFocus()

    def _opened(self, desk: Desk) -> None:
        self._busy(False)
        self.opened.emit(desk)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if isinstance(error, RuleError) and error.field == "passphrase":
            field = self.first if self._known else self.code_field
            field.set_problem(messages.of_error(error))
            field.editor.setFocus()
        else:
            self.banner.say("error", messages.of_error(error))

    def _ask_for(self, *, code: bool) -> None:
        self._known = not code
        self.code_field.setEnabled(code)
        for field in (self.who_field, self.first, self.again):
            show_if(field, not code)
        for way in self.ways:  # whoever has the code needs the room for the rest
            show_if(way, code)
        self.go.setText(tr("Tiếp tục") if code else tr("Đặt mật khẩu và mở sổ"))
        self.setFocusProxy(self.code if code else self.first.line)

    def _busy(self, busy: bool) -> None:
        for part in (self.go, self.back, self.code_field, self.who_field, self.first, self.again):
            part.setEnabled(not busy)
        self.code_field.setEnabled(not busy and not self._known)
        show_if(self.progress, busy)

    def _foot(self) -> None:
        self.back = button(tr("Quay lại"), "chevron_left")
        self.back.clicked.connect(self.given_up)
        self.go = button(tr("Tiếp tục"), "key", primary=True)
        self.go.clicked.connect(self.go_on)
        self.code.returnPressed.connect(self.go_on)
        self.first.line.returnPressed.connect(self.again.line.setFocus)
        self.again.line.returnPressed.connect(self.go_on)
        foot = self.card.foot()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.go)
