"""«Trả lại», «Bảng đơn vị», conflicts and the watched folder, over two real registers."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives, packages, receiving, refusals, return_marks
from desktop.operations.award_packages import Waiting as ResultsWaiting
from desktop.operations.clashes import HELD, TOLD
from desktop.operations.initiatives import Filter
from tests.desktop.operations.test_receiving import forge, values_of
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, quiet, receive, recognise, seal, settle, vouch
from ui.packages.clash_view import ClashView
from ui.packages.receive_receipts import ReceiptsStep
from ui.packages.receive_wizard import ReceiveWizard
from ui.packages.returns_panel import SHOWN


def rows(pair: Pair) -> list[int]:
    return initiatives.page(pair.upper.screen, Filter(), "number")


def test_marks_are_sealed_for_their_unit_and_open_their_record(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    receive(pair.upper, seal(pair.unit).kept)
    page = open_page(pair.upper)
    page.open("returns")
    settle(pair.upper)
    assert page.returns._stack.currentIndex() == 0  # says where to begin
    do(pair.upper, lambda desk: return_marks.mark(desk, rows(pair)[0], "effect", "Nêu rõ số liệu"))
    assert [one.mark.reason for one in page.returns.seen] == ["Nêu rõ số liệu"]
    asked: list[object] = []
    pair.upper.asked.connect(lambda where, what: asked.append((where, what)))
    page.returns.table.opened.emit(0)
    assert asked == [("initiatives", (rows(pair)[0], "effect"))]
    page.returns.seal("27001", pair.stick)
    settle(pair.upper)
    assert "đọc lại và khớp" in page.returns.banner.text()
    assert any("tra-lai" in file.name for file in pair.stick.iterdir())
    page.returns.seal("99999", pair.stick)
    settle(pair.upper)
    assert "Không có yêu cầu sửa nào" in page.returns.banner.text()


def test_the_units_filter_remind_and_go_into_a_workbook(pair: Pair, open_page: Opener, tmp_path: Path) -> None:
    vouch(pair)
    page = open_page(pair.upper)
    page.open("units")
    settle(pair.upper)
    panel = page.units
    assert [line.code for line in panel.rows] == ["27001"]
    settle(pair.upper)
    assert "chưa nhận được gói" in panel.reminder.value()
    panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == panel.reminder.value()
    assert panel.copy_all_button.text() == "Chép cả 1 lời nhắc"
    panel.copy_all_button.click()
    settle(pair.upper)
    assert QGuiApplication.clipboard().text().endswith(panel.reminder.value())
    assert QGuiApplication.clipboard().text().startswith(f"{panel.rows[0].name} (27001)")
    panel.chips.choose("late")
    panel._narrow()
    assert [line.code for line in panel.rows] == ["27001"]
    panel.chips.choose("all")
    panel.search.set_value("khong co")
    panel._narrow()
    assert panel.rows == [] and not panel.export.isEnabled()
    panel.search.set_value("may hoa sim")
    panel._narrow()
    assert len(panel.rows) == 1
    panel.write_to(tmp_path / "bang.xlsx")
    settle(pair.upper)
    assert openpyxl.load_workbook(tmp_path / "bang.xlsx").active is not None
    asked: list[str] = []
    panel.list_asked.connect(lambda code, _name: asked.append(code))
    panel.list_button.click()
    assert asked == ["27001"]


@pytest.mark.parametrize(
    ("keep", "title", "said", "next_step"),
    [
        (TOLD, "Bản hai", "lấy bản trong gói; đã xử lý hết.", "Không còn xung đột nào"),
        (HELD, "Bản một", "đã ghi yêu cầu đơn vị sửa cho khớp; đã xử lý hết.", "xuất gói trả lại"),
    ],
)
def test_a_conflict_is_settled_in_the_page(
    qtbot: QtBot, pair: Pair, open_page: Opener, tmp_path: Path, keep: str, title: str, said: str, next_step: str
) -> None:
    vouch(pair)
    recognise(pair.unit, 1)
    number = initiatives.page(pair.unit.screen, Filter(), "number")[0]
    told = do(pair.unit, lambda desk: [
        forge(desk, tmp_path / f"{seq}.asice", values_of(desk, number, title=title), seq=seq)
        for seq, title in ((1, "Bản một"), (2, "Bản hai"))
    ])  # fmt: skip
    done = do(pair.upper, lambda desk: receiving.receive(desk, told, step=quiet)[0])
    taken_in = ReceiptsStep(pair.upper)
    qtbot.addWidget(taken_in)
    taken_in.set_results(done, len(told), None)
    assert "Xung đột chờ bạn quyết định" in taken_in.banner.text()
    page = open_page(pair.upper)
    page.open("received")
    assert page.received.clash_banner.text().startswith("1 sáng kiến xung đột")
    page.received.clash_banner.button.click()
    view = page.task
    assert isinstance(view, ClashView)
    assert "Đang có: Bản một\nTrong gói: Bản hai" in view.facts.text()
    sentences: list[str] = []
    pair.upper.told.connect(sentences.append)
    assert not view._hint.isHidden()
    (view.told_button if keep == TOLD else view.held_button).click()
    settle(pair.upper)
    assert sentences[0].endswith(said)
    assert view._hint.isHidden()
    assert view.found == [] and initiatives.get(pair.upper.screen, rows(pair)[0]).initiative.title == title
    assert next_step in view.banner.text()
    asked: list[object] = []
    pair.upper.asked.connect(lambda where, what: asked.append((where, what)))
    if keep == HELD:
        view.banner.button.click()
        assert asked == [("packages", "returns")]
    view.settle(TOLD)  # nothing chosen, nothing done
    assert page.received.clash_banner.text() == ""


def test_what_comes_into_the_watched_folder_is_offered_once(pair: Pair, open_page: Opener, qtbot: QtBot) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    page = open_page(pair.upper)
    page.open("received")
    watch = page.received.watch
    watch.watch(pair.stick)
    settle(pair.upper)
    assert watch.new == [] and watch.banner.text() == ""
    (pair.stick / "hỏng.asice").write_bytes(b"not a package")
    sealed = seal(pair.unit, pair.stick)
    watch.look()
    settle(pair.upper)
    assert len(watch.new) == 2 and "2 gói mới" in watch.banner.text()
    watch.banner.button.click()
    wizard = page.task
    assert isinstance(wizard, ReceiveWizard) and len(wizard.sources.chosen()) == 2
    receive(pair.upper, *watch.new)
    assert len(refusals.everything(pair.upper.screen)) == 1
    watch.look()
    settle(pair.upper)
    assert watch.new == []
    watch.watch(None)
    assert packages.received(pair.upper.screen)[0]["manifest_sha256"] == sealed.manifest_sha256


def test_units_with_results_come_one_after_the_other_and_hundreds_when_they_are_asked_for(
    pair: Pair, open_page: Opener, qtbot: QtBot
) -> None:
    page = open_page(pair.upper)
    panel = page.returns
    results = [ResultsWaiting(f"U{number:03d}", f"CĐCS {number}", 1, 0, "") for number in range(SHOWN + 3)]
    panel._found(([], [], results))
    assert 0 < len(panel.cards) < SHOWN
    qtbot.waitUntil(lambda: len(panel.cards) == SHOWN and not panel.more.isHidden())
    assert panel.more.text() == "Hiện thêm (3 đơn vị nữa)"
    assert panel.cards[0].title == "Kết quả cho CĐCS 0"
    first = panel.cards[0]
    panel._found(([], [], list(results)))
    assert panel.cards[0] is first  # nothing has changed: nothing is made anew
    panel.more.click()
    qtbot.waitUntil(lambda: len(panel.cards) == SHOWN + 3 and panel.more.isHidden())
    assert len(panel.seal_buttons) == SHOWN + 3
    panel._found(([], [], results[:1]))
    qtbot.waitUntil(lambda: len(panel.cards) == 1 and panel.more.isHidden())
    assert list(panel.seal_buttons) == ["U000.results"]
