"""Near-duplicates in a real window: the pairs of the register, side by side, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import duplicates, initiatives
from domain.duplicate import Verdict
from tests.domain.test_duplicate import BODY, OTHER, TITLE
from tests.typing_vi import press, vtype
from tests.ui.registers import make_session
from ui.duplicates.alike import Alike
from ui.duplicates.compare import CompareDialog
from ui.duplicates.keeping import Keeping
from ui.duplicates.search import DuplicatesDialog
from ui.duplicates.side import units
from ui.session import Session

CHANGED = BODY.replace("mười hai giây", "15 giây").replace("đèn đỏ sáng", "chuông kêu")


@pytest.fixture
def session(themed_app: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A register with a pair that is alike and one that is not; the fingerprints are not taken yet."""
    made = make_session(tmp_path)
    for title, summary, author in ((TITLE, BODY, "Trần Thị Bưởi"), ("Cải tiến gá hàn ống", CHANGED, "Lê Văn Cam"),
                                   ("Bảng màu công nợ", OTHER, "Phạm Thị Dứa")):  # fmt: skip
        words = {"title": title, "summary": summary, "authors": [{"full_name": author}]}
        made.do(lambda desk, _job, words=words: initiatives.enter(desk, words))
    assert made.lanes.wait_idle()
    yield made
    made.close()


def _searched(qtbot: QtBot, session: Session) -> DuplicatesDialog:
    dialog = DuplicatesDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.table.model().rowCount() == 0
    dialog.again.click()
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 1 and dialog.again.isVisible())
    return dialog


def test_the_whole_register_is_compared_and_the_pair_stands_side_by_side(qtbot: QtBot, session: Session) -> None:
    dialog = _searched(qtbot, session)
    side = dialog.comparison
    assert (side.a.text.toPlainText(), side.b.text.toPlainText()) == (BODY, CHANGED)
    marked = [selection.cursor.selectedText() for selection in side.a.text.extraSelections()]
    assert any("công nhân phải xoay tay" in one for one in marked)
    assert not any("mười hai" in one for one in marked)
    assert side.shared.text() == f"{len(marked)} đoạn giống nhau, {sum(len(one.split()) for one in marked)} chữ" \
        " (đánh dấu bên dưới)"  # fmt: skip


def test_a_verdict_takes_the_pair_off_the_list_and_can_be_taken_back(qtbot: QtBot, session: Session) -> None:
    dialog = _searched(qtbot, session)
    dialog.comparison.note.setFocus()
    vtype(dialog.comparison.note, "Hai máy khác nhau")
    dialog.comparison.different.click()
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 0)
    dialog.chips.choose("different")
    dialog.show_pairs()
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 1)
    assert "Hai máy khác nhau" in dialog.comparison.said.text()
    assert not dialog.comparison.judging.isVisible()
    dialog.comparison.said.button.click()
    qtbot.waitUntil(lambda: dialog.table.model().rowCount() == 0)
    dialog.chips.choose("open")
    dialog.show_pairs()
    qtbot.waitUntil(dialog.comparison.judging.isVisible)


def test_a_stopped_search_keeps_the_pairs_found_before(qtbot: QtBot, session: Session) -> None:
    dialog = _searched(qtbot, session)
    dialog.again.click()
    dialog.progress.cancel()
    qtbot.waitUntil(dialog.again.isVisible)
    assert dialog.table.model().rowCount() == 1


def test_enter_and_the_button_open_the_record(qtbot: QtBot, session: Session) -> None:
    dialog = _searched(qtbot, session)
    (pair,) = duplicates.listed(session.screen)
    with qtbot.waitSignal(dialog.record_asked) as asked:
        press(dialog.comparison.b.open_button, Qt.Key.Key_Return)
    assert asked.args == [pair.b]
    assert not dialog.isVisible()


def test_what_is_typed_is_compared_after_a_pause(qtbot: QtBot, session: Session) -> None:
    Keeping(session).take()
    assert session.lanes.wait_idle()
    values = {"title": "", "summary": "", "nature": "", "effect": ""}
    alike = Alike(session, lambda: values, session)
    qtbot.addWidget(alike.banner)
    values["title"] = f"{TITLE} inox"
    alike.touched("title")
    qtbot.waitUntil(lambda: bool(alike.banner.text()))
    assert f"«{TITLE}»" in alike.banner.text()
    with qtbot.waitSignal(alike.compare_asked) as asked:
        alike.banner.clicked.emit()
    assert initiatives.get(session.screen, asked.args[0]).initiative.title == TITLE
    values["title"] = "Bàn xoay"
    alike.touched("title")
    qtbot.waitUntil(lambda: not alike.banner.text())


def test_the_banner_leaves_a_judged_pair_alone(qtbot: QtBot, session: Session) -> None:
    Keeping(session).take()
    assert session.lanes.wait_idle()
    first, second, _third = initiatives.page(session.screen, initiatives.Filter())
    dialog = CompareDialog(session, second, first)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.comparison.different.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    said = duplicates.pair(session.screen, first, second).said
    assert said is not None
    assert said.verdict is Verdict.DIFFERENT
    alike = Alike(session, lambda: {"title": "", "summary": CHANGED, "nature": "", "effect": ""}, session)
    qtbot.addWidget(alike.banner)
    alike.show_record(second)
    alike.look()
    assert session.lanes.wait_idle()
    assert alike.banner.text() == ""


def test_places_count_as_qt_counts_them() -> None:
    assert units("a😀đồ", 2) == 3
