"""«Ký và kiểm tra PDF»: one file, what its signatures are worth, and one more signature."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import keys, signatures, tokens
from desktop.operations.signatures import PdfVerification, SignedPdf, Spot
from desktop.settings import Settings
from domain.errors import RuleError, TroubleError
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.labels import show_if
from ui.common.page_head import PageHead
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.papers import files
from ui.session import Session
from ui.signatures.form import SignForm
from ui.signatures.spot import SpotView
from ui.signatures.verdicts import Verdicts
from ui.words import tr

PURPOSE = "pdf"
PAUSE_MS, KEEP_MS = 600, 1500


def pick(parent: QWidget) -> Path | None:
    """A PDF of this PC, from where the last one was."""
    start = str(Settings().folder(PURPOSE) or Path.home())
    name, _ = QFileDialog.getOpenFileName(parent, tr("Chọn tệp PDF"), start, tr("Tệp PDF") + " (*.pdf)")
    if not name:
        return None
    Settings().keep_folder(PURPOSE, Path(name).parent)
    return Path(name)


class SignatureView(QWidget):
    """`open_file(path)` shows a file; `closed` to go back. The file itself is never changed: a signed copy is made.

    `made` is the copy signed last, `seen` the verdict shown.
    """

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.file: Path | None = None
        self.made: Path | None = None
        self.seen: PdfVerification | None = None
        self._typed = self._signing = False
        self._asked = 0
        self.setAcceptDrops(True)
        self.other = Button(tr("Chọn tệp khác…"), "folder_open")
        self.close_button = Button(tr("Đóng"), "dismiss")
        self.head = PageHead(tr("Ký và kiểm tra PDF"), None, (self.other, self.close_button))
        self.banner, self.verdicts, self.spot = Banner(), Verdicts(), SpotView()
        self.form = SignForm(signatures.remembered(session.screen))
        self.progress = ProgressPanel(tr("Đang ký…"))
        self.progress.hide()
        self._looking = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._lay_out()
        self._connect()
        self._show_key()
        self.setFocusProxy(self.form.name)

    def open_file(self, file: Path) -> None:
        """Asks what its signatures are worth and where one more would stand."""
        self.banner.clear()
        self._after.hide()
        self._take(file)

    def sign(self) -> None:
        """Makes the signed copy; nothing that is there is overwritten."""
        file, words = self.file, self.form.words()
        if self._signing or file is None or not self.form.valid():
            return
        on_token = tokens.held(self._session.screen) is not None
        pin = self.form.pin.take() if on_token else ""
        if on_token and not pin:
            self.form.pin.set_problem(messages.sentence("token_pin_needed"))
            self.form.pin.line.setFocus()
            return
        self._busy(True)
        job = self._session.do(
            lambda desk, job: signatures.sign(desk, file, words, pin=pin or None, step=job.step),
            self._signed,
            self._failed,
        )
        self.progress.watch(job, tr("Đang ký {name}…", name=file.name))

    def may_close(self) -> bool:
        return not self._signing

    def flush(self) -> None:
        """What was typed is kept for the next time."""
        self._keeping.stop()
        if self._typed and not self._session.lanes.closed:
            self._typed = False
            words = self.form.words()
            self._session.keep(lambda desk, _job: signatures.keep(desk, words))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_key()

    def hideEvent(self, event: QHideEvent) -> None:
        self._looking.stop()
        self.flush()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if dropped and not self._signing:
            self.open_file(dropped[0])

    def _take(self, file: Path) -> None:
        self.file, self.seen = file, None
        self.form.file.setText(tr("Tệp: {name}", name=file.name))
        self.verdicts.say("info", tr("Đang kiểm tra chữ ký…"))
        self._session.beside(
            lambda desk, _job: (file, signatures.by_register(desk, file)),
            lambda answer: self._show(*answer),
            lambda error: self._not_seen(file, error),
        )
        self.active_banner.clear()
        self._session.ask(
            lambda _job: signatures.active(file),
            lambda words: self.active_banner.say("warn", words if file == self.file else ""),
            lambda _error: None,  # a file that cannot be read is told by the others
        )
        self._look()

    def _show(self, file: Path, seen: PdfVerification) -> None:
        if file == self.file:
            self.seen = seen
            self.verdicts.show_seen(seen)
            self._allow()

    def _not_seen(self, file: Path, error: Exception) -> None:
        if file != self.file:
            return
        unsigned = isinstance(error, RuleError) and error.code == "pdf_unsigned"
        self._report(error)
        self.verdicts.say("info" if unsigned else "error", _not_signed() if unsigned else messages.of_error(error))
        self._allow()

    def _look(self) -> None:
        file, words = self.file, self.form.words()
        if file is None or not self.form.readable() or self._session.lanes.closed:
            return
        self._asked += 1
        asked = self._asked
        self._session.ask(
            lambda _job: signatures.look(file, words),
            lambda spot: self._show_spot(asked, spot),
            lambda error: self._no_spot(asked, error),
        )

    def _show_spot(self, asked: int, spot: Spot) -> None:
        if asked == self._asked:
            self.spot.show_spot(spot)

    def _no_spot(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            self._report(error)
            self.spot.say(messages.of_error(error))

    def _signed(self, done: SignedPdf) -> None:
        self.made, self._typed = done.path, False
        told = tr("Đã ký {name}, chữ ký ở trang {page}. Bản đã ký được đọc lại và khớp; tệp gốc còn nguyên.",
                  name=done.path.name, page=done.page)  # fmt: skip
        self.banner.say("ok", told)
        self._take(done.path)

    def _failed(self, error: Exception) -> None:
        self._report(error)
        words = messages.of_error(error)
        if isinstance(error, RuleError) and error.field == "pin":
            self.form.pin.set_problem(words)
            self.form.pin.line.setFocus()
            return
        self.banner.say("warn" if isinstance(error, RuleError) else "error", words)

    def _report(self, error: Exception) -> None:
        if not isinstance(error, RuleError | TroubleError):
            self._session.failed.emit(error)

    def _ended(self, how: str) -> None:
        self._busy(False)
        if how == "stopped":
            self.banner.say("info", tr("Đã dừng, chưa ký gì và chưa có tệp nào được ghi."))
        show_if(self._after, how == "done")

    def _busy(self, busy: bool) -> None:
        if busy:
            self.banner.clear()
            self._after.hide()
        self._signing = busy
        show_if(self.progress, busy)
        for part in (self.form, self.other):
            part.setEnabled(not busy)
        self._allow()

    def _allow(self) -> None:
        able = keys.can_sign(self._session.screen)
        fit = self.seen is None or (all(one.intact for one in self.seen.signatures) and bool(self.seen.signatures))
        show_if(self.spot, fit)  # nobody signs on top of an altered file
        self.sign_button.setEnabled(able and fit and self.file is not None and not self._signing)

    def _show_key(self) -> None:
        held = tokens.held(self._session.screen)
        self.form.show_token(held.label if held else "")
        show_if(self.form, keys.can_sign(self._session.screen))
        if keys.can_sign(self._session.screen):
            self.key_banner.clear()
        else:
            words = tr("Sổ này chưa có khóa ký nên chỉ kiểm tra được. Tạo khóa hoặc chọn USB ký số rồi quay lại đây.")
            self.key_banner.say("warn", words, tr("Mở «Khóa ký»"))
        self._allow()

    def _changed(self, changes: Changes) -> None:
        if changes.touches("trust"):
            self._show_key()

    def _note_typing(self) -> None:
        self._typed = True
        self._looking.start()
        self._keeping.start()

    def _pick(self) -> None:
        file = pick(self)
        if file is not None:
            self.open_file(file)

    def _connect(self) -> None:
        self.other.clicked.connect(self._pick)
        self.close_button.clicked.connect(self.closed)
        self.sign_button.clicked.connect(self.sign)
        self.form.edited.connect(self._note_typing)
        self.form.pin.line.returnPressed.connect(self.sign)
        self.progress.ended.connect(self._ended)
        self.key_banner.clicked.connect(lambda: self._session.asked.emit("packages", "trust"))
        self._looking.timeout.connect(self._look)
        self._keeping.timeout.connect(self.flush)
        self._session.changed.connect(self._changed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._form_card(), 3)
        row.addWidget(self._file_card(), 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(row, 1)

    def _form_card(self) -> Card:
        card, scroll = Card(tr("Ký thêm"), ruled=True), Scroll()
        card.fill(scroll)
        self.key_banner, self.active_banner = Banner(), Banner()
        for part in (self.key_banner, self.active_banner, self.form, self.progress, self.banner, self._links()):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self.sign_button = button(tr("Ký"), "certificate", primary=True)
        foot = card.foot()
        foot.addStretch(1)
        foot.addWidget(self.sign_button)
        return card

    def _open(self, path: Path | None) -> None:
        if path is not None:
            files.show_or_tell(path, self.banner)

    def _file_card(self) -> Card:
        card, scroll = Card(tr("Chữ ký trong tệp"), ruled=True), Scroll()
        card.fill(scroll)
        scroll.body.addWidget(self.verdicts)
        scroll.body.addWidget(self.spot)
        scroll.body.addStretch(1)
        return card

    def _links(self) -> QWidget:
        self._after = QWidget()
        row = QHBoxLayout(self._after)
        row.setContentsMargins(0, 0, 0, 0)
        self.open_file_button, folder = button(tr("Mở tệp"), "document"), button(tr("Mở thư mục"), "folder_open")
        self.open_file_button.clicked.connect(lambda: self._open(self.made))
        folder.clicked.connect(lambda: self._open(self.made and self.made.parent))
        row.addWidget(self.open_file_button)
        row.addWidget(folder)
        row.addStretch(1)
        self._after.hide()
        return self._after


def _not_signed() -> str:
    return tr("Tệp chưa có chữ ký số nào. Khung dưới đây là chỗ chữ ký sẽ đứng.")
