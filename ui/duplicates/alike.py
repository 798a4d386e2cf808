"""While a title or a text is typed: a banner that names the record it is like, and the way to compare the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.changes import Changes
from desktop.jobs import Job
from desktop.operations import duplicates
from desktop.operations.duplicates import Pair
from ui.common.banner import Banner
from ui.session import Session
from ui.words import tr

PAUSE_MS = 500  # after the last key: a sentence is not judged before it is written
FIELDS = ("title", "summary", "nature", "effect")


class Alike(QObject):
    """`values` gives what stands in the fields now; compare_asked(row id of the other) by the banner's button.

    It looks beside the screen and never stops the typing; an answer to words that were changed since is dropped.
    """

    compare_asked = Signal(int)

    def __init__(self, session: Session, values: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._values = session, values
        self._row_id: int | None = None
        self._job: Job | None = None
        self._found: Pair | None = None
        self.banner = Banner()
        self.banner.clicked.connect(self._ask)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        session.changed.connect(self._changed)

    def show_record(self, row_id: int | None) -> None:
        """Another record is in front, or the same with its row id made: what was said of the one before goes."""
        if row_id is None or row_id != self._row_id:
            self._row_id = row_id
            self.clear()
        self._pause.start()

    def stored(self, row_id: int) -> None:
        """The new record in front has its row now."""
        self._row_id = row_id

    def touched(self, field: str) -> None:
        """A field was typed in."""
        if field in FIELDS:
            self._pause.start()

    def clear(self) -> None:
        self._pause.stop()
        self._drop()
        self._found = None
        self.banner.clear()

    def look(self) -> None:
        self._drop()
        values = self._values()
        title = str(values.get("title") or "")
        body = "\n".join(str(values[name]) for name in FIELDS[1:] if values.get(name))
        row_id = self._row_id
        self._job = self._session.beside(
            lambda desk, _job: duplicates.like(desk, title, body, row_id), self._say, _unheard
        )

    def _changed(self, changes: Changes) -> None:
        if changes.touches("duplicates") and self.banner.text():
            self.look()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _say(self, found: list[Pair]) -> None:
        self._job = None
        self._found = found[0] if found else None
        if self._found is None:
            self.banner.clear()
            return
        other = self._found.b
        words = tr("Giống {number} «{title}» của {author}", number=other.number, title=other.title,
                   author=other.author or tr("(chưa ghi tác giả)"))  # fmt: skip
        more = tr(" và {n} sáng kiến khác", n=len(found) - 1) if len(found) > 1 else ""
        self.banner.say("warn", f"{words}{more}.", tr("So sánh…"))

    def _ask(self) -> None:
        if self._found is not None:
            self.compare_asked.emit(self._found.b.row_id)


def _unheard(_error: Exception) -> None:
    """It is only an offer: what cannot be read now is looked for at the next pause."""
