"""«Nhận về»: every package taken in here, the numbers that are missing, and where its receipt was put."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.jobs import Job
from desktop.operations import packages, receipts, received_list
from desktop.operations.chains import KINDS
from desktop.operations.received_list import ReceivedRows, ReceivedStanding
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.pieces import Pieces, at_once, draw_later, laid_out_once
from ui.common.pill import Mark, Pill
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages import pickers
from ui.packages.facts import Facts
from ui.packages.folder_watch import FolderWatch
from ui.packages.wording import counts_words, encrypted_words, gaps_words, kind_word, received_words, when
from ui.session import Session
from ui.words import tr

Row = dict[str, Any]


class ReceivedPanel(QWidget):
    """`inspect(path)`, `receive_asked()` and `clashes_asked()` are for the page."""

    inspect = Signal(object)
    receive_asked = Signal()
    clashes_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._row: Row | None = None
        self._gaps: dict[str, tuple[int, ...]] = {}
        self._standing = ReceivedStanding((), 0)
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        self.gap_banner, self.clash_banner = Banner(), Banner()
        self.clash_banner.clicked.connect(self.clashes_asked)
        self.watch = FolderWatch(self._session)
        yield
        self._model = PageModel(self._columns(), ReceivedRows(self._session.screen), self)
        self.table = Table(self._model, tr("Gói đã nhận"))
        self.table.picked.connect(self._picked)
        yield
        self.empty = Empty(
            "mail_inbox",
            tr("Chưa nhận gói nào"),
            tr("Cắm USB của đơn vị gửi tới, hoặc chép tệp .asice vào máy, rồi bấm «Nhận gói…»."),
            tr("Nhận gói…"),
        )
        self.empty.clicked.connect(self.receive_asked)
        left = Card()
        left.fill(self.table)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left, 3)
        yield
        row.addWidget(self._detail(), 2)
        yield
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.watch)
        column.addWidget(self.clash_banner)
        column.addWidget(self.gap_banner)
        column.addWidget(self._stack, 1)
        yield
        self.refresh()

    def refresh(self) -> int:
        """Reads the packages again, and beside the screen what is missing or waits; returns how many there are."""
        rows = ReceivedRows(self._session.screen)
        count, chosen = rows.total(), self.table.current_id()
        self.table.refresh(rows)
        if count and chosen is None:
            self.table.select_row(0)
        self._picked(self.table.current_id())
        self._stack.setCurrentIndex(1 if count else 0)
        self.watch.look()
        if self._job is not None:
            self._job.cancel()
        self._job = self._session.beside(lambda desk, _job: received_list.standing(desk), self._found)
        return count

    def _found(self, standing: ReceivedStanding) -> None:
        self._job = None
        self._standing = standing
        self.table.viewport().update()
        waiting = standing.clashes
        words = tr("{n} sáng kiến xung đột: sổ giữ bản đang có, chờ bạn chọn.", n=waiting) if waiting else ""
        if standing.decided:
            words += " " + tr("{n} cái công đoàn cấp dưới đã quyết định.", n=standing.decided)
        with laid_out_once(self):
            self._show(self._row)
            self._say_gaps()
            self.clash_banner.say("warn", words, tr("Xem và quyết định…"))
        draw_later(self.table)

    def current(self) -> Row | None:
        """The whole row of the package that is chosen."""
        return self._row

    def write_receipt(self, row: Row, to: Path) -> None:
        """Puts the receipt of a package into a folder, read back."""

        def done(answer: tuple[Path, Changes]) -> None:
            self._session.told.emit(tr("Đã ghi biên nhận vào {path}, đọc lại và khớp.", path=answer[0]))

        def failed(error: Exception) -> None:
            self._problem.say("error", messages.of_error(error))

        self._problem.clear()
        self._session.do(lambda desk, _job: receipts.again(desk, row["manifest_sha256"], to), done, failed)

    def _say_gaps(self) -> None:
        late = [one for one in self._standing.chains if one.missing]
        more = tr(" và {n} đơn vị khác", n=len(late) - 3) if len(late) > 3 else ""
        words = "; ".join(f"{one.unit_name}: {received_words(one)}" for one in late[:3]) + more
        silent = [one.unit_name for one in self._standing.chains if not one.received]
        if late:
            self.gap_banner.say("warn", tr("Có gói chưa tới. {units}. Hãy nhắc đơn vị đóng gói mới.", units=words))
        elif silent:
            names = "; ".join(silent[:4]) + ("…" if len(silent) > 4 else "")
            self.gap_banner.say(
                "info", tr("{n} đơn vị đã tin khóa mà chưa gửi gói nào: {names}", n=len(silent), names=names)
            )
        else:
            self.gap_banner.clear()

    def _columns(self) -> list[Column[Row]]:
        return [
            Column(tr("Đơn vị"), self._cell, Kind.TWO_LINES),
            Column(tr("Nhận lúc"), lambda row: Cell(when(row["created_at"])), sample="00/00/0000 00:00", fold_below=70),
            Column(tr("Sáng kiến"), _count, Kind.MONEY, sample="170.000", fold_below=60),
            Column(
                tr("Biên nhận"), lambda row: Cell(mark=self._mark(row)), Kind.PILL, sample=tr("Không cần biên nhận")
            ),
        ]

    def _cell(self, row: Row) -> Cell:
        number = tr("Gói số {seq}", seq=row["seq"])
        if not _answered(row):
            words = "  ·  ".join((kind_word(row["kind"]), number, row["unit_code"]))
            return Cell(row["unit_name"], words, words, tip=row["unit_name"])
        chain = self._standing.of(row)
        gap = gaps_words(chain.missing) if chain else ""
        kind = "" if row["kind"] == packages.SUBMISSION else kind_word(row["kind"])
        second = "  ·  ".join(filter(None, (kind, number, row["unit_code"], gap)))
        count = tr("{n} sáng kiến", n=written(row["records"]))
        folded = "  ·  ".join(filter(None, (number, gap, count, when(row["created_at"]))))
        return Cell(row["unit_name"], second, folded, tip=row["unit_name"])

    def _mark(self, row: Row) -> Mark:
        if not _answered(row):
            return Mark(tr("Không cần biên nhận"), "checkmark", "neutral")
        if row["receipt"]:
            return Mark(tr("Đã ghi ra"), "checkmark_circle", "ok")
        return Mark(tr("Chưa ghi ra"), "clock", "warn")

    def _detail(self) -> Card:
        card = Card()
        self._title = label("", "heading", wrap=True)
        self._pill = Pill()
        self._problem = Banner()
        self._facts = Facts(stacked=True)
        scroll = Scroll()
        for part in (self._title, self._pill, self._problem, self._facts):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        card.fill(scroll)
        self.receipt_button = Button(tr("Ghi biên nhận ra…"), "usb_stick")
        self.inspect_button = Button(tr("Xem gói"), "eye")
        self.receipt_button.clicked.connect(self._ask_receipt)
        self.inspect_button.clicked.connect(self._inspect)
        foot = card.foot()
        foot.addWidget(self.receipt_button, 1)
        foot.addWidget(self.inspect_button)
        return card

    def _picked(self, package_id: object) -> None:
        row = received_list.one(self._session.screen, package_id) if isinstance(package_id, int) else None
        self._row = row | {"receipt": row["detail"].get("receipt", "")} if row is not None else None
        self._show(self._row)

    def _show(self, row: Row | None) -> None:
        self.receipt_button.setEnabled(row is not None and _answered(row))
        self.inspect_button.setEnabled(row is not None)
        if row is None:
            return
        self._title.setText(tr("Gói số {seq} của {unit}", seq=row["seq"], unit=row["unit_name"]))
        self._pill.set_mark(self._mark(row))
        counts = row["detail"].get("counts", {})
        self._facts.set_rows(
            [
                (tr("Loại gói"), kind_word(row["kind"])),
                (tr("Sáng kiến trong gói"), written(row["records"]) if _answered(row) else ""),
                (tr("Đã ghi vào sổ"), counts_words(counts)),
                (tr("Nhận lúc"), when(row["created_at"])),
                (tr("Thứ tự gói"), self._order(row)),
                (tr("Mã hóa"), encrypted_words(row["path"])),
                (tr("Biên nhận ở"), str(row["receipt"])),
                (tr("Bản giữ trong sổ"), str(row["path"])),
            ]
        )

    def _order(self, row: Row) -> str:
        chain = self._standing.of(row)
        return received_words(chain) if chain and _answered(row) else ""

    def _ask_receipt(self) -> None:
        row = self.current()
        to = pickers.folder(self, tr("Ghi biên nhận vào")) if row else None
        if row is not None and to is not None:
            self.write_receipt(row, to)

    def _inspect(self) -> None:
        row = self.current()
        if row is not None:
            self.inspect.emit(Path(row["path"]))


def _answered(row: Row) -> bool:
    """Whether a package is answered with a receipt: what units below sent here, and carriers. What comes down is not,
    and what came in a carrier is answered with that."""
    return row["kind"] in KINDS and row["carrier_id"] is None


def _count(row: Row) -> Cell:
    return Cell(written(row["records"]) if _answered(row) else "")
