"""When the window locks by itself, and the recovery code: what the keeper decides for everybody."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import users
from desktop.operations.users import NewCode
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.confirm import confirm
from ui.common.field import Field
from ui.common.labels import label
from ui.session import Session
from ui.words import tr


class SafetyCard(Card):
    """`renewed(NewCode)` when there is a recovery code to be shown, for the only time."""

    renewed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Khóa cửa sổ và mã khôi phục"), parent=parent)
        self._session = session
        self.banner, self.outside = Banner(), Banner()
        self.outside.clicked.connect(self._ask)
        self.minutes = Choice([(str(n), tr("{n} phút", n=n)) for n in users.LOCK_AFTER])
        self.minutes.set_value(str(users.lock_after_min(session.screen)))
        self.minutes.edited.connect(self._set)
        hint = tr("Chữ đang gõ vẫn còn khi mở khóa. Ctrl+L khóa ngay.")
        self.field = Field(tr("Tự khóa sau khi không dùng"), self.minutes, help_text=hint)
        self.renew = button(tr("Mã khôi phục mới…"), "shield_keyhole")
        self.renew.clicked.connect(self._ask)
        told = tr("Mã khôi phục mở được sổ khi quên mật khẩu. Mất tờ mã, hoặc người biết mã đã thôi việc: in mã mới.")
        self.body.addWidget(self.outside)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.field)
        self.body.addWidget(label(told, "muted", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.renew)
        self.body.addLayout(row)
        self._say_outside()

    def _say_outside(self) -> None:
        names = ", ".join(users.code_outside(self._session.screen))
        told = tr("{names} từng giữ sổ, đã thôi, và có thể còn biết mã khôi phục.", names=names) if names else ""
        self.outside.say("warn", told, tr("Thay mã…") if told else "")

    def refresh(self) -> None:
        self._say_outside()
        self.minutes.set_value(str(users.lock_after_min(self._session.screen)))

    def _set(self, *_told: object) -> None:
        minutes = int(self.minutes.value())
        self._session.do(lambda desk, _job: users.set_lock_after(desk, minutes), self._was_set, self._failed)

    def _was_set(self, _changes: Changes) -> None:
        self._session.told.emit(tr("Đã đặt: tự khóa sau {n} phút.", n=self.minutes.value()))

    def _ask(self) -> None:
        detail = tr("Mã khôi phục cũ không mở được sổ nữa. Mã mới hiện một lần để in hoặc chép.")
        if confirm(self, tr("Thay mã khôi phục?"), detail, tr("Thay mã")):
            self.make()

    def make(self) -> None:
        """A new code at once."""
        self._session.do(lambda desk, _job: users.new_recovery(desk), self._made, self._failed)

    def _made(self, made: NewCode) -> None:
        self.renewed.emit(made)

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))
