"""«USB ký số»: which library speaks to it, which certificate on it signs for the unit, and the way back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import tokens
from desktop.operations.tokens import Token, TokenCertificate
from domain import dates
from domain.errors import RuleError, TroubleError
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.session import Session
from ui.signatures.pin import PinField
from ui.words import tr


class TokenCard(Card):
    """Nothing is chosen before the token has signed once with the PIN typed here. `chosen()` when it was."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("USB ký số"), parent=parent)
        self._session = session
        self.module = tokens.module()
        self.found: list[Token] = []
        self.said = label("", "muted", wrap=True)
        self.path = label("", "small", wrap=True)
        self.banner = Banner()
        self.certificate = Choice()
        self.pin = PinField()
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Which key signs now."""
        held = tokens.held(self._session.screen)
        if held is not None:
            self.said.setText(tr("Đơn vị đang ký bằng USB «{label}». Mỗi lần ký, chương trình hỏi mã PIN.",
                                 label=held.label))  # fmt: skip
        else:
            self.said.setText(
                tr(
                    "Có USB ký số thì ký được bằng USB ấy thay cho khóa trong sổ. "
                    "Cài phần mềm của nhà cung cấp trước, rồi chọn thư viện PKCS#11 của nó."
                )
            )
        show_if(self.back, held is not None)
        show_if(self.path, bool(self.module))
        self.path.setText(tr("Thư viện: {path}", path=self.module))
        self.look_button.setEnabled(bool(self.module))

    def set_module(self, file: Path) -> None:
        """The library of the token's maker; what is plugged in is looked for at once."""
        self.module = str(file)
        self.refresh()
        self.look()

    def look(self) -> None:
        """Asks the library what is plugged in; no PIN is needed."""
        module = self.module
        self.banner.clear()
        self._busy(True)
        # In the lane of what signs: a library of tokens serves one at a time.
        self._session.do(lambda _desk, _job: tokens.find(module), self._show, self._not_found)

    def use(self) -> None:
        """Lets the token sign once, then takes it for the unit's key."""
        code, pin, module = self.certificate.value(), self.pin.take(), self.module
        if not pin:
            self._refused(RuleError("token_pin_needed", field="pin"))
            return
        self._busy(True)

        def work(desk: Desk, _job: object) -> Changes:
            return tokens.use(desk, module, "", code, pin)

        self._session.do(work, self._taken, self._refused)

    def go_back(self) -> None:
        """To the key in the register."""
        self._session.do(lambda desk, _job: tokens.back_to_software(desk), self._left, self._refused)

    def _show(self, found: list[Token]) -> None:
        self._busy(False)
        self.found = found
        items = [(one.code, _choice(one)) for token in found for one in token.certificates]
        self.certificate.set_items(items)
        self.certificate.set_value(items[0][0] if items else "")
        show_if(self.form, bool(items))
        if not items:
            self._not_found(RuleError("token_certificate_missing", label=found[0].label))
        elif any(token.tries == "locked" for token in found):
            self.banner.say("error", messages.sentence("token_pin_locked"))
        elif any(token.tries for token in found):
            self.banner.say("warn", tr("USB chỉ còn cho thử mã PIN ít lần. Hãy chắc chắn trước khi nhập."))
        self.pin.line.setFocus()

    def _not_found(self, error: Exception) -> None:
        self._busy(False)
        self.form.hide()
        self._told(error)

    def _taken(self, _changes: Changes) -> None:
        self._busy(False)
        self.form.hide()
        told = tr("USB ký được. Từ nay đơn vị ký bằng USB này; hãy xuất yêu cầu ở bước 2 để khóa được tin.")
        self.banner.say("ok", told)
        self.refresh()
        self.chosen.emit()

    def _left(self, _changes: Changes) -> None:
        self.banner.say("ok", tr("Đơn vị ký lại bằng khóa trong sổ. Hãy xuất yêu cầu ở bước 2 để khóa được tin."))
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self._busy(False)
        if isinstance(error, RuleError) and error.field == "pin":
            self.pin.set_problem(messages.of_error(error))
            self.pin.line.setFocus()
            return
        self._told(error)

    def _told(self, error: Exception) -> None:
        if not isinstance(error, RuleError | TroubleError):
            self._session.failed.emit(error)
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _busy(self, busy: bool) -> None:
        for part in (self.look_button, self.choose_button, self.use_button, self.back):
            part.setEnabled(not busy)
        if not busy:
            self.look_button.setEnabled(bool(self.module))

    def _pick(self) -> None:
        start = str(Path(self.module).parent) if self.module else str(Path.home())
        kinds = tr("Thư viện của USB ký số") + " (*.dll *.so *.dylib)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Chọn thư viện PKCS#11 của USB"), start, kinds)
        if name:
            self.set_module(Path(name))

    def _build(self) -> None:
        self.look_button = Button(tr("Tìm USB đang cắm"), "usb_stick")
        self.choose_button = Button(tr("Chọn thư viện…"), "folder_open")
        self.back = Button(tr("Ký lại bằng khóa trong sổ"), "arrow_undo")
        self.look_button.clicked.connect(self.look)
        self.choose_button.clicked.connect(self._pick)
        self.back.clicked.connect(self.go_back)
        row = QHBoxLayout()
        for one in (self.look_button, self.choose_button, self.back):
            row.addWidget(one)
        row.addStretch(1)
        for part in (self.said, self.path):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.body.addWidget(self.banner)
        self.body.addWidget(self._form())

    def _form(self) -> QWidget:
        self.form = QWidget()
        self.use_button = Button(tr("Dùng USB này"), "certificate", "primary")
        self.use_button.clicked.connect(self.use)
        self.pin.line.returnPressed.connect(self.use)
        row = QHBoxLayout()
        row.addWidget(self.use_button)
        row.addStretch(1)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Field(tr("Chứng thư trên USB"), self.certificate))
        column.addWidget(self.pin)
        column.addLayout(row)
        self.form.hide()
        return self.form


def _choice(one: TokenCertificate) -> str:
    day = dates.shown(date.fromisoformat(one.expires_on))
    return tr("{subject}, hạn {day}, mã khóa {code}… (USB {label})", subject=one.subject, day=day,
              code=one.code[:5], label=one.token_label)  # fmt: skip
