"""Plain registers of a unit and of the union above it, worked in through operations alone."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from desktop import desk
from desktop.desk import Desk
from desktop.operations import initiatives, keys, packages, receiving, registers, trust
from desktop.operations.packages import Packed
from desktop.operations.receiving import Received
from domain.initiative import State
from domain.moves import Decision
from domain.unit import Block, Level, Unit
from resources import path

UNIT = Unit("27001", "CĐCS May Hoa Sim", Level.GRASSROOTS, "27000", "LĐLĐ huyện", Block.ENTERPRISE, "Bình Tân")
SIBLING = Unit("27002", "CĐCS Trường Tiểu học", Level.GRASSROOTS, "27000", "LĐLĐ huyện", Block.PUBLIC)
UPPER = Unit("27000", "LĐLĐ huyện", Level.UPPER, "", "", Block.PUBLIC, "Bình Tân")
OFFICER, SECOND, THIRD = "Nguyễn Thị Hân", "Lê Văn Bình", "Trần Chi"
PAPER = Decision("15/QĐ", date(2023, 6, 1), "Bà X", "vì bảng số liệu chưa đủ")


class StoppedError(Exception):
    """The person pressed stop, or the plug was pulled."""


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def new(home: Path, unit: Unit = UNIT, passphrase: str | None = None) -> Desk:
    registers.create(home, unit, OFFICER, passphrase)
    return desk.open_desk(home, passphrase)


def as_user(opened: Desk, name: str) -> Desk:
    """The same plain register opened again as somebody else; the desk given is closed."""
    opened.close()
    return desk.open_desk(opened.home, None, name)


@cache
def _sample() -> str:
    return path("samples/initiatives.json").read_text(encoding="utf-8")


def sample() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(_sample())
    return entries


def enter(opened: Desk, how_many: int = 1) -> list[int]:
    return [initiatives.enter(opened, values).stored.row_id for values in sample()[:how_many]]


def recognised(opened: Desk, how_many: int = 1) -> list[int]:
    rows = enter(opened, how_many)
    assert initiatives.move(opened, rows, State.RECOGNISED, PAPER).refused == {}
    return rows


def vouch(unit: Desk, upper: Desk, folder: Path) -> str:
    """Key, request, certificate and trust package; returns the code of the root."""
    root_code = trust.standing(upper).root_code or trust.init(upper)[0]
    code = keys.new(unit)[0].code
    request = keys.request(unit, folder / f"{unit.unit.code}-request.asice")
    trust.issue(upper, request, code)
    given, _units, _changes = trust.export(upper, folder)
    assert trust.install(unit, given, root_code).certified
    return root_code


def send(unit: Desk, to: Path | None, only: str = "", *, plain: bool = False) -> Packed:
    """Encrypted as the program does it, or `plain` for whoever looks into the file itself."""
    planned = packages.plan(unit, only=only)
    return packages.pack(unit, dataclasses.replace(planned, readers=()) if plain else planned, to, step=quiet)


def take(upper: Desk, *given: Path, dry_run: bool = False, receipts_to: Path | None = None) -> list[Received]:
    return receiving.receive(upper, given, dry_run=dry_run, receipts_to=receipts_to, step=quiet)[0]


def everything_written(opened: Desk) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, to see whether anything was written but that a package was refused."""
    tables = opened.store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    found = {row["name"]: opened.store.rows(f"SELECT * FROM {row['name']}") for row in tables}
    found["journal"] = [row for row in found["journal"] if row["operation"] != "package_refused"]
    return {name: rows for name, rows in found.items() if name not in ("refused_package", "journal_head")}


def fail_on(opened: Desk, operation: str) -> None:
    """From now on the store refuses the journal line of `operation`: the transaction dies at its very end."""
    opened.store.execute(
        f"CREATE TRIGGER plug_{operation} BEFORE INSERT ON journal WHEN NEW.operation = '{operation}'"
        " BEGIN SELECT RAISE(ABORT, 'the plug was pulled'); END"
    )


def mend(opened: Desk, operation: str) -> None:
    opened.store.execute(f"DROP TRIGGER plug_{operation}")


def titles(opened: Desk, row_ids: Sequence[int]) -> list[str]:
    return [row["title"] for row in initiatives.rows(opened, row_ids)]
