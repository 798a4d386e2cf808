"""«Thùng rác»: what was removed, and the changes of many; everything here can be taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.sections import Section, SectionsPage
from ui.session import Session
from ui.words import tr


def make(session: Session, parent: QWidget | None = None) -> SectionsPage:
    """The page with its sections; each is imported when it is first looked at."""
    removed = ("initiatives", "evidence", "plans", "filters", "imports", "data_requests", "templates", "trash")
    sections = (
        Section("removed", tr("Đã xóa"), _removed, removed),
        Section("bulk", tr("Thay đổi hàng loạt"), _bulk, ("bulk", "erased")),
    )
    return SectionsPage(session, tr("Thùng rác"), sections, parent)


def _removed(session: Session) -> QWidget:
    from ui.initiatives.trash import TrashSection

    return TrashSection(session)


def _bulk(session: Session) -> QWidget:
    from ui.initiatives.bulk_past import BulkPastSection

    return BulkPastSection(session)
