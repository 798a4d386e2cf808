"""The local crash log: what went wrong in the program, without people's data."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

LOG = logging.getLogger("sangkien")
MAX_BYTES, KEEP = 300_000, 3

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _Log(RotatingFileHandler):
    """One rotating file, which the fault handler shares: it must be told of the new file after each turn."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=MAX_BYTES, backupCount=KEEP, encoding="utf-8")
        self._watch()

    def doRollover(self) -> None:
        faulthandler.disable()
        super().doRollover()
        self._watch()

    def _watch(self) -> None:
        if self.stream is not None:
            faulthandler.enable(self.stream, all_threads=True)


def install(folder: Path) -> Path:
    """Catches what nothing else catches, in every thread and in Qt; returns the log file. Call it once, first."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "sangkien.log"
    handler = _Log(file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    qInstallMessageHandler(_qt_said)
    LOG.info("start %s, Python %s, Qt %s", platform.platform(), platform.python_version(), qVersion())
    return file


def described(error: BaseException) -> str:
    """The kinds of an error and of what led to it, and where. Messages are left out: they may name people."""
    lines = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def report(error: BaseException) -> None:
    """Writes down an error that the program survived but did not expect."""
    LOG.error("%s", described(error))


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    LOG.critical("uncaught %s", described(error))


def _uncaught_in_thread(hook: threading.ExceptHookArgs) -> None:
    if hook.exc_value is not None:
        LOG.critical("uncaught in a thread %s", described(hook.exc_value))


def _qt_said(level: QtMsgType, _where: QMessageLogContext, message: str) -> None:
    # Qt's messages may hold the path of a file, and that the name of the person whose folder it is.
    LOG.log(_LEVELS.get(level, logging.WARNING), "Qt: %s", message.replace(str(Path.home()), "~"))
