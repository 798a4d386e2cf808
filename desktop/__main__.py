"""The front door: without a command it opens the window, with one it answers on the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    # `--home DIR` alone still opens the window; any command word goes to the command line.
    from desktop.cli import run

    if _asks_for_a_window(arguments):
        from ui.window import show

        return show(run.parser().parse_args(arguments).home)
    return run.main(arguments)


def _asks_for_a_window(arguments: Sequence[str]) -> bool:
    return not arguments or (len(arguments) == 2 and arguments[0] == "--home")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
