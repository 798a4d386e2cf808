"""The recovery code on a sheet to print and lock away."""

from __future__ import annotations

import os
from pathlib import Path

from db.store import VAULT
from domain.errors import RuleError, TroubleError
from domain.unit import Unit


def write(target: Path, unit: Unit, code: str) -> Path:
    """The recovery sheet as a text file to print and lock away.

    RuleError("recovery_in_register") in the folder of a register, whoever takes which would have the key beside it;
    TroubleError("recovery_not_written").
    """
    if any((folder / VAULT).exists() for folder in target.absolute().parents):
        raise RuleError("recovery_in_register", path=str(target))
    sheet = (
        f"MÃ KHÔI PHỤC SỔ SÁNG KIẾN\n\nĐơn vị: {unit.name} ({unit.code})\nMã khôi phục: {code}\n\n"
        "In tờ này, cất trong tủ có khóa, rồi xóa tệp khỏi máy.\n"
        "Khi quên mật khẩu, gõ mã này vào ô mật khẩu để mở sổ.\n"
    )
    try:
        with target.open("w", encoding="utf-8") as file:
            file.write(sheet)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise TroubleError("recovery_not_written", again=True, path=str(target)) from error
    return target


def write_new(target: Path, unit: Unit, code: str) -> Path:
    """As `write`, where nothing may stand yet: it may be the only sheet of another register."""
    if target.exists():
        raise TroubleError("recovery_not_written", path=str(target))
    return write(target, unit, code)
