"""The evidence of one initiative beside the sheet: a file, its page, and nothing opened outside the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations import evidence_pages
from desktop.operations.evidence import Evidence
from desktop.operations.evidence_pages import Shown
from domain.errors import RuleError, TroubleError
from ui.common.buttons import flat
from ui.common.choices import Choice
from ui.common.labels import label, show_if
from ui.common.scroll import Scroll
from ui.papers.preview import Page
from ui.session import Session
from ui.words import tr

WIDE = 1100  # dots: a page of A4 stays legible when the pane is made wide


class EvidencePane(QWidget):
    """`show_evidence` with every initiative; pages are drawn beside the screen, and only while they can be seen.

    drawn()   a page stands there, or the words why not
    """

    drawn = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.files: Sequence[Evidence] = ()
        self._row_id = 0
        self._at, self._pages = 0, 1
        self._job: Job | None = None
        self.choice = Choice()
        self.choice.setAccessibleName(tr("Tệp minh chứng"))
        self.choice.edited.connect(lambda _: self._turn_to(0))
        self.before = flat("chevron_left", tr("Trang trước"))
        self.after = flat("chevron_right", tr("Trang sau"))
        self.place, self.said = label("", "muted"), label("", "muted", wrap=True)
        self.page, self.ground = Page(), Scroll()
        self.before.clicked.connect(lambda: self.leaf(-1))
        self.after.clicked.connect(lambda: self.leaf(1))
        self._build()

    def show_evidence(self, row_id: int, files: Sequence[Evidence]) -> None:
        """From the first page of the first file, unless the same files stay."""
        if (row_id, files) == (self._row_id, self.files):
            return
        self._give_up()
        self._row_id, self.files = row_id, files
        self.choice.set_items([(str(one.id), one.name) for one in files])
        self.choice.set_value(str(files[0].id) if files else "")
        self._turn_to(0)

    def leaf(self, pages: int) -> None:
        """So many pages on; past the last one begins the next file, before the first one the file before."""
        wanted = self._at + pages
        if 0 <= wanted < self._pages:
            self._turn_to(wanted)
            return
        ids = [str(one.id) for one in self.files]
        place = ids.index(self.choice.value()) + (1 if pages > 0 else -1) if ids else -1
        if 0 <= place < len(ids):
            self.choice.set_value(ids[place])
            self._turn_to(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.page.image.isNull():
            self._turn_to(self._at)

    def hideEvent(self, event: QHideEvent) -> None:
        self._give_up()
        super().hideEvent(event)

    def _turn_to(self, no: int) -> None:
        self._give_up()
        self._at, self._pages = no, max(self._pages, no + 1)
        self.page.show_image(QImage())
        found = next((one for one in self.files if str(one.id) == self.choice.value()), None)
        if found is None or not self.isVisible():
            return
        self._say(tr("Đang vẽ trang…"))
        wide = round(WIDE * self.devicePixelRatioF())
        self._job = self._session.beside(
            lambda desk, job: evidence_pages.page(desk, found, no, wide, job.check),
            lambda shown: self._show(found, shown),
            lambda error: self._fail(found, error),
        )

    def _give_up(self) -> None:
        """A page that nobody waits for any more is not drawn."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show(self, found: Evidence, shown: Shown) -> None:
        if str(found.id) != self.choice.value():
            return
        self._at, self._pages = shown.no, shown.pages
        image = shown.image
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.page.show_image(image)
        self.page.setAccessibleName(tr("{name}, trang {no} trên {all}", name=found.name, no=shown.no + 1,
                                       all=shown.pages))  # fmt: skip
        self._say("")
        self._say_place()
        self.ground.verticalScrollBar().setValue(0)
        self.drawn.emit()

    def _fail(self, found: Evidence, error: Exception) -> None:
        if str(found.id) != self.choice.value():
            return
        self._at, self._pages = 0, 1
        self._say(messages.of_error(error))
        self._say_place()
        if not isinstance(error, RuleError | TroubleError):
            self._session.failed.emit(error)
        self.drawn.emit()

    def _say(self, words: str) -> None:
        self.said.setText(words)
        show_if(self.said, bool(words))

    def _say_place(self) -> None:
        many = self._pages > 1
        self.place.setText(f"{self._at + 1} / {self._pages}" if many else "")
        ids = [str(one.id) for one in self.files]
        at = ids.index(self.choice.value())
        self.before.setEnabled(self._at > 0 or at > 0)
        self.after.setEnabled(self._at + 1 < self._pages or at + 1 < len(ids))

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(15, 4, 10, 4)
        bar.setSpacing(4)
        bar.addWidget(self.choice, 1)
        for part in (self.before, self.place, self.after):
            bar.addWidget(part)
        self.ground.body.addWidget(self.said)
        self.ground.body.addWidget(self.page)
        self.ground.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.ground, 1)
