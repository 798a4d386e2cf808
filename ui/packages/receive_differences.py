"""Third step of receiving: what would change in the register, package by package and field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import intake
from desktop.operations.intake import Differing
from desktop.operations.receiving import Received
from ui.common.banner import Banner
from ui.common.card import Card
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages.facts import Facts
from ui.packages.receive_verdicts import RECEIPT, TARGETS, reason, takes_in, told
from ui.packages.record_view import field_name, words_of
from ui.packages.target_rows import target_rows
from ui.packages.wording import counts_words, kind_word
from ui.session import Session
from ui.words import tr

TOLD = ("new", "updated", "identical", "conflict")
SHOWN_LETTERS = 160


class DifferencesStep(QWidget):
    """The sums at the top, the packages at the left, the fields of updated records at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: list[Received] = []
        self.sums = {name: label("0", "figure") for name in TOLD}
        self.note = Banner()
        columns: list[Column[Received]] = [Column(tr("Gói sẽ nhận"), _cell, Kind.TWO_LINES)]
        self._model = PageModel(columns, SequenceProvider[Received](), self)
        self.table = Table(self._model, tr("Gói sẽ nhận"))
        self.table.picked.connect(self._picked)
        left, right = Card(), Card()
        left.fill(self.table)
        self._title = label("", "heading", wrap=True)
        self.facts = Facts(stacked=True)
        scroll = Scroll()
        scroll.body.addWidget(self._title)
        scroll.body.addWidget(self.facts)
        scroll.body.addStretch(1)
        right.fill(scroll)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._tiles())
        column.addWidget(self.note)
        column.addLayout(row, 1)

    def set_rows(self, rows: Sequence[Received]) -> None:
        """The packages that can be taken in."""
        self.rows = list(rows)
        total: Counter[str] = Counter()
        for row in rows:
            if row.kind == "submission":
                total.update(row.counts)
        self.tiles.setVisible(any(row.kind == "submission" for row in rows))
        for name, figure in self.sums.items():
            figure.setText(written(total[name]))
        conflicts = tr(
            "{n} sáng kiến xung đột: sổ giữ bản đang có, bản mới để bạn quyết định sau.", n=total["conflict"]
        )
        self.note.say("warn", conflicts if total["conflict"] else "")
        self.table.refresh(SequenceProvider(self.rows))
        self.table.select_row(0)
        self._picked(0 if self.rows else None)

    def _tiles(self) -> QWidget:
        names = {"new": tr("mới"), "updated": tr("cập nhật"), "identical": tr("giống hệt"), "conflict": tr("xung đột")}
        self.tiles = QWidget()
        line = QHBoxLayout(self.tiles)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for name, figure in self.sums.items():
            tile = Card()
            tile.body.setSpacing(0)
            tile.body.addWidget(figure)
            tile.body.addWidget(label(names[name], "muted"))
            line.addWidget(tile, 1)
        return self.tiles

    def _picked(self, place: object) -> None:
        self.facts.set_rows([])
        if not isinstance(place, int) or place >= len(self.rows):
            self._title.setText("")
            return
        row = self.rows[place]
        self._title.setText(counts_words(row.counts) if row.kind == "submission" else told(row) or kind_word(row.kind))
        if row.kind == TARGETS and takes_in(row):
            self._session.do(
                lambda desk, _job: (row, intake.target_changes(desk, row.path)),
                lambda answer: self._show_rows(answer[0], target_rows(answer[1])),
                lambda error: self.facts.set_rows([(tr("Không đọc được khác biệt"), messages.of_error(error))]),
            )
        elif row.kind == "submission" and takes_in(row) and (row.counts.get("updated") or row.counts.get("conflict")):
            self._session.do(
                lambda desk, _job: (row, intake.differing(desk, row.path)),
                lambda answer: self._show(*answer),
                lambda error: self.facts.set_rows([(tr("Không đọc được khác biệt"), messages.of_error(error))]),
            )
        elif row.kind == "submission":
            self.facts.set_rows([(tr("Chi tiết"), _nothing(row))])
        else:
            self.facts.set_rows([(tr("Chi tiết"), reason(row))])

    def _show(self, row: Received, found: list[Differing]) -> None:
        self._show_rows(row, [(f"{one.number}  ·  {one.title}", _changes(one)) for one in found])

    def _show_rows(self, row: Received, found: Sequence[tuple[str, str]]) -> None:
        place = self.table.current_id()
        if place is None or place >= len(self.rows) or self.rows[place] is not row:
            return
        self.facts.set_rows(found)


def _nothing(row: Received) -> str:
    if not takes_in(row):
        return tr("Gói này đã nhận trước đây; nhận lại không thay đổi gì.")
    return tr("Chỉ có sáng kiến mới; không sửa gì trong những sáng kiến đang có.")


def _changes(one: Differing) -> str:
    lines = []
    for name, before, after in one.fields:
        old, new = words_of(name, before, None) or tr("(trống)"), words_of(name, after, None) or tr("(trống)")
        lines.append(f"{field_name(name)}: {_cut(old)} → {_cut(new)}")
    return "\n".join(lines) or tr("Khác ở phần không hiện ra.")


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN_LETTERS else words[:SHOWN_LETTERS].rstrip() + "…"


def _cell(row: Received) -> Cell:
    said = told(row) if takes_in(row) else tr("đã nhận trước đây")
    number = tr("gói số {seq}", seq=row.seq) if row.kind == "submission" else kind_word(row.kind)
    if row.kind == RECEIPT and takes_in(row):
        number = ""  # the sentence says it
    return Cell(row.unit_name, "  ·  ".join(filter(None, (number, said))), tip=str(row.path))
