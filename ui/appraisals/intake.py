"""Bringing initiatives before the council: how many may be marked, and one button that sends them all."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.messages import of_error, of_problem
from desktop.operations import appraisals, councils, initiatives
from desktop.operations.initiatives import Filter, Moved
from domain.initiative import State
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.common.tick_box import TickBox
from ui.session import Session
from ui.words import tr


class Intake(Card):
    """Drafts that lack nothing may go too: sending one takes it in at the same time. Without a council nothing goes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Đưa sáng kiến vào chấm"), parent=parent)
        self._session = session
        self.banner = Banner()
        self._under, self._told = label("", wrap=True), label("", "muted", wrap=True)
        self.drafts = TickBox()
        self.drafts.setChecked(True)
        self.send = Button("", "clipboard_task", "primary")
        self.send.setObjectName("send_to_council")
        self.open = Button(tr("Xem sáng kiến còn thiếu thông tin"), look="link")
        for part in (self.banner, self._under, self._told, self.drafts, self.send, self.open):
            self.body.addWidget(part)
        self.drafts.toggled.connect(lambda _: self.refresh())
        self.send.clicked.connect(self.send_all)
        self.open.clicked.connect(lambda: session.asked.emit("initiatives", "missing"))

    def refresh(self) -> None:
        desk = self._session.screen
        taken_in, all_ = councils.how_many_ready(desk), councils.how_many_ready(desk, drafts=True)
        drafts = all_ - taken_in
        under = initiatives.total(desk, Filter(states=(State.UNDER_APPRAISAL,)))
        missing = initiatives.total(desk, Filter(missing=True, own=True))
        self._under.setText(tr("{n} sáng kiến đang ở bước chấm.", n=under))
        self.drafts.setText(tr("Gồm cả {n} bản nháp đã đủ thông tin", n=drafts))
        show_if(self.drafts, drafts > 0)
        count = all_ if self.drafts.isChecked() else taken_in
        seated = appraisals.current_council(desk) is not None
        if not count:
            told = tr("Chưa có sáng kiến nào đủ thông tin để đưa vào chấm. Hãy nhập hoặc bổ sung ở trang Sáng kiến.")
        elif not seated:
            told = tr("Lập hội đồng trước, rồi đưa sáng kiến vào chấm.")
        else:
            told = tr("Sáng kiến đang chấm thì không sửa nội dung được nữa.")
        self._told.setText(told)
        self.send.setText(tr("Đưa {n} sáng kiến vào chấm", n=count))
        self.send.setEnabled(count > 0 and seated)
        show_if(self.open, missing > 0)
        self.open.setText(tr("{n} sáng kiến còn thiếu thông tin", n=missing))

    def send_all(self) -> None:
        """Sends what the button counts; what a rule stops is named and stays."""
        drafts = self.drafts.isChecked()
        self.send.setEnabled(False)
        self._session.do(
            lambda desk, _job: initiatives.move(desk, councils.ready(desk, drafts=drafts), State.UNDER_APPRAISAL),
            self._sent,
            self._not_sent,
        )

    def _sent(self, moved: Moved) -> None:
        refused = [problem for found in moved.refused.values() for problem in found]
        if refused:
            words = tr("{n} sáng kiến chưa đưa vào chấm được.", n=len(moved.refused))
            self.banner.say("warn", f"{words} {of_problem(refused[0])}")
        else:
            self.banner.clear()
        if moved.moved:
            self._session.told.emit(tr("Đã đưa {n} sáng kiến vào chấm.", n=len(moved.moved)))
        self.refresh()

    def _not_sent(self, error: Exception) -> None:
        self.banner.say("error", of_error(error))
        self.refresh()
