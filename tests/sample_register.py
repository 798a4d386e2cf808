"""A register in the middle of its work, made of the shipped sample: something of every state."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from desktop import desk, paths
from desktop.desk import Desk
from desktop.operations import appraisals, initiatives, keys, packages, registers, reports, sending, sessions
from desktop.operations.appraisals import Line
from domain.initiative import State
from domain.moves import Decision
from domain.unit import Block, Level, Unit
from resources import path
from tests import kept_registers

UNIT = Unit("27001", "CĐCS Công ty TNHH May Hoa Sim", Level.GRASSROOTS, "27000", "LĐLĐ huyện Bình Tân",
            Block.ENTERPRISE, "Bình Tân")  # fmt: skip
USER = "Nguyễn Thị Ngọc Hân"
PASSPHRASE = "bốn con trâu đen"


def fill(home: Path, passphrase: str | None = None) -> Desk:
    """A new register in `home`, worked in up to the middle, and left open."""
    kept_registers.copy(("sample", passphrase), home, lambda kept: _work(kept, passphrase))
    opened = desk.open_desk(home, passphrase)
    stick = home.parent / "usb"
    stick.mkdir()
    packed = sending.rows(opened)[0]["manifest_sha256"]
    sending.to_folder(opened, packed, stick, step=_quiet)
    return opened


def _work(home: Path, passphrase: str | None) -> None:
    registers.create(home, UNIT, USER, passphrase)
    opened = desk.open_desk(home, passphrase)
    entries, appraisal = _read("initiatives"), _read("appraisal")
    rows = [initiatives.enter(opened, values).stored.row_id for values in entries]
    initiatives.type_in(opened, rows[-1], {"effect": ""})
    initiatives.type_in(opened, rows[-2], {"summary": "", "effect": ""})
    lines = _close_session(opened, rows[:12], appraisal)
    for line in lines[:8]:
        _decide(opened, line, appraisal)
    words = reports.LetterWords("57", "25/7/2023", UNIT.place, USER)
    reports.write(opened, "summary_table", _paper(opened), words, step=_quiet)
    keys.new(opened)
    packages.pack(opened, packages.plan(opened), None, step=_quiet)
    for line in lines[8:10]:
        _decide(opened, line, appraisal)
    _open_session(opened, rows[12:22], appraisal)
    initiatives.move(opened, rows[22:30], State.ELIGIBLE)
    opened.close()


def _close_session(opened: Desk, rows: list[int], appraisal: dict[str, Any]) -> list[Line]:
    appraisals.set_council(opened, sessions.council_from(appraisal["council"]))
    initiatives.move(opened, rows, State.UNDER_APPRAISAL)
    by_title = {row["title"]: row["public_id"] for row in initiatives.rows(opened, rows)}
    sheets = [
        sheet | {"initiative": by_title[entry["title"]]}
        for entry in appraisal["initiatives"]
        if entry["title"] in by_title
        for sheet in entry["sheets"]
    ]
    appraisals.file_sheets(opened, sheets)
    lines, _changes = appraisals.close(opened)
    return lines


def _open_session(opened: Desk, rows: list[int], appraisal: dict[str, Any]) -> None:
    """A session under way: the user sits in the chair; some have all sheets, some a few, some none."""
    chair = appraisal["council"]["members"][0]["name"]
    text = json.dumps(appraisal, ensure_ascii=False).replace(chair, USER)
    seated = json.loads(text)
    appraisals.set_council(opened, sessions.council_from(seated["council"]))
    initiatives.move(opened, rows, State.UNDER_APPRAISAL)
    marked = {row["title"]: row["public_id"] for row in initiatives.rows(opened, rows[:8])}
    for place, entry in enumerate(one for one in seated["initiatives"] if one["title"] in marked):
        sheets = [sheet | {"initiative": marked[entry["title"]]} for sheet in entry["sheets"]]
        appraisals.file_sheets(opened, sheets if place < 5 else sheets[1:3])


def _decide(opened: Desk, line: Line, appraisal: dict[str, Any]) -> None:
    assert line.result.outcome is not None
    paper = appraisal["decision"]
    reason = next(one["reason"] for one in appraisal["initiatives"] if one["title"] == line.stored.initiative.title)
    decision = Decision(paper["no"], date.fromisoformat(paper["on"]), paper["signer"], reason)
    initiatives.move(opened, [line.stored.row_id], line.result.outcome, decision)


def _paper(opened: Desk) -> Path:
    return paths.papers(opened.home) / "bang-tong-hop-2023-07-25.xlsx"


def _read(name: str) -> Any:
    return json.loads(path(f"samples/{name}.json").read_text(encoding="utf-8"))


def _quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""
