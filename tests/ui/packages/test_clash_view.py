"""«Xung đột»: what the union below has decided stands beside the conflict, and one key takes it over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.operations import clashes
from desktop.operations.clashes import HELD, TOLD
from tests.desktop.operations.test_carriers import Three, carry
from tests.desktop.operations.test_carriers import homes as homes
from tests.desktop.operations.test_carriers import three as three
from tests.desktop.operations.test_settlements import clash, titles
from tests.desktop.operations.unions import take
from tests.ui.packages.conftest import Sessions
from tests.ui.packages.pair import settle
from ui.packages.carry_view import CarryView
from ui.packages.clash_view import ClashView
from ui.packages.received import ReceivedPanel


def test_what_the_district_decided_is_taken_over_with_one_key(
    qtbot: QtBot, three: Three, sessions: Sessions, tmp_path: Path
) -> None:
    unit, district, province = three
    clash(unit, district, tmp_path, "Bản hai", "Bản ba")
    clash(unit, district, tmp_path, "Kệ khác", place=1)
    for keep in (TOLD, HELD, TOLD):
        clashes.settle(district, clashes.still_open(district)[0].no, keep)
    sending = CarryView(sessions(district))
    qtbot.addWidget(sending)
    assert "Kèm 3 quyết định về xung đột." in sending.sums.text()
    take(province, carry(district, tmp_path).path)
    above = sessions(province)
    panel = ReceivedPanel(above)
    qtbot.addWidget(panel)
    panel.refresh()
    settle(above)
    assert panel.clash_banner.text().startswith("3 sáng kiến xung đột")
    assert "2 cái công đoàn cấp dưới đã quyết định." in panel.clash_banner.text()
    view = ClashView(above)
    qtbot.addWidget(view)
    view.resize(1100, 640)
    view.show()
    assert "LĐLĐ huyện đã quyết định về đúng hai bản này: lấy bản trong gói" in view.decided.text()
    assert view.below_button.isVisible() and view.all_button.text() == "Theo cả 2 quyết định của cấp dưới"
    told: list[str] = []
    above.told.connect(told.append)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(above)
    assert told[0].endswith("lấy bản trong gói; còn 2 xung đột.") and len(view.found) == 2
    view.table.select_row(0)
    assert "giữ bản đang có" in view.decided.text()
    view.follow()
    settle(above)
    assert "yêu cầu" not in told[1], "nobody is asked past the district"
    assert not view.all_button.isVisible(), "one is one press away"
    view.follow_all()
    settle(above)
    assert told[2] == "Đã theo 1 quyết định của cấp dưới; đã xử lý hết."
    assert view.found == [] and titles(province) == titles(district)
    assert not view.decided.isVisible() and not view.below_button.isVisible()


def test_without_a_decision_from_below_enter_decides_nothing(
    qtbot: QtBot, three: Three, sessions: Sessions, tmp_path: Path
) -> None:
    unit, district, _province = three
    clash(unit, district, tmp_path, "Bản hai")
    session = sessions(district)
    view = ClashView(session)
    qtbot.addWidget(view)
    view.show()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(session)
    assert len(view.found) == 1 and not view.decided.isVisible() and not view.below_button.isVisible()
