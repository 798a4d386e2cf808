"""Last step of receiving: what went in, and the receipts for those who sent it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import receipts
from desktop.operations.receiving import Received
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label
from ui.common.pieces import Pieces, one_by_one
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.packages import pickers
from ui.packages.places import PlaceChooser
from ui.packages.row_card import RowCard
from ui.packages.stick_button import StickButton
from ui.packages.wording import counts_words, kind_word
from ui.session import Session
from ui.words import tr

SHOWN = 40  # more cards than this would hold up the screen
AT_ONCE = 4


class ReceiptsStep(QWidget):
    """`busy(bool)` while receipts are being written."""

    busy = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Received] = []
        self._put: Path | None = None
        self.banner = Banner()
        self.panel = ProgressPanel()
        self.panel.hide()
        self.panel.ended.connect(self._ended)
        self.where = PlaceChooser(session)
        self.where.changed.connect(self._placed)
        self.written = Banner()
        self.written.clicked.connect(self._show_folder)
        self.refused: list[RowCard] = []
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 4, 0)
        self._scroll.body.addWidget(self._receipts_card())
        self._scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self._scroll, 1)

    def set_results(self, done: Sequence[Received], asked: int, source: Path | None) -> None:
        """What was taken in of so many `asked`; `source` is where the packages came from: receipts go back there."""
        taken = [row for row in done if row.taken]
        total: Counter[str] = Counter()
        for row in taken:
            if row.kind == "submission":
                total.update(row.counts)
        told = counts_words(total)
        words = tr("Đã nhận {n} gói.", n=len(taken)) + (f" {tr('Ghi vào sổ: {counts}.', counts=told)}" if told else "")
        if any(row.kind == "receipt" for row in taken):
            words += " " + tr("Hộp gửi đã ghi nhận biên nhận.")
        if total["conflict"]:
            words += " " + tr("Xung đột chờ bạn quyết định ở trang Gói, mục «Đã nhận».")
        if len(done) < asked:
            left = asked - len(done)
            rest = tr("Đã dừng theo ý bạn: còn {n} gói chưa nhận, nhận sau lúc nào cũng được.", n=left)
            self.banner.say("warn", f"{words} {rest}", tr("Nhận tiếp {n} gói", n=left))
        else:
            settled = len(taken) == len(done) and not total["conflict"]
            self.banner.say("ok" if settled else "warn", words)
        self._waiting = [row for row in taken if row.kind == "submission"]
        self.card.setVisible(bool(self._waiting))
        self.count.setText(tr("{n} biên nhận đã ký, chờ đưa lại cho đơn vị gửi.", n=len(self._waiting)))
        self._show_refused([row for row in done if not row.taken])
        self.written.clear()
        if source is not None:
            self.where.set_folder(source)
        self._placed()

    def write(self) -> None:
        """Copies every receipt to the place chosen and reads it back; one that fails does not stop the others."""
        to = self.where.chosen()
        waiting = list(self._waiting)
        if to is None or not waiting:
            return
        self.written.clear()
        self.write_button.setEnabled(False)
        self.panel.show()
        self.busy.emit(True)

        def work(desk: Desk, job: Job) -> tuple[int, str, Changes]:
            good, why, told = 0, "", Changes()
            for number, row in enumerate(waiting):
                job.pass_by(number, len(waiting), row.unit_name)
                try:
                    _path, told = receipts.again(desk, row.manifest_sha256, to)
                    good += 1
                except Exception as error:  # each is told in words below; the others go on
                    why = messages.of_error(error)
            return good, why, told

        self._put = to
        self.stick.show_for(None)
        self.panel.watch(
            self._session.do(work, lambda answer: self._written(answer[0], answer[1], len(waiting)), self._failed),
            tr("Đang ghi biên nhận và đọc lại…"),
        )

    def _written(self, good: int, why: str, asked: int) -> None:
        if good == asked:
            words = tr("Đã ghi {n} biên nhận, đọc lại và khớp.", n=good)
            self.written.say("ok", words, tr("Mở thư mục"))
            self.write_button.setText(tr("Ghi thêm một nơi nữa"))
            self.stick.show_for(self._put)
        else:
            self.written.say("error", tr("Ghi được {n} trên {m} biên nhận. {why}", n=good, m=asked, why=why))

    def _failed(self, error: Exception) -> None:
        self.written.say("error", messages.of_error(error))

    def _ended(self, how: str) -> None:
        self.panel.hide()
        if how == "stopped":
            self.written.say("warn", tr("Đã dừng. Biên nhận vẫn còn trong sổ, ghi lại lúc nào cũng được."))
        self._placed()
        self.busy.emit(False)

    def _placed(self) -> None:
        self.write_button.setEnabled(self.where.chosen() is not None and bool(self._waiting))

    def _show_folder(self) -> None:
        if self._put is not None:
            pickers.show_folder(self._put)

    def _show_refused(self, rows: Sequence[Received]) -> None:
        for card in self.refused:
            self._scroll.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.refused = shown = list[RowCard]()
        one_by_one(self._refused_cards(rows), self, lambda: self.refused is shown)

    def _refused_cards(self, rows: Sequence[Received]) -> Pieces:
        """The first of them at once, the others while the window answers."""
        for number, row in enumerate(rows[:SHOWN], 1):
            title = f"{row.unit_name or row.path.name}  ·  {kind_word(row.kind)}"
            self._add_refused(RowCard("error_circle", "error", title, [row.message]))
            if number >= AT_ONCE:
                yield
        if len(rows) > SHOWN:
            more = tr("và {n} tệp nữa không nhận được", n=len(rows) - SHOWN)
            self._add_refused(RowCard("error_circle", "error", more, [tr("Lý do từng tệp nằm ở «Bảng đơn vị».")]))

    def _add_refused(self, card: RowCard) -> None:
        self.refused.append(card)
        self._scroll.body.insertWidget(len(self.refused), card)

    def _receipts_card(self) -> Card:
        self.card = Card(tr("Biên nhận cho đơn vị gửi"))
        self.count = label("", "muted", wrap=True)
        self.write_button = Button(tr("Ghi biên nhận"), "usb_stick", "primary")
        self.write_button.clicked.connect(self.write)
        row = QHBoxLayout()
        self.stick = StickButton(self._session, self.written)
        row.addWidget(self.write_button)
        row.addWidget(self.stick)
        row.addStretch(1)
        for part in (self.count, self.where):
            self.card.body.addWidget(part)
        self.card.body.addLayout(row)
        self.card.body.addWidget(self.panel)
        self.card.body.addWidget(self.written)
        return self.card
