"""One PC of a council in a process of its own: a real window, and nothing of the other PCs but the files on the stick.

`python -m tests.journeys.council_pc PERSON FOLDER STICK` does what it is told, a line at a time: the name of a step
below and its words, with tabs between. It answers each with one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import desk
from desktop.operations import initiatives, registers
from desktop.operations.initiatives import Filter
from desktop.settings import Settings
from domain.council import Role
from domain.initiative import State
from resources import path
from tests.exports.pdf_reading import pages
from tests.typing_vi import press, vtype
from tests.ui.registers import UNIT
from ui import appearance
from ui.appraisals.page import AppraisalsPage
from ui.appraisals.request_wizard import RequestWizard
from ui.appraisals.sending_back import SendingBack
from ui.appraisals.take_in import TakeIn
from ui.common import confirm
from ui.flow import Flow
from ui.main_window import MainWindow
from ui.papers.page import PapersPage
from ui.registers.request_page import RequestPage
from ui.registers.unlock import Unlock

PASSPHRASE = "mưa thuận gió hòa"
PATIENCE_MS = 120_000
POINTS = {"good": ("24,5", "27", "33"), "poor": ("10", "12", "15")}


class CouncilPc:
    """One person at one PC. Each step leaves the window as a person would, at rest."""

    def __init__(self, person: str, folder: Path, stick: Path) -> None:
        self.person, self.folder, self.stick = person, folder, stick
        self.settings = Settings(folder / "settings.ini")
        appearance.speak(self.settings)
        appearance.dress(self.settings)
        self.flow = Flow(folder / "register", self.settings)
        self._tick = QTimer(interval=20)
        self._tick.start()

    def make(self, *members: str) -> dict[str, Any]:
        """The register of the chair with three entries; everything after that happens in the window."""
        registers.create(self.folder / "register", UNIT, self.person, PASSPHRASE)
        opened = desk.open_desk(self.folder / "register", PASSPHRASE)
        for values in json.loads(path("samples/initiatives.json").read_text(encoding="utf-8"))[:3]:
            initiatives.enter(opened, values)
        opened.close()
        self.flow.start()
        self.until(lambda: isinstance(self.flow.gate.page(), Unlock))
        gate = self.flow.gate.page()
        assert isinstance(gate, Unlock)
        vtype(gate.line, PASSPHRASE)
        gate.go.click()
        self.seat(*members)
        return {}

    def seat(self, *members: str) -> None:
        page = self.page()
        page.open("council")
        roles = (Role.CHAIRMAN, Role.SECRETARY, Role.UNION_REPRESENTATIVE)
        people = [{"name": name, "role": str(role)} for name, role in zip((self.person, *members), roles, strict=True)]
        page.council.members.set_members(people)
        page.council.save.click()
        self.until(page.council.intake.send.isEnabled)
        if page.council.intake.drafts.isVisibleTo(page.council.intake):
            page.council.intake.drafts.setChecked(True)
        page.council.intake.send.click()
        self.until(lambda: self.states() == {State.UNDER_APPRAISAL})

    def ask(self, name: str) -> dict[str, Any]:
        page = self.page()
        page.open("elsewhere")
        self.rest()
        page.elsewhere.ask()
        wizard = page.elsewhere.task
        assert isinstance(wizard, RequestWizard)
        wizard.who.set_value(name)
        wizard.look()
        self.until(lambda: bool(wizard.chosen()))
        before = set(self.stick.iterdir())
        for _ in ("evidence", "where"):
            wizard.frame.next_button.click()
        wizard.where.set_folder(self.stick)
        wizard.frame.next_button.click()
        self.until(lambda: wizard.frame.next_button.isEnabled() and bool(wizard.code.code()))
        wizard.frame.next_button.click()
        self.rest()
        (made,) = set(self.stick.iterdir()) - before
        return {"file": made.name, "digits": wizard.code.code()}

    def open(self, file: str) -> dict[str, Any]:
        """A double click on a request, on a PC that has never seen the program."""
        self.flow.start(self.stick / file)
        self.until(lambda: isinstance(self.flow.gate.page(), RequestPage))
        gate = self.flow.gate.page()
        assert isinstance(gate, RequestPage)
        vtype(gate.first.line, PASSPHRASE)
        vtype(gate.again.line, PASSPHRASE)
        press(gate.again.line, Qt.Key.Key_Return)
        self.rest()
        return {"digits": gate.code.code(), "waiting": len(self.page().marking.queue.lines())}

    def mark(self, how: str, sheets: str, number: str = "marking") -> dict[str, Any]:
        """Types so many sheets, one after the other as the page leads on, or that of `number`; a filed one is written
        anew.
        """
        page = self.page()
        page.open(number)
        self.rest()
        marking = page.marking
        for _ in range(int(sheets)):
            line = marking.current
            assert line is not None
            if marking._right.currentWidget() is marking.filed:
                marking.filed.edit.click()
            rows = marking.sheet.form.rows
            for code, words in zip(("novelty", "applicability", "effect"), POINTS[how], strict=True):
                rows[code].edit.selectAll()
                vtype(rows[code].edit, words)
                press(rows[code].edit, Qt.Key.Key_Return)
            marking.sheet.form.vote.set_value("approve" if how == "good" else "decline")
            marking.file()
            self.until(lambda: not marking._filing)
            self.rest()
        return {"filed": sum(line.mine for line in marking.queue.lines())}

    def send(self) -> dict[str, Any]:
        back = self.window().show_page("sending_back")
        assert isinstance(back, SendingBack)
        before = set(self.stick.iterdir())
        back.send(self.stick)
        self.rest()
        (made,) = set(self.stick.iterdir()) - before
        return {"file": made.name, "digits": back.code.code()}

    def take(self, *files: str) -> dict[str, Any]:
        page = self.page()
        page.open("elsewhere")
        self.rest()
        page.elsewhere.take_in()
        wizard = page.elsewhere.task
        assert isinstance(wizard, TakeIn)
        wizard.add([self.stick / file for file in files])
        wizard.frame.next_button.click()
        self.until(lambda: len(wizard.cards) == len(files) and wizard.frame.next_button.isEnabled())
        shown = [{"appraiser": card.incoming.appraiser, "digits": card.code.code(), **card.incoming.counts}
                 for card in wizard.cards]  # fmt: skip
        wizard.frame.next_button.click()
        self.until(lambda: bool(wizard.done.text()))
        wizard.frame.next_button.click()
        self.rest()
        return {"packages": shown}

    def decide(self) -> dict[str, Any]:
        """Closes the session and recognises what it decided by one paper."""
        page = self.page()
        page.open("results")
        self.until(lambda: page.results.close_button.isEnabled() and bool(page.results.lines))
        confirm.Confirm.exec = lambda box: box.verb.click() or 1  # type: ignore[method-assign,assignment]
        means = {line.stored.initiative.number: line.result.mean for line in page.results.lines}
        page.results.close_button.click()
        self.until(lambda: self.states() == {State.IN_COUNCIL})
        page.open("decisions")
        self.until(lambda: len(page.decisions.list.lines) == 3)
        paper = page.decisions.pane.paper
        for editor, words in ((paper.no, "27/QĐ-HĐSK"), (paper.on, "12/5/2022"), (paper.signer, "Lê Thị Bưởi")):
            editor.setFocus()
            vtype(editor, words)
        page.decisions.pane.button.click()
        self.until(lambda: self.states() == {State.RECOGNISED})
        self.rest()
        return {"means": means, "states": sorted(map(str, self.states()))}

    def papers(self) -> dict[str, Any]:
        """The minutes and the decision, as PDF; what stands in them."""
        page = self.window().show_page("papers")
        assert isinstance(page, PapersPage)
        page.set_folder(self.stick)
        told = {}
        for report in ("council_minutes", "recognition_decision"):
            page.open(report)
            page.format.set_value("pdf")
            self.until(page.make.isEnabled)
            page.made = None
            page.make.click()
            self.until(lambda: page.made is not None)
            assert page.made is not None
            told[report] = " ".join(" ".join(pages(page.made)).split())
        return told

    def leave(self) -> dict[str, Any]:
        self.window().close()
        self.until(lambda: self.flow.window is None)
        return {}

    def window(self) -> MainWindow:
        self.until(lambda: self.flow.window is not None)
        assert self.flow.window is not None
        return self.flow.window

    def page(self) -> AppraisalsPage:
        found = self.window().show_page("appraisals")
        assert isinstance(found, AppraisalsPage)
        return found

    def states(self) -> set[State]:
        screen = self.window().session.screen
        return {stored.initiative.state for stored in initiatives.everything(screen, Filter())}

    def rest(self) -> None:
        """Nothing is under way any more, and what it told has been heard."""
        for _ in range(3):
            # What has just ended may have asked for something more.
            self.until(lambda: self.window().session.lanes.wait_idle(PATIENCE_MS))
            QApplication.processEvents()

    def until(self, true: Callable[[], object]) -> None:
        """Goes on living until something has come about."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not true():
            assert not deadline.hasExpired(), "it never came about"
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 200)


def main(arguments: Sequence[str]) -> int:
    person, folder, stick = arguments
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    pc = CouncilPc(person, Path(folder), Path(stick))
    for line in sys.stdin:
        step, *words = line.rstrip("\n").split("\t")
        answer = getattr(pc, step)(*words)
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
