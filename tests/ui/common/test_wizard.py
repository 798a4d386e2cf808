"""The frame of a wizard: on, back, not yet, and stopping."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.typing_vi import press
from ui.common.wizard import Step, WizardDialog, WizardFrame

KEYS = ["choose", "check", "run", "done"]


@pytest.fixture
def dialog(qtbot: QtBot, themed_app: QApplication) -> WizardDialog:
    made = WizardFrame(
        "Xuất gói nộp",
        [
            Step("choose", "Chọn hồ sơ", "", QWidget()),
            Step("check", "Kiểm tra", "Kiểm tra từng hồ sơ.", QWidget(), "Xuất gói"),
            Step("run", "Xuất gói", "", QWidget(), work=True, stop="Hủy xuất gói"),
            Step("done", "Hoàn tất", "", QWidget()),
        ],
    )
    dialog = WizardDialog(made, "Xuất gói nộp")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def frame(dialog: WizardDialog) -> WizardFrame:
    return dialog.frame


def buttons(frame: WizardFrame) -> list[str]:
    all_of_them = (frame.cancel_button, frame.back_button, frame.next_button)
    return [made.text() for made in all_of_them if made.isVisible()]


def test_the_way_through(qtbot: QtBot, frame: WizardFrame) -> None:
    entered: list[str] = []
    frame.entered.connect(entered.append)
    frame.start()
    assert buttons(frame) == ["Hủy", "Tiếp tục"]
    frame.next_button.click()
    assert buttons(frame) == ["Hủy", "Quay lại", "Xuất gói"]
    frame.back_button.click()
    frame.next_button.click()
    frame.next_button.click()
    assert buttons(frame) == ["Hủy xuất gói"]
    frame.go("done")
    assert buttons(frame) == ["Đóng"]
    with qtbot.waitSignal(frame.finished):
        frame.next_button.click()
    assert entered == ["choose", "check", "choose", "check", "run", "done"]


def test_nobody_goes_on_from_a_step_that_is_not_right(frame: WizardFrame) -> None:
    frame.start()
    frame.set_valid("choose", False)
    frame.next_button.click()
    assert frame.current() == "choose"
    frame.set_valid("choose", True)
    frame.set_forward("choose", "Bỏ 2 hồ sơ và tiếp tục")
    assert frame.next_button.text() == "Bỏ 2 hồ sơ và tiếp tục"
    frame.next_button.click()
    assert frame.current() == "check"


@pytest.mark.parametrize("way", ["escape", "cross", "button"])
def test_every_way_out_is_a_cancel_that_somebody_hears(qtbot: QtBot, dialog: WizardDialog, way: str) -> None:
    frame = dialog.frame
    frame.go("run")
    with qtbot.waitSignal(frame.cancelled):
        if way == "escape":
            press(dialog, Qt.Key.Key_Escape)
        elif way == "cross":
            dialog.close()
        else:
            frame.cancel_button.click()
    assert dialog.isVisible()
    frame.go("done")
    dialog.close()
    assert not dialog.isVisible()


def test_steps_are_told_to_those_who_cannot_see(frame: WizardFrame) -> None:
    frame.go("check")
    spoken = [name.accessibleDescription() for _, name in frame._marks]
    assert spoken == ["bước đã xong", "bước đang làm", "bước tiếp theo", "bước tiếp theo"]


def test_a_step_that_lacks_something_is_not_shown_as_done(frame: WizardFrame) -> None:
    frame.set_lacking({"choose", "check", "done"})
    frame.go("check")  # of the open step and those to come nobody asks yet
    spoken = [name.accessibleDescription() for _, name in frame._marks]
    assert spoken == ["bước còn chỗ phải điền", "bước đang làm", "bước tiếp theo", "bước tiếp theo"]
    assert "còn chỗ phải điền" in frame._marks[0][1].text()
    frame.set_lacking(())
    assert frame._marks[0][1].accessibleDescription() == "bước đã xong"
    assert frame._marks[0][1].text() == "1.  Chọn hồ sơ"


def test_where_it_is_narrow_the_steps_stand_in_the_title(frame: WizardFrame) -> None:
    letter = frame.fontMetrics().averageCharWidth()
    frame.resize(letter * 120, 500)
    frame.go("check")
    assert frame._side_panel.isVisible() and frame._title.text() == "Kiểm tra"
    frame.resize(letter * 90, 500)
    assert not frame._side_panel.isVisible() and frame._title.text() == "2/4  ·  Kiểm tra"
    frame.resize(letter * 120, 500)
    assert frame._side_panel.isVisible() and frame._title.text() == "Kiểm tra"
