"""What a list would bring: each row with its fate, what was tidied up, which columns were recognised."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import import_mending, imports
from desktop.operations.import_plans import IDENTICAL, LEAVE, NEW, REFUSED, TAKE, UPDATED, WAIT, Plan, Row
from domain.errors import Problem
from domain.initiative import leading_author
from domain.labels import FIELDS
from domain.table.cells import column_letters
from ui.common.banner import Banner
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.table import Table
from ui.initiatives.halves import Halves
from ui.initiatives.import_encoding import EncodingPanel
from ui.initiatives.import_questions import Questions
from ui.initiatives.import_row import RowPanel
from ui.session import Session
from ui.words import tr

ALL, DOUBTFUL, LACKING, ASIDE = "all", "doubtful", "lacking", "aside"
# What a column of several particulars is taken apart into, as far as its cells tell.
_AUTHOR = ("birth_year", "position", "workplace", "phone")
_TAKEN_APART = {"people": ("full_name", *_AUTHOR), "particulars": _AUTHOR, "coauthors": ("authors",)}


class PreviewPanel(QWidget):
    """sheet_chosen(name) when another sheet of the workbook is to be read; wished(name, value) when the file is to be
    read under another wish; planned(Plan) when a cell was mended or rows were chosen; mapping_asked().
    """

    sheet_chosen = Signal(str)
    wished = Signal(str, object)
    planned = Signal(object)
    mapping_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plan: Plan | None = None
        self.banner = Banner()
        self.questions = Questions()
        self.questions.answered.connect(lambda wish, value: self.wished.emit(wish, value))
        self.sheet = Choice()
        self.sheet.setAccessibleName(tr("Trang tính"))
        self.sheet.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.sheet.committed.connect(self.sheet_chosen)
        self._sheet_label = label(tr("Trang tính:"), "muted")
        self.chips = Chips(tr("Lọc các dòng"))
        self.chips.chosen.connect(lambda _key: self._show_rows())
        self.model: PageModel[Row] = PageModel(_columns(), SequenceProvider[Row](), self)
        self.table = Table(self.model, tr("Các dòng của danh sách"))
        self.row = RowPanel()
        self.encoding = EncodingPanel()
        self.encoding_button = Button("", "text_font_size", "link")
        self.mapping_button = Button(tr("Ghép cột…"), "table", "link")
        self.more = Button(tr("Đã dọn gì, nhận cột nào?"), "info", "link")
        self.more.setCheckable(True)
        self.details = label("", "small", wrap=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.hide()
        self.more.toggled.connect(self.details.setVisible)
        self._build()
        self._connect()

    def plan(self) -> Plan | None:
        return self._plan

    def show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self.banner.clear()
        self.questions.show_plan(plan)
        self.sheet.set_items([(name, _sheet_words(name, plan)) for name in plan.sheets])
        self.sheet.set_value(plan.sheet)
        for part in (self.sheet, self._sheet_label):
            part.setVisible(len(plan.sheets) > 1)
        cells = sum(each.cells for each in plan.conversions)
        self.encoding_button.setText(tr("Phông cũ: {n} ô, xem trước và sau…", n=written(cells)))
        self.encoding_button.setVisible(bool(cells))
        self.encoding.show_conversions(plan.conversions, lambda column: _heading(plan, column))
        self.details.setText(details(plan))
        self.more.setText(_more_words(plan))
        self._count(plan)
        self._show_rows()

    def renew(self, plan: Plan) -> None:
        """Shows the same list after a cell or a choice: what is chosen stays chosen."""
        self._plan = plan
        self._count(plan)
        self._show_rows()
        self._show_row()

    def say(self, kind: str, sentence: str) -> None:
        self.banner.say(kind, sentence)

    def _count(self, plan: Plan) -> None:
        counts = plan.counts
        words = {NEW: tr("Mới"), UPDATED: tr("Cập nhật"), IDENTICAL: tr("Giống hệt"), REFUSED: tr("Không nhận")}
        shown = [(fate, word, counts[fate]) for fate, word in words.items() if counts[fate]]
        lacking = plan.tally.lacking
        if lacking:
            shown.insert(0, (LACKING, tr("Còn thiếu thông tin"), lacking))
            told = tr("{n} dòng nhập được, còn thiếu thông tin.", n=written(lacking))
            if counts[REFUSED]:
                told += " " + tr(
                    "{n} dòng không nhận: mở mục «Không nhận» để sửa hoặc để lại.", n=written(counts[REFUSED])
                )
            self.banner.say("warn", told)
        doubtful = plan.tally.doubtful
        if doubtful:
            shown.insert(0, (DOUBTFUL, tr("Cần xem lại"), doubtful))
        if aside := counts.get("left_out", 0):
            shown.append((ASIDE, tr("Để lại, bỏ ra"), aside))
        self.chips.set_chips([(ALL, tr("Tất cả"), counts["read"]), *shown])

    def _show_rows(self) -> None:
        plan, key = self._plan, self.chips.current()
        rows: Sequence[Row] = plan.rows if plan is not None else ()
        if key == DOUBTFUL:
            rows = [row for row in rows if row.problems]
        elif key == LACKING:
            rows = [row for row in rows if row.lacking]
        elif key == ASIDE:
            rows = [row for row in rows if row.choice != TAKE]
        elif key != ALL:
            rows = [row for row in rows if row.fate == key]
        self.table.refresh(SequenceProvider(rows))

    def chosen(self) -> list[Row]:
        """The rows chosen in the table."""
        provider = self.model.provider
        return list(provider.rows(self.table.selected_ids()))

    def _show_row(self) -> None:
        plan, rows = self._plan, self.chosen()
        if plan is None or not rows:
            self.row.clear()
            return
        row = rows[0]
        differences = imports.differences(self._session.screen, row)
        self.row.show_row(row, import_mending.cells(plan, row), differences, len(rows))

    def _edited(self, row: int, column: int, words: str) -> None:
        if self._plan is not None:
            self.planned.emit(import_mending.edited(self._session.screen, self._plan, row, column, words))

    def _decided(self, choice: str) -> None:
        if self._plan is not None:
            numbers = [row.number for row in self.chosen()]
            self.planned.emit(import_mending.chosen(self._plan, numbers, choice))

    def _only(self) -> None:
        if self._plan is not None:
            self.planned.emit(import_mending.only(self._plan, [row.number for row in self.chosen()]))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.chips, 1)
        row.addWidget(self._sheet_label)
        row.addWidget(self.sheet)
        card = Card()
        card.fill(self.table)
        self.halves = Halves(card, self.row)
        below = QHBoxLayout()
        for button in (self.more, self.encoding_button, self.mapping_button):
            below.addWidget(button)
        below.addStretch(1)
        rows = QWidget()
        inner = QVBoxLayout(rows)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addLayout(row)
        inner.addWidget(self.halves, 1)
        inner.addLayout(below)
        inner.addWidget(self.details)
        self.stack = QStackedWidget()
        self.stack.addWidget(rows)
        self.stack.addWidget(self.encoding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.questions)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.table.selected.connect(self._show_row)
        self.table.opened.connect(lambda _place: self.halves.show_right())
        self.halves.narrowed.connect(self.row.back.setVisible)
        self.row.back.clicked.connect(self.halves.show_left)
        self.row.edited.connect(self._edited)
        self.row.decided.connect(self._decided)
        self.row.only_asked.connect(self._only)
        self.encoding_button.clicked.connect(lambda: self.stack.setCurrentIndex(1))
        self.encoding.closed.connect(lambda: self.stack.setCurrentIndex(0))
        self.encoding.chosen.connect(self._read_column)
        self.mapping_button.clicked.connect(self.mapping_asked)

    def _read_column(self, column: int, way: str) -> None:
        if self._plan is not None:
            self.wished.emit("by_column", {**self._plan.wishes.by_column, column: way})


def _more_words(plan: Plan) -> str:
    """What leads to the details, and what of the file is left out: nobody opens them to look for that."""
    hidden = sum(name != plan.sheet for name in plan.hidden_sheets)
    out = [tr("{n} cột không dùng", n=len(plan.unused))] if plan.unused else []
    out += [tr("{n} trang tính bị ẩn", n=hidden)] if hidden else []
    return " ".join([tr("Đã dọn gì, nhận cột nào?"), *([f"({', '.join(out)})"] if out else [])])


def details(plan: Plan) -> str:
    """What was tidied up, and the columns, one sentence a line."""
    lines = [f"• {tr('Nhận theo cách ghép đã nhớ: {name}', name=plan.known_as)}."] if plan.known_as else []
    if plan.hidden_sheets:
        lines.append(f"• {tr('Trang tính bị ẩn trong tệp')}: {'; '.join(f'«{name}»' for name in plan.hidden_sheets)}.")
    lines += [f"• {line}" for line in imports.cleaned_sentences(plan.cleaned)]
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


def fate_mark(fate: str, lacking: int = 0, choice: str = TAKE) -> Mark:
    if choice == WAIT:
        return Mark(tr("Để sửa sau"), "clock", "warn")
    if choice == LEAVE:
        return Mark(tr("Bỏ ra"), "dismiss", "neutral")
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
            lambda row: Cell(mark=fate_mark(row.fate, len(row.lacking), row.choice)),
            Kind.PILL,
            sample=tr("Mới, thiếu {n} mục", n=10),
        ),
    )


def _heading(plan: Plan, column: int) -> str:
    return plan.layout.headings.get(column) or tr("Cột {letters}", letters=column_letters(column))


def _sheet_words(name: str, plan: Plan) -> str:
    return tr("{name} (đang ẩn)", name=name) if name in plan.hidden_sheets else name


def _field_words(problem: Problem) -> str:
    name = problem.field.partition(".")[0]
    return tr(FIELDS[name]) if name in FIELDS else messages.of_problem(problem)


def _title(row: Row) -> Cell:
    author = leading_author(row.initiative)
    name = author.full_name if author else ""
    said = {problem.field for problem in row.problems}
    left = [problem for problem in row.lacking if problem.field not in said]
    sentences = [messages.of_problem(problem) for problem in (*row.problems, *left)]
    second = sentences[0] if sentences else name
    if left and not row.problems:
        # A whole sentence for each has no room in a row; it stands under the mouse.
        second = tr("Còn thiếu: {fields}", fields=", ".join(dict.fromkeys(map(_field_words, left))))
    elif len(sentences) > 1:
        second = tr("{sentence} (và {n} mục nữa)", sentence=second, n=len(sentences) - 1)
    tip = "\n".join([row.initiative.title, *sentences])
    return Cell(row.initiative.title or tr("(không có tên)"), second, tip=tip)
