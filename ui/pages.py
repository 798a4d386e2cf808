"""Which pages the window has for whom; each is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from PySide6.QtWidgets import QWidget

from desktop.desk import APPRAISER, CHAIR, CLERK, KEEPER, OFFICER
from desktop.operations import marking_stores
from ui.session import Session
from ui.shell import Page
from ui.words import tr

FOR_ALL = ("settings", "help")
FOR = {
    OFFICER: ("overview", "initiatives", "appraisals", "papers", "packages", "programmes", "people", "statistics",
              "trash", "journal", "backups"),
    APPRAISER: ("appraisals",),
    CLERK: ("papers", "packages", "statistics"),
    CHAIR: ("appraisals", "statistics"),
    KEEPER: ("packages", "people", "journal", "backups"),  # keys stand on the page of packages
}  # fmt: skip
FOR_REQUESTS = ("appraisals", "sending_back", "settings", "help")  # a store that holds a request, and no register
# What the page of initiatives stands on, in parts that take about as long: all at once it would hold up the screen.
_INITIATIVES = (
    "desktop.operations.sessions", "desktop.operations.appraisals", "domain.paper.known", "domain.paper.template",
    "domain.paper.facts", "domain.paper.support", "domain.statistics", "desktop.operations.statistics",
    "desktop.operations.paper_sessions", "desktop.operations.paper_kinds", "desktop.operations.papers",
    "desktop.operations.paper_files", "domain.paper.check", "desktop.operations.paper_templates",
    "desktop.operations.reports", "domain.duplicate", "desktop.operations.duplicates", "ui.initiatives.evidencing",
    "ui.initiatives.switch", "ui.common.editors", "ui.common.choices", "ui.initiatives.values",
    "ui.initiatives.authors", "ui.initiatives.fields", "ui.initiatives.conditions", "ui.initiatives.history_panel",
    "ui.common.page_model", "ui.initiatives.listing", "ui.initiatives.move_panel", "ui.initiatives.objecting",
    "ui.initiatives.return_panel", "ui.initiatives.form_frame", "desktop.operations.eligibility", "ui.initiatives.form",
    "ui.common.table", "ui.initiatives.list_card", "desktop.operations.backups", "desktop.operations.bulk",
    "ui.initiatives.bulk_panel", "ui.initiatives.filter_panel", "email.parser", "ssl", "http.client", "urllib.request",
    "desktop.operations.list_export", "ui.initiatives.list_tools",
)  # fmt: skip


def pages(session: Session) -> list[Page]:
    """The pages the user at the desk has a use for, in their order."""
    found = [
        _page("overview", "home", tr("Tổng quan"), _overview, session),
        _page("initiatives", "lightbulb", tr("Sáng kiến"), _initiatives, session, slowly=_initiatives_slowly),
        _page("appraisals", "clipboard_task", tr("Thẩm định"), _appraisals, session),
        _page("sending_back", "send", tr("Gửi lại phiếu"), _sending_back, session),
        _page("papers", "document", tr("Hồ sơ & văn bản"), _papers, session),
        _page("packages", "folder_zip", tr("Gói"), _packages, session),
        _page("programmes", "gavel", tr("Chương trình"), _programmes, session),
        _page("people", "people", tr("Người & đơn vị"), _people, session),
        _page("statistics", "data_bar_vertical", tr("Thống kê"), _statistics, session),
        _page("trash", "delete", tr("Thùng rác"), _trash, session, low=True),
        _page("journal", "clock", tr("Nhật ký"), _journal, session, low=True),
        _page("backups", "shield_checkmark", tr("Sao lưu"), _backups, session, low=True),
        _page("settings", "settings", tr("Cài đặt"), _settings, session, low=True),
        _page("help", "question_circle", tr("Trợ giúp (F1)"), _help, session, low=True, keys="F1"),
    ]
    user = session.screen.user
    if user.only_marks and marking_stores.held(session.screen):
        return [page for page in found if page.key in FOR_REQUESTS]
    kept = {*FOR_ALL, *(key for role in user.roles for key in FOR[role])}
    return [page for page in found if page.key in kept]


def _page(
    key: str, icon: str, title: str, make: Callable[[Session], QWidget], session: Session, *, low: bool = False,
    keys: str = "", slowly: Callable[[Session], Iterator[QWidget | None]] | None = None,
) -> Page:  # fmt: skip
    in_pieces = (lambda: slowly(session)) if slowly is not None else None
    return Page(key, icon, title, lambda: make(session), low=low, keys=keys, slowly=in_pieces)


def _overview(session: Session) -> QWidget:
    from ui.overview.page import OverviewPage

    return OverviewPage(session)


def _initiatives(session: Session) -> QWidget:
    from ui.initiatives.page import InitiativesPage

    return InitiativesPage(session)


def _initiatives_slowly(session: Session) -> Iterator[QWidget | None]:
    for module in _INITIATIVES:
        import_module(module)
        yield None
    from ui.common.pieces import dressed
    from ui.initiatives.page import InitiativesPage

    yield None
    page = InitiativesPage(session, later=True)
    yield page
    for _ in page.pieces:
        yield page
    for _ in page.beforehand():
        yield page
    for _ in dressed(page, (page.parentWidget() or page).size()):
        yield page


def _appraisals(session: Session) -> QWidget:
    from ui.appraisals.page import AppraisalsPage

    return AppraisalsPage(session)


def _sending_back(session: Session) -> QWidget:
    from ui.appraisals.sending_back import SendingBack

    return SendingBack(session)


def _papers(session: Session) -> QWidget:
    from ui.papers.page import PapersPage

    return PapersPage(session)


def _packages(session: Session) -> QWidget:
    from ui.packages.page import PackagesPage

    return PackagesPage(session)


def _programmes(session: Session) -> QWidget:
    from ui.programmes.page import make

    return make(session)


def _people(session: Session) -> QWidget:
    from ui.people.page import PeoplePage

    return PeoplePage(session)


def _statistics(session: Session) -> QWidget:
    from ui.statistics.page import make

    return make(session)


def _trash(session: Session) -> QWidget:
    from ui.initiatives.trash_page import make

    return make(session)


def _journal(session: Session) -> QWidget:
    from ui.journal.page import JournalPage

    return JournalPage(session)


def _backups(session: Session) -> QWidget:
    from ui.backups.page import BackupsPage

    return BackupsPage(session)


def _settings(session: Session) -> QWidget:
    from ui.settings.page import SettingsPage

    return SettingsPage(session)


def _help(session: Session) -> QWidget:
    from ui.help.page import HelpPage

    return HelpPage(session)
