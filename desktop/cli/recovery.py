"""Command: recovered."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain import dates


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    found = commands.add_parser("recovered", parents=[shared], help="sổ được tìm thấy thế nào sau lần mở trước")
    found.set_defaults(run=_recovered, opens=True)


def _recovered(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import recovery

    found = recovery.settle(desk)
    recovery.demand_sound(desk)
    how = "Lần trước đóng đúng cách." if found.orderly else "Lần trước chương trình tắt đột ngột."
    lines = [f"{one.number}: chữ đang gõ còn đủ đến {dates.shown_time(one.until_at)}." for one in found.typed]
    typed = [dataclasses.asdict(one) for one in found.typed]
    return say(how, *lines, "Sổ không hỏng chỗ nào.", orderly=found.orderly, last_at=found.last_at, typed=typed)
