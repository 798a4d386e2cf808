"""Opening a figure: its initiatives on their own page, or its persons and entries in a list beside the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desktop.desk import Desk
from desktop.jobs import Job
from domain.statistics import BENEFITS, ENTRIES, INITIATIVES, PERSONS
from ui.initiatives.only import only
from ui.session import Session
from ui.words import tr

T = TypeVar("T")


def beside(session: Session, work: Callable[[Desk, Job], T], done: Callable[[T], None],
           failed: Callable[[Exception], None] | None = None) -> Job:  # fmt: skip
    """Counts on a reader of its own, so that nobody who saves something has to wait for it."""
    screen = session.screen

    def run(job: Job) -> T:
        reader = screen.screen()
        try:
            return work(reader, job)
        finally:
            reader.store.close()

    return session.ask(run, done, failed)


def show_initiatives(session: Session, words: str, ids: list[int]) -> None:
    """The page of initiatives with exactly these."""
    session.asked.emit("initiatives", only(words, ids))


def what_words(what: str) -> str:
    """The name of a figure."""
    verified, claimed, not_computable = BENEFITS
    return {
        PERSONS: tr("Người"),
        INITIATIVES: tr("Sáng kiến"),
        ENTRIES: tr("Lượt"),
        verified: tr("Đã xác minh"),
        claimed: tr("Tự khai"),
        not_computable: tr("Không tính được bằng tiền"),
        "recognised": tr("Công nhận"),
        "nominated": tr("Đề cử"),
        "awarded": tr("Khen thưởng"),
    }[what]
