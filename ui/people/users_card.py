"""The users of the register, and adding one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import APPRAISER, KEEPER
from desktop.operations import users
from desktop.operations.users import User
from domain.errors import RuleError
from domain.role import UserRole, in_order
from domain.role_words import USER_ROLES
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.flow import Flow
from ui.common.labels import Icon, label, show_if
from ui.common.pill import Mark, Pill
from ui.common.scroll import reach
from ui.people.role_choice import RoleChoice
from ui.registers.passphrase import PassphraseField
from ui.session import Session
from ui.words import tr

MARKS = {
    UserRole.OFFICER: ("person", "info"), UserRole.APPRAISER: ("clipboard_task", "busy"),
    UserRole.CLERK: ("folder_zip", "info"), UserRole.CHAIR: ("gavel", "busy"),
    UserRole.KEEPER: ("shield_keyhole", "ok"),
}  # fmt: skip


class UsersCard(Card):
    """Who may open this register; a keeper finds a button beside each, and below the fields of one more.

    `chosen(str)` asks for the page of the user of that name.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Người dùng của sổ"), parent=parent)
        self._session = session
        self.keeps = session.screen.user.has(KEEPER)
        self.edits: dict[str, Button] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addLayout(self._lines)
        self.name = LineEdit(tr("Trần Văn Khoẻ"))
        self.roles = RoleChoice()
        self.roles.set_roles([APPRAISER])
        self.name_field = Field(tr("Họ và tên"), self.name, required=True)
        self.role_field = Field(tr("Vai trò"), self.roles, required=True)
        self.passphrase = PassphraseField(tr("Mật khẩu của người này"), weighed=True)
        self.again = PassphraseField(tr("Gõ lại mật khẩu"))
        self.banner = Banner()
        self.add = button(tr("Thêm người dùng"), "person_add")
        self.add.clicked.connect(self._add)
        self.passphrase.line.returnPressed.connect(self.again.line.setFocus)
        self.again.line.returnPressed.connect(self._add)
        self._adding = False
        self._lay_out()
        self.show_users()

    def show_users(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.edits = {}
        for user in users.everyone(self._session.screen):
            self._lines.addWidget(self._line(user))
        gone = users.left(self._session.screen)
        if gone:
            names = ", ".join(user.name for user in gone)
            self._lines.addWidget(label(tr("Đã thôi dùng sổ: {names}", names=names), "muted", wrap=True))

    def _line(self, user: User) -> QWidget:
        line, you = QWidget(), user.id == self._session.screen.user.id
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        row.addWidget(Icon("person"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        told = tr("{name} (đang mở sổ)", name=user.name) if you else user.name
        words.addWidget(label(told, "label" if you else "", wrap=True))
        held = QWidget()
        pills = Flow(held)
        for role in in_order(user.roles):
            icon, tone = MARKS[role]
            pills.addWidget(Pill(Mark(tr(USER_ROLES[role]), icon, tone)))
        words.addWidget(held)
        row.addLayout(words, 1)
        if self.keeps:
            edit = self.edits[user.name] = button(tr("Mở…"), "edit", tip=tr("Vai trò, mật khẩu, thôi dùng sổ"))
            edit.setAccessibleName(tr("Mở trang của {name}", name=user.name))
            edit.clicked.connect(lambda: self.chosen.emit(user.name))
            row.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _add(self) -> None:
        if self._adding:
            return
        for field in (self.name_field, self.role_field, self.passphrase, self.again):
            field.set_problem("")
        self.banner.clear()
        name, roles, passphrase = self.name.value(), self.roles.roles(), self.passphrase.line.value()
        if passphrase != self.again.line.value():
            self.again.set_problem(tr("Hai lần gõ chưa giống nhau. Hãy gõ lại."))
            self.again.line.setFocus()
            self.again.line.selectAll()
            reach(self.again)
            return
        # The button stays enabled: a disabled one hands the keyboard to the next field, which is another card's.
        self._adding = True
        self._session.do(
            lambda desk, _job: users.add(desk, name, roles, passphrase),
            lambda changes: self._added(name, changes),
            self._failed,
        )

    def _added(self, name: str, _changes: Changes) -> None:
        self._adding = False
        self.name.set_value("")
        for field in (self.passphrase, self.again):
            field.line.set_value("")
            field.set_note("")
        self.name.setFocus()
        self._session.told.emit(tr("Đã thêm {name}.", name=name))

    def _failed(self, error: Exception) -> None:
        self._adding = False
        fields = {"user": self.name_field, "role": self.role_field, "passphrase": self.passphrase}
        field = fields.get(error.field) if isinstance(error, RuleError) else None
        if field is not None:
            field.set_problem(messages.of_error(error))
            field.editor.setFocus()
            reach(field)
        else:
            self.banner.say("error", messages.of_error(error))

    def _lay_out(self) -> None:
        adding = QWidget()
        column = QVBoxLayout(adding)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(tr("Thêm người dùng"), "label"))
        for part in (self.banner, self.name_field, self.role_field, self.passphrase, self.again):
            column.addWidget(part)
        for field in (self.passphrase, self.again):
            field.setVisible(not self._session.screen.plain)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.add)
        column.addLayout(below)
        show_if(adding, self.keeps)
        self.body.addWidget(adding)
        if not self.keeps:
            hint = tr("Thêm người, đổi vai trò hay đặt lại mật khẩu: nhờ người giữ sổ.")
            self.body.addWidget(label(hint, "muted", wrap=True))
