"""Near-duplicates on the page: the banner over the form while something is typed, and the search of the register."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.common.buttons import Button
from ui.duplicates.alike import FIELDS, Alike
from ui.duplicates.keeping import Keeping
from ui.initiatives.form import InitiativeForm
from ui.session import Session
from ui.words import tr


class Duplicating(QObject):
    """`button` opens the search; record_asked(row id) when one of a pair is to be opened."""

    record_asked = Signal(int)

    def __init__(self, session: Session, form: InitiativeForm, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._form, self._page = session, form, page
        self.button = Button(tr("Tìm trùng"), "copy", tip=tr("Tìm sáng kiến giống nhau"))
        self.button.clicked.connect(self.search)
        self.alike = Alike(session, self._words, self)
        form.autosave.opened.connect(self.alike.show_record)
        form.autosave.touched.connect(self.alike.touched)
        form.created.connect(self.alike.stored)
        self.alike.compare_asked.connect(self._compare)
        self.keeping = Keeping(session)

    def show_notice(self) -> None:
        """Puts the banner over the form, once the form is made."""
        self._form.frame.add_notice(self.alike.banner)

    def search(self) -> None:
        """Opens the window with the pairs of the whole register."""
        from ui.duplicates.search import DuplicatesDialog

        dialog = DuplicatesDialog(self._session, self._page)
        dialog.record_asked.connect(self.record_asked)
        dialog.open()

    def _compare(self, other: int) -> None:
        """Both side by side, once what is typed is in the store."""
        from ui.duplicates.compare import CompareDialog

        if not self._form.flush() or self._form.row_id is None:
            return  # the banner over the form says why
        dialog = CompareDialog(self._session, self._form.row_id, other, self._page)
        dialog.record_asked.connect(self.record_asked)
        dialog.open()

    def _words(self) -> dict[str, Any]:
        editors = self._form.fields.editors
        return {name: editors[name].value() for name in FIELDS if name in editors}
