"""Command: demo."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    demo = commands.add_parser("demo", parents=[shared], help="làm trọn công việc trên danh sách mẫu")
    demo.add_argument("--to", type=Path, required=True)
    demo.set_defaults(run=_demo, opens=False)


def _demo(options: argparse.Namespace) -> Answer:
    from desktop.operations import demo

    done = demo.run(options.to)
    lines = [f"{title}: {told}" for title, told in done.steps]
    return say(*lines, f"Mọi thứ ở trong {options.to}.", **done.values)
