"""Who has to stand aside, for which initiative and why, before anybody is assigned."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.messages import of_problem
from desktop.operations import sessions
from desktop.operations.sessions import Checked
from domain.council import Council
from ui.appraisals.standing import recusal_words
from ui.common.banner import Banner
from ui.common.card import Card
from ui.common.labels import label
from ui.session import Session
from ui.words import tr

CHECK_AFTER_MS = 700
MOST = 8  # lines in the card; the rest are counted


class Conflicts(Card):
    """`check(council)` looks again once the typing has paused; `look()` shows at once what was found last."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Ai phải tránh"), parent=parent)
        self._session = session
        self._asked = 0
        self._wanted: Council | None = None
        self.found: Checked | None = None
        self.banner, self.questions = Banner(), Banner()
        self.none = label("", "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.questions)
        self.body.addLayout(self._list)
        self.body.addWidget(self.none)
        self._timer = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._timer.timeout.connect(self.look)

    def check(self, wanted: Council) -> None:
        self._wanted = wanted
        self._timer.start()

    def flush(self) -> None:
        """What still waits for the typing to pause is asked now: after the register is closed it could not be."""
        if self._timer.isActive():
            self.look()

    def look(self) -> None:
        """Asks the store lane now; an older answer is dropped."""
        self._timer.stop()
        wanted = self._wanted
        if wanted is None:
            return
        self._asked += 1
        asked = self._asked
        self._session.do(
            lambda desk, _job: sessions.check(desk, wanted),
            lambda found: self._show(found) if asked == self._asked else None,
        )

    def lines(self) -> list[str]:
        """The sentences in the card, for whoever reads it aloud."""
        items = [self._list.itemAt(place) for place in range(self._list.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget.accessibleName() for widget in widgets if widget is not None]

    def _show(self, found: Checked) -> None:
        self.found = found
        barred = {problem.code: problem for one in found.conflicts for problem in one.problems}
        blocking = [problem for problem in barred.values() if problem.blocks]
        asking = [*found.questions, *(problem for problem in barred.values() if not problem.blocks)]
        self.banner.say("error", " ".join(map(of_problem, blocking)))
        self.questions.say("warn", " ".join(map(of_problem, asking)))
        while (taken := self._list.takeAt(0)) is not None:
            gone = taken.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        said = [(one.initiative.number, recusal) for one in found.conflicts for recusal in one.recused]
        for number, recusal in said[:MOST]:
            words = f"{number}: {recusal_words(recusal)}"
            line = label(words, wrap=True)
            line.setAccessibleName(words)
            self._list.addWidget(line)
        rest = len(said) - MOST
        if not said:
            self.none.setText(tr("Chưa thấy ai phải tránh sáng kiến nào."))
        else:
            self.none.setText(tr("và {n} trường hợp nữa", n=rest) if rest > 0 else "")
        self.none.setVisible(bool(self.none.text()))
