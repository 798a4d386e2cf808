"""«Máy chủ nhận», a card of the settings: servers packages can be sent to, written down, tried out and taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import servers
from desktop.operations.servers import ReceivingServer
from domain.errors import RuleError, TroubleError
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.confirm import confirm
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.fold import Fold
from ui.common.labels import label
from ui.session import Session
from ui.words import tr

NEW = "0"
LONGEST_PEM = 1 << 20


class ServersCard(Card):
    """One server at a time: chosen above, its fields below. The secret is written and never shown again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Máy chủ nhận"), parent=parent)
        self._session = session
        self._ca_pem = ""
        self.which = Choice()
        self.kind = Choice([("tus", tr("Tải lên (tus)")), ("webdav", tr("Thư mục WebDAV"))])
        self.name, self.url, self.user = LineEdit(tr("LĐLĐ tỉnh")), LineEdit("https://…"), LineEdit()
        self.secret = LineEdit()
        self.proxy_user, self.proxy_secret = LineEdit(), LineEdit()
        for hidden in (self.secret, self.proxy_secret):
            hidden.setEchoMode(QLineEdit.EchoMode.Password)
        self.proxy = Fold(tr("Đăng nhập proxy của cơ quan"))
        self.banner = Banner()
        self.fields: dict[str, Field] = {}
        self._build()
        self.which.edited.connect(lambda _code: self._show())
        self.kind.edited.connect(lambda _code: self._show_kind())
        session.changed.connect(self._changed)
        self._list(NEW)

    def given(self) -> ReceivingServer:
        """The server as it stands in the fields."""
        return ReceivingServer(self.name.value(), self.kind.value(), self.url.value(), self.user.value(), self._ca_pem,
                               self.secret.value(), int(self.which.value() or 0), proxy_user=self.proxy_user.value(),
                               proxy_secret=self.proxy_secret.value())  # fmt: skip

    def set_ca(self, file: Path) -> None:
        """Takes a private CA's certificates from a file."""
        try:
            with file.open("rb") as opened:
                self._ca_pem = opened.read(LONGEST_PEM).decode("ascii")
        except (OSError, UnicodeDecodeError):
            self.banner.say("error", messages.sentence("ca_unreadable"))
            return
        self._show_ca()

    def _build(self) -> None:
        hint = tr("Nơi công đoàn cấp trên nhận gói qua mạng. Không có mạng thì USB và thư điện tử vẫn như cũ.")
        self.body.addWidget(label(hint, "muted", wrap=True))
        self.body.addWidget(self.which)
        self.which.setAccessibleName(tr("Máy chủ"))
        titles = {"name": (tr("Tên"), self.name), "kind": (tr("Loại"), self.kind), "url": (tr("Địa chỉ"), self.url),
                  "user_name": (tr("Tên đăng nhập"), self.user),
                  "secret": (tr("Mã truy cập"), self.secret)}  # fmt: skip
        self.fields = {name: Field(title, editor) for name, (title, editor) in titles.items()}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, name in ((0, "name"), (1, "kind"), (4, "user_name"), (5, "secret")):
            grid.addWidget(self.fields[name], place // 2, place % 2)
        grid.addWidget(self.fields["url"], 1, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self._build_proxy()
        self.body.addLayout(self._ca_row())
        self.body.addWidget(self.banner)
        self.body.addLayout(self._buttons())

    def _build_proxy(self) -> None:
        self.fields["proxy_user"] = Field(tr("Tên đăng nhập proxy"), self.proxy_user)
        self.fields["proxy_secret"] = Field(tr("Mật khẩu proxy"), self.proxy_secret)
        row = QHBoxLayout()
        row.setSpacing(12)
        for name in ("proxy_user", "proxy_secret"):
            row.addWidget(self.fields[name], 1)
        self.proxy.body.addLayout(row)
        self.body.addWidget(self.proxy)

    def _show_proxy(self, one: ReceivingServer) -> None:
        kept = tr("Đã lưu trong hòm khóa; để trống thì giữ nguyên.")
        self.fields["proxy_secret"].set_help(kept if one.has_proxy_secret else tr("Giữ trong hòm khóa của sổ."))
        self.fields["proxy_user"].set_help(tr("Chỉ khi mạng cơ quan đòi; người quản trị mạng cấp."))
        self.proxy.say(one.proxy_user)
        self.proxy.set_open(bool(one.proxy_user))

    def _ca_row(self) -> QHBoxLayout:
        self.ca = label("", "small", wrap=True)
        self.ca_button = button(tr("Chọn tệp CA riêng…"), "certificate")
        self.ca_clear = button(tr("Bỏ CA"), "dismiss")
        self.ca_button.clicked.connect(self._pick_ca)
        self.ca_clear.clicked.connect(self._clear_ca)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.ca, 1)
        row.addWidget(self.ca_clear)
        row.addWidget(self.ca_button)
        return row

    def _buttons(self) -> QHBoxLayout:
        self.remove = Button(tr("Xóa máy chủ"), "delete")
        self.test = Button(tr("Thử kết nối"), "arrow_sync")
        self.save = Button(tr("Lưu"), "checkmark", "primary")
        self.remove.clicked.connect(self._remove)
        self.test.clicked.connect(self._test)
        self.save.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.test)
        row.addWidget(self.save)
        return row

    def _list(self, chosen: str) -> None:
        known = servers.everything(self._session.screen)
        self.which.set_value("")  # one that was taken away is no entry any more
        self.which.set_items([(str(one.id), one.name) for one in known] + [(NEW, tr("Thêm máy chủ mới…"))])
        codes = {str(one.id) for one in known}
        self.which.set_value(chosen if chosen in codes else NEW if chosen != NEW or not known else str(known[0].id))
        self._show()

    def _show(self) -> None:
        code = self.which.value()
        one = servers.get(self._session.screen, int(code)) if code != NEW else ReceivingServer("", "tus", "")
        for editor, words in ((self.name, one.name), (self.url, one.url), (self.user, one.user_name),
                              (self.secret, ""), (self.proxy_user, one.proxy_user),
                              (self.proxy_secret, "")):  # fmt: skip
            editor.set_value(words)
        self.kind.set_value(one.kind)
        self._ca_pem = one.ca_pem
        self.fields["secret"].set_help(tr("Đã lưu trong hòm khóa; để trống thì giữ nguyên.") if one.has_secret else
                                       tr("Giữ trong hòm khóa của sổ, không hiện lại."))  # fmt: skip
        self._show_proxy(one)
        self.remove.setEnabled(code != NEW)
        self._clear()
        self._show_ca()
        self._show_kind()

    def _show_kind(self) -> None:
        dav = self.kind.value() == "webdav"
        self.fields["url"].set_help(tr("Thư mục nhận, ví dụ https://may.congdoan.vn/dav/nhan/") if dav else
                                    tr("Nơi nhận, ví dụ https://nhan.congdoan.vn/files"))  # fmt: skip
        self.fields["user_name"].set_help(tr("Khi máy chủ cấp tên và mật khẩu.") if dav else tr("Thường để trống."))

    def _show_ca(self) -> None:
        none = tr("Tin các nơi cấp chứng thư mà máy này đã tin.")
        self.ca.setText(tr("Tin thêm CA riêng trong tệp đã chọn.") if self._ca_pem else none)
        self.ca_clear.setVisible(bool(self._ca_pem))

    def _clear_ca(self) -> None:
        self._ca_pem = ""
        self._show_ca()

    def _pick_ca(self) -> None:
        kinds = tr("Chứng thư") + " (*.pem *.crt *.cer)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Chọn tệp CA riêng"), str(Path.home()), kinds)
        if name:
            self.set_ca(Path(name))

    def _clear(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_problem("")

    def _save(self) -> None:
        self._clear()
        given = self.given()

        def work(desk: Desk, _job: Job) -> tuple[ReceivingServer, Changes]:
            return servers.put(desk, given)

        self._session.do(work, lambda put: self._saved(put[0]), self._failed)

    def _saved(self, one: ReceivingServer) -> None:
        self._list(str(one.id))
        self._session.told.emit(tr("Đã lưu máy chủ {name}", name=one.name))

    def _test(self) -> None:
        self._clear()
        given = self.given()

        def begun(trial: object) -> None:
            assert callable(trial)
            self.banner.say("info", tr("Đang thử…"))
            self.test.setEnabled(False)
            self._session.ask(lambda job: trial(job.check), lambda _none: self._answered(), self._failed)

        self._session.do(lambda desk, _job: servers.trial(desk, given), begun, self._failed)

    def _answered(self) -> None:
        self.test.setEnabled(True)
        self.banner.say("ok", tr("Máy chủ trả lời đúng loại và nhận mã truy cập."))

    def _remove(self) -> None:
        code = self.which.value()
        detail = tr("Mã truy cập của máy chủ cũng bị xóa. Gói đang chờ máy chủ này sẽ được giữ lại.")
        if code != NEW and confirm(self, tr("Xóa máy chủ khỏi sổ?"), detail, tr("Xóa máy chủ")):
            self._session.do(lambda desk, _job: servers.remove(desk, int(code)), lambda _changes: self._list(NEW),
                             self._failed)  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if changes.touches("servers") and not self.isVisible():
            self._list(self.which.value())

    def _failed(self, error: Exception) -> None:
        self.test.setEnabled(True)
        field = self.fields.get(error.field) if isinstance(error, RuleError) else None
        if field is not None:
            field.set_problem(messages.of_error(error))
            self.banner.clear()
        else:
            self.banner.say("error", messages.of_error(error))
        if field in (self.fields["proxy_user"], self.fields["proxy_secret"]) or _wants_login(error):
            self.proxy.set_open(True)


def _wants_login(error: Exception) -> bool:
    return isinstance(error, TroubleError) and error.code in ("proxy_refused", "proxy_login_refused")
