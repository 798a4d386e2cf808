"""«Chương trình»: the rules in force and what follows from them, one section each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.sections import Section, SectionsPage
from ui.session import Session
from ui.words import tr


def make(session: Session, parent: QWidget | None = None, *, later: bool = False) -> SectionsPage:
    """The page with its sections in their order; each is imported when it is first looked at."""
    sections = (
        Section("rules", tr("Quy định"), _rules, ("settings", "programmes")),
        Section("eligibility", tr("Xét điều kiện"), _eligibility, ("settings", "programmes", "initiatives")),
        Section("portal", tr("Nhập lên Cổng"), _portal, ("settings", "programmes", "initiatives")),
        Section("support", tr("Kinh phí, khen thưởng"), _support, ("settings", "programmes", "initiatives")),
        Section("targets", tr("Chỉ tiêu"), _targets, ("settings", "programmes", "initiatives", "units", "targets")),
        Section("plans", tr("Kế hoạch phối hợp"), _plans, ("settings", "plans")),
    )
    return SectionsPage(session, tr("Chương trình"), sections, parent, later=later)


def _rules(session: Session) -> QWidget:
    from ui.programmes.rules import RulesSection

    return RulesSection(session)


def _eligibility(session: Session) -> QWidget:
    from ui.programmes.eligibility import EligibilitySection

    return EligibilitySection(session)


def _portal(session: Session) -> QWidget:
    from ui.programmes.portal import PortalSection

    return PortalSection(session)


def _support(session: Session) -> QWidget:
    from ui.programmes.support import SupportSection

    return SupportSection(session)


def _targets(session: Session) -> QWidget:
    from ui.programmes.targets import TargetsSection

    return TargetsSection(session)


def _plans(session: Session) -> QWidget:
    from ui.programmes.plans import PlansSection

    return PlansSection(session)
