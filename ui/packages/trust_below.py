"""A unit's own key: made, asked for, vouched for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import changes, messages
from desktop.changes import Changes
from desktop.operations import keys, tokens, trust
from desktop.operations.keys import KeyState
from desktop.operations.trust import Installed, Standing
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.confirm import confirm
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.packages import pickers
from ui.packages.code_box import CodeBox, CodeEdit
from ui.packages.stepper import DONE, LATER, NOW, StepCard
from ui.session import Session
from ui.signatures.pin import PinField
from ui.words import tr


class KeyCard(Card):
    """Three steps: a key, a request whose code is read out, the upper union's trust package."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Khóa ký của đơn vị"), parent=parent)
        self._session = session
        self._given: Path | None = None
        self.overall = Banner()
        self.make, self.ask, self.take = (
            StepCard(1, tr("Tạo khóa ký")),
            StepCard(2, tr("Xuất yêu cầu cấp khóa, rồi gọi điện đọc mã")),
            StepCard(3, tr("Nhận danh bạ khóa của cấp trên")),
        )
        self.body.addWidget(self.overall)
        for step in (self.make, self.ask, self.take):
            self.body.addWidget(step)
        self._build()

    def show_standing(self, told: Standing) -> None:
        """Where the unit stands now."""
        upper = self._session.screen.unit.upper_name or tr("công đoàn cấp trên")
        self._say(told, upper)
        self.make_button.setVisible(not told.key_code)
        show_if(self.replace_button, bool(told.key_code) and tokens.held(self._session.screen) is None)
        held = keys.state(self._session.screen) if told.key_code else None
        self.make.set_state(DONE if held else NOW, _make_words(held))
        ends_soon = held is not None and held.ends_soon
        waiting = held is not None and (not told.issued or ends_soon or not told.encryption_known)
        show_if(self.pin, held is not None and bool(held.token) and waiting)
        self.code.set_code(told.key_code if waiting else "")
        self.ask_button.setVisible(waiting)
        asked = told.requested or (told.issued and not ends_soon)
        self.ask.set_state(DONE if asked else NOW if told.key_code else LATER, _ask_words(told, upper))
        if told.issued:
            self.ask.problem.clear()
        self.take.set_state(
            DONE if told.issued else NOW if told.requested or told.upper_name else LATER, _take_words(told, upper)
        )
        self.take_button.setText(tr("Nhận bản mới…") if told.upper_name else tr("Mở danh bạ khóa…"))

    def open_trust(self, file: Path) -> None:
        """A trust package was chosen: the first one wants the code of the letter, a later one goes in by itself."""
        self.take.problem.clear()
        self._given = file
        if self._known():
            self._session.do(lambda desk, _job: trust.refresh(desk, file), self._installed, self._not_installed)
            return
        self.heard.set_value("")
        self.form_title.setText(tr("Tệp: {name}", name=file.name))
        self.form.show()
        self.heard.setFocus()

    def install(self) -> None:
        """Trusts the package given, if the code is its root's."""
        file, heard = self._given, self.heard.value()
        if file is not None:
            self.heard_field.set_problem("")
            self._session.do(lambda desk, _job: trust.install(desk, file, heard), self._installed, self._not_installed)

    def request(self, folder: Path) -> None:
        """Writes the request for a certificate into a folder."""

        def done(path: Path) -> None:
            self._session.changed.emit(changes.of("trust"))
            self.ask.problem.say("ok", tr("Đã ghi {path}. Gửi tệp này cho cấp trên.", path=path))

        def failed(error: Exception) -> None:
            words = messages.of_error(error)
            if isinstance(error, RuleError) and error.field == "pin":
                self.pin.set_problem(words)
            else:
                self.ask.problem.say("error", words)

        pin = self.pin.take() or None
        self._session.do(lambda desk, _job: keys.request(desk, folder, pin), done, failed)

    def make_key(self) -> None:
        self.make_button.setEnabled(False)

        def failed(error: Exception) -> None:
            self.make_button.setEnabled(True)
            self.make.problem.say("error", messages.of_error(error))

        def done(_answer: tuple[KeyState, Changes]) -> None:
            self._session.told.emit(tr("Đã tạo khóa ký"))
            self.ask_button.setFocus()

        self._session.do(lambda desk, _job: keys.new(desk), done, failed)

    def replace_key(self) -> None:
        """Another key in place of this one; not asked again here."""

        def done(_answer: tuple[KeyState, Changes]) -> None:
            self.make.problem.say("ok", tr("Đã đổi khóa ký. Làm lại bước 2 để cấp trên xác nhận khóa mới."))

        self._session.do(
            lambda desk, _job: keys.replace(desk),
            done,
            lambda error: self.make.problem.say("error", messages.of_error(error)),
        )

    def _ask_replace(self) -> None:
        detail = tr(
            "Khóa cũ mất hẳn, gói mới chưa được tin cho tới khi cấp trên xác nhận khóa mới. Gói đã gửi vẫn xem được."
        )
        if confirm(self, tr("Đổi khóa ký của đơn vị?"), detail, tr("Đổi khóa")):
            self.replace_key()

    def _known(self) -> bool:
        return bool(trust.standing(self._session.screen).upper_name)

    def _say(self, told: Standing, upper: str) -> None:
        held = keys.state(self._session.screen) if told.key_code else None
        if held is not None and held.ends_soon:
            self.overall.say("warn" if held.days_left >= 0 else "error", messages.sentence(*keys.ending(held)))
        elif told.issued:
            words = tr("Khóa ký đã được {upper} xác nhận. Gói ký từ sổ này được tin.", upper=told.upper_name or upper)
            self.overall.say("ok", words)
        elif told.key_code:
            words = tr("Có khóa nhưng {upper} chưa xác nhận: gói vẫn gửi được, bên nhận sẽ hỏi lại mã.", upper=upper)
            self.overall.say("warn", words)
        else:
            self.overall.say("info", tr("Chưa có khóa ký nên chưa gửi gói được. Bắt đầu ở bước 1."))

    def _installed(self, done: Installed) -> None:
        self.form.hide()
        self._given = None
        words = tr("Đang tin {name}, bản số {version}, {n} đơn vị.", name=done.issuer_name, version=done.version,
                   n=done.units)  # fmt: skip
        if not done.certified:
            words += " " + tr("Trong bản này chưa có khóa của đơn vị mình: hãy đợi cấp trên xác nhận rồi nhận bản mới.")
        self.take.problem.say("ok" if done.certified else "warn", words)

    def _not_installed(self, error: Exception) -> None:
        words = messages.of_error(error)
        if self.form.isVisibleTo(self):
            self.heard_field.set_problem(words)
        else:
            self.take.problem.say("error", words)

    def _build(self) -> None:
        self.make_button = self.make.add_button(Button(tr("Tạo khóa ký"), "key", "primary"))
        self.replace_button = self.make.add_button(Button(tr("Đổi khóa ký…"), "arrow_sync"))
        self.replace_button.clicked.connect(self._ask_replace)
        self.make_button.clicked.connect(self.make_key)
        self.ask_button = self.ask.add_button(Button(tr("Xuất yêu cầu…"), "arrow_export"))
        self.ask_button.clicked.connect(self._pick_folder)
        self.code = CodeBox(tr("Mã khóa để đọc qua điện thoại"))
        self.code.copied.connect(lambda: self._session.told.emit(tr("Đã sao chép mã")))
        self.pin = PinField()
        self.ask.body.addWidget(self.code)
        self.ask.body.addWidget(self.pin)
        self.take_button = self.take.add_button(Button(tr("Mở danh bạ khóa…"), "folder_open"))
        self.take_button.clicked.connect(self._pick_trust)
        self.take.body.addWidget(self._form())

    def _form(self) -> QWidget:
        self.form = QWidget()
        self.form_title = label("", "muted", wrap=True)
        self.heard = CodeEdit()
        self.heard_field = Field(
            tr("Mã 30 chữ số trong công văn của cấp trên"),
            self.heard,
            required=True,
            help_text=tr("Gõ theo công văn giấy, không lấy từ tin nhắn kèm tệp."),
        )
        self.install_button = Button(tr("Tin khóa này"), "shield_checkmark", "primary")
        self.install_button.setEnabled(False)
        self.heard.edited.connect(lambda _text: self.install_button.setEnabled(self.heard.complete()))
        self.heard.returnPressed.connect(lambda: self.install() if self.heard.complete() else None)
        self.install_button.clicked.connect(self.install)
        quit_button = Button(tr("Thôi"))
        quit_button.clicked.connect(self.form.hide)
        row = QHBoxLayout()
        row.addWidget(self.install_button)
        row.addWidget(quit_button)
        row.addStretch(1)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form_title)
        column.addWidget(self.heard_field)
        column.addLayout(row)
        self.form.hide()
        return self.form

    def _pick_folder(self) -> None:
        if self.pin.isVisibleTo(self) and not self.pin.line.text():
            self.pin.set_problem(messages.sentence("token_pin_needed"))
            self.pin.line.setFocus()
            return
        folder = pickers.folder(self, tr("Ghi yêu cầu cấp khóa vào"))
        if folder is not None:
            self.request(folder)

    def _pick_trust(self) -> None:
        file = pickers.package(self, tr("Chọn danh bạ khóa của cấp trên"))
        if file is not None:
            self.open_trust(file)


def _make_words(held: KeyState | None) -> str:
    if held is None:
        return tr("Khóa ký là con dấu điện tử của đơn vị trên các gói. Tạo một lần, dùng nhiều năm.")
    if held.token:
        return tr("Khóa nằm trên USB ký số «{label}», không rời khỏi USB.", label=held.token)
    return tr("Khóa nằm trong sổ này, được sổ bảo vệ. Không ai khác có khóa này.")


def _ask_words(told: Standing, upper: str) -> str:
    if told.issued and not told.encryption_known:
        return tr("Khóa ký đã xác nhận. Xuất lại yêu cầu để {upper} có cả khóa mã hóa của đơn vị.", upper=upper)
    if told.issued:
        return tr("{upper} đã nghe mã và cấp chứng thư cho khóa này.", upper=told.upper_name or upper)
    return tr(
        "Gửi tệp yêu cầu cho {upper} (USB, e-mail, Zalo). Người bên đó gọi lại, bạn đọc 30 chữ số của khóa.",
        upper=upper,
    )


def _take_words(told: Standing, upper: str) -> str:
    if told.upper_name:
        return tr("Đang tin {name}, bản số {version}.", name=told.upper_name, version=told.upper_version)
    return tr("{upper} gửi lại một tệp danh bạ khóa và công văn có mã 30 chữ số. Nhận vào là xong.", upper=upper)
