"""A person at the real window, in a process of its own: types word after word and says when each stood in the field.

Each line is `typed NUMBER AT`, or `writing 0 AT` and `written 0 AT` around each write; AT is in seconds.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import desk
from desktop.jobs import Lanes
from desktop.settings import Settings
from tests.typing_vi import compose
from ui.initiatives.page import InitiativesPage
from ui.main_window import build
from ui.session import Session

WORD_MS = 60


def tell(what: str, number: int = 0) -> None:
    print(what, number, time.monotonic(), flush=True)


def main(home: Path) -> int:
    app = QApplication([])
    window = build(Session(desk.open_desk(home, None), Lanes()), Settings(home.parent / "settings.ini"))
    window.show()
    page = window.show_page("initiatives")
    assert isinstance(page, InitiativesPage)
    page.form.autosave.began.connect(lambda: tell("writing"))
    page.form.autosave.answered.connect(lambda: tell("written"))
    page.new()
    compose(page.form.fields.editors["title"], ["Đ"], "Đồ gá")
    editor = page.form.fields.editors["summary"]
    words = iter(range(1, 1000))

    def type_one() -> None:
        number = next(words)
        compose(editor, ["vậ"], f"vận{number} ")
        tell("typed", number)

    timer = QTimer(interval=WORD_MS)
    timer.timeout.connect(type_one)
    timer.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
