"""Starting the window: fonts, theme, language, crash log, then the register."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from desktop import crash, messages
from desktop.outside import spare
from desktop.settings import Settings, config_dir
from ui import appearance, icons
from ui.collecting import Collector
from ui.flow import Flow, home_to_open


def show(home: Path | None, file: Path | None = None) -> int:
    """Opens the window over the register in `home` and runs until the person leaves; returns the exit code.

    `file` is a package somebody has opened with this program, by a double click or as its only argument.
    """
    crash.install(config_dir() / "logs")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("So Sang Kien")
    app.setWindowIcon(icons.app_icon())
    # Between the gate and the window there is a moment without either.
    app.setQuitOnLastWindowClosed(False)
    settings = Settings()
    appearance.speak(settings)
    appearance.dress(settings)
    appearance.follow_the_desktop(settings)
    flow = Flow(home_to_open(home, settings), settings)
    flow.ended.connect(app.quit)
    _tell_of_bugs(flow)
    Collector(app)
    flow.start(file)
    spare.keep(True)
    try:
        return app.exec()
    finally:
        spare.keep(False)


def _tell_of_bugs(flow: Flow) -> None:
    """An error that nothing caught is written down, and said in the window: silence would look like success."""
    write_down = sys.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        write_down(kind, error, trace)
        if flow.window is not None and isinstance(error, Exception):
            flow.window.warn(messages.of_error(error))

    sys.excepthook = caught
