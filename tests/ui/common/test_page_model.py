"""Pages of rows: the model's contract, what it keeps, and the table over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from domain.initiative import State
from tests.typing_vi import press
from ui.common.page_model import PAGE, PAGES_KEPT, Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import state_mark
from ui.common.table import Table


@dataclass
class Counted:
    """Rows that exist only when asked for: id n is called "Sáng kiến n". It counts what it is asked."""

    count: int
    first: int = 1
    asked: list[tuple[int, int]] = field(default_factory=list)
    renamed: dict[int, str] = field(default_factory=dict)

    def total(self) -> int:
        return self.count

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        self.asked.append((offset, limit))
        return range(self.first + offset, self.first + min(offset + limit, self.count))

    def rows(self, ids: Sequence[int]) -> Sequence[str]:
        return [self.renamed.get(id_, f"Sáng kiến {id_}") for id_ in ids]


COLUMNS: tuple[Column[str], ...] = (
    Column("Sáng kiến", lambda row: Cell(row, "số", "gấp"), Kind.TWO_LINES, sort="title"),
    Column("Tác giả", lambda row: Cell("Nguyễn Thị Ưởng"), sample="Nguyễn Thị Ưởng", fold_below=60),
    Column("Giá trị", lambda row: Cell("48.500.000 đ"), Kind.MONEY, sort="benefit", sample="48.500.000 đ"),
    Column("Trạng thái", lambda row: Cell(mark=state_mark(State.DRAFT)), Kind.PILL, sample="Nháp"),
)


@pytest.mark.parametrize("count", [0, 1, PAGE, PAGE * 3 + 5])
def test_the_contract_of_qt(qtmodeltester: ModelTester, themed_app: QApplication, count: int) -> None:
    model = PageModel(COLUMNS, Counted(count))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(model)
    model.refresh(Counted(count + 1))
    model.row_changed(1)
    qtmodeltester.check(model)


def test_only_pages_that_are_looked_at_are_read_and_few_are_kept(themed_app: QApplication) -> None:
    provider = Counted(1_000_000)
    model = PageModel(COLUMNS, provider)
    assert model.index(999_999, 0).data() == "Sáng kiến 1000000"
    assert provider.asked == [(999_999 // PAGE * PAGE, PAGE)]
    for page in range(PAGES_KEPT):
        model.row_at(page * PAGE)
    provider.asked.clear()
    model.row_at(5)
    assert provider.asked == []
    model.row_at(999_999)
    assert provider.asked == [(999_999 // PAGE * PAGE, PAGE)]


def test_a_changed_row_is_read_again_alone(qtbot: QtBot, themed_app: QApplication) -> None:
    provider = Counted(300)
    model = PageModel(COLUMNS, provider)
    model.row_at(140)
    provider.renamed[141] = "Tên mới"
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.row_changed(141)
    assert changed.args[0].row() == changed.args[1].row() == 140
    assert model.index(140, 0).data() == "Tên mới"
    with qtbot.assertNotEmitted(model.dataChanged):
        model.row_changed(5)


def test_rows_that_vanish_meanwhile_are_blank(themed_app: QApplication) -> None:
    provider = Counted(10)
    model = PageModel(COLUMNS, provider)
    provider.count = 4
    assert model.index(7, 0).data() == ""
    assert model.id_at(7) is None


def test_a_cell_is_spoken_with_its_heading(themed_app: QApplication) -> None:
    model = PageModel(COLUMNS, Counted(1))
    spoken = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in (0, 3)]
    assert spoken == ["Sáng kiến: Sáng kiến 1, số", "Trạng thái: Nháp"]


@pytest.fixture
def table(qtbot: QtBot, themed_app: QApplication) -> Table:
    made = Table(PageModel(COLUMNS, Counted(1000, first=10)), "Danh sách sáng kiến")
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    return made


def test_a_row_is_picked_opened_and_left(qtbot: QtBot, table: Table) -> None:
    with qtbot.waitSignal(table.picked) as picked:
        table.select_row(3)
    assert picked.args == [13]
    with qtbot.waitSignal(table.opened) as opened:
        press(table, Qt.Key.Key_Return)
    assert opened.args == [13]
    table.step(-1)
    assert table.current_id() == 12
    table.step(-100)
    assert table.current_id() == 12


def test_the_ids_of_all_chosen_rows_come_in_one_question(table: Table) -> None:
    table.selectAll()
    model = table.model()
    assert isinstance(model, PageModel)
    model.provider.asked.clear()
    assert table.selected_ids() == list(range(10, 1010))
    assert model.provider.asked == [(0, 1000)]


def test_refreshing_keeps_the_record_not_the_place(table: Table) -> None:
    table.select_row(20)
    table.refresh(Counted(1000, first=12))
    assert table.current_id() == 30
    assert table.currentIndex().row() == 18
    table.refresh(Counted(5, first=500))
    assert table.current_id() == 504
    table.refresh(Counted(0))
    assert table.current_id() is None


def test_a_heading_asks_for_sorting_and_then_the_other_way(qtbot: QtBot, table: Table) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    head = table.horizontalHeader()
    for section in (0, 0, 2, 1):
        head.sectionClicked.emit(section)
    assert asked == [("title", False), ("title", True), ("benefit", False)]
    assert head.sortIndicatorSection() == 2
    table.show_sorting("title", True)
    assert (head.sortIndicatorSection(), head.sortIndicatorOrder()) == (0, Qt.SortOrder.DescendingOrder)


def test_a_narrow_table_folds_a_column_into_the_row(qtbot: QtBot, table: Table) -> None:
    assert not table.isColumnHidden(1)
    table.resize(table.minimumSizeHint().width(), 500)
    qtbot.waitUntil(lambda: table.isColumnHidden(1))
    assert not table.isColumnHidden(2)
    table.resize(900, 500)
    qtbot.waitUntil(lambda: not table.isColumnHidden(1))


def test_every_kind_of_cell_leaves_ink(table: Table) -> None:
    picture = table.viewport().grab().toImage()
    for column in range(4):
        left = table.columnViewportPosition(column)
        shades = {picture.pixel(x, y) for x in range(left, left + table.columnWidth(column)) for y in range(2, 40)}
        assert len(shades) > 3


def test_short_lists_need_no_store(themed_app: QApplication) -> None:
    model = PageModel(COLUMNS, SequenceProvider(["a", "b"]))
    assert [model.row_at(row) for row in range(3)] == ["a", "b", None]


def test_choosing_all_asks_for_no_row_and_one_of_all_is_chosen_again_at_once(
    qtbot: QtBot, themed_app: QApplication
) -> None:
    provider = Counted(1_000_000)
    model = PageModel(COLUMNS, provider)
    asked: list[QModelIndex] = []
    table = Table(model, "Danh sách")
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show()
    provider.asked.clear()
    model.flags = lambda index: asked.append(index) or QAbstractTableModel.flags(model, index)  # type: ignore[method-assign,assignment,func-returns-value]
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: table.selected_count() == 1_000_000)
    table.grab()
    table.select_row(7)
    table.grab()
    assert table.selected_runs() == [(7, 7)]
    assert len(provider.asked) < 5
    assert len(asked) < 10_000


def test_rows_never_read_are_read_before_they_are_painted(qtbot: QtBot, themed_app: QApplication) -> None:
    provider = Counted(1_000)
    model = PageModel(COLUMNS, provider)
    table = Table(model, "Danh sách")
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    qtbot.waitExposed(table)
    bar, viewport = table.verticalScrollBar(), table.viewport()
    qtbot.waitUntil(lambda: model.holds(0) and bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert model.holds(999) and not viewport.updatesEnabled()
    qtbot.waitUntil(viewport.updatesEnabled)
    provider.asked.clear()
    bar.setValue(0)  # held: painted at once
    assert viewport.updatesEnabled() and provider.asked == []
