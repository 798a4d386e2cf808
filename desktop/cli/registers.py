"""Command: new."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.cli.answer import Answer, say
from desktop.cli.secret import given_passphrase
from domain.errors import RuleError
from domain.unit import Block, Level, Unit


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    new = commands.add_parser("new", parents=[shared], help="tạo sổ mới")
    new.add_argument("--unit-code", required=True)
    new.add_argument("--unit-name", required=True)
    new.add_argument("--level", choices=[str(level) for level in Level], default=str(Level.GRASSROOTS))
    new.add_argument("--upper-code", default="")
    new.add_argument("--upper-name", default="")
    new.add_argument("--block", choices=[str(block) for block in Block], default=str(Block.ENTERPRISE))
    new.add_argument("--place", default="", help="địa danh ghi trên văn bản")
    new.add_argument("--user", default="")
    new.add_argument("--recovery-to", type=Path)
    lock = "không ai dùng chừng này phút thì cửa sổ tự khóa: 5, 10, 15, 30, 60 (mặc định 10)"
    new.add_argument("--lock-after", type=int, default=10, metavar="PHÚT", help=lock)
    new.add_argument("--plain", action="store_true", help="không mã hóa (chỉ khi thật cần)")
    new.set_defaults(run=_new, opens=False)


def _new(options: argparse.Namespace) -> Answer:
    from desktop.operations import registers

    given = None if options.plain else given_passphrase(options)
    if given is None and not options.plain:
        raise RuleError("passphrase_needed", field="passphrase")
    unit = Unit(options.unit_code, options.unit_name, Level(options.level), options.upper_code, options.upper_name,
                Block(options.block), options.place)  # fmt: skip
    home = options.home or paths.default_home()
    user = options.user or "Cán bộ công đoàn"
    made = registers.create(home, unit, user, given, recovery_to=options.recovery_to, lock_after=options.lock_after)
    lines = [f"Đã tạo sổ của {made.unit.name} ({made.unit.code}) trong {made.home}."]
    if made.recovery_file:
        lines.append(f"Mã khôi phục đã ghi vào {made.recovery_file}. Hãy in và cất tờ này trong tủ có khóa.")
    elif made.recovery_code:
        lines.append(f"Mã khôi phục (chỉ hiện một lần, hãy chép lại): {made.recovery_code}")
    values: dict[str, Any] = {"home": str(made.home), "unit_code": made.unit.code, "encrypted": given is not None}
    values["recovery_file"] = str(made.recovery_file) if made.recovery_file else None
    if made.recovery_code and not made.recovery_file:
        # Nobody will ever see it again: a program that asked for JSON has to keep it.
        values["recovery_code"] = made.recovery_code
    return say(*lines, **values)
