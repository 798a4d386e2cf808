"""What a list would bring: each row with its fate, what was tidied up, which columns were recognised."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import imports
from desktop.operations.imports import IDENTICAL, NEW, REFUSED, UPDATED, Plan, Row
from domain.initiative import leading_author
from domain.labels import FIELDS
from ui.common.banner import Banner
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.table import Table
from ui.words import tr

ALL, DOUBTFUL, LACKING = "all", "doubtful", "lacking"
# What a column of several particulars is taken apart into, as far as its cells tell.
_AUTHOR = ("birth_year", "position", "workplace", "phone")
_TAKEN_APART = {"people": ("full_name", *_AUTHOR), "particulars": _AUTHOR, "coauthors": ("authors",)}


class PreviewPanel(QWidget):
    """`sheet_chosen(name)` when another sheet of the workbook is to be read."""

    sheet_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self.banner = Banner()
        self.sheet = Choice()
        self.sheet.setAccessibleName(tr("Trang tính"))
        self.sheet.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.sheet.committed.connect(self.sheet_chosen)
        self._sheet_label = label(tr("Trang tính:"), "muted")
        self.chips = Chips(tr("Lọc các dòng"))
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.model: PageModel[Row] = PageModel(_columns(), SequenceProvider[Row](), self)
        self.table = Table(self.model, tr("Các dòng của danh sách"))
        self.more = Button(tr("Đã dọn gì, nhận cột nào?"), "info", "link")
        self.more.setCheckable(True)
        self.details = label("", "small", wrap=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.hide()
        self.more.toggled.connect(self.details.setVisible)
        self._build()

    def show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self.banner.clear()
        self.sheet.set_items([(name, name) for name in plan.sheets])
        self.sheet.set_value(plan.sheet)
        for part in (self.sheet, self._sheet_label):
            part.setVisible(len(plan.sheets) > 1)
        counts = plan.counts
        words = {NEW: tr("Mới"), UPDATED: tr("Cập nhật"), IDENTICAL: tr("Giống hệt"), REFUSED: tr("Không nhận")}
        shown = [(fate, word, counts[fate]) for fate, word in words.items() if counts[fate]]
        lacking = sum(bool(row.lacking) for row in plan.rows)
        if lacking:
            shown.insert(0, (LACKING, tr("Còn thiếu thông tin"), lacking))
            self.banner.say("warn", tr("{n} dòng nhập được, còn thiếu thông tin.", n=written(lacking)))
        doubtful = sum(bool(row.problems) for row in plan.rows)
        if doubtful:
            shown.insert(0, (DOUBTFUL, tr("Cần xem lại"), doubtful))
        self.chips.set_chips([(ALL, tr("Tất cả"), counts["read"]), *shown])
        self.details.setText(details(plan))
        self._show_rows()

    def say(self, kind: str, sentence: str) -> None:
        self.banner.say(kind, sentence)

    def _show_rows(self) -> None:
        plan, key = self._plan, self.chips.current()
        rows: Sequence[Row] = plan.rows if plan is not None else ()
        if key == DOUBTFUL:
            rows = [row for row in rows if row.problems]
        elif key == LACKING:
            rows = [row for row in rows if row.lacking]
        elif key != ALL:
            rows = [row for row in rows if row.fate == key]
        self.table.refresh(SequenceProvider(rows))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.chips, 1)
        row.addWidget(self._sheet_label)
        row.addWidget(self.sheet)
        card = Card()
        card.fill(self.table)
        below = QHBoxLayout()
        below.addWidget(self.more)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addLayout(row)
        column.addWidget(card, 1)
        column.addLayout(below)
        column.addWidget(self.details)


def details(plan: Plan) -> str:
    """What was tidied up, and the columns, one sentence a line."""
    lines = [f"• {line}" for line in imports.cleaned_sentences(plan.cleaned)]
    named = [f"«{heading}» → {column_words(field)}" for heading, field in plan.columns.items()]
    lines.append(f"• {tr('Cột đã nhận')}: {'; '.join(named)}.")
    if plan.unused:
        lines.append(f"• {tr('Cột không dùng')}: {'; '.join(f'«{heading}»' for heading in plan.unused)}.")
    return "\n".join(lines)


def column_words(field: str) -> str:
    """What a recognised column fills: «Họ và tên, Năm sinh, …» for one in which an author's particulars are mixed."""
    if field == "no":
        return tr("Số thứ tự")
    return ", ".join(tr(FIELDS[name]) for name in _TAKEN_APART.get(field, (field,)))


def fate_mark(fate: str, lacking: int = 0) -> Mark:
    if fate == NEW and lacking:
        return Mark(tr("Mới, thiếu {n} mục", n=lacking), "warning", "warn")
    return {
        NEW: Mark(tr("Mới"), "add", "ok"),
        UPDATED: Mark(tr("Cập nhật"), "arrow_sync", "info"),
        IDENTICAL: Mark(tr("Giống hệt"), "checkmark", "neutral"),
        REFUSED: Mark(tr("Không nhận"), "dismiss", "error"),
    }[fate]


def _columns() -> tuple[Column[Row], ...]:
    return (
        Column(tr("Dòng"), lambda row: Cell(str(row.number), muted=True), sample="12345"),
        Column(tr("Sáng kiến"), _title, Kind.TWO_LINES),
        Column(
            tr("Sẽ làm gì"),
            lambda row: Cell(mark=fate_mark(row.fate, len(row.lacking))),
            Kind.PILL,
            sample=tr("Mới, thiếu {n} mục", n=10),
        ),
    )


def _title(row: Row) -> Cell:
    author = leading_author(row.initiative)
    name = author.full_name if author else ""
    said = {problem.field for problem in row.problems}
    left = (problem for problem in row.lacking if problem.field not in said)
    sentences = [messages.of_problem(problem) for problem in (*row.problems, *left)]
    second = sentences[0] if sentences else name
    if len(sentences) > 1:
        second = tr("{sentence} (và {n} mục nữa)", sentence=second, n=len(sentences) - 1)
    tip = "\n".join([row.initiative.title, *sentences])
    return Cell(row.initiative.title or tr("(không có tên)"), second, tip=tip)
