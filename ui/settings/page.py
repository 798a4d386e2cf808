"""«Cài đặt»: how the program looks on this machine, and what the register works with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.changes import Changes
from desktop.desk import OFFICER
from desktop.operations import programmes
from desktop.settings import Settings
from ui import appearance, theme
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import RETINT, label
from ui.common.page_head import PageHead
from ui.common.pieces import Pieces, at_once
from ui.common.scroll import Scroll
from ui.papers import files
from ui.people.columns import Columns
from ui.people.passphrase_card import PassphraseCard
from ui.registers.programme_cards import ProgrammeCards
from ui.session import Session
from ui.settings.diagnostics_card import DiagnosticsCard
from ui.settings.evidence_card import EvidenceCard
from ui.settings.servers_card import ServersCard
from ui.words import tr


class SettingsPage(QWidget):
    """`look`, `text_size`, `language` take effect as they are chosen; an officer also chooses the programme in use."""

    programmes: ProgrammeCards

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session, self._settings = session, Settings()
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        session = self._session
        self._spoken = self._settings.language
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(12)
        column.addWidget(PageHead(tr("Cài đặt")))
        # From the outside in: what is put into a ground that goes into another gets its look twice.
        scroll = Scroll(self)
        column.addWidget(scroll, 1)
        scroll.body.setContentsMargins(0, 0, 6, 0)
        columns = Columns((), (), parent=scroll.ground)
        scroll.body.addWidget(columns)
        scroll.body.addStretch(1)
        officer = session.screen.user.has(OFFICER)
        yield
        for card in (self._look_card, self._register_card):
            columns.add(0, card())
            yield
        if officer:
            self.servers = ServersCard(session)
            columns.add(0, self.servers)
            yield
        self.diagnostics = DiagnosticsCard(session)
        columns.add(0, self.diagnostics)
        yield
        columns.add(1, self._programme_card() if officer else PassphraseCard(session))
        yield
        if officer:
            columns.add(1, EvidenceCard(session))
            yield
        session.changed.connect(self._changed)
        self.setFocusProxy(self.look)

    def open(self, _what: object) -> None:
        """There is nothing to choose on this page."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT and self.isVisible():
            self._show_look()

    def _show_look(self) -> None:
        """The size of the text may have been changed elsewhere in the window, or by its keys."""
        self.look.set_value(self._settings.theme)
        self.text_size.set_value(str(self._settings.scale_pct))

    def _look_card(self) -> Card:
        themes = {"system": tr("Theo máy tính"), "light": tr("Sáng"), "dark": tr("Tối")}
        self.look = Choice(list(themes.items()))
        self.text_size = Choice([(str(pct), f"{pct} %") for pct in theme.SCALES])
        self.language = Choice([("vi", "Tiếng Việt"), ("en", "English")])
        self.language.set_value(self._settings.language)
        self.look.edited.connect(self._set_look)
        self.text_size.edited.connect(self._set_size)
        self.language.edited.connect(self._set_language)
        card = Card(tr("Hiển thị"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(Field(tr("Giao diện"), self.look), 0, 0)
        grid.addWidget(Field(tr("Cỡ chữ"), self.text_size, help_text=tr("Ctrl và dấu + hoặc - cũng đổi được")), 0, 1)
        self.language_field = Field(tr("Ngôn ngữ"), self.language)
        grid.addWidget(self.language_field, 1, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        return card

    def _register_card(self) -> Card:
        desk = self._session.screen
        card = Card(tr("Sổ"))
        card.body.addWidget(label(tr("Thư mục của sổ"), "label"))
        where = label(str(desk.home), wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(where)
        plain, sealed = tr("Sổ này không mã hóa."), tr("Sổ được mã hóa; chỉ mở được bằng mật khẩu hoặc mã khôi phục.")
        card.body.addWidget(label(plain if desk.plain else sealed, "muted", wrap=True))
        self.open_folder = button(tr("Mở thư mục"), "folder_open")
        self.open_folder.clicked.connect(lambda: files.show(desk.home))
        self.lock = button(tr("Đổi người dùng"), "sign_out")
        self.lock.clicked.connect(lambda: self._session.asked.emit("lock", None))
        row = QHBoxLayout()
        row.addWidget(self.open_folder)
        row.addStretch(1)
        row.addWidget(self.lock)
        card.body.addLayout(row)
        return card

    def _programme_card(self) -> Card:
        card = Card(tr("Chương trình đang dùng"))
        hint = tr("Sáng kiến mới, số liệu và văn bản theo chương trình này. Sáng kiến đã ghi giữ chương trình của nó.")
        card.body.addWidget(label(hint, "muted", wrap=True))
        self._choosing = QVBoxLayout()
        card.body.addLayout(self._choosing)
        self._show_programmes()
        self.read_rules = button(tr("Đọc quy định, tạo chương trình mới…"), "gavel")
        self.read_rules.clicked.connect(self._read_rules)
        row = QHBoxLayout()
        row.addWidget(self.read_rules)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _set_look(self, value: str) -> None:
        self._settings.theme = value
        appearance.dress(self._settings)

    def _set_size(self, value: str) -> None:
        window = self.window()
        if hasattr(window, "scale_asked"):
            window.scale_asked.emit(int(value))

    def _set_language(self, value: str) -> None:
        self._settings.language = value
        later = tr("Có hiệu lực khi mở lại phần mềm.")
        self.language_field.set_note("" if value == self._spoken else later)

    def _use(self, programme_id: str) -> None:
        self._session.do(
            lambda desk, _job: programmes.use(desk, programme_id),
            lambda _changes: self._session.told.emit(tr("Đã đổi chương trình đang dùng.")),
        )

    def _show_programmes(self) -> None:
        """The programmes as the register has them now."""
        if hasattr(self, "programmes"):
            self._choosing.removeWidget(self.programmes)
            self.programmes.hide()
            self.programmes.deleteLater()
        packs = sorted(programmes.everything(self._session.screen), key=lambda pack: -pack.year)
        self.programmes = ProgrammeCards(packs, programmes.current(self._session.screen).id)
        self.programmes.chosen.connect(self._use)
        self._choosing.addWidget(self.programmes)

    def _read_rules(self) -> None:
        self._session.asked.emit("programmes", ("rules", self.programmes.current()))

    def _changed(self, changes: Changes) -> None:
        if not hasattr(self, "programmes"):
            return
        ids = [pack.id for pack in programmes.everything(self._session.screen)]
        if changes.touches("programmes") and sorted(ids) != sorted(self.programmes.ids()):
            self._show_programmes()
        elif changes.touches("settings"):
            self.programmes.choose(programmes.current(self._session.screen).id)
