"""Opening a figure: its initiatives on their own page, or its persons and entries in a list beside the table."""

from __future__ import annotations

from domain.statistics import BENEFITS, ENTRIES, INITIATIVES, PERSONS
from ui.initiatives.only import only
from ui.session import Session
from ui.words import tr


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
