"""«Thống kê»: tables of figures, the sheet for the yearly emulation score, and the tables kept as they were."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.sections import Section, SectionsPage
from ui.session import Session
from ui.words import tr

_COUNTED = ("settings", "programmes", "initiatives", "units", "unit")


def make(session: Session, parent: QWidget | None = None, *, later: bool = False) -> SectionsPage:
    """The page with its sections in their order; each is imported when it is first looked at."""
    sections = (
        Section("table", tr("Bảng số liệu"), _table, _COUNTED),
        Section("emulation", tr("Chấm điểm thi đua"), _emulation, (*_COUNTED, "targets", "packages")),
        Section("quality", tr("Chất lượng"), _quality, (*_COUNTED, "evidence", "duplicates")),
        Section("kept", tr("Bảng đã giữ"), _kept, (*_COUNTED, "statistics")),
    )
    return SectionsPage(session, tr("Thống kê"), sections, parent, later=later)


def _table(session: Session) -> QWidget:
    from ui.statistics.table_section import TableSection

    return TableSection(session, later=True)


def _emulation(session: Session) -> QWidget:
    from ui.statistics.emulation_section import EmulationSection

    return EmulationSection(session)


def _quality(session: Session) -> QWidget:
    from ui.statistics.quality_section import QualitySection

    return QualitySection(session, later=True)


def _kept(session: Session) -> QWidget:
    from ui.statistics.kept_section import KeptSection

    return KeptSection(session, later=True)
