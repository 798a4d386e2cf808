"""Pills: a state as colour, icon and word."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from domain.initiative import State
from ui import icons, theme
from ui.words import tr

_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_STATES = {
    State.DRAFT: ("edit", "neutral"),
    State.ACCEPTED: ("mail_inbox", "info"),
    State.NEEDS_MORE: ("warning", "warn"),
    State.ELIGIBLE: ("checkmark_circle", "ok"),
    State.UNDER_APPRAISAL: ("clipboard_task", "busy"),
    State.IN_COUNCIL: ("gavel", "busy"),
    State.RECOGNISED: ("certificate", "ok"),
    State.RECOGNISED_AFTER_COMPLETION: ("certificate", "warn"),
    State.DECLINED: ("dismiss", "error"),
    State.NOMINATED: ("star", "info"),
    State.PACKAGED: ("send", "info"),
    State.RECEIVED_ABOVE: ("shield_checkmark", "ok"),
    State.RETURNED: ("arrow_undo", "warn"),
    State.CONSIDERED: ("clipboard_task", "info"),
    State.AWARDED: ("star", "ok"),
    State.ARCHIVED: ("box", "neutral"),
    State.WITHDRAWN: ("arrow_undo", "neutral"),
}


@dataclass(frozen=True)
class Mark:
    """What a pill shows. `tone` is one of theme.TONES."""

    word: str
    icon: str = "info"
    tone: str = "neutral"


def state_mark(state: State) -> Mark:
    """The pill of a state of an initiative, in the language in use."""
    from domain.labels import STATES  # only when the first pill is drawn

    icon, tone = _STATES[state]
    return Mark(tr(STATES[state]), icon, tone)


def _face() -> theme.Face:
    return theme.face(0.88, QFont.Weight.DemiBold)


def pill_size(word: str) -> QSize:
    """The room a pill needs: round ends, icon, word."""
    metrics = _face().metrics
    return QSize(metrics.horizontalAdvance(word) + round(metrics.height() * 2.1) + 4, metrics.height() + 8)


def paint_pill(painter: QPainter, room: QRectF, mark: Mark) -> None:
    """Paints a pill at the left of `room`, in the middle of its height; a word too long ends in dots."""
    font, metrics = _face()
    wanted = pill_size(mark.word)
    width, height = min(float(wanted.width()), room.width()), float(wanted.height())
    pill = QRectF(room.left(), room.center().y() - height / 2, width, height)
    side = round(metrics.height() * 0.95)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{mark.tone}_bg"))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    device = painter.device()
    image = icons.pixmap(mark.icon, f"{mark.tone}_fg", side, device.devicePixelRatioF() if device else 1.0)
    painter.drawPixmap(round(pill.left()) + 8, round(pill.center().y() - side / 2), image)
    painter.setFont(font)
    painter.setPen(theme.color(f"{mark.tone}_fg"))
    words = pill.adjusted(8 + side + 4, 0, -6, 0)
    text = metrics.elidedText(mark.word, Qt.TextElideMode.ElideRight, int(words.width()) + 1)
    painter.drawText(words, _START, text)


class Pill(QWidget):
    """One pill as a widget; without a mark it takes no room."""

    def __init__(self, mark: Mark | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark: Mark | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_mark(mark)

    def set_mark(self, mark: Mark | None) -> None:
        self._mark = mark
        self.setAccessibleName(mark.word if mark else "")
        self.updateGeometry()
        self.update()

    def set_state(self, state: State) -> None:
        self.set_mark(state_mark(state))

    def sizeHint(self) -> QSize:
        return pill_size(self._mark.word) if self._mark else QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark:
            painter = QPainter(self)
            paint_pill(painter, QRectF(self.rect()), self._mark)
            painter.end()
