"""A register whose council has asked a member elsewhere, and what he sends back; made through operations alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop import desk
from desktop.desk import Desk
from desktop.operations import appraisal_requests, appraisal_results, appraisals, marking_stores, sheet_intake
from tests.ui.appraisals.seated import GOOD, LAM, POOR, make_home, mark

T = TypeVar("T")
SECRET = "bảy con cò trắng"


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def within(home: Path, work: Callable[[Desk], T]) -> T:
    """Something done in a plain register while no window has it open."""
    opened = desk.open_desk(home, None)
    try:
        return work(opened)
    finally:
        opened.close()


def ask(home: Path, to: Path, name: str = LAM) -> Path:
    """The file that asks a member to mark."""
    return within(
        home, lambda opened: appraisal_requests.make(opened, appraisal_requests.plan(opened, name), to, step=quiet).path
    )


def answer(request: Path, pc: Path, to: Path, points: dict[str, float], *, sheets: int = 1) -> Path:
    """Opens a request on another PC, files the first so many sheets, and signs them into `to`."""
    opened = marking_stores.open_request(request, pc, SECRET)
    try:
        for line in appraisals.waiting(opened)[:sheets]:
            appraisals.file_own(opened, line.public_id, points, "approve", "ghi chú")
        return appraisal_results.seal(opened, to).path
    finally:
        opened.close()


def contradicting(folder: Path) -> Path:
    """A register, seen by an officer who is no member, in which Lâm has said two things of one initiative."""
    home = make_home(folder, entries=2)
    usb = folder / "usb"
    usb.mkdir()
    sent = answer(ask(home, usb), folder / "pc", usb, GOOD)
    mark(home, LAM, "SK-2022-0001", POOR, "decline", "chấm trên giấy")
    within(home, lambda opened: sheet_intake.take_in(opened, sent))
    return home
