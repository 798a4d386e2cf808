"""The users of the register, and adding one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import APPRAISER, OFFICER
from desktop.operations import registers
from domain.errors import RuleError
from domain.labels import USER_ROLES
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import Icon, label
from ui.common.pill import Mark, Pill
from ui.registers.passphrase import PassphraseField
from ui.session import Session
from ui.words import tr


class UsersCard(Card):
    """Who may open this register; below, the three fields of one more."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Người dùng của sổ"), parent=parent)
        self._session = session
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.name = LineEdit(tr("Trần Văn Khoẻ"))
        self.role = Choice([(code, tr(words)) for code, words in USER_ROLES.items()])
        self.role.set_value(APPRAISER)
        self.name_field = Field(tr("Họ và tên"), self.name, required=True)
        self.role_field = Field(tr("Vai trò"), self.role, help_text=tr("Người thẩm định chỉ thấy trang Thẩm định"))
        self.passphrase = PassphraseField(tr("Mật khẩu của người này"), weighed=True)
        self.banner = Banner()
        self.add = button(tr("Thêm người dùng"), "person_add")
        self.add.clicked.connect(self._add)
        self.passphrase.line.returnPressed.connect(self._add)
        self._adding = False
        self._lay_out()
        self.show_users()

    def show_users(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        at_desk = self._session.screen.user.id
        for user in registers.everyone(self._session.screen):
            self._lines.addWidget(_line(user.name, user.role, you=user.id == at_desk))

    def _add(self) -> None:
        if self._adding:
            return
        for field in (self.name_field, self.role_field, self.passphrase):
            field.set_problem("")
        self.banner.clear()
        name, role, passphrase = self.name.value(), self.role.value(), self.passphrase.line.value()
        # The button stays enabled: a disabled one hands the keyboard to the next field, which is another card's.
        self._adding = True
        self._session.do(
            lambda desk, _job: registers.add_user(desk, name, role, passphrase),
            lambda changes: self._added(name, changes),
            self._failed,
        )

    def _added(self, name: str, _changes: Changes) -> None:
        self._adding = False
        self.name.set_value("")
        self.passphrase.line.set_value("")
        self.passphrase.set_note("")
        self.name.setFocus()
        self._session.told.emit(tr("Đã thêm {name}.", name=name))

    def _failed(self, error: Exception) -> None:
        self._adding = False
        fields = {"user": self.name_field, "role": self.role_field, "passphrase": self.passphrase}
        field = fields.get(error.field) if isinstance(error, RuleError) else None
        if field is not None:
            field.set_problem(messages.of_error(error))
            field.editor.setFocus()
        else:
            self.banner.say("error", messages.of_error(error))

    def _lay_out(self) -> None:
        self.body.addSpacing(6)
        self.body.addWidget(label(tr("Thêm người dùng"), "label"))
        self.body.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.name_field, 1)
        row.addWidget(self.role_field, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.passphrase)
        self.passphrase.setVisible(not self._session.screen.plain)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.add)
        self.body.addLayout(below)


def _line(name: str, role: str, *, you: bool) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(9)
    row.addWidget(Icon("person"), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(label(tr("{name} (đang mở sổ)", name=name) if you else name, "label" if you else "", wrap=True), 1)
    tone = "info" if role == OFFICER else "busy"
    row.addWidget(Pill(Mark(tr(USER_ROLES[role]), "clipboard_task" if role == APPRAISER else "shield_keyhole", tone)))
    return line
