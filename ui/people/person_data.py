"""One person's data: what is held, and the four things that can be asked for: see, correct, erase, anonymise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import corrections, data_requests, erasure, personal_data
from desktop.operations.corrections import Corrected, Offer
from desktop.operations.erasure import Erased, Preview
from domain import dates
from domain.labels import ERASABLE
from ui.common import confirm
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.common.unit_choice import UnitChoice
from ui.packages import pickers
from ui.people import request_form
from ui.people.erasure_words import consequences, held_words
from ui.session import Session
from ui.words import tr

PHONE = "phone"


class PersonData(QWidget):
    """`seen` is what was found about the person in front; everything is read and done on the store lane."""

    def __init__(self, session: Session, *, officer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.seen: Preview | None = None
        self._wanted = ""
        self.choice = UnitChoice(lambda words: request_form.find(session, words),
                                 lambda name: request_form.named(session, name),
                                 tr("Gõ vài chữ của tên, không cần dấu"))  # fmt: skip
        self.choice.setObjectName("personal_data_person")
        self.choice.committed.connect(lambda name: self.show_person(name) if name else None)
        self.banner = Banner()
        self.banner.clicked.connect(self._purge)
        self.held = label("", wrap=True)
        self.reason = LineEdit()
        self.reason_field = Field(tr("Lý do (ghi vào nhật ký khi xóa, ẩn danh)"), self.reason, required=True)
        self.export = Button(tr("Xuất dữ liệu"), "arrow_export", "primary")
        self.correct = Button(tr("Sửa"), "edit")
        self.spread = Button("", "edit")
        self.erase_phone = Button(tr("Xóa số điện thoại"), "delete")
        self.field = Choice([(code, tr(words)) for code, words in ERASABLE.items() if code != PHONE])
        self.field.setAccessibleName(tr("Mục khác"))
        self.erase = Button(tr("Xóa mục này"), "delete")
        self.anonymise = Button(tr("Ẩn danh"), "shield_keyhole", "danger")
        self._officer = officer
        self._connect()
        self._lay_out()
        self.setFocusProxy(self.choice)

    def show_person(self, person_id: str) -> None:
        """Looks up what is held about an entry."""
        self._wanted = person_id
        self._session.do(lambda desk, _job: (erasure.preview(desk, person_id), corrections.offers(desk, person_id),
                                             erasure.purge_pending(desk)),
                         lambda found: self._show(person_id, *found), self._failed)  # fmt: skip

    def refresh(self) -> None:
        if self._wanted:
            self.show_person(self._wanted)

    def _show(self, person_id: str, seen: Preview, offers: Sequence[Offer], pending: bool) -> None:
        if person_id != self._wanted:
            return
        changed = self.seen is None or self.seen.person.id != seen.person.id
        self.seen = seen
        self.card.set_title(seen.person.full_name)
        self.held.setText(held_words(seen))
        if changed:
            self.choice.set_value(seen.person.id)
            self.reason.set_value(self._usual_reason(seen.person.id))
            self.reason_field.set_problem("")
            self.banner.clear()
        self.spread.setVisible(self._officer and bool(offers))
        self.spread.setText(tr("Sửa theo sổ tay ở {n} sáng kiến", n=len(offers)))
        left = sum(offer.travels for offer in offers)
        self.offered.setVisible(left > 0)
        self.offered.setText(tr("{n} sáng kiến trong đó đã gửi: bản sửa sẽ đi cùng gói kế tiếp.", n=left))
        self.erase_phone.setEnabled(bool(seen.person.phone) or any(place.row["phone"] for place in seen.places))
        self._say_pending(pending)
        self.stack.setCurrentWidget(self.card)

    def _usual_reason(self, person_id: str) -> str:
        """The open request of this person, if there is one: nobody types a reason twice."""
        waiting = data_requests.everything(self._session.screen, open_only=True)
        for held in waiting:
            if held.person_id == person_id:
                day = dates.shown(held.received_on)
                return tr("Theo yêu cầu số {no} ngày {day}", no=held.id, day=day)
        return tr("Theo đề nghị của người này")

    def _say_pending(self, pending: bool) -> None:
        if pending:
            words = tr("Dữ liệu đã xóa khỏi sổ, nhưng tệp của sổ chưa ghi lại được nên vết cũ có thể còn.")
            self.banner.say("warn", words, tr("Ghi lại tệp"))

    def _export(self) -> None:
        if self.seen is None:
            return
        person_id = self.seen.person.id
        kinds = "PDF (*.pdf);;TXT (*.txt);;JSON (*.json)"
        target = pickers.new_file(self, tr("Xuất dữ liệu"), "du-lieu-ca-nhan.pdf", kinds)
        if target is not None:
            self._session.do(lambda desk, _job: personal_data.export(desk, person_id, target),
                             lambda done: self.banner.say("ok", tr("Đã ghi vào {path}", path=str(done[0]))),
                             self._failed)  # fmt: skip

    def _correct(self) -> None:
        if self.seen is not None:
            self._session.asked.emit("people", ("book", self.seen.person.id))

    def _spread(self) -> None:
        if self.seen is not None:
            person_id = self.seen.person.id
            self._session.do(lambda desk, _job: corrections.apply(desk, person_id), self._spread_done, self._failed)

    def _spread_done(self, done: Corrected) -> None:
        said = tr("Đã sửa ở {n} sáng kiến.", n=done.records)
        if done.travelling:
            said += " " + tr("{n} sáng kiến trong đó đã gửi: bản sửa sẽ đi cùng gói kế tiếp.", n=done.travelling)
        if done.staying:
            said += " " + tr("{n} sáng kiến cấp trên đang xét hoặc đã khen: báo cấp trên bằng văn bản.", n=done.staying)
        self.banner.say("ok", said)

    def _ask(self, field: str) -> None:
        """Shows what would be touched, and asks: it cannot be taken back."""
        if self.seen is None:
            return
        if not self.reason.value().strip():
            self.reason_field.set_problem(messages.sentence("erasure_reason_missing"))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.reason_field.set_problem("")
        person_id = self.seen.person.id
        self._session.do(lambda desk, _job: erasure.preview(desk, person_id, field),
                         lambda seen: self._confirm(seen, field), self._failed)  # fmt: skip

    def _confirm(self, seen: Preview, field: str) -> None:
        name, reason, person_id = seen.person.full_name, self.reason.value(), seen.person.id
        if field:
            question = tr("Xóa «{what}» của {name} ở mọi nơi?", what=tr(ERASABLE[field]), name=name)
            verb = tr("Xóa ở mọi nơi")
        else:
            question, verb = tr("Ẩn danh {name}?", name=name), tr("Ẩn danh")
        if not confirm.confirm(self, question, consequences(seen), verb):
            return
        if field:
            self._session.do(lambda desk, _job: erasure.erase(desk, person_id, field, reason), self._gone, self._failed)
        else:
            self._session.do(lambda desk, _job: erasure.anonymise(desk, person_id, reason), self._gone, self._failed)

    def _gone(self, done: Erased) -> None:
        if done.alias:
            self._wanted, self.seen = "", None
            self.choice.set_value("")
            self.stack.setCurrentWidget(self.empty)
            self.banner.say("ok", tr("Đã ẩn danh. Nay trong sổ là «{alias}».", alias=done.alias))
        else:
            self.banner.say("ok", tr("Đã xóa ở {n} sáng kiến và trong sổ tay người.", n=done.records))
        self._say_pending(not done.purged)

    def _purge(self) -> None:
        said = tr("Đã ghi lại tệp của sổ.")
        self._session.do(lambda desk, _job: erasure.purge(desk), lambda _changes: self.banner.say("ok", said),
                         self._failed)  # fmt: skip

    def _failed(self, error: Exception) -> None:
        if getattr(error, "code", "") in ("person_anonymised", "person_unknown"):
            self._wanted, self.seen = "", None
            self.stack.setCurrentWidget(self.empty)
        self.banner.say("error", messages.of_error(error))

    def _connect(self) -> None:
        self.export.clicked.connect(self._export)
        self.correct.clicked.connect(self._correct)
        self.spread.clicked.connect(self._spread)
        self.erase_phone.clicked.connect(lambda: self._ask(PHONE))
        self.erase.clicked.connect(lambda: self._ask(self.field.value()))
        self.anonymise.clicked.connect(lambda: self._ask(""))

    def _lay_out(self) -> None:
        self.card = Card(" ", ruled=True)
        scroll = Scroll()
        self.card.fill(scroll)
        scroll.body.addWidget(self.held)
        self.offered = label("", "warn", wrap=True)
        scroll.body.addWidget(self.offered)
        self.field.set_value(next(code for code in ERASABLE if code != PHONE))
        for part in (self.export, self.correct, self.erase_phone, self.anonymise, self.erase, self.field):
            part.setEnabled(self._officer)
        scroll.body.addLayout(self._buttons())
        scroll.body.addWidget(self.reason_field)
        scroll.body.addStretch(1)
        self.empty = Empty("person", tr("Chưa chọn người nào"), tr("Gõ vài chữ của tên ở trên để tìm người."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Field(tr("Người trong sổ tay"), self.choice))
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for at, button in enumerate((self.export, self.correct, self.erase_phone, self.anonymise)):
            grid.addWidget(button, 0, at)
        grid.addWidget(self.spread, 1, 0, 1, 2)
        other = QHBoxLayout()
        other.addWidget(self.field, 1)
        other.addWidget(self.erase)
        grid.addLayout(other, 1, 2, 1, 2)
        grid.setColumnStretch(4, 1)
        return grid
