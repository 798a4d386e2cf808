"""How a request about personal data reads on the screen."""

from __future__ import annotations

from datetime import date

from domain import dates
from domain.data_request import DataRequest
from domain.labels import DATA_REQUESTS
from ui.common.pill import Mark
from ui.words import tr


def kind_words(kind: str) -> str:
    return tr(DATA_REQUESTS[kind])


def asked(held: DataRequest) -> str:
    """What is asked, in one line."""
    return f"{kind_words(held.kind)}: {held.what}" if held.what else kind_words(held.kind)


def mark(held: DataRequest, today: date) -> Mark:
    """The pill of how it stands."""
    if held.answered_on is not None:
        late = held.overdue(today)
        return Mark(tr("Trả lời muộn"), "warning", "warn") if late else Mark(tr("Đã trả lời"), "checkmark_circle", "ok")
    if held.overdue(today):
        return Mark(tr("Quá hạn"), "warning", "error")
    return Mark(tr("Chờ trả lời"), "clock", "info")


def due(held: DataRequest) -> str:
    return tr("nhận {received}, hạn {due}", received=dates.shown(held.received_on), due=dates.shown(held.due_on))
