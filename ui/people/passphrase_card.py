"""Changing the passphrase of whoever is at the desk."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import remembering, users
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.common.scroll import reach
from ui.registers.passphrase import PassphraseField
from ui.session import Session
from ui.words import tr


class PassphraseCard(Card):
    """The passphrase in use (or the recovery code) once, the new one twice."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Mật khẩu của tôi"), parent=parent)
        self._session = session
        if session.screen.plain:
            self.body.addWidget(label(tr("Sổ này không mã hóa nên không có mật khẩu."), "muted", wrap=True))
            return
        self.current = PassphraseField(tr("Mật khẩu đang dùng"), help_text=tr("Hoặc mã khôi phục đã in"))
        self.first = PassphraseField(tr("Mật khẩu mới"), weighed=True)
        self.again = PassphraseField(tr("Gõ lại mật khẩu mới"))
        self.banner = Banner()
        self.change = button(tr("Đổi mật khẩu"), "key")
        self.change.clicked.connect(self._change)
        self.again.line.returnPressed.connect(self._change)
        for part in (self.banner, self.current, self.first, self.again):
            self.body.addWidget(part)
        self.remembered = label("", "small", wrap=True)
        self.forget = button(tr("Thôi nhớ trên máy này"), "delete")
        self.forget.clicked.connect(self._forget)
        self.keep = button(tr("Nhớ trên máy này"), "shield_keyhole")
        self.keep.clicked.connect(self._keep)
        self.body.addWidget(self.remembered)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.forget)
        row.addStretch(1)
        row.addWidget(self.change)
        self.body.addLayout(row)
        self._show_remembered()

    def _show_remembered(self) -> None:
        on = remembering.is_on(self._session.screen)
        what_it_means_here = tr("Ai vào được tài khoản máy tính này đều mở được sổ dưới tên bạn. Chỉ dùng trên máy của "
                                "riêng bạn. Bỏ lúc nào cũng được; đổi mật khẩu là hết.")  # fmt: skip
        there_is = tr("Một máy đang được phép mở sổ dưới tên bạn mà không cần gõ mật khẩu.")
        self.remembered.setText(there_is if on else what_it_means_here)
        show_if(self.forget, on)
        show_if(self.keep, not on)

    def _keep(self) -> None:
        def done(_changes: Changes) -> None:
            self.keep.setEnabled(True)
            self._show_remembered()
            self.banner.say("ok", tr("Từ nay máy này mở sổ dưới tên bạn, không cần gõ mật khẩu."))

        def failed(error: Exception) -> None:
            self.keep.setEnabled(True)
            self._failed(error)

        self.current.line.setFocus()
        self.keep.setEnabled(False)
        self._session.do(lambda desk, _job: remembering.remember(desk), done, failed)

    def _forget(self) -> None:
        def done(_changes: Changes) -> None:
            self._show_remembered()
            self.banner.say("ok", tr("Máy này không tự mở sổ nữa. Lần sau hãy gõ mật khẩu."))

        self.current.line.setFocus()
        self._session.do(lambda desk, _job: remembering.forget(desk), done, self._failed)

    def _change(self) -> None:
        for field in (self.current, self.first, self.again):
            field.set_problem("")
        self.banner.clear()
        current, new = self.current.line.value(), self.first.line.value()
        if new != self.again.line.value():
            self.again.set_problem(tr("Hai lần gõ chưa giống nhau. Hãy gõ lại."))
            reach(self.again)
            return
        self.current.line.setFocus()  # a disabled button would hand the keyboard to another card
        self.change.setEnabled(False)
        self._session.do(
            lambda desk, _job: users.change_passphrase(desk, new, current=current), self._changed, self._failed
        )

    def _changed(self, _changes: Changes) -> None:
        self.change.setEnabled(True)
        for field in (self.current, self.first, self.again):
            field.line.set_value("")
            field.set_note("")
        self._show_remembered()
        self.banner.say("ok", tr("Đã đổi. Từ lần sau hãy mở sổ bằng mật khẩu mới."))

    def _failed(self, error: Exception) -> None:
        self.change.setEnabled(True)
        if isinstance(error, RuleError) and error.field == "current":
            self.current.set_problem(messages.of_error(error))
            reach(self.current)
        elif isinstance(error, RuleError) and error.field == "passphrase":
            self.first.set_problem(messages.of_error(error))
            reach(self.first)
        else:
            self.banner.say("error", messages.of_error(error))
            reach(self.banner)
