"""Second step of receiving: one row a package with its verdict, and what to do about those that cannot come in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations.receiving import Received
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pieces import laid_out_once
from ui.common.pill import Mark, Pill
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages.facts import Facts
from ui.packages.wording import counts_words, kind_word, receipt_words, verdict_mark
from ui.words import tr

ALREADY = "package_already_received"
RECEIPT = "receipt"
TARGETS = "targets"
APPRAISALS = ("appraisal_request", "appraisal_result")


class VerdictsStep(QWidget):
    """`inspect(path)` to look into one package; `trust_asked(path)` where a key has to be settled first."""

    inspect = Signal(object)
    trust_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Received] = []
        self.panel = ProgressPanel(tr("Đang kiểm tra từng gói…"))
        self.banner = Banner()
        self._model = PageModel(_columns(), SequenceProvider[Received](), self)
        self.table = Table(self._model, tr("Gói tìm thấy"))
        self.table.picked.connect(self._picked)
        left = Card()
        left.fill(self.table)
        self._both = QWidget()
        row = QHBoxLayout(self._both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left, 3)
        row.addWidget(self._detail(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.panel)
        column.addWidget(self.banner)
        column.addWidget(self._both, 1)
        self.begin()

    def begin(self) -> None:
        """Nothing is known yet."""
        self.rows = []
        self.banner.clear()
        self._both.hide()
        self.panel.show()

    def set_rows(self, rows: Sequence[Received]) -> None:
        self.rows = list(rows)
        with laid_out_once(self):
            self.table.refresh(SequenceProvider(self.rows))
            with QSignalBlocker(self.table):
                self.table.select_row(0)
            self._picked(0 if self.rows else None)
            self._conclude()
            self.panel.hide()
            self._both.show()

    def _conclude(self) -> None:
        good, own = len(acceptable(self.rows)), sum(row.own for row in self.rows)
        bad = len(self.rows) - good - own
        aside = " " + tr("{n} gói do chính sổ này gửi đi: cứ để nguyên ở đó.", n=own) if own else ""
        if bad and good:
            words = tr("{n} gói nhận được. {m} gói không nhận; chúng không cản các gói khác.", n=good, m=bad)
            self.banner.say("warn", words + aside, tr("Xem gói không nhận"))
        elif bad:
            words = tr("Không gói nào nhận được. Hãy chọn từng dòng để xem vì sao và cần làm gì.")
            self.banner.say("error", words + aside)
        elif good and own:
            self.banner.say("ok", tr("{n} gói nhận được, đều đúng.", n=good) + aside)
        elif own:
            words = tr(
                "Ở đây chỉ có gói do chính sổ này gửi đi, không có gì để nhận. Hãy đưa USB cho nơi nhận, hoặc bấm "
                "«Quay lại» để chọn nơi khác."
            )
            self.banner.say("info", words)
        else:
            self.banner.say("ok", tr("Cả {n} gói đều đúng.", n=good))

    def show_refused(self) -> bool:
        """Goes to the first package that is not taken in: of hundreds they stand at the end. False if there is none."""
        place = next((place for place, row in enumerate(self.rows) if not row.taken and not row.own), None)
        if place is None:
            return False
        self.table.select_row(place)
        self.table.scrollTo(self._model.index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def failed(self, why: str, action: str = "") -> None:
        self.panel.hide()
        self.banner.say("error", why, action)

    def _detail(self) -> Card:
        card = Card()
        self._pill = Pill()
        self._pill.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # a long verdict ends in dots
        self._title = label("", "heading", wrap=True)
        self._why = label("", wrap=True)
        self._warnings = Banner()
        self._facts = Facts(stacked=True)
        scroll = Scroll()
        for part in (self._title, self._pill, self._why, self._warnings, self._facts):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        card.fill(scroll)
        self.inspect_button = Button(tr("Xem gói"), "eye")
        self.trust_button = Button(tr("Mở «Khóa ký & tin cậy»"), "key")
        self.inspect_button.clicked.connect(lambda: self.inspect.emit(self._current().path))
        self.trust_button.clicked.connect(lambda: self.trust_asked.emit(self._current().path))
        foot = card.foot()
        foot.addWidget(self.trust_button, 1)
        foot.addWidget(self.inspect_button)
        return card

    def _current(self) -> Received:
        """The row chosen; the buttons that ask are off while there is none."""
        place = self.table.current_id()
        assert place is not None
        return self.rows[place]

    def _picked(self, place: object) -> None:
        row = self.rows[place] if isinstance(place, int) and place < len(self.rows) else None
        self.inspect_button.setEnabled(row is not None)
        self.trust_button.setVisible(row is not None and needs_trust(row))
        if row is None:
            return
        self._title.setText(row.unit_name or row.path.name)
        self._pill.set_mark(verdict_mark(row.verdict))
        self._why.setText(reason(row))
        self._warnings.say("warn", " ".join(messages.sentence(code, dict(row.facts)) for code in row.warnings))
        self._facts.set_rows(
            [
                (tr("Loại gói"), kind_word(row.kind) if row.kind else ""),
                (tr("Đơn vị"), f"{row.unit_name} ({row.unit_code})" if row.unit_code else ""),
                (tr("Gói số"), str(row.seq) if row.seq and row.kind != RECEIPT else ""),
                (tr("Sẽ ghi vào sổ"), counts_words(row.counts) if takes_in(row) and row.kind != RECEIPT else ""),
                (tr("Biên nhận"), told(row) if row.answers_seq else ""),
                (tr("Tệp"), str(row.path)),
            ]
        )


def acceptable(rows: Sequence[Received]) -> list[Received]:
    """Those that can be taken in, the ones already here included: they are harmless."""
    return [row for row in rows if row.taken]


def takes_in(row: Received) -> bool:
    """Whether taking this in would write something."""
    return row.taken and row.code != ALREADY


def told(row: Received) -> str:
    """What a package brings, or what a receipt says; "" for what was taken in before."""
    if not takes_in(row):
        return ""
    return receipt_words(row.answers_seq, row.counts) if row.kind == RECEIPT else counts_words(row.counts)


def needs_trust(row: Received) -> bool:
    """Whether settling a key would help: a key nobody vouches for, a request for one, a first trust package."""
    if row.kind in APPRAISALS:
        return False  # their keys are an appraiser's, or answered for over the phone
    return row.verdict == "untrusted" or row.kind == "enrolment" or row.code == "trust_code_needed"


def reason(row: Received) -> str:
    """The verdict's cause and the next step, in words."""
    if row.code:
        return row.message
    if row.kind == RECEIPT:
        return tr("Biên nhận đúng. Nhận vào thì gói đã gửi thành «Đã có biên nhận».")
    if row.kind == "trust":
        return tr("Danh bạ khóa mới của cấp trên. Nhận vào thì sổ tin theo bản này.")
    if row.kind == TARGETS:
        return tr("Chỉ tiêu cấp trên giao, còn nguyên và đúng chữ ký. Bước sau cho xem từng chỉ tiêu.")
    if row.kind in APPRAISALS:
        return tr(
            "Phiếu chấm của đúng người được giao. Phiếu mâu thuẫn, nếu có, chờ ở trang «Thẩm định», mục «Máy khác»."
        )
    return tr("Gói còn nguyên và do đúng đơn vị ký.")


def outcome_mark(row: Received) -> Mark:
    """The verdict as a pill; a right package that still cannot come in says so."""
    if row.verdict == "valid" and row.code == ALREADY:
        return Mark(tr("Đã nhận trước đây"), "checkmark", "neutral")
    if row.own:
        return Mark(tr("Gói của chính mình"), "info", "neutral")
    if row.verdict == "valid" and row.code:
        return Mark(tr("Đúng, nhưng không nhận"), "warning", "warn")
    if row.verdict == "invalid":
        return Mark(tr("Đã bị sửa hoặc hỏng"), "error_circle", "error")  # in a column the verdict's full words are cut
    if row.kind in APPRAISALS and not row.taken and row.verdict != "invalid":
        return Mark(tr("Không nhận"), "dismiss", "error")
    if row.verdict == "untrusted":
        return Mark(tr("Khóa chưa được tin"), "shield_keyhole", "warn")
    return verdict_mark(row.verdict)


def _columns() -> list[Column[Received]]:
    return [
        Column(tr("Gói"), _cell, Kind.TWO_LINES),
        Column(tr("Sáng kiến"), lambda row: Cell(_count(row)), Kind.MONEY, sample="170.000", fold_below=75),
        Column(
            tr("Kết luận"),
            lambda row: Cell(mark=outcome_mark(row)),
            Kind.PILL,
            sample=tr("Đúng, nhưng không nhận"),
        ),
    ]


def _count(row: Received) -> str:
    return "" if row.kind in (RECEIPT, TARGETS, *APPRAISALS) else written(row.records)


def _cell(row: Received) -> Cell:
    seq = row.answers_seq if row.kind == RECEIPT else row.seq
    number = tr("số {seq}", seq=seq) if seq and row.kind != RECEIPT else tr("gói số {seq}", seq=seq) if seq else ""
    count = tr("{n} sáng kiến", n=written(row.records)) if row.kind == "submission" else ""
    parts = [kind_word(row.kind) if row.kind else "", number]
    second = "  ·  ".join(filter(None, (*parts, row.path.name if row.unit_name else "")))
    folded = "  ·  ".join(filter(None, (*parts, count)))
    return Cell(row.unit_name or row.path.name, second, folded, tip=reason(row))
