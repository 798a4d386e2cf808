"""People at the real window, each in a process of its own: they type word after word, from field to field and from
record to record, and say when each word stood in its field.

`python -m tests.journeys.typist AT_ONCE HOME…` makes one typist after the other, at most AT_ONCE at a time: a copy of
a process that has everything imported already, so that fifty of them cost little more than one. Each line is
`PLACE started PID 0`, `PLACE typed NUMBER AT`, or `PLACE writing 0 AT` and `PLACE written 0 AT` around each write;
PLACE is that of the register among the arguments, AT in seconds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop import desk
from desktop.jobs import Lanes
from desktop.settings import Settings
from tests.typing_vi import compose, press, unikey
from ui.initiatives.page import InitiativesPage
from ui.main_window import MainWindow, build
from ui.session import Session

WORD_MS = 60
WORDS_A_FIELD = 7
PASSPHRASE = "mua thuan gio hoa"
FIELDS = ("title", "summary", "effect", "reach", "benefit_note", "investor")


def main(at_once: int, homes: list[Path]) -> int:
    living: set[int] = set()
    for place, home in enumerate(homes):
        if len(living) >= at_once:
            living.discard(os.wait()[0])
        made = os.fork()
        if not made:
            os._exit(work(place, home))
        living.add(made)
    while living:
        living.discard(os.wait()[0])
    return 0


def work(place: int, home: Path) -> int:
    """Types until somebody ends the process."""

    def tell(what: str, number: int, at: float | None = None) -> None:
        # One write for each line: the lines of several typists come through one pipe.
        os.write(1, f"{place} {what} {number} {time.monotonic() if at is None else at}\n".encode())

    tell("started", os.getpid(), 0)
    app = QApplication([])
    secret = PASSPHRASE if (home / "secret").exists() else None
    window = build(Session(desk.open_desk(home, secret), Lanes()), Settings(home.parent / f"{home.name}.ini"))
    window.show()
    page = window.show_page("initiatives")
    assert isinstance(page, InitiativesPage)
    page.form.autosave.began.connect(lambda: tell("writing", 0))
    page.form.autosave.answered.connect(lambda: tell("written", 0))
    page.new()
    fields = _fields(page, window)
    typing = False

    def type_one() -> None:
        nonlocal typing
        if typing:  # going on to the next record waits for the last write, and the clock ticks on meanwhile
            return
        typing = True
        number = next(fields)
        here = window.focusWidget()  # wherever the keyboard is: a word that goes elsewhere is lost
        assert here is not None
        (_composed if number % 2 else _rewritten)(here, f"vận{number}")
        tell("typed", number)
        typing = False

    timer = QTimer(interval=WORD_MS)
    timer.timeout.connect(type_one)
    timer.start()
    return app.exec()


def _fields(page: InitiativesPage, window: MainWindow) -> Iterator[int]:
    """The number of each word, with the keyboard in the field it belongs to: in the title without anybody bringing it
    there. After the last field a new record, by Ctrl+Enter, or after a look at another page by Ctrl+N."""
    number, handle = count(1), window.windowHandle()
    ctrl = Qt.KeyboardModifier.ControlModifier
    for record in count(1):
        for name in FIELDS:
            if name != FIELDS[0]:
                page.form.fields.editors[name].setFocus(Qt.FocusReason.TabFocusReason)
            for _ in range(WORDS_A_FIELD):
                yield next(number)
        if record % 2:
            QTest.keyClick(handle, Qt.Key.Key_Return, ctrl)
        else:
            QTest.keyClick(handle, Qt.Key.Key_1, ctrl)
            QTest.keyClick(handle, Qt.Key.Key_N, ctrl)


def _composed(editor: QWidget, word: str) -> None:
    compose(editor, ["v", "vậ"], f"{word} ")


def _rewritten(editor: QWidget, word: str) -> None:
    unikey(editor, "va", word.removeprefix("v"))
    press(editor, Qt.Key.Key_End)
    compose(editor, [], " ")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), [Path(home) for home in sys.argv[2:]]))
