"""The page of one user: his roles, a passphrase in place of a forgotten one, and his leaving."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import KEEPER
from desktop.operations import users
from desktop.operations.users import User
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.confirm import confirm
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.scroll import Scroll
from ui.people.columns import Columns
from ui.people.role_choice import RoleChoice
from ui.registers.passphrase import PassphraseField
from ui.session import Session
from ui.words import tr


class UserPage(QWidget):
    """Three cards, `roles`, `forgotten`, `leaving`; `done()` goes back to the list."""

    done = Signal()

    def __init__(self, session: Session, user: User, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.user = user
        self.back = button(tr("Về danh sách"), "chevron_left")
        self.back.clicked.connect(self.done)
        self.roles, self.forgotten = RolesCard(session, user), ForgottenCard(session, user)
        self.leaving = LeavingCard(session, user)
        self.leaving.left.connect(self.done)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(label(user.name, "heading", wrap=True), 1)
        scroll = Scroll()
        scroll.body.setContentsMargins(0, 0, 6, 0)
        scroll.body.addWidget(Columns((self.roles, self.forgotten), (self.leaving,)))
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        self.setFocusProxy(self.back)


class _Deed(Card):
    """A card with a banner and one button that does something to a user."""

    def __init__(self, session: Session, user: User, title: str, hint: str) -> None:
        super().__init__(title)
        self._session, self._user = session, user
        self.banner = Banner()
        self.body.addWidget(label(hint, "muted", wrap=True))
        self.body.addWidget(self.banner)

    def foot_with(self, go: Button) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(go)
        self.body.addLayout(row)

    @property
    def me(self) -> bool:
        return self._user.id == self._session.screen.user.id

    def say(self, error: Exception, **fields: Field) -> None:
        field = fields.get(error.field) if isinstance(error, RuleError) else None
        if field is not None:
            field.set_problem(messages.of_error(error))
        else:
            self.banner.say("error", messages.of_error(error))


class RolesCard(_Deed):
    """Which roles the user has."""

    def __init__(self, session: Session, user: User) -> None:
        hint = tr("Một người có thể giữ nhiều vai trò. Việc ngoài vai trò thì phần mềm từ chối và nói ai làm được.")
        super().__init__(session, user, tr("Vai trò"), hint)
        self.choice = RoleChoice()
        self.choice.set_roles(user.roles)
        self.field = Field(tr("Được làm"), self.choice, required=True)
        self.save = button(tr("Lưu vai trò"), "checkmark", primary=True)
        self.save.clicked.connect(self._save)
        self.body.addWidget(self.field)
        self.foot_with(self.save)

    def _save(self) -> None:
        self.field.set_problem("")
        self.banner.clear()
        name, roles = self._user.name, self.choice.roles()
        self._session.do(lambda desk, _job: users.set_roles(desk, name, roles), self._saved, self._failed)

    def _saved(self, _changes: Changes) -> None:
        if self.me and frozenset(self.choice.roles()) != self._user.roles:
            self._session.asked.emit("lock", None)  # the window has the pages of the roles before
            return
        self.banner.say("ok", tr("Đã lưu. Người này thấy trang mới khi mở sổ lần sau."))

    def _failed(self, error: Exception) -> None:
        self.say(error, role=self.field)


class ForgottenCard(_Deed):
    """A new passphrase for somebody who forgot his, typed by himself at the keeper's keyboard."""

    def __init__(self, session: Session, user: User) -> None:
        hint = tr("Mời chính người đó gõ mật khẩu mới tại đây. Mật khẩu cũ không mở được sổ nữa.")
        super().__init__(session, user, tr("Quên mật khẩu"), hint)
        self.first = PassphraseField(tr("Mật khẩu mới"), weighed=True)
        self.again = PassphraseField(tr("Gõ lại mật khẩu mới"))
        self.change = button(tr("Đặt lại mật khẩu"), "key")
        self.change.clicked.connect(self._change)
        self.again.line.returnPressed.connect(self._change)
        self.body.addWidget(self.first)
        self.body.addWidget(self.again)
        self.foot_with(self.change)
        show_if(self, not session.screen.plain)

    def _change(self) -> None:
        for field in (self.first, self.again):
            field.set_problem("")
        self.banner.clear()
        name, new = self._user.name, self.first.line.value()
        if new != self.again.line.value():
            self.again.set_problem(tr("Hai lần gõ chưa giống nhau. Hãy gõ lại."))
            return
        self._session.do(
            lambda desk, _job: users.reset_passphrase(desk, name, new), self._changed,
            lambda error: self.say(error, passphrase=self.first),
        )  # fmt: skip

    def _changed(self, _changes: Changes) -> None:
        for field in (self.first, self.again):
            field.line.set_value("")
            field.set_note("")
        self.banner.say("ok", tr("Đã đặt lại. Từ lần sau {name} mở sổ bằng mật khẩu mới.", name=self._user.name))


class LeavingCard(_Deed):
    """Somebody leaves. The last keeper names who keeps the register after him. `left()` when it is done."""

    left = Signal()

    def __init__(self, session: Session, user: User) -> None:
        hint = tr("Mật khẩu của người này không mở được sổ nữa. Tên vẫn ở trong nhật ký, phiếu chấm và văn bản cũ; "
                  "mọi thứ đã ghi giữ nguyên.")  # fmt: skip
        super().__init__(session, user, tr("Thôi dùng sổ"), hint)
        self.reason = LineEdit(tr("Nghỉ hưu, chuyển đơn vị…"))
        self.reason_field = Field(tr("Lý do"), self.reason)
        others = [one for one in users.everyone(session.screen) if one.id != user.id]
        self.alone = user.has(KEEPER) and not any(one.has(KEEPER) for one in others)
        self.successor = Choice([("", tr("Chọn người")), *((one.name, one.name) for one in others)])
        self.successor_field = Field(tr("Người giữ sổ thay"), self.successor, required=True,
                                     help_text=tr("Sổ phải luôn có ít nhất một người giữ"))  # fmt: skip
        self.go = Button(tr("Cho thôi dùng sổ…"), "person", "danger")
        self.go.clicked.connect(self._ask)
        self.body.addWidget(self.reason_field)
        self.body.addWidget(self.successor_field)
        nobody = self.alone and not others
        alone = tr("Chưa có ai khác để giữ sổ. Hãy về danh sách, thêm người đó, rồi quay lại đây.")
        self.nobody = label(alone, wrap=True)
        self.body.addWidget(self.nobody)
        show_if(self.nobody, nobody)
        show_if(self.successor_field, self.alone and not nobody)
        self.go.setEnabled(not nobody)
        if user.has(KEEPER) and not session.screen.plain:
            code = tr("Người giữ sổ có thể biết mã khôi phục: sau đó hãy thay mã ở thẻ «Khóa cửa sổ và mã khôi phục».")
            self.body.addWidget(label(code, wrap=True))
        self.foot_with(self.go)

    def _ask(self) -> None:
        self.successor_field.set_problem("")
        self.banner.clear()
        name = self._user.name
        if self.alone and not self.successor.value():
            self.successor_field.set_problem(tr("Hãy chọn người giữ sổ thay trước."))
            return
        detail = tr("Mật khẩu của {name} mất hiệu lực ngay. Muốn dùng lại thì thêm người dùng cùng tên.", name=name)
        if confirm(self, tr("Cho {name} thôi dùng sổ?", name=name), detail, tr("Cho thôi dùng sổ")):
            self._go(name, self.reason.value(), self.successor.value())

    def _go(self, name: str, reason: str, successor: str) -> None:
        self._session.do(
            lambda desk, _job: users.remove(desk, name, reason, successor=successor), self._gone,
            lambda error: self.say(error, reason=self.reason_field),
        )  # fmt: skip

    def _gone(self, _changes: Changes) -> None:
        if self.me:
            self._session.asked.emit("lock", None)
            return
        self._session.told.emit(tr("{name} không mở được sổ nữa.", name=self._user.name))
        self.left.emit()
