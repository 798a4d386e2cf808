"""Command: diagnostics."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    told = commands.add_parser("diagnostics", parents=[shared], help="báo cáo kỹ thuật, không có dữ liệu của ai")
    told.add_argument("--to", type=Path, help="ghi vào tệp .txt này; không có thì in ra")
    told.set_defaults(run=_diagnostics, opens=True, marks=True)


def _diagnostics(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import diagnostics

    if options.to is None:
        told = diagnostics.text(desk)
        return say(*told.splitlines(), text=told)
    written = diagnostics.write(desk, options.to)
    return say(f"Đã ghi báo cáo kỹ thuật vào {written}. Hãy đọc qua trước khi gửi đi.", path=str(written))
