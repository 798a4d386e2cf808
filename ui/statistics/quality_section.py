"""The section «Chất lượng»: how much of each unit's work is proved, pairs across units, samples for spot checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import figure_files, quality
from desktop.operations.quality import QualityLine, Sample
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pieces import Pieces, at_once
from ui.common.scroll import Scroll
from ui.packages import pickers
from ui.session import Session
from ui.statistics.figure_table import FigureTable
from ui.statistics.opening import show_initiatives
from ui.statistics.over import Over
from ui.statistics.pair_list import PairList
from ui.words import tr

OPENED = ("all", "evidence", "verified", "recognised", "twins")
# Below so many letters a share is told by its button alone.
_FOLDED = {"evidence": 62, "verified": 54, "recognised": 46}
COUNTED = ("", *OPENED)  # what each column counts, from the left; the first is the name of the row


class QualitySection(QWidget):
    """The table counts beside the screen; Enter on a figure opens its list, and so does a button for each figure."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self.lines: list[QualityLine] = []
        self.sample: Sample | None = None
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        self.banner = Banner()
        self._model = PageModel(_columns(), SequenceProvider[QualityLine](), self)
        self.table = FigureTable(self._model, tr("Chất lượng theo đơn vị"))
        yield
        self.how_many, self.seed = LineEdit("20"), LineEdit(tr("để trống: máy tự đặt"))
        self.how_many.set_value("20")
        self.what = Choice([
            ("all", tr("Mọi sáng kiến")), ("recognised", tr("Đã công nhận")), ("verified", tr("Lợi ích đã xác minh")),
            ("claimed", tr("Lợi ích tự khai")), ("bare", tr("Chưa có minh chứng")),
        ])  # fmt: skip
        self.what.set_value("all")
        yield
        self.draw_button = Button(tr("Rút mẫu"), "search", "primary")
        self.open_button = Button(tr("Mở danh sách mẫu"), "lightbulb")
        self.copy_button = Button(tr("Chép kết quả"), "copy")
        self.sample_file = Button(tr("Xuất mẫu…"), "document_table")
        self.export = button(tr("Xuất bảng…"), "document_table")
        self.told = label("", wrap=True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        yield
        yield from self._lay_out()
        self.table.picked.connect(lambda _place: self._show_buttons())
        self.table.figure_opened.connect(self._open_cell)
        self.draw_button.clicked.connect(self.draw)
        self.open_button.clicked.connect(self._open_sample)
        self.copy_button.clicked.connect(self._copy)
        self.export.clicked.connect(lambda: self._pick(tr("Ghi bảng chất lượng"), "chat-luong.xlsx", self.write_to))
        self.sample_file.clicked.connect(lambda: self._pick(tr("Ghi mẫu kiểm tra"), "mau-kiem-tra.xlsx",
                                                            self.write_sample))  # fmt: skip
        self._show_sample(None)

    def refresh(self) -> None:
        """Counts anew."""
        self._session.beside(lambda desk, _job: quality.lines(desk), self._found, self._failed)

    def open_figure(self, what: str) -> None:
        """The initiatives behind a figure of the row chosen; of "twins" the pairs, over the table."""
        line = self._line()
        if line is None or not _figure(line, what):
            return
        words = f"{_name(line)}: {_words(what)}"
        if what == "twins":
            self._session.beside(lambda desk, _job: quality.twins(desk, line.code),
                   lambda pairs: self._show_pairs(words, line, pairs), self._failed)  # fmt: skip
        else:
            self._session.beside(lambda desk, _job: quality.row_ids(desk, what, line.code),
                   lambda ids: show_initiatives(self._session, words, ids), self._failed)  # fmt: skip

    def _open_cell(self, _row: int, column: int) -> None:
        if what := COUNTED[column]:
            self.open_figure(what)

    def _show_pairs(self, words: str, line: QualityLine, pairs: list[dict[str, object]]) -> None:
        shown = PairList(self._session, words, pairs)
        shown.export.clicked.connect(
            lambda: self._pick(tr("Ghi các cặp giống nhau"), "cap-giong-nhau.xlsx",
                               lambda target: self.write_pairs(pairs, line.name, target))
        )  # fmt: skip
        self.over.open(shown)

    def write_to(self, target: Path) -> None:
        """Writes the table that is shown."""
        lines = self.lines
        self._write(lambda desk, job: figure_files.write_quality(desk, lines, target, step=job.step).path)

    def write_pairs(self, pairs: list[dict[str, object]], unit: str, target: Path) -> None:
        """Writes the pairs that are open, with the passages that stand in both."""
        self._write(lambda desk, job: figure_files.write_pairs(desk, pairs, target, unit=unit, step=job.step).path)

    def write_sample(self, target: Path) -> None:
        """Writes what was drawn last, with all it takes to draw it again."""
        drawn = self.sample
        if drawn is not None:
            self._write(lambda desk, job: figure_files.write_sample(desk, drawn, target, step=job.step).path)

    def draw(self) -> None:
        """Draws a sample of the row chosen: of one unit, or of all."""
        line, size = self._line(), self.how_many.value().strip()
        count = int(size) if size.isdecimal() and len(size) < 7 else 0
        seed, what, unit = self.seed.value(), self.what.value() or "all", line.code if line else ""
        self._session.do(lambda desk, _job: quality.draw(desk, count, seed, what=what, unit=unit), self._show_sample,
                         self._failed)  # fmt: skip

    def _found(self, lines: list[QualityLine]) -> None:
        self.lines = lines
        row = max(0, self.table.currentIndex().row())
        self._model.refresh(SequenceProvider(lines))
        self.table.select_row(min(row, len(lines) - 1))
        self._show_buttons()

    def _line(self) -> QualityLine | None:
        place = self.table.current_id()
        return self.lines[place] if place is not None and place < len(self.lines) else None

    def _show_buttons(self) -> None:
        line = self._line()
        for what, pressed in self.buttons.items():
            n = _figure(line, what) if line else 0
            pressed.setText(f"{_words(what)}: {written(n)}")
            pressed.setEnabled(n > 0)
        self._heading.setText(_name(line) if line else "")

    def _show_sample(self, drawn: Sample | None) -> None:
        self.sample = drawn
        for pressed in (self.open_button, self.copy_button, self.sample_file):
            pressed.setVisible(drawn is not None)
        if drawn is None:
            self.told.setText(tr("Cùng hạt giống và cùng danh sách thì ai rút cũng ra một kết quả; máy không chọn hộ."))
            return
        self.banner.clear()
        head = tr("Hạt giống {seed}: {n} trên {total} sáng kiến.", seed=drawn.seed, n=len(drawn.rows),
                  total=written(drawn.of))  # fmt: skip
        rows = [f"{place}. {row['number']} – {row['title']}" for place, row in enumerate(drawn.rows, 1)]
        self.told.setText("\n".join([head, *rows]))

    def _open_sample(self) -> None:
        if self.sample is not None:
            words = tr("Mẫu kiểm tra, hạt giống {seed}", seed=self.sample.seed)
            show_initiatives(self._session, words, [int(row["id"]) for row in self.sample.rows])

    def _copy(self) -> None:
        if self.sample is not None:
            QGuiApplication.clipboard().setText(f"{self.told.text()}\n\n{self.sample.method}")
            self._session.told.emit(tr("Đã chép danh sách mẫu kèm cách rút."))

    def _pick(self, title: str, name: str, write: Callable[[Path], None]) -> None:
        target = pickers.new_file(self, title, name, "Excel (*.xlsx);;PDF (*.pdf)")
        if target is not None:
            write(target)

    def _write(self, work: Callable[[Desk, Job], Path]) -> None:
        self._session.do(work, lambda path: self.banner.say("ok", tr("Đã ghi {path}.", path=str(path))),
                         self._failed)  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _lay_out(self) -> Pieces:
        left, right = Card(), Card()
        left.fill(self.table)
        below = left.foot()
        below.addStretch(1)
        below.addWidget(self.export)
        self._heading = label("", "heading", wrap=True)
        self.buttons: dict[str, Button] = {}
        ground = Scroll()
        ground.body.addWidget(self._heading)
        for what in OPENED:
            self.buttons[what] = pressed = Button("")
            pressed.clicked.connect(lambda _on=False, what=what: self.open_figure(what))
            ground.body.addWidget(pressed)
            yield
        yield from self._lay_out_sample(ground)
        right.fill(ground)
        yield
        foot = right.foot()
        foot.addWidget(self.open_button)
        foot.addStretch(1)
        foot.addWidget(self.draw_button)
        reading = QWidget()
        row = QHBoxLayout(reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        yield
        row.addWidget(left, 3)
        yield
        row.addWidget(right, 2)
        yield
        self.over = Over(reading, self.table)
        yield
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self.over, 1)

    def _lay_out_sample(self, ground: Scroll) -> Pieces:
        ground.body.addWidget(label(tr("Rút mẫu kiểm tra"), "heading"))
        beside_each = QHBoxLayout()
        beside_each.setSpacing(10)
        beside_each.addWidget(Field(tr("Số lượng"), self.how_many), 1)
        beside_each.addWidget(Field(tr("Hạt giống"), self.seed), 2)
        ground.body.addLayout(beside_each)
        yield
        ground.body.addWidget(Field(tr("Rút trong"), self.what))
        of_sample = QHBoxLayout()
        of_sample.setSpacing(10)
        for pressed in (self.copy_button, self.sample_file):
            of_sample.addWidget(pressed)
        of_sample.addStretch(1)
        ground.body.addLayout(of_sample)
        ground.body.addWidget(self.told)
        ground.body.addStretch(1)


def _figure(line: QualityLine, what: str) -> int:
    return line.total if what == "all" else int(getattr(line, what))


def _name(line: QualityLine) -> str:
    return line.name or tr("Tất cả đơn vị")


def _words(what: str) -> str:
    return {
        "all": tr("Sáng kiến"),
        "evidence": tr("Có minh chứng"),
        "verified": tr("Lợi ích đã xác minh"),
        "recognised": tr("Đã công nhận"),
        "twins": tr("Giống sáng kiến đơn vị khác"),
    }[what]


def _share(what: str) -> Column[QualityLine]:
    titles = {"evidence": tr("Minh chứng"), "verified": tr("Xác minh"), "recognised": tr("Công nhận")}

    def cell(line: QualityLine) -> Cell:
        n = written(_figure(line, what))
        return Cell(
            f"{written(line.share_pct(what))} %", n, tip=tr("{n} sáng kiến", n=n), muted=not _figure(line, what)
        )

    return Column(titles[what], cell, Kind.TWO_LINES, sample="100,0 %", fold_below=_FOLDED[what])


def _columns() -> list[Column[QualityLine]]:
    return [
        Column(tr("Đơn vị"), lambda line: Cell(_name(line), line.code, line.code), Kind.TWO_LINES),
        Column(tr("Sáng kiến"), lambda line: Cell(written(line.total)), Kind.MONEY, sample="170.000"),
        _share("evidence"),
        _share("verified"),
        _share("recognised"),
        Column(tr("Giống nơi khác"), lambda line: Cell(written(line.twins)), Kind.MONEY, sample="1.000",
               fold_below=80),
    ]  # fmt: skip
