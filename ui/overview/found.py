"""How the register was found at the start: a quiet line when it had been closed, a banner when it had been cut off."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import recovery
from desktop.operations.recovery import Found
from domain import dates
from ui.common.banner import Banner
from ui.common.labels import label, show_if
from ui.session import Session
from ui.words import tr

NAMED = 3  # more records than this are only counted


class FoundBar(QWidget):
    """Asks once. After a cut the whole file is read in the background, and the banner says how that went."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: Found | None = None
        self._hurt = False
        self.line, self.banner = label("", "muted", wrap=True), Banner()
        self.line.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        column.addWidget(self.banner)
        self.hide()
        self.banner.clicked.connect(self._pressed)
        session.do(lambda desk, _job: recovery.settle(desk), self._show)

    def _show(self, found: Found) -> None:
        self._found = found
        if not found.orderly:
            self.banner.say("info", cut_off(found), _action(found))
            screen = self._session.screen
            self._session.ask(lambda _job: recovery.demand_sound(screen), self._sound, self._damaged)
        elif found.last_at:
            at, day = _moment(found.last_at)
            self.line.setText(tr("Lần trước đóng đúng cách, sổ đủ đến {time} ngày {day}.", time=at, day=day))
            show_if(self.line, True)
        self.setVisible(not found.orderly or bool(found.last_at))

    def _sound(self, _nothing: None) -> None:
        found = self._found
        if found is not None and self.banner.text():
            words = tr("{found} Sổ không hỏng.", found=cut_off(found))
            self.banner.say("ok", words, _action(found))

    def _damaged(self, error: Exception) -> None:
        self._found, self._hurt = None, True
        self.banner.say("error", messages.of_error(error), tr("Mở trang Sao lưu"))

    def _pressed(self) -> None:
        found = self._found
        if self._hurt:  # this one stays until the register is another one
            self._session.asked.emit("backups", None)
            return
        self.banner.clear()
        self.hide()
        if found is not None and found.typed:
            self._session.asked.emit("initiatives", found.typed[0].row_id)


def cut_off(found: Found) -> str:
    """What is there although the program was cut off."""
    at, day = _moment(found.last_at)
    if not found.typed:
        return tr("Lần trước tắt đột ngột. Sổ còn đủ đến {time} ngày {day}.", time=at, day=day)
    numbers = ", ".join(one.number for one in found.typed[:NAMED])
    if len(found.typed) > NAMED:
        numbers = tr("{n} sáng kiến", n=len(found.typed))
    return tr("Lần trước tắt đột ngột. Chữ đang gõ ở {numbers} còn đủ đến {time} ngày {day}.",
              numbers=numbers, time=at, day=day)  # fmt: skip


def _action(found: Found) -> str:
    return tr("Mở {number}", number=found.typed[0].number) if found.typed else tr("Đã rõ")


def _moment(stamp: str) -> tuple[str, str]:
    at = dates.civil_time(stamp)
    return f"{at:%H:%M:%S}", dates.shown(at.date())
