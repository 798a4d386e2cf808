"""The section «Xét điều kiện»: counts for each rule, the records behind them, and the way to the field."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from domain.eligibility import Outcome, rules
from tests.domain.kit import pack
from tests.typing_vi import press
from tests.ui.registers import FILLED, make_session
from ui.programmes.eligibility import EligibilitySection
from ui.programmes.page import make


def test_counts_open_their_records_and_enter_goes_to_the_field(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path
) -> None:
    session = make_session(tmp_path, filled=True)
    row_id = initiatives.page(session.screen, initiatives.Filter())[2]
    session.do(lambda desk, _job: initiatives.type_in(desk, row_id, {"lawful": "no"}))
    page = make(session)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.open("eligibility")
    section = page.section("eligibility")
    assert isinstance(section, EligibilitySection)
    qtbot.waitUntil(lambda: section.rules.model().rowCount() == len(rules(pack())) and not section.progress.isVisible())
    assert f"{FILLED} sáng kiến" in section.total.text()
    names = [rule.name for rule in rules(pack())]
    section.rules.select_row(names.index("lawful"))
    assert section.outcomes.current() == Outcome.BLOCK
    assert section.records.model().rowCount() == 1
    section.rules.clicked.emit(section.rules.model().index(names.index("recognised"), 3))
    section.rules.select_row(names.index("recognised"))
    assert section.outcomes.current() == Outcome.UNKNOWN
    assert section.records.model().rowCount() == FILLED
    section.rules.select_row(names.index("lawful"))
    section.records.select_row(0)
    with qtbot.waitSignal(session.asked) as asked:
        press(section.records, Qt.Key.Key_Return)
    assert asked.args == ["initiatives", (row_id, "lawful")]
    session.do(lambda desk, _job: initiatives.type_in(desk, row_id, {"lawful": "yes"}))
    qtbot.waitUntil(lambda: not section.progress.isVisible() and section.outcomes.current() != Outcome.BLOCK)
    session.close()
