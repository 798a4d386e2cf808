"""What the signatures of a PDF are worth, one under the other."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import signatures
from desktop.operations.signatures import PdfSignature, PdfVerification
from domain.labels import VERDICTS
from ui.common.banner import Banner
from ui.common.card import Card
from ui.common.labels import label
from ui.common.pill import Mark, Pill
from ui.packages.facts import Facts
from ui.packages.wording import when
from ui.words import tr

BANNERS = {"valid": "ok", "untrusted": "warn", "invalid": "error", "unreadable": "error"}
_ICONS = {"valid": "shield_checkmark", "untrusted": "warning", "invalid": "error_circle", "unreadable": "error_circle"}


class Verdicts(QWidget):
    """The verdict over the file, then a card for each signature."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overall = Banner()
        self.cards: list[Card] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.overall)

    def show_seen(self, seen: PdfVerification) -> None:
        self._clear()
        self.overall.say(BANNERS[seen.verdict], f"{_word(seen)}. {signatures.sentence(seen)}")
        for number, one in enumerate(seen.signatures, start=1):
            card = _card(number, one)
            self._column.addWidget(card)
            self.cards.append(card)

    def say(self, kind: str, words: str) -> None:
        """A sentence instead of verdicts."""
        self._clear()
        self.overall.say(kind, words)

    def _clear(self) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []


def _card(number: int, one: PdfSignature) -> Card:
    card = Card()
    name = tr("Chữ ký {n}: {name}", n=number, name=one.name or tr("không rõ ai"))
    card.body.addWidget(label(name, "heading", wrap=True))
    pill = Pill(Mark(_word(one), _ICONS[one.verdict], BANNERS[one.verdict]))
    card.body.addWidget(pill)
    facts = Facts(stacked=True)
    unit = " ".join(filter(None, (one.unit_name, f"({one.unit_code})" if one.unit_code else "")))
    facts.set_rows(
        [
            (tr("Kết luận"), signatures.sentence(one)),
            (tr("Từ lúc ký"), signatures.since(one)),
            (tr("Đơn vị"), unit),
            (tr("Ký lúc (theo máy ký)"), when(one.signed_at) if one.signed_at else ""),
            (tr("Lý do"), one.reason),
            (tr("Chứng thư do"), one.issuer_name),
            (tr("Mã khóa của người ký"), one.signer_code),
        ]
    )
    card.body.addWidget(facts)
    return card


def _word(seen: PdfVerification | PdfSignature) -> str:
    return tr(VERDICTS[seen.verdict])
