"""Whether a package leaves encrypted and who will be able to open it, with the switch."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import encryption
from desktop.operations.encryption import Addressee
from domain.errors import RuleError
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import Icon, label, show_if
from ui.common.tick_box import TickBox
from ui.session import Session
from ui.words import tr


class EncryptionBox(Card):
    """On by itself where a key of the recipient is known. `changed` when it is switched, or further units are named."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._recipient, self._name = "", ""
        self._readers: tuple[Addressee, ...] = ()
        self._right = True
        self.icon = Icon("lock_closed", "accent", 1.2)
        self.box = TickBox(tr("Mã hóa gói"))
        self.box.setChecked(True)
        self.said = label("", "muted", wrap=True)
        self.more = Button(tr("Cho đơn vị khác cùng mở…"), look="link")
        self.also = LineEdit()
        self.field = Field(
            tr("Mã các đơn vị cùng mở được"), self.also, help_text=tr("Cách nhau dấu phẩy; phải có trong danh bạ khóa.")
        )
        self.field.hide()
        self.box.clicked.connect(self._turned)
        self.more.clicked.connect(self._ask_more)
        self.also.edited.connect(lambda _text: self._turned())
        self._lay_out()

    def show_for(self, recipient: str, name: str, readers: tuple[Addressee, ...]) -> None:
        """The recipient of the package, and what the plan says about its keys."""
        self._recipient, self._name = recipient, name
        self._readers = readers
        self.box.setEnabled(bool(readers))
        self._turned()

    def readers(self) -> tuple[Addressee, ...]:
        """Whom the package is to be encrypted for; empty: it leaves open."""
        return self._readers if self.box.isChecked() else ()

    def right(self) -> bool:
        """Whether every unit that was named has a key."""
        return self._right or not self.box.isChecked()

    def _turned(self) -> None:
        self._look_up()
        on = bool(self.readers())
        self.icon.set_icon("lock_closed" if on else "warning", "accent" if on else "warn")
        self.said.setText(self._words())
        show_if(self.more, on and self.field.isHidden())
        if not on:
            self.field.hide()
        self.changed.emit()

    def _look_up(self) -> None:
        codes = self.also.text().split(",") if not self.field.isHidden() else []
        self._right = True
        self.field.set_problem("")
        if not self._readers:
            return
        try:
            self._readers = encryption.addressees(self._session.screen, self._recipient, codes)
        except RuleError as refused:
            self._right = False
            self.field.set_problem(messages.of_error(refused))

    def _words(self) -> str:
        if not self._readers:
            return tr(
                "Chưa mã hóa được: sổ chưa có khóa mã hóa của {upper}. "
                "Nhận danh bạ khóa mới ở «Khóa ký & tin cậy» thì lần sau gói tự mã hóa.",
                upper=self._name,
            )
        if not self.box.isChecked():
            return tr("Gói rời máy không mã hóa: ai có tệp cũng đọc được tên người và nội dung.")
        names = ", ".join([self._name, *(one.unit_name for one in self._readers[1:])])
        return tr("Chỉ {names} và đơn vị mình mở được; ai nhặt được USB cũng không đọc được.", names=names)

    def _ask_more(self) -> None:
        self.more.hide()
        self.field.show()
        self.also.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(self.box)
        top.addStretch(1)
        top.addWidget(self.more)
        words.addLayout(top)
        words.addWidget(self.said)
        words.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
