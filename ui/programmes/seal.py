"""An upper union hands its rules down: a signed package into a folder or onto a stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.operations import programme_files
from desktop.operations.programmes import Installed
from ui.packages.facts import Facts
from ui.programmes.origin import origin_words
from ui.programmes.seal_task import SealTask
from ui.session import Session
from ui.words import tr


class SealView(SealTask):
    """The package of one programme, in the version read here."""

    def __init__(self, session: Session, held: Installed, parent: QWidget | None = None) -> None:
        hint = tr("Gói được ký bằng khóa của đơn vị này. Đơn vị cấp dưới nhận gói bằng «Nhận gói quy tắc…».")
        super().__init__(tr("Gửi quy định cho cấp dưới"), hint, tr("Chọn nơi ghi gói quy tắc"), parent)
        self._session, self._held = session, held
        facts = Facts()
        facts.set_rows(
            [
                (tr("Chương trình"), held.pack.title),
                (tr("Phiên bản"), held.version),
                (tr("Nguồn"), origin_words(held)),
            ]
        )
        self.lay_out(facts)
        self.setFocusProxy(self.go)

    def write_to(self, folder: Path) -> None:
        held = self._held
        self.begin()
        self._session.do(
            lambda desk, _job: programme_files.seal(desk, held.id, folder, held.version), self._sealed, self.failed
        )

    def _sealed(self, result: tuple[Path, object]) -> None:
        path = result[0]
        self.done(path, tr("Đã ký và ghi {path}. Hãy đưa tệp này cho các đơn vị cấp dưới.", path=str(path)))
