"""«Khóa mã hóa»: what others encrypt for, who has it already, for whom packages leave encrypted, how to change it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import encryption
from desktop.operations.encryption import Addressee, OwnKey
from domain import dates
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.confirm import confirm
from ui.packages.facts import Facts
from ui.session import Session
from ui.words import tr

_ENDS, _NAMES = 10, 6  # letters of a key at either end, names of units shown


class EncryptionCard(Card):
    """The key comes by itself with the signing key; here one sees where it has got to."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Khóa mã hóa"), parent=parent)
        self._session = session
        self.state = Banner()
        self.problem = Banner()
        self.facts = Facts(stacked=True)
        self.renew_button = Button(tr("Đổi khóa mã hóa…"), "arrow_sync")
        self.renew_button.clicked.connect(self._ask_renew)
        row = QHBoxLayout()
        row.addWidget(self.renew_button)
        row.addStretch(1)
        for part in (self.state, self.problem, self.facts):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Reads the keys again."""
        own, others = encryption.own(self._session.screen), encryption.known_units(self._session.screen)
        self.renew_button.setText(tr("Đổi khóa mã hóa…") if own else tr("Tạo khóa mã hóa"))
        self.state.say(*self._say(own))
        self.facts.set_rows(
            [
                (tr("Khóa đang dùng"), _key_words(own) if own else ""),
                (tr("Khóa cũ còn giữ để mở gói cũ"), str(own.kept) if own and own.kept else ""),
                (tr("Gói gửi tới các nơi này tự mã hóa"), _names(others)),
            ]
        )

    def renew(self) -> None:
        """A new key; not asked again here."""

        first = encryption.own(self._session.screen) is None

        def done(_answer: tuple[OwnKey, Changes]) -> None:
            words = tr("Đã đổi khóa mã hóa. Gói đang trên đường gửi tới vẫn mở được.")
            self.problem.say("ok", tr("Đã tạo khóa mã hóa.") if first else words)

        self._session.do(
            lambda desk, _job: encryption.renew(desk),
            done,
            lambda error: self.problem.say("error", messages.of_error(error)),
        )

    def _say(self, own: OwnKey | None) -> tuple[str, str]:
        unit = self._session.screen.unit
        if own is None:
            return "info", tr(
                "Chưa có khóa mã hóa; nó cũng được tạo cùng khóa ký hay khóa gốc. "
                "Có nó, nơi khác gửi được gói kín tới đây."
            )
        if own.known_above:
            return "ok", tr("{upper} đã có khóa này.", upper=unit.upper_name or unit.upper_code)
        if unit.upper_code:
            return "warn", tr(
                "{upper} chưa báo là đã có khóa này. Khóa đi cùng yêu cầu cấp khóa ở bước 2; nếu đã đổi khóa sau khi "
                "gửi yêu cầu, hãy xuất và gửi lại.",
                upper=unit.upper_name or unit.upper_code,
            )
        return "info", tr("Khóa đi xuống các đơn vị trong danh bạ khóa; đơn vị nhận danh bạ thì gói nộp tự mã hóa.")

    def _ask_renew(self) -> None:
        if encryption.own(self._session.screen) is None:
            self.renew()
            return
        detail = tr(
            "Từ nay nơi khác mã hóa bằng khóa mới, sau khi nhận yêu cầu hoặc danh bạ mới. Khóa cũ vẫn được giữ."
        )
        if confirm(self, tr("Đổi khóa mã hóa?"), detail, tr("Đổi khóa")):
            self.renew()


def _key_words(own: OwnKey) -> str:
    day = dates.shown(dates.civil_day(datetime.fromisoformat(own.since)))
    short = f"{own.recipient[:_ENDS]}…{own.recipient[-_ENDS:]}"
    return tr("{key}, từ ngày {day}", key=short, day=day)


def _names(others: list[Addressee]) -> str:
    names = "; ".join(one.unit_name for one in others[:_NAMES])
    return names + tr(" và {n} nơi khác", n=len(others) - _NAMES) if len(others) > _NAMES else names
