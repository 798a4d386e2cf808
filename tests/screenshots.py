"""Pictures of every page of the real window: `python -m tests.screenshots [encrypted]`.

They go to build/screenshots as NAME-light.png and NAME-dark.png at 1366×768, a few more at 130 % and in a small window.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.desk import Desk
from desktop.jobs import Job, Lanes
from desktop.operations import appraisal_requests, keys, programmes, reports, signatures
from desktop.operations.marking_stores import Offer
from desktop.settings import OVERRIDE, Settings
from domain.appraisal_request import Request
from domain.errors import RuleError
from tests import sample_register
from tests.golden_packages import FOLDER as PACKAGES
from tests.sample_register import PASSPHRASE, UNIT
from ui import appearance, theme
from ui.appraisals.page import AppraisalsPage
from ui.appraisals.request_wizard import RequestWizard
from ui.common.wizard import WizardDialog
from ui.main_window import MainWindow, build
from ui.packages import inside_card
from ui.packages.verify_view import VerifyView
from ui.papers.page import PapersPage
from ui.programmes.draft_form import STEPS, DraftForm
from ui.programmes.rules import RulesSection
from ui.registers.centred import Centred
from ui.registers.first_run import FirstRun
from ui.registers.forgotten import Forgotten
from ui.registers.locked import Locked
from ui.registers.programme_page import ProgrammePage
from ui.registers.recovery import Recovery
from ui.registers.request_page import RequestPage
from ui.registers.restore_page import RestorePage
from ui.registers.unlock import Unlock
from ui.session import Session

TO = Path(__file__).resolve().parents[1] / "build" / "screenshots"
SIZE = (1366, 768)
SMALL = (1024, 640)
SOON_MS = 1000
WIZARDS = {
    "import-wizard": ("initiatives", "import"),
    "import-waiting": ("initiatives", "waiting_rows"),
    "send-wizard": ("packages", "send"),
    "receive-wizard": ("packages", "receive"),
}
SECTIONS = {
    "people-tree": ("people", "tree"),
    "trash-bulk": ("trash", "bulk"),
    "appraisals-results": ("appraisals", "results"),
    "appraisals-decisions": ("appraisals", "decisions"),
    "appraisals-council": ("appraisals", "council"),
    "appraisals-completions": ("appraisals", "completions"),
    "appraisals-elsewhere": ("appraisals", "elsewhere"),
    "appraisals-grid": ("appraisals", "grid"),
    "appraisals-paper": ("appraisals", "paper"),
    "appraisals-awards": ("appraisals", "awards"),
    "papers-certificate": ("papers", "certificate"),
    "papers-blank-form": ("papers", "blank_form"),
    "papers-statistics": ("papers", "statistics_report"),
    "papers-cover": ("papers", "package_cover"),
    "people-book": ("people", "book"),
    "people-personal-data": ("people", ("personal_data", "requests")),
    "people-personal-data-person": ("people", ("personal_data", "person")),
    "people-personal-data-due": ("people", ("personal_data", "due")),
    "people-personal-data-days": ("people", ("personal_data", "days")),
    "people-personal-data-words": ("people", ("personal_data", "words")),
    "packages-received": ("packages", "received"),
    "packages-returns": ("packages", "returns"),
    "packages-units": ("packages", "units"),
    "packages-trust": ("packages", "trust"),
    "programmes-rules": ("programmes", ("rules", "75k-2021")),
    "programmes-eligibility": ("programmes", "eligibility"),
    "programmes-portal": ("programmes", "portal"),
    "programmes-support": ("programmes", ("support", "support")),
    "programmes-remuneration": ("programmes", ("support", "remuneration")),
    "programmes-award": ("programmes", ("support", "award")),
    "programmes-rates": ("programmes", ("support", "rates")),
    "programmes-targets": ("programmes", "targets"),
    "programmes-plans": ("programmes", "plans"),
    "statistics-emulation": ("statistics", "emulation"),
    "statistics-kept": ("statistics", "kept"),
    "statistics-quality": ("statistics", "quality"),
}
CODE = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"
ASKED = Offer(Path("27001_0001-yeu-cau-cham.asice"), Request("r", "g", "Trần Đại Lâm", "t", "Hội đồng sáng kiến"),
              UNIT.code, UNIT.name, 1, 12, "12345 67890 " * 3, "", "")  # fmt: skip


class Studio:
    """Takes pictures of widgets as they stand on a screen of one size, theme and size of text."""

    def __init__(self, app: QApplication, session: Session, settings: Settings) -> None:
        self._app, self.session, self.settings = app, session, settings
        self.taken: list[str] = []

    def dress(self, *, dark: bool, scale_pct: int = 100) -> None:
        self.settings.theme = "dark" if dark else "light"
        self.settings.scale_pct = scale_pct
        appearance.dress(self.settings)

    def settle(self) -> None:
        """Until nothing is under way any more and everything is laid out."""
        for _ in range(4):
            self._app.processEvents()
            self.session.lanes.wait_idle()

    def go(self, window: MainWindow, key: str, what: object) -> None:
        """To a page, as another page asks for it; made in pieces, it comes after some turns of the event loop."""
        self.session.asked.emit(key, what)
        while window.current_page() != key:
            self._app.processEvents()

    def take(self, widget: QWidget, name: str) -> None:
        self.settle()
        # What is drawn once nothing changes for a moment belongs to the picture.
        while any(one.isSingleShot() and one.isActive() and one.interval() <= SOON_MS
                  for one in widget.findChildren(QTimer)):  # fmt: skip
            self.settle()
        TO.mkdir(parents=True, exist_ok=True)
        if not widget.grab().save(str(TO / f"{name}.png")):
            raise OSError(name)
        self.taken.append(name)


def before_opening(studio: Studio) -> dict[str, Callable[[], Centred]]:
    """The pages before a register is open."""
    home, lanes = studio.session.screen.home, studio.session.lanes

    def wrong() -> Centred:
        page = Unlock(home, lanes)
        page.line.set_value("sai mật khẩu")
        page.show_error(RuleError("passphrase_wrong", field="passphrase"))
        return page

    def answered() -> Centred:
        page = FirstRun(home.with_name("new"), lanes)
        page.answers.unit_name.set_value(UNIT.name)
        page.answers.first.line.set_value("ngắn")
        page.answers.valid()
        return page

    return {
        "first-run": lambda: FirstRun(home.with_name("new"), lanes),
        "first-run-errors": answered,
        "recovery": lambda: Recovery(UNIT, CODE),
        "programme": lambda: ProgrammePage(studio.session),
        "unlock": lambda: Unlock(home, lanes),
        "locked": lambda: Locked(studio.session.screen, lanes),
        "forgotten": lambda: Forgotten(home, lanes),
        "request": lambda: RequestPage(ASKED, lanes),
        "unlock-wrong": wrong,
        "restore": lambda: RestorePage(home, lanes),
    }


def gate_pictures(studio: Studio, tone: str) -> None:
    for name, make in before_opening(studio).items():
        page = make()
        page.resize(*SIZE)
        page.show()
        studio.take(page, f"{name}-{tone}")
        page.close()
        page.deleteLater()


def window_pictures(studio: Studio, tone: str, size: tuple[int, int] = SIZE) -> None:
    """Every page of the window, as it is when it has just been opened, and then its other parts."""
    window = build(studio.session, studio.settings)
    window.resize(*size)
    window.show()
    for key in [entry.key for entry in window.navigation.entries]:
        window.show_page(key)
        studio.take(window, f"{key}-{tone}")
    for name, (key, what) in SECTIONS.items():
        studio.go(window, key, what)
        studio.take(window, f"{name}-{tone}")
    _put_away(studio, window)


def wizard_pictures(studio: Studio, tone: str, size: tuple[int, int] = SIZE) -> None:
    """Every wizard at its first step, in the window it opens or in its page."""
    for name, (key, what) in WIZARDS.items():
        window = build(studio.session, studio.settings)
        window.resize(*size)
        window.show()
        studio.go(window, key, what)
        studio.settle()
        dialogs = [one for one in window.findChildren(WizardDialog) if one.isVisible()]
        studio.take(dialogs[0] if dialogs else window, f"{name}-{tone}")
        for dialog in dialogs:
            dialog.hide()
        _put_away(studio, window)


def draft_pictures(studio: Studio, tone: str, size: tuple[int, int] = SIZE) -> None:
    """The form over a copy of a programme, step by step."""
    window = build(studio.session, studio.settings)
    window.resize(*size)
    window.show()
    studio.go(window, "programmes", ("rules", "1m-2022"))
    section = window.findChildren(RulesSection)[0]
    section.write_copy()
    assert isinstance(section.task, DraftForm)
    for key in (*STEPS, "checked"):
        section.task.frame.go(key)
        studio.take(window, f"programmes-draft-{key}-{tone}")
    _put_away(studio, window)


def signing_pictures(studio: Studio, tone: str, folder: Path, size: tuple[int, int] = SIZE) -> None:
    """A paper of the register that waits to be signed, and the same one when it is."""
    words = reports.LetterWords("57", "20/11/2026", UNIT.place, "Nguyễn Thị Ngọc Hân")
    made: list[Path] = []

    def work(desk: Desk, _job: Job) -> None:
        if not keys.has_key(desk):
            keys.new(desk)
        paper = reports.write(desk, "submission_letter", folder / f"to-trinh-{tone}.pdf", words, step=_quiet).path
        signed = signatures.sign(desk, paper, signatures.Words(words.signer_name, "Phê duyệt"), step=_quiet).path
        made.extend((paper, signed))

    studio.session.do(work)
    studio.settle()
    window = build(studio.session, studio.settings)
    window.resize(*size)
    window.show()
    for name, file in zip(("papers-sign", "papers-signed"), made, strict=True):
        studio.go(window, "papers", file)
        studio.take(window, f"{name}-{tone}")
    _put_away(studio, window)


def _quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def template_pictures(studio: Studio, tone: str, size: tuple[int, int] = SIZE) -> None:
    """The words of a paper being changed."""
    window = build(studio.session, studio.settings)
    window.resize(*size)
    window.show()
    studio.go(window, "papers", "certificate")
    window.findChildren(PapersPage)[0].edit_template()
    studio.take(window, f"papers-template-{tone}")
    _put_away(studio, window)


def asking_pictures(studio: Studio, tone: str, size: tuple[int, int] = SIZE) -> None:
    """Asking a member to mark on another PC, with or without the evidence."""
    window = build(studio.session, studio.settings)
    window.resize(*size)
    window.show()
    studio.go(window, "appraisals", "elsewhere")
    section = window.findChildren(AppraisalsPage)[0].elsewhere
    section.ask()
    assert isinstance(section.task, RequestWizard)
    section.task.who.set_value(appraisal_requests.members(studio.session.screen)[0])
    section.task.look()
    studio.settle()
    for key in ("who", "evidence", "where"):
        section.task.frame.go(key)
        studio.take(window, f"appraisals-ask-{key}-{tone}")
    _put_away(studio, window)


def viewer_pictures(studio: Studio, tone: str, size: tuple[int, int] = SIZE) -> None:
    """A package looked into: its initiatives, its files, its header."""
    window = build(studio.session, studio.settings)
    window.resize(*size)
    window.show()
    studio.go(window, "packages", str(PACKAGES / "submission.asice"))
    studio.settle()
    view = window.findChildren(VerifyView)[0]
    for key in (inside_card.RECORDS, inside_card.FILES, inside_card.HEADER):
        view.inside_card.choose(key)
        studio.take(window, f"packages-inside-{key}-{tone}")
    _put_away(studio, window)


def _put_away(studio: Studio, window: MainWindow) -> None:
    """Without closing it: the session has more pictures to take."""
    window.hide()
    for signal in (studio.session.asked, studio.session.told, studio.session.failed, studio.session.changed):
        signal.disconnect()
    window.deleteLater()


def run(encrypted: bool) -> list[str]:
    """Takes all pictures; returns their names."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[OVERRIDE] = str(Path(folder) / "config")
        settings = Settings()
        appearance.speak(settings)
        theme.load_fonts()
        opened = sample_register.fill(Path(folder) / "register", PASSPHRASE if encrypted else None)
        session = Session(opened, Lanes())
        assert programmes.current(session.screen)
        studio = Studio(app, session, settings)
        for dark, tone in ((False, "light"), (True, "dark")):
            studio.dress(dark=dark)
            gate_pictures(studio, tone)
            window_pictures(studio, tone)
            wizard_pictures(studio, tone)
            draft_pictures(studio, tone)
            signing_pictures(studio, tone, Path(folder))
            template_pictures(studio, tone)
            asking_pictures(studio, tone)
            viewer_pictures(studio, tone)
        studio.dress(dark=False, scale_pct=130)
        gate_pictures(studio, "light-130")
        window_pictures(studio, "light-130")
        wizard_pictures(studio, "light-130")
        draft_pictures(studio, "light-130")
        signing_pictures(studio, "light-130", Path(folder))
        template_pictures(studio, "light-130")
        asking_pictures(studio, "light-130")
        viewer_pictures(studio, "light-130")
        studio.dress(dark=False)
        window_pictures(studio, "light-small", SMALL)
        viewer_pictures(studio, "light-small", SMALL)
        session.close()
    return studio.taken


if __name__ == "__main__":
    print("\n".join(run("encrypted" in sys.argv[1:])))
    print(TO)
