"""The status bar: how many, who is at the desk, locking, when backed up, offline or not, size of the text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStatusBar, QToolButton, QWidget

from ui import theme
from ui.common.buttons import FlatButton
from ui.common.labels import Icon, label, set_look
from ui.words import tr

_BETWEEN = 8  # what the bar leaves beside each part
_CUT = Qt.TextElideMode.ElideRight


class FootBar(QStatusBar):
    """`scale_asked(pct)` when the person chooses another size of text; `lock` stands beside who is at the desk."""

    scale_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._scale_pct = 100
        self._count = label()
        self._count.setContentsMargins(8, 0, 0, 0)
        self.addWidget(self._count)
        self.lock = FlatButton("lock_closed", tr("Khóa cửa sổ (Ctrl+L); chữ đang gõ vẫn còn"), look="bar")
        self.lock.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lock_words = tr("Khóa lại")
        self.addWidget(self.lock)
        self.lock.hide()
        self._backup_icon, self._backup, backup = _part("shield_checkmark")
        self._network_icon, self._network, network = _part("cloud_off")
        self._network_words = self._count_words = ""
        self._scale_icon = Icon("text_font_size", factor=0.9)
        for part in (backup, network):
            self.addPermanentWidget(part)
        self._parts = {self._backup: backup, self._network: network}
        self.addPermanentWidget(self._scale_icon)
        self._size = self._size_button()
        self.addPermanentWidget(self._size)
        self.show_parts("", "", False, "", 100)

    def show_parts(
        self, count: str | None, backup: str | None, backup_late: bool, network: str | None, scale_pct: int | None
    ) -> None:
        """None leaves a part as it is."""
        if count is not None:
            self._count_words = count
            self._count.setText(count)
            self._count.setToolTip(count)
        if backup is not None:
            self._backup.setText(backup)
            mark = ("error_circle", "error") if backup_late else ("shield_checkmark", "muted")
            self._backup_icon.set_icon(*mark)
            set_look(self._backup, "error" if backup_late else "")
        if network is not None:
            self._network_words = network
            self._network.setText(network)
            self._parts[self._network].setToolTip(network)
        for words, part in self._parts.items():
            part.setVisible(bool(words.text() or (words is self._network and self._network_words)))
        if scale_pct is not None:
            self._scale_pct = scale_pct
            self._size.setText(tr("Cỡ chữ {pct}%", pct=scale_pct))
        self._fit()

    def allow_lock(self, allowed: bool) -> None:
        """Whether there is a passphrase that would open it again."""
        self.lock.setVisible(allowed)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where not all has room the network and the lock keep their icons alone, then the count its beginning; the
        words are under the mouse."""
        self._network.setText(self._network_words)
        self._count.setText(self._count_words)
        self.lock.setText(self._lock_words)
        if self._too_wide() > 0:
            self._network.setText("")
        if self._too_wide() > 0:
            self.lock.setText("")
        over = self._too_wide()
        if over > 0:
            room = max(0, self._count.fontMetrics().horizontalAdvance(self._count_words) - over)
            self._count.setText(self._count.fontMetrics().elidedText(self._count_words, _CUT, room))

    def _too_wide(self) -> int:
        parts: list[QWidget] = [self._count, self.lock, *self._parts.values(), self._scale_icon, self._size]
        shown = [part for part in parts if not part.isHidden()]
        return sum(part.sizeHint().width() for part in shown) + _BETWEEN * len(shown) - self.width()

    def ask_step(self, step: int) -> None:
        """Asks for text larger or smaller by `step` %; 0 for the usual size."""
        wanted = self._scale_pct + step if step else 100
        self.scale_asked.emit(min(theme.SCALES[-1], max(theme.SCALES[0], wanted)))

    def _size_button(self) -> QToolButton:
        made = QToolButton()
        made.setProperty("look", "bar")
        made.setToolTip(tr("Đổi cỡ chữ (Ctrl++, Ctrl+-)"))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        for pct in theme.SCALES:
            menu.addAction(self._size_action(menu, pct))
        made.setMenu(menu)
        return made

    def _size_action(self, menu: QMenu, pct: int) -> QAction:
        action = QAction(f"{pct}%", menu)
        action.triggered.connect(lambda: self.scale_asked.emit(pct))
        return action


def _part(icon: str) -> tuple[Icon, QLabel, QWidget]:
    """An icon and its words, shown and hidden together."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(6, 0, 10, 0)
    row.setSpacing(6)
    mark, words = Icon(icon, factor=0.9), label()
    row.addWidget(mark)
    row.addWidget(words)
    return mark, words, part
