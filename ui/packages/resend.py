"""Sending a sealed package once more: where, and have it done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import kept_packages
from desktop.operations.servers import ReceivingServer
from ui.common.wizard import Step, WizardFrame
from ui.packages.places import PlaceChooser
from ui.packages.send_run import Parcel, SendRun, parcel_to
from ui.session import Session
from ui.words import tr


class ResendWizard(QWidget):
    """`row` is the package's row of the outbox. `closed` when the person is through."""

    closed = Signal()

    def __init__(self, session: Session, row: dict[str, Any], recipient: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._recipient = row, recipient
        self.where, self.run = PlaceChooser(session, servers=True), SendRun(session)
        hint = tr("Gói số {seq} gửi tới {recipient}, {n} sáng kiến. Gói giữ nguyên chữ ký cũ.",
                  seq=row["seq"], recipient=recipient, n=row["records"])  # fmt: skip
        steps = [
            Step("where", tr("Nơi ghi"), hint, self.where, tr("Ghi gói")),
            Step("run", tr("Ghi và đọc lại"), hint, self.run),
        ]
        self.frame = WizardFrame(tr("Gửi lại gói số {seq}", seq=row["seq"]), steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.frame.entered.connect(self._entered)
        self.frame.cancelled.connect(self.closed)
        self.frame.finished.connect(self.closed)
        self.where.changed.connect(self._placed)
        self.run.busy.connect(lambda busy: self.frame.set_valid("run", not busy))
        self.run.elsewhere.connect(lambda _sha: self.frame.go("where"))
        self.where.set_need(kept_packages.size_bytes(Path(row["path"])))
        self.frame.start()
        self._placed()

    def may_close(self) -> bool:
        return not self.run.running()

    def _placed(self) -> None:
        self.frame.set_valid("where", self._destination() is not None)

    def _entered(self, key: str) -> None:
        place = self._destination()
        if key == "run" and place is None:
            self.where.check_again()
            self.frame.go("where")
        elif key == "run" and place is not None:
            row = self._row
            parcel = Parcel(row["manifest_sha256"], row["seq"], row["records"], self._recipient, None)
            self.run.send(parcel_to(place, parcel))

    def _destination(self) -> Path | ReceivingServer | None:
        return self.where.chosen() or self.where.chosen_server()
