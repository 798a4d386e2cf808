"""Second step of asking somebody to mark elsewhere: which evidence goes along, file by file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import evidence_in_requests
from desktop.operations.appraisal_requests import Item, offered
from desktop.operations.evidence import Evidence
from domain.errors import RuleError
from domain.evidence import size_words
from ui.common.banner import Banner
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.common.tick_box import TickBox
from ui.words import tr

File = tuple[Item, Evidence]


class EvidenceStep(QWidget):
    """`changed` when the person has said whether the files go along; until then it is as usual."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.files: tuple[File, ...] = ()
        self._kept, self._blind, self._refused = 0, False, ""
        self._said: bool | None = None
        self.along = TickBox(tr("Gửi kèm minh chứng"))
        self.along.clicked.connect(self._choose)
        self.note = Banner()
        columns: list[Column[File]] = [Column(tr("Tệp minh chứng"), _cell, Kind.TWO_LINES)]
        self._model = PageModel(columns, SequenceProvider[File](), self)
        self.table = Table(self._model, tr("Tệp minh chứng"))
        self._count = label("", "muted")
        self._card = Card()
        self._card.fill(self.table)
        self._card.foot().addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.along)
        column.addWidget(self.note)
        column.addWidget(self._card, 1)
        column.addStretch(0)

    def set_items(self, items: Sequence[Item], *, blind: bool) -> None:
        """The initiatives that are to be marked. What was said for open marking is asked anew for blind."""
        if blind != self._blind:
            self._said = None
        self.files, self._blind = offered(items), blind
        self._kept = sum(item.files_kept for item in items)
        files = [one for _item, one in self.files]
        usual = evidence_in_requests.usual(files, blind=blind)
        self.along.setEnabled(bool(files))
        self.along.setChecked(bool(files) and (usual if self._said is None else self._said))
        self.table.refresh(SequenceProvider(self.files))
        self._weigh()

    def wanted(self) -> bool:
        return self.along.isChecked()

    def fits(self) -> bool:
        """Whether what goes along has room in one request."""
        return not self._refused

    def size_bytes(self) -> int:
        """How much goes along."""
        return evidence_in_requests.size_bytes([one for _item, one in self.files]) if self.wanted() else 0

    def _choose(self, checked: bool) -> None:
        self._said = checked
        self._weigh()
        self.changed.emit()

    def _weigh(self) -> None:
        files = [one for _item, one in self.files]
        self._refused = ""
        if self.wanted():
            try:
                evidence_in_requests.demand_room(files)
            except RuleError as error:
                self._refused = messages.of_error(error)
        size = size_words(evidence_in_requests.size_bytes(files))
        self._count.setText(tr("{n} tệp, {size}", n=len(files), size=size) if files else "")
        show_if(self._card, bool(files))
        self._say(size)

    def _say(self, size: str) -> None:
        tone, words = "info", tr("Người thẩm định xem được các tệp này ngay cạnh phiếu, như ở máy này.")
        if self._refused:
            tone, words = "error", self._refused
        elif not self.files:
            words = tr("Các sáng kiến được giao không có tệp minh chứng nào gửi được.")
        elif self._blind and self.wanted():
            tone = "warn"
            words = tr("Tên tệp đã che, nhưng tên người và đơn vị ở bên trong tệp thì không: hãy xem từng tệp trước "
                       "khi gửi.")  # fmt: skip
        elif self._blind:
            words = tr("Chấm ẩn tên thì tệp ở lại, trừ khi bạn chọn gửi kèm: tên ở bên trong tệp không che được.")
        elif not self.wanted():
            words = tr("Các tệp ở lại máy này ({size}); người thẩm định chỉ đọc nội dung sáng kiến.", size=size)
        kept = tr("{n} tệp của bí mật công nghệ luôn ở lại trong sổ.", n=self._kept) if self._kept else ""
        self.note.say(tone, " ".join(filter(None, (words, kept))))


def _cell(file: File) -> Cell:
    item, one = file
    second = f"{item.stored.initiative.number}  ·  {size_words(one.size_bytes)}"
    return Cell(one.name, second, second, tip=one.name)
