"""Starting the window: a word at once, then fonts, theme, language, crash log, and the register."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.settings import Settings, config_dir
from ui.opening import Opening, opening

if TYPE_CHECKING:
    from ui.flow import Flow


def show(home: Path | None, file: Path | None = None) -> int:
    """Opens the window over the register in `home` and runs until the person leaves; returns the exit code.

    `file` is a package somebody has opened with this program, by a double click or as its only argument.
    """
    settings = Settings()
    return _run(opening(settings), settings, home, file)


def _run(word: Opening, settings: Settings, home: Path | None, file: Path | None) -> int:
    # All of the program is loaded here, which takes its time: the word stands on the screen by now.
    from desktop import crash

    crash.install(config_dir() / "logs")
    from desktop.outside import spare
    from ui import appearance, icons
    from ui.collecting import Collector
    from ui.flow import Flow, home_to_open

    app = appearance.application()
    appearance.speak(settings)
    app.setWindowIcon(icons.app_icon())
    appearance.follow_the_desktop(settings)
    flow = Flow(home_to_open(home, settings), settings)
    flow.ended.connect(app.quit)
    _tell_of_bugs(flow)
    Collector(app)
    flow.start(file)
    word.close_for_good()
    spare.keep(True)
    try:
        return QApplication.exec()
    finally:
        spare.keep(False)


def _tell_of_bugs(flow: Flow) -> None:
    """An error that nothing caught is written down, and said in the window: silence would look like success."""
    from desktop import messages

    write_down = sys.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        write_down(kind, error, trace)
        if flow.window is not None and isinstance(error, Exception):
            flow.window.warn(messages.of_error(error))

    sys.excepthook = caught
