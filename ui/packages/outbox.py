"""«Gửi đi»: every package sealed here, how far it got, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import kept_packages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import chains, outbox
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pieces import Pieces, at_once
from ui.common.pill import Pill
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages import journey, pickers
from ui.packages.facts import Facts
from ui.packages.mailing import MailDialog
from ui.packages.wording import encrypted_words, outbox_mark, outbox_next, sent_words, when
from ui.session import Session
from ui.words import tr

Row = dict[str, Any]
_CODE_LETTERS = 12  # of its code, enough to name a package


class OutboxPanel(QWidget):
    """`resend(row)`, `inspect(path)` and `send_asked()` are for the page."""

    resend = Signal(object)
    inspect = Signal(object)
    send_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self._rows: list[Row] = []
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        self._model = PageModel(self._columns(), SequenceProvider[Row](), self)
        self.table = Table(self._model, tr("Gói đã ký để gửi"))
        self.table.picked.connect(self._picked)
        yield
        self.empty = Empty("send", "")
        self.empty.clicked.connect(self.send_asked)
        left = Card()
        left.fill(self.table)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left, 3)
        yield
        row.addWidget(self._detail(), 2)
        yield
        self._stack.addWidget(both)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.chain = Banner()
        column.addWidget(self.chain)
        column.addWidget(self._stack, 1)
        yield
        self.refresh()

    def refresh(self) -> int:
        """Reads the outbox again; returns how many packages stand there."""
        self._rows = outbox.rows(self._session.screen)
        chosen = self.table.current_id()
        self.table.refresh(SequenceProvider(self._rows))
        if self._rows and chosen is None:
            self.table.select_row(0)
        self._picked(self.table.current_id())
        self._stack.setCurrentIndex(1 if self._rows else 0)
        self._say_empty()
        self._say_chain()
        return len(self._rows)

    def _say_chain(self) -> None:
        """How far the packages to each recipient have got, by the receipts that came back."""
        told = chains.sent(self._session.screen)
        words = " ".join(sent_words(one, self.recipient({"recipient": one.recipient})) for one in told)
        lost = any(one.lost for one in told)
        if lost:
            words += " " + tr("Gói không tới nơi: đóng gói lại những sáng kiến ấy rồi gửi gói mới.")
        self.chain.say("warn" if lost else "ok" if not any(one.waiting for one in told) else "info", words)

    def current(self) -> Row | None:
        """The row of the package chosen."""
        place = self.table.current_id()
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def rows(self) -> list[Row]:
        return list(self._rows)

    def recipient(self, row: Row) -> str:
        """The name of whom a package is for; the code where we know no name."""
        unit = self._session.screen.unit
        code = str(row["recipient"])
        return unit.upper_name if code == unit.upper_code and unit.upper_name else code

    def _say_empty(self) -> None:
        if self._session.screen.unit.upper_code:
            self.empty.say(
                "send",
                tr("Chưa gửi gói nào"),
                tr("Khi có sáng kiến được công nhận, hãy đóng gói và gửi lên công đoàn cấp trên."),
                tr("Xuất gói nộp…"),
            )
        else:
            self.empty.say(
                "send",
                tr("Sổ này không gửi lên đâu"),
                tr("Muốn gửi, hãy ghi mã công đoàn cấp trên ở trang Người & đơn vị."),
            )

    def _columns(self) -> list[Column[Row]]:
        return [
            Column(tr("Gói"), self._cell, Kind.TWO_LINES),
            Column(tr("Ký lúc"), lambda row: Cell(when(row["created_at"])), sample="00/00/0000 00:00", fold_below=70),
            Column(
                tr("Trạng thái"),
                lambda row: Cell(mark=outbox_mark(row["state"])),
                Kind.PILL,
                sample=tr("Đã giao, chờ biên nhận"),
            ),
        ]

    def _cell(self, row: Row) -> Cell:
        count = tr("{n} sáng kiến", n=row["records"])
        second = "  ·  ".join((self.recipient(row), count))
        folded = "  ·  ".join((count, when(row["created_at"])))
        return Cell(tr("Gói số {seq}", seq=row["seq"]), second, folded, tip=str(row["path"]))

    def _detail(self) -> Card:
        card = Card()
        self._title = label("", "heading", wrap=True)
        self._pill = Pill()
        self._next = label("", wrap=True)
        self._facts = Facts(stacked=True)
        scroll = Scroll()
        self.progress = ProgressPanel(tr("Đang gửi tới máy chủ"))
        self.progress.hide()
        self._session.uploads.began.connect(lambda _manifest, _job: self._picked(None))
        self._session.uploads.ended.connect(lambda _manifest, _outcome: self._picked(None))
        for part in (self._title, self._pill, self._next, self.progress, self._facts):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        card.fill(scroll)
        self.resend_button = Button(tr("Gửi lại vào USB/thư mục…"), "usb_stick")
        self.inspect_button = Button(tr("Xem gói"), "eye")
        self.folder_button = Button(tr("Mở thư mục"), "folder_open")
        self.mail_button = Button(tr("Gửi qua thư điện tử…"), "mail")
        self.cover_button = Button(tr("In phiếu gửi kèm…"), "print")
        self.cover_button.clicked.connect(self._cover)
        self.resend_button.clicked.connect(lambda: self.resend.emit(self.current()))
        self.mail_button.clicked.connect(self._mail)
        self.inspect_button.clicked.connect(self._inspect)
        self.folder_button.clicked.connect(self._show_folder)
        foot = card.foot()
        column = QVBoxLayout()
        column.addLayout(self._upload_buttons())
        column.addWidget(self.resend_button)
        column.addWidget(self.mail_button)
        column.addWidget(self.cover_button)
        pair = QHBoxLayout()
        pair.addWidget(self.inspect_button)
        pair.addWidget(self.folder_button)
        column.addLayout(pair)
        foot.addLayout(column)
        return card

    def _upload_buttons(self) -> QHBoxLayout:
        self.now_button = Button(tr("Gửi ngay"), "send", "primary")
        self.hold_button = Button("", "clock")
        self.now_button.clicked.connect(self._send_now)
        self.hold_button.clicked.connect(self._hold)
        pair = QHBoxLayout()
        pair.addWidget(self.now_button)
        pair.addWidget(self.hold_button)
        return pair

    def _show_upload(self, row: Row | None) -> None:
        """What can be done about a package that goes to a server, and how far it is."""
        waits = row is not None and bool(row["server_id"]) and row["state"] in ("queued", "held", "failed")
        show_if(self.now_button, waits)
        held = row is not None and row["state"] == "held"
        show_if(self.hold_button, (waits and row is not None and row["state"] != "failed") or held)
        self.hold_button.setText(tr("Cho đi tiếp") if held else tr("Giữ lại"))
        job = self._session.uploads.job(str(row["manifest_sha256"])) if row else None
        if job is not None and not self.progress.isVisibleTo(self):
            self.progress.watch(job)
        show_if(self.progress, job is not None)

    def _send_now(self) -> None:
        row = self.current()
        if row is not None and row["server_id"]:
            self._session.uploads.send(str(row["manifest_sha256"]), int(row["server_id"]))

    def _hold(self) -> None:
        row = self.current()
        if row is None:
            return
        package, change = str(row["manifest_sha256"]), outbox.resume if row["state"] == "held" else outbox.hold

        def work(desk: Desk, _job: Job) -> Changes:
            return change(desk, package)

        self._session.do(work)

    def _picked(self, _place: object) -> None:
        row = self.current()
        self._show_upload(row)
        for button in (self.resend_button, self.mail_button, self.inspect_button, self.folder_button):
            button.setEnabled(row is not None)
        self.cover_button.setEnabled(row is not None and row["kind"] == "submission")
        if row is None:
            return
        to = self.recipient(row)
        self._title.setText(tr("Gói số {seq} gửi {to}", seq=row["seq"], to=to))
        self._pill.set_mark(outbox_mark(row["state"]))
        waits = journey.next_words(row, self._session.uploads.standing)
        self._next.setText(waits or outbox_next(row["state"], to, to_server=bool(row["server_id"])))
        unsent = row["state"] in ("sealed", "failed", "queued")
        self.resend_button.setText(tr("Gửi vào USB/thư mục…") if unsent else tr("Gửi lại vào USB/thư mục…"))
        self._facts.set_rows(
            [
                (tr("Vì sao chưa được"), outbox.why(row)),
                (tr("Đã gửi được"), journey.sent_words(row, kept_packages.size_bytes(Path(row["path"])))),
                (tr("Sáng kiến trong gói"), str(row["records"])),
                (tr("Ký lúc"), when(row["created_at"])),
                (tr("Biên nhận"), when(row["acknowledged_at"] or "")),
                (tr("Mã hóa"), encrypted_words(row["path"])),
                (tr("Lần gửi gần nhất"), when(_last_try(row))),
                (tr("Nơi nhận") if row["server_id"] else tr("Nơi ghi"), str(row["target"])),
                (tr("Bản giữ trong sổ"), str(row["path"])),
                (tr("Lịch sử gửi"), journey.lines(outbox.history(self._session.screen, row["manifest_sha256"]))),
            ]
        )

    def _inspect(self) -> None:
        row = self.current()
        if row is not None:
            self.inspect.emit(Path(row["path"]))

    def _mail(self) -> None:
        row = self.current()
        if row is not None:
            MailDialog(self._session, row, self.recipient(row), self).open()

    def _cover(self) -> None:
        """The page of papers with the cover sheet of this package chosen."""
        row = self.current()
        if row is not None:
            self._session.asked.emit("papers", ("package_cover", str(row["manifest_sha256"])[:_CODE_LETTERS]))

    def _show_folder(self) -> None:
        row = self.current()
        if row is not None:
            target = Path(row["target"]) if row["target"] else None
            pickers.show_folder(target if target and target.is_dir() else Path(row["path"]))


def _last_try(row: Row) -> str:
    """When it was last put somewhere, or could not be; "" if nobody has tried."""
    return str(row["updated_at"] if row["state"] == "failed" else row["delivered_at"] or "")
