"""Taking in sheets that come back, in three steps: choose, see what each package is and would add, taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import sheet_intake
from desktop.operations.sheet_intake import Arrival, Incoming
from domain.labels import FIELDS
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label
from ui.common.pill import Mark, Pill
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.common.wizard import Step, WizardFrame
from ui.packages.code_box import CodeBox
from ui.packages.receive_choose import SourcesStep
from ui.session import Session
from ui.words import tr


class TakeIn(QWidget):
    """`closed` when the person is through; `settle_asked` to the sheets that contradict."""

    closed = Signal()
    settle_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.found: list[Incoming] = []
        self.sources = SourcesStep(session)
        self.panel, self.working = ProgressPanel(tr("Đang kiểm tra từng gói…")), ProgressPanel(stop=False)
        self.banner, self.done = Banner(), Banner()
        self.cards: list[IncomingCard] = []
        self._scroll = Scroll()
        self._scroll.body.addStretch(1)
        self.settle = Button(tr("Xem phiếu mâu thuẫn"), "warning", "primary")
        self.frame = WizardFrame(tr("Nhận phiếu"), self._steps())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.setFocusProxy(self.sources.files_button)
        self.frame.entered.connect(self._entered)
        self.frame.cancelled.connect(self._cancelled)
        self.frame.finished.connect(self.closed)
        self.sources.changed.connect(self._chosen)
        self.panel.ended.connect(lambda _how: self.panel.hide())
        self.settle.clicked.connect(self.settle_asked)
        self.frame.start()
        self._chosen()

    def add(self, paths: Iterable[Path]) -> None:
        """Files and folders somebody has chosen elsewhere."""
        self.sources.add(paths)

    def may_close(self) -> bool:
        return not self.working.isVisibleTo(self)

    def acceptable(self) -> list[Incoming]:
        return [one for one in self.found if one.taken]

    def _chosen(self) -> None:
        self.frame.set_valid("sources", bool(self.sources.chosen()))

    def _entered(self, key: str) -> None:
        if key == "look":
            self._survey()
        elif key == "done":
            self._take(self.acceptable())

    def _cancelled(self) -> None:
        self.panel.cancel()
        self.closed.emit()

    def _survey(self) -> None:
        paths = self.sources.chosen()
        self._show(())
        self.banner.clear()
        self.frame.set_valid("look", False)
        self.panel.show()
        self.panel.watch(
            self._session.do(
                lambda desk, job: sheet_intake.survey(desk, paths, step=job.pass_by),
                self._surveyed,
                lambda error: self.banner.say("error", messages.of_error(error)),
            )
        )

    def _surveyed(self, found: list[Incoming]) -> None:
        self._show(found)
        good = self.acceptable()
        self.frame.set_valid("look", bool(good))
        self.frame.set_forward("look", tr("Nhận {n} gói", n=len(good)))
        bad = len(found) - len(good)
        if bad:
            words = tr("{n} gói không nhận được, lý do ở từng gói; các gói khác không bị cản.", n=bad)
            self.banner.say("warn" if good else "error", words)

    def _show(self, found: Sequence[Incoming]) -> None:
        self.found = list(found)
        for card in self.cards:
            self._scroll.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [IncomingCard(one) for one in self.found]
        for place, card in enumerate(self.cards):
            self._scroll.body.insertWidget(place, card)

    def _take(self, wanted: Sequence[Incoming]) -> None:
        def work(desk: Desk, job: Job) -> tuple[list[Incoming], Changes]:
            taken = []
            for number, one in enumerate(wanted):
                job.pass_by(number, len(wanted), one.appraiser)
                taken.append(sheet_intake.take_in(desk, one.path)[0])
            return taken, of("appraisals", "packages")

        self.done.clear()
        self.settle.hide()
        self.working.show()
        self.frame.set_valid("done", False)
        self.working.watch(self._session.do(work, lambda both: self._taken(both[0]), self._not_taken),
                           tr("Đang nhận từng gói…"))  # fmt: skip

    def _taken(self, taken: Sequence[Incoming]) -> None:
        self._over()
        new = sum(one.counts.get(sheet_intake.NEW, 0) for one in taken)
        contradicting = sum(one.counts["conflicts"] for one in taken)
        refused = [one for one in taken if not one.taken]
        words = tr("Đã nhận {n} phiếu mới từ {m} gói.", n=new, m=len(taken) - len(refused))
        words = " ".join([words, *(one.message for one in refused)])
        if contradicting:
            words += " " + tr("{n} sáng kiến có phiếu mâu thuẫn, chờ người chọn.", n=contradicting)
        self.done.say("warn" if contradicting or refused else "ok", words)
        self.settle.setVisible(contradicting > 0)
        self._session.told.emit(tr("Đã nhận {n} phiếu mới.", n=new))

    def _not_taken(self, error: Exception) -> None:
        self._over()
        self.done.say("error", messages.of_error(error))

    def _over(self) -> None:
        self.working.hide()
        self.frame.set_valid("done", True)

    def _steps(self) -> list[Step]:
        looked, done = QWidget(), QWidget()
        column = QVBoxLayout(looked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.panel, self.banner):
            column.addWidget(part)
        column.addWidget(self._scroll, 1)
        below = QVBoxLayout(done)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        row = QHBoxLayout()
        row.addWidget(self.settle)
        row.addStretch(1)
        below.addWidget(self.working)
        below.addWidget(self.done)
        below.addLayout(row)
        below.addStretch(1)
        return [
            Step("sources", tr("Chọn gói"), tr("Các gói phiếu người thẩm định gửi về, thứ tự nào cũng được."),
                 self.sources, tr("Kiểm tra")),
            Step("look", tr("Xem trước"), tr("Từng gói của ai, thêm gì, có gì mâu thuẫn. Chưa ghi gì vào sổ."), looked),
            Step("done", tr("Đã nhận"), tr("Không phiếu nào bị ghi đè; gửi lại bao nhiêu lần cũng vậy."), done),
        ]  # fmt: skip


class IncomingCard(Card):
    """One package: the verdict, whose it is, what it adds, and the digits of a key that is new here."""

    def __init__(self, one: Incoming, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.incoming = one
        head = QHBoxLayout()
        head.addWidget(label(one.appraiser or one.path.name, "heading", wrap=True), 1)
        head.addWidget(Pill(verdict_of(one)))
        self.body.addLayout(head)
        self.body.addWidget(label(one.path.name, "small", wrap=True))
        self.words = label(" ".join(filter(None, (one.message, counts_words(one)))), wrap=True)
        self.body.addWidget(self.words)
        self.notes = Banner("warn", "\n".join(notes_of(one)))
        self.body.addWidget(self.notes)
        self.code = CodeBox(tr("Khóa lần đầu trả lời: đối chiếu 30 chữ số với {name} qua điện thoại",
                               name=one.appraiser))  # fmt: skip
        self.code.set_code(one.signer_code if one.taken and one.first else "")
        self.body.addWidget(self.code)


def verdict_of(one: Incoming) -> Mark:
    """Whether a package comes in, as a pill."""
    if one.code == sheet_intake.ALREADY:
        return Mark(tr("Đã nhận trước đây"), "checkmark", "neutral")
    if one.taken:
        return Mark(tr("Nhận được"), "checkmark_circle", "ok")
    if one.verdict == "invalid":
        return Mark(tr("Đã bị sửa hoặc hỏng"), "error_circle", "error")
    return Mark(tr("Không nhận"), "dismiss", "error")


def counts_words(one: Incoming) -> str:
    """ "3 phiếu mới, 1 đã có, 1 tới muộn"."""
    told = one.counts
    words = {
        sheet_intake.NEW: tr("{n} phiếu mới", n=told.get(sheet_intake.NEW, 0)),
        sheet_intake.IDENTICAL: tr("{n} phiếu đã có", n=told.get(sheet_intake.IDENTICAL, 0)),
        sheet_intake.CLASH: tr("{n} phiếu trái với phiếu cùng mã đã có", n=told.get(sheet_intake.CLASH, 0)),
        sheet_intake.OUTDATED: tr("{n} phiếu tới muộn, vòng đã chốt", n=told.get(sheet_intake.OUTDATED, 0)),
        sheet_intake.REFUSED: tr("{n} phiếu không đúng mẫu", n=told.get(sheet_intake.REFUSED, 0)),
        "wishes": tr("{n} sáng kiến xin không chấm", n=len(one.wishes)),
    }
    shown = [said for name, said in words.items() if told.get(name) or (name == "wishes" and one.wishes)]
    return ", ".join(shown) + "." if shown and one.taken else ""


def notes_of(one: Incoming) -> list[str]:
    """What a person has to look at: another key, records corrected since, sheets that contradict or are wrong."""
    found = [messages.sentence("result_new_key")] if one.new_key and one.taken else []
    return found + [line for arrival in one.arrivals for line in _notes(arrival)]


def _notes(arrival: Arrival) -> list[str]:
    lines = []
    if arrival.changed:
        fields = ", ".join(tr(FIELDS[field]) for field in arrival.changed if field in FIELDS)
        lines.append(tr("{number} đã sửa sau khi giao: {what}. Phiếu này chấm bản cũ.", number=arrival.number,
                        what=fields))  # fmt: skip
    if arrival.conflict:
        lines.append(tr("{number}: mâu thuẫn với phiếu đã có của cùng người.", number=arrival.number))
    return lines + [f"{arrival.number}: {messages.of_problem(problem)}" for problem in arrival.problems]
