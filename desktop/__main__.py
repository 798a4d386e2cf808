"""The front door: without a command it opens the window, with one it answers on the command line."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

# The options of `exports.workbooks.separate`, `desktop.outside.spare` and `exports.package.gate`.
_READERS = {
    "--read-workbook": "exports.workbooks.worker",
    "--read-outside": "desktop.outside.worker",
    "--read-package": "exports.package.gate_worker",
}


def main(arguments: Sequence[str]) -> int:
    arguments = list(arguments)
    if arguments[:1] and (reader := _READERS.get(arguments[0])):
        # A packed program starts itself to have a file of strangers read.
        importlib.import_module(reader).main(arguments[1])
        return 0
    # `--home DIR` or a package alone open the window, before any of the commands is loaded: that takes its time.
    if _asks_for_a_window(arguments):
        from ui.window import show

        home = Path(arguments[1]) if arguments[:1] == ["--home"] else None
        return show(home, _package(arguments))
    if arguments[:1] == ["verify"]:
        from exports.package import gate

        gate.start()  # it loads what it needs while this process loads the command
    from desktop.cli import verify

    if verify.alone(arguments):
        return verify.main(arguments[1:])
    from desktop.cli import run

    return run.main(arguments)


def _asks_for_a_window(arguments: Sequence[str]) -> bool:
    rest = list(arguments[:-1] if _package(arguments) else arguments)
    return not rest or (len(rest) == 2 and rest[0] == "--home")


def _package(arguments: Sequence[str]) -> Path | None:
    """The package somebody has opened with this program: what a double click on one gives."""
    last = Path(arguments[-1]) if arguments and arguments[-2:-1] != ["--home"] else None
    return last if last is not None and last.suffix.lower() in (".asice", ".age") else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
