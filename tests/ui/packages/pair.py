"""Two real registers, a unit and its upper union, and the ways tests walk through their packages."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop.operations import initiatives, keys, packages, receiving, sending, trust
from desktop.operations.initiatives import Filter
from domain.initiative import State
from domain.moves import Decision
from tests.ui.registers import UPPER, make_session
from ui.session import Session

DECISION = Decision("57/QĐ-CT", date(2023, 7, 20), "Nguyễn Văn Bình")


@dataclass(frozen=True)
class Pair:
    """A unit with twelve entries and the union above it, in folders of their own, with a folder that is the stick."""

    unit: Session
    upper: Session
    stick: Path
    folder: Path

    def close(self) -> None:
        self.unit.close()
        self.upper.close()


def make_pair(folder: Path) -> Pair:
    for name in ("unit", "upper", "usb"):
        (folder / name).mkdir()
    unit = make_session(folder / "unit", filled=True)
    upper = make_session(folder / "upper", unit=UPPER)
    return Pair(unit, upper, folder / "usb", folder)


def settle(*sessions: Session) -> None:
    """Waits until nothing is under way any more, and what it told has been heard."""
    for session in sessions:
        # A timer of the page may look for drives in the very moment in which the last job ends.
        assert session.lanes.wait_idle() or session.lanes.wait_idle()
    QApplication.processEvents()


def do(session: Session, work: Any) -> Any:
    """Runs an operation on the store lane and returns what it returned; the screens hear of its changes."""
    answers: list[Any] = []
    session.do(lambda desk, _job: work(desk), answers.append)
    settle(session)
    return answers[0]


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def recognise(session: Session, count: int = 12) -> list[int]:
    """The first so many entries recognised; returns their rows."""
    rows = do(session, lambda desk: initiatives.page(desk, Filter(), "number"))[:count]
    moved = do(session, lambda desk: initiatives.move(desk, rows, State.RECOGNISED, DECISION))
    assert not moved.refused
    return list(moved.moved)


def vouch(pair: Pair) -> None:
    """Both keys made, the unit's vouched for, and the trust package installed."""
    root = do(pair.upper, lambda desk: trust.init(desk)[0])
    state = do(pair.unit, lambda desk: keys.new(desk)[0])
    request = do(pair.unit, lambda desk: keys.request(desk, pair.folder / "request.asice"))
    do(pair.upper, lambda desk: trust.issue(desk, request, state.code))
    package = do(pair.upper, lambda desk: trust.export(desk, pair.folder / "trust.asice")[0])
    assert do(pair.unit, lambda desk: trust.install(desk, package, root)).certified


def seal(session: Session, to: Path | None = None, rows: list[int] | None = None, *, plain: bool = False) -> Any:
    """A package of everything fresh, or of these rows; put into `to` if given. `plain` leaves it unencrypted."""

    def work(desk: Any) -> Any:
        planned = packages.plan(desk)
        if rows is not None:
            items = tuple(item for item in planned.items if item.stored.row_id in rows)
            planned = dataclasses.replace(planned, items=items)
        if plain:
            planned = dataclasses.replace(planned, readers=())
        return packages.pack(desk, planned, to, step=quiet)

    return do(session, work)


def receive(session: Session, *files: Path) -> Any:
    return do(session, lambda desk: receiving.receive(desk, files, step=quiet))[0]


def outbox(session: Session) -> list[dict[str, Any]]:
    return sending.rows(session.screen)


def spoil(source: Path, target: Path) -> Path:
    """A copy with one byte changed, in the records."""
    raw = bytearray(source.read_bytes())
    raw[raw.index(b"data/records/00001.jsonl") + 60] ^= 1
    target.write_bytes(raw)
    return target
