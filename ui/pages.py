"""Which pages the window has for whom; each is imported when it is first opened."""

from __future__ import annotations

import pkgutil
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
# Pages that take `later` and are made in `pieces`; the others are small enough.
_IN_PIECES = (
    "ui.appraisals.page:AppraisalsPage", "ui.papers.page:PapersPage", "ui.packages.page:PackagesPage",
    "ui.programmes.page:make", "ui.people.page:PeoplePage", "ui.statistics.page:make", "ui.settings.page:SettingsPage",
)  # fmt: skip
_BELOW = {
    "ui.appraisals.page": (
        "desktop.operations.chains", "ui.packages.check_table", "ui.packages.places", "ui.signatures.pin",
        "desktop.operations.appraisal_results", "desktop.operations.trust", "desktop.operations.packages_down",
        "desktop.operations.submissions", "desktop.operations.carriers", "desktop.operations.timestamps",
        "desktop.operations.programme_files", "desktop.operations.refusals", "desktop.operations.target_packages",
        "email.headerregistry", "email.policy", "desktop.operations.receiving", "ui.packages.receive_choose",
    ),
}  # fmt: skip
# What the page of initiatives stands on, in parts that take about as long: all at once it would hold up the screen.
_INITIATIVES = (
    "desktop.operations.sessions", "desktop.operations.appraisals", "domain.paper.known", "domain.paper.template",
    "domain.paper.facts", "domain.paper.support", "domain.statistics", "desktop.operations.statistics",
    "desktop.operations.paper_sessions", "desktop.operations.paper_kinds", "desktop.operations.papers",
    "desktop.operations.paper_files", "domain.paper.check", "desktop.outside.spare", "desktop.outside.files",
    "desktop.operations.paper_templates", "desktop.operations.reports", "domain.duplicate",
    "desktop.operations.duplicates", "ui.initiatives.evidencing", "ui.initiatives.switch", "ui.common.editors",
    "ui.common.choices", "ui.initiatives.values", "ui.initiatives.authors", "ui.initiatives.fields",
    "ui.initiatives.conditions", "ui.initiatives.history_panel", "ui.common.page_model", "ui.initiatives.listing",
    "ui.initiatives.move_panel", "ui.initiatives.objecting", "ui.initiatives.return_panel",
    "ui.initiatives.form_frame", "desktop.operations.eligibility", "ui.initiatives.form", "ui.common.table",
    "ui.initiatives.list_card", "desktop.operations.backups", "desktop.operations.bulk",
    "ui.initiatives.bulk_panel", "ui.initiatives.filter_panel", "email.parser", "ssl", "http.client",
    "urllib.request", "desktop.operations.list_export", "ui.initiatives.list_tools",
)  # fmt: skip


def pages(session: Session) -> list[Page]:
    """The pages the user at the desk has a use for, in their order."""
    found = [
        _page("overview", "home", tr("Tổng quan"), "ui.overview.page:OverviewPage", session),
        _page(
            "initiatives",
            "lightbulb",
            tr("Sáng kiến"),
            "ui.initiatives.page:InitiativesPage",
            session,
            slowly=_initiatives_slowly,
        ),
        _page("appraisals", "clipboard_task", tr("Thẩm định"), "ui.appraisals.page:AppraisalsPage", session),
        _page("sending_back", "send", tr("Gửi lại phiếu"), "ui.appraisals.sending_back:SendingBack", session),
        _page("papers", "document", tr("Hồ sơ & văn bản"), "ui.papers.page:PapersPage", session),
        _page("packages", "folder_zip", tr("Gói"), "ui.packages.page:PackagesPage", session),
        _page("programmes", "gavel", tr("Chương trình"), "ui.programmes.page:make", session),
        _page("people", "people", tr("Người & đơn vị"), "ui.people.page:PeoplePage", session),
        _page("statistics", "data_bar_vertical", tr("Thống kê"), "ui.statistics.page:make", session),
        _page("trash", "delete", tr("Thùng rác"), "ui.initiatives.trash_page:make", session, low=True),
        _page("journal", "clock", tr("Nhật ký"), "ui.journal.page:JournalPage", session, low=True),
        _page("backups", "shield_checkmark", tr("Sao lưu"), "ui.backups.page:BackupsPage", session, low=True),
        _page("settings", "settings", tr("Cài đặt"), "ui.settings.page:SettingsPage", session, low=True),
        _page("help", "question_circle", tr("Trợ giúp (F1)"), "ui.help.page:HelpPage", session, low=True, keys="F1"),
    ]
    user = session.screen.user
    if user.only_marks and marking_stores.held(session.screen):
        return [page for page in found if page.key in FOR_REQUESTS]
    kept = {*FOR_ALL, *(key for role in user.roles for key in FOR[role])}
    return [page for page in found if page.key in kept]


def _page(
    key: str, icon: str, title: str, named: str, session: Session, *, low: bool = False, keys: str = "",
    slowly: Callable[[Session], Iterator[QWidget | None]] | None = None,
) -> Page:  # fmt: skip
    """`named` is the module and what makes the page in it: nothing of a page is read before somebody wants it."""
    in_pieces = (lambda: slowly(session)) if slowly is not None else (lambda: _slowly(named, session))
    return Page(key, icon, title, lambda: _made(named, session), low=low, keys=keys, slowly=in_pieces)


def _made(named: str, session: Session, *, later: bool = False) -> QWidget:
    module, _, name = named.partition(":")
    how = {"later": True} if later else {}
    page: QWidget = getattr(import_module(module), name)(session, **how)
    return page


def _slowly(named: str, session: Session) -> Iterator[QWidget | None]:
    from ui.common.pieces import dressed

    # The whole folder, also what is asked for later: one module after another, none holds the screen up.
    large = named in _IN_PIECES
    module = named.partition(":")[0]
    for each in _first(module) if large else ():
        import_module(each)
        yield None
    import_module(module)
    yield None
    page = _made(named, session, later=large)
    yield page
    for _ in getattr(page, "pieces", ()):
        yield page
    for _ in dressed(page, (page.parentWidget() or page).size()):
        yield page


def _first(module: str) -> Iterator[str]:
    """The modules of its folder, which it stands on itself, and before them what many of those stand on."""
    yield from _BELOW.get(module, ())
    folder = import_module(module.rpartition(".")[0])
    for each in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
        if each.name != module:
            yield each.name


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
