"""What stands in place of the sheet for a member who stands aside: why, and the way back where he asked himself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain import labels
from domain.recusal import Cause, Recusal
from ui.common.card import Card
from ui.common.empty import Empty
from ui.words import tr


class RecusedCard(Card):
    """taken_back()   the member marks after all"""

    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.why = Empty("info", "")
        self.fill(self.why)
        self.why.clicked.connect(self.taken_back)

    def show_recusal(self, recusal: Recusal) -> None:
        if recusal.cause is Cause.RELATIVE and recusal.relation is not None:
            hint = tr("Đã khai: bạn là {relation} của {author}. Người thân của tác giả không chấm; biên bản ghi rõ.",
                      relation=tr(labels.RELATIONS[recusal.relation]), author=recusal.author)  # fmt: skip
            self.why.say("info", tr("Tác giả là người thân của bạn"), hint)
        elif recusal.cause is Cause.OWN_REQUEST:
            hint = tr("Lý do: {reason}", reason=recusal.reason)
            self.why.say("info", tr("Bạn đã xin không chấm"), hint, tr("Thôi, tôi chấm"))
        else:
            self.why.say("info", tr("Bạn là tác giả"), tr("Tác giả không chấm sáng kiến của mình."))
