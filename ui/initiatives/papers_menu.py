"""The papers of one initiative in the menu of its form, or of several chosen in the list."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from desktop.operations import initiatives, papers, reports
from domain.initiative import Initiative
from ui.initiatives.chosen import Chosen
from ui.session import Session
from ui.words import tr

# What an officer prints for one worker; papers of a whole session or programme are made on their own page.
_OF_ONE = ("recognition_request", "receipt_slip", "score_sheet", "certificate", "refusal_notice", "result_slip")


def fill(menu: QMenu, session: Session, held: Initiative) -> None:
    """A submenu with the papers that the state of the initiative allows; each opens on the page of papers."""
    offered = {report.id for report in reports.offered(session.screen)}
    fitting = offered & set(papers.for_state(held.state))
    names = [name for name in _OF_ONE if name in fitting]
    if not names:
        return
    inner = menu.addMenu(tr("In giấy"))
    for name in names:
        report = reports.known(name)
        inner.addAction(tr(report.title)).triggered.connect(
            lambda _on=False, name=name: session.asked.emit("papers", (name, held.number))
        )


def of_several(session: Session, chosen: Chosen) -> None:
    """The page of papers with these initiatives chosen by their numbers; which paper is chosen there."""
    # Everything may be chosen, and of a list read page by page nobody knows the rows yet.
    session.beside(lambda desk, _job: [row["number"] for row in initiatives.rows(desk, chosen.ids(desk))],
                   lambda numbers: session.asked.emit("papers", ("", ", ".join(numbers))))  # fmt: skip
