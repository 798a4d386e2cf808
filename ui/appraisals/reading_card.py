"""What an appraiser reads of one initiative: its text, or its evidence page by page, and the way to the next one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QStackedWidget, QWidget

from desktop.operations.blinding import Reading
from domain.programme import Programme
from ui.appraisals.document import Document
from ui.appraisals.evidence_pane import EvidencePane
from ui.common.buttons import Chips, FlatButton, flat
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.session import Session
from ui.words import tr

TEXT, EVIDENCE = "text", "evidence"


class ReadingCard(Card):
    """stepped(rows)   to the initiative before (-1) or after (1)"""

    stepped = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(" ", ruled=True, parent=parent)
        self.document, self.evidence = Document(), EvidencePane(session)
        self.parts = Chips(tr("Nội dung hay minh chứng"))
        self.progress = label("", "muted")
        self._row_id = 0
        self._build()
        self.parts.chosen.connect(self.read_part)

    def show_reading(self, reading: Reading, programme: Programme) -> None:
        """From the top; of the same initiative the part that is in front stays there."""
        self.set_title(reading.initiative.number)
        self.document.show_initiative(reading.initiative, programme, blind=reading.blind)
        self.evidence.show_evidence(reading.row_id, reading.evidence)
        files = len(reading.evidence)
        self.parts.set_chips([(TEXT, tr("Nội dung"), None), (EVIDENCE, tr("Minh chứng"), files)] if files else [])
        show_if(self._bar, bool(files))
        if reading.row_id != self._row_id or not files:
            self.read_part(TEXT)
        self._row_id = reading.row_id

    def reads_evidence(self) -> bool:
        return self._pages.currentWidget() is self.evidence

    def read_part(self, key: str) -> None:
        """The text or the evidence to the front; without evidence there is only the text."""
        if key == EVIDENCE and not self.evidence.files:
            return
        self.parts.choose(key)
        self._pages.setCurrentWidget(self.evidence if key == EVIDENCE else self.document)

    def other_part(self) -> None:
        self.read_part(TEXT if self.reads_evidence() else EVIDENCE)

    def leaf(self, pages: int) -> None:
        """Another page of the evidence; from the text to the page that was shown last."""
        if self.reads_evidence():
            self.evidence.leaf(pages)
        else:
            self.read_part(EVIDENCE)

    def turn(self, pages: int) -> None:
        """Scrolls what is in front by nearly so many heights of it."""
        bar: QScrollBar = (self.evidence.ground if self.reads_evidence() else self.document).verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep() * 9 // 10)

    def _build(self) -> None:
        self.head.setContentsMargins(15, 5, 10, 5)  # as high as its neighbours, for its buttons
        before = _turner("chevron_up", tr("Sáng kiến trước"), "Alt+↑")
        after = _turner("chevron_down", tr("Bỏ qua, sang sáng kiến sau"), "Alt+↓")
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        for part in (self.progress, before, after):
            self.head.addWidget(part)
        self.parts.setToolTip(tr("Nội dung hoặc minh chứng (Alt+M); trang minh chứng (Alt+←, Alt+→)"))
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(15, 8, 10, 4)
        bar.addWidget(self.parts, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.document)
        self._pages.addWidget(self.evidence)
        self.body.setSpacing(0)
        self.body.addWidget(self._bar)
        self.fill(self._pages)


def _turner(icon: str, name: str, keys: str) -> FlatButton:
    """A button that only shows its keys: a button's own shortcut clicks a tenth of a second late, and the letters
    typed meanwhile would fall into the sheet before."""
    made = flat(icon, name)
    made.setToolTip(f"{name} ({keys})")
    return made
