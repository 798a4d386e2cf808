"""The section «Bảng đã giữ»: tables as they stood when they were kept, and what is counted otherwise now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations import figure_files, kept_changes, kept_tables
from desktop.operations.kept_tables import Kept, Shown
from domain.errors import RuleError
from domain.kept_change import Change
from domain.labels import STATISTICS_BY
from domain.statistics import ALL, ENTRIES, INITIATIVES, PERSONS, Amount, Difference, Line
from ui.common.banner import Banner
from ui.common.buttons import Chips, button
from ui.common.card import Card
from ui.common.editors import written_day
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.numbers import short_amount, written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pieces import Pieces, at_once
from ui.common.table import Table
from ui.packages import pickers
from ui.packages.wording import when
from ui.session import Session
from ui.statistics.change_list import ChangeList
from ui.statistics.figure_table import COUNTED, LONG_SUM_VND, FigureTable, figures_model, name_of
from ui.statistics.opening import show_initiatives, what_words
from ui.statistics.over import Over
from ui.statistics.people_list import PeopleList
from ui.statistics.side_by_side import SideBySide
from ui.words import tr

AS_KEPT, CHANGED = "kept", "changed"
NARROW_LETTERS = 128


class KeptSection(QWidget):
    """`shown` is the table chosen, with a fresh count of the same question beside it."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self.kept: list[Kept] = []
        self.shown: Shown | None = None
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        self._list = PageModel[Kept]([Column(tr("Bảng"), _kept_cell, Kind.TWO_LINES)], SequenceProvider[Kept](), self)
        self.list = Table(self._list, tr("Các bảng đã giữ"))
        yield
        self.model = figures_model(self)
        self.figures = FigureTable(self.model, tr("Bảng như lúc giữ"))
        yield
        self._changed = PageModel[Difference](_columns(), SequenceProvider[Difference](), self)
        self.changes = FigureTable(self._changed, tr("Nay đếm khác"))
        yield
        self.told, self.banner, self.views = label("", wrap=True), Banner(), Chips(tr("Xem"))
        self.export = button(tr("Xuất bảng…"), "document_table")
        hint = tr("Ở mục «Bảng số liệu», ghi tên rồi bấm «Giữ bảng»: bảng ấy không bao giờ đổi nữa.")
        self.empty = Empty("table", tr("Chưa giữ bảng nào"), hint)
        yield
        yield from self._lay_out()
        self.list.picked.connect(self._picked)
        self.figures.figure_opened.connect(self.open_figure)
        self.changes.figure_opened.connect(self.open_changes)
        self.views.chosen.connect(self._show_view)
        self.export.clicked.connect(self._pick)

    def refresh(self) -> None:
        """Reads the list again, and counts the table that is shown afresh."""
        self.kept = kept_tables.everything(self._session.screen)
        self.list.refresh(SequenceProvider(self.kept))
        self._stack.setCurrentIndex(1 if self.kept else 0)
        if self.kept and self.list.current_id() is None:
            self.list.select_row(0)
        self._picked(self.list.current_id())

    def open_figure(self, row: int, column: int) -> None:
        """What was counted then: initiatives on their page, persons and entries over the table."""
        line, what, shown = self.model.row_at(row), COUNTED[column], self.shown
        if line is None or shown is None or not what or not line.figure(what):
            return
        kept, key = shown.kept, line.key
        words = tr("{what}: {name}, bảng «{table}»", what=what_words(what), name=name_of(line), table=kept.name)
        if what in (PERSONS, ENTRIES):
            hint = "" if kept.detailed else tr(
                "Bảng này do bản trước giữ, chưa ghi ai: dưới đây là những người các sáng kiến ấy đang ghi tên."
            )  # fmt: skip
            self._session.beside(lambda desk, _job: kept_tables.rows(desk, kept.id, key, what),
                   lambda rows: self.over.open(PeopleList(self._session, words, rows, hint=hint)),
                   self._failed)  # fmt: skip
        else:
            self._session.beside(lambda desk, _job: kept_tables.row_ids(desk, kept.id, key, what),
                   lambda ids: show_initiatives(self._session, words, ids), self._failed)  # fmt: skip

    def open_changes(self, row: int, column: int) -> None:
        """What a figure counts otherwise now; on the name of the line, whatever differs of its initiatives."""
        one, shown = self._changed.row_at(row), self.shown
        if one is None or shown is None:
            return
        kept, what = shown.kept, COUNTED[column] or kept_changes.ANY
        counted = what_words(what) if COUNTED[column] else tr("Nay đếm khác")
        words = tr("{what}: {name}, bảng «{table}»", what=counted, name=_title(one), table=kept.name)
        self._session.beside(lambda desk, _job: kept_changes.changes(desk, kept.id, one.key, what),
               lambda found: self._show_changes(words, found), self._failed)  # fmt: skip

    def write_to(self, target: Path) -> None:
        """Writes the table as it was kept."""
        shown = self.shown
        if shown is not None:
            self._session.do(
                lambda desk, job: figure_files.write_table(desk, shown.table, target, step=job.step).path,
                lambda path: self.banner.say("ok", tr("Đã ghi {path}.", path=str(path))),
                self._failed,
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        (self.over.opened or self.list).setFocus(event.reason())

    def _picked(self, place: object) -> None:
        if not isinstance(place, int) or place >= len(self.kept):
            return
        table_id = self.kept[place].id
        if self._job is not None:
            self._job.cancel()
        self._job = self._session.beside(
            lambda desk, job: kept_tables.show(desk, table_id, step=job.step), self._show, self._failed
        )

    def _show(self, shown: Shown) -> None:
        self._job, self.shown = None, shown
        self.banner.clear()
        table, n = shown.table, len(shown.differences)
        same = tr("Đếm lại hôm nay vẫn đúng từng con số.")
        other = tr("Đếm lại hôm nay, {n} dòng khác; bảng đã giữ không đổi.", n=written(n))
        self.told.setText(
            tr("«{name}», tính đến hết {day}, {who} giữ lúc {at}.", name=shown.kept.name, day=written_day(table.as_of),
               who=shown.kept.kept_by, at=when(shown.kept.kept_at)) + " " + (other if n else same)
        )  # fmt: skip
        view = self.views.current() or AS_KEPT
        self.views.set_chips([(AS_KEPT, tr("Như lúc giữ"), None), (CHANGED, tr("Nay đếm khác"), n)])
        self.views.choose(view)
        self.model.refresh(SequenceProvider([Line(ALL, "", table.totals, table.benefits), *table.lines]))
        self.figures.select_row(0)
        self._changed.refresh(SequenceProvider(shown.differences))
        self.changes.select_row(0)
        self._show_view(view)

    def _show_view(self, view: str) -> None:
        table = self.changes if view == CHANGED else self.figures
        self._tables.setCurrentWidget(table)
        self._tables.setFocusProxy(table)

    def _show_changes(self, words: str, found: list[Change]) -> None:
        self.banner.clear()
        if found:
            self.over.open(ChangeList(self._session, words, found))
        else:
            self.banner.say("info", tr("Con số này không đổi. Chọn một con số khác của dòng, hoặc tên dòng."))

    def _failed(self, error: Exception) -> None:
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _pick(self) -> None:
        if self.shown is None:
            return
        name = f"bang-{self.shown.kept.id}.xlsx"
        target = pickers.new_file(self, tr("Ghi bảng đã giữ"), name, "Excel (*.xlsx);;PDF (*.pdf)")
        if target is not None:
            self.write_to(target)

    def _lay_out(self) -> Pieces:
        left, right = Card(), Card()
        left.fill(self.list)
        above = QVBoxLayout()
        above.setContentsMargins(15, 10, 15, 8)
        above.setSpacing(6)
        for part in (self.told, self.views, self.banner):
            above.addWidget(part)
        yield
        self._tables = QStackedWidget()
        self._tables.addWidget(self.figures)
        self._tables.addWidget(self.changes)
        yield
        right.body.setContentsMargins(0, 0, 0, 0)
        right.body.setSpacing(0)
        right.body.addLayout(above)
        right.body.addWidget(self._tables, 1)
        foot = right.foot()
        foot.addStretch(1)
        foot.addWidget(self.export)
        yield
        halves = SideBySide(left, right, (2, 7), NARROW_LETTERS, stacked_rows=2.2)
        yield
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self.over = Over(halves, self._tables)
        self._stack.addWidget(self.over)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


def _kept_cell(kept: Kept) -> Cell:
    by = tr(STATISTICS_BY[kept.question.by]) if kept.question.by else ""
    second = "  ·  ".join(filter(None, (tr("đến {day}", day=written_day(kept.question.as_of)), by)))
    return Cell(kept.name, second, tip=f"{kept.name} – {second}")


def _columns() -> list[Column[Difference]]:
    sums = f"{short_amount(LONG_SUM_VND // 10)} → {short_amount(LONG_SUM_VND // 10)}"
    return [
        Column(tr("Dòng"), lambda one: Cell(_title(one)), Kind.TWO_LINES),
        *(Column(title, _pair(what), Kind.TWO_LINES, sample="170.324 → 170.324")
          for title, what in ((tr("Người"), PERSONS), (tr("Sáng kiến"), INITIATIVES), (tr("Lượt"), ENTRIES))),
        *(Column(title, _benefit(what), Kind.TWO_LINES, sample=sums, fold_below=fold)
          for title, what, fold in ((tr("Đã xác minh"), "verified", 84), (tr("Tự khai"), "claimed", 100),
                                    (tr("Không tính được"), "not_computable", 116))),
    ]  # fmt: skip


def _title(one: Difference) -> str:
    line = one.before or one.now
    return name_of(line) if line else one.title


def _pair(what: str) -> Callable[[Difference], Cell]:
    def cell(one: Difference) -> Cell:
        before, now = (line.figure(what) if line else 0 for line in (one.before, one.now))
        return Cell(f"{written(before)} → {written(now)}", muted=before == now)

    return cell


def _benefit(what: str) -> Callable[[Difference], Cell]:
    """How many records state it, and the sums where these differ."""

    def cell(one: Difference) -> Cell:
        sides = [getattr(line.benefits, what) if line else Amount() for line in (one.before, one.now)]
        counts, sums = [written(side.records) for side in sides], [short_amount(side.vnd) for side in sides]
        same = sides[0] == sides[1]
        told = " → ".join(sums) if sides[0].vnd != sides[1].vnd else ""
        return Cell(" → ".join(counts), told, tip=told, muted=same)

    return cell
