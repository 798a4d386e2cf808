"""Wording a paper the union's own way: its words in fields, and beside them the page as it will be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import paper_templates, reports
from desktop.operations.reports import LetterWords
from domain.errors import RuleError
from domain.paper import wording
from ui import theme
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.common.scroll import Scroll
from ui.packages import pickers
from ui.papers.preview import Preview
from ui.papers.template_changes import TemplateChanges
from ui.papers.template_pieces import TemplatePieces
from ui.programmes.task_head import TaskHead
from ui.session import Session
from ui.words import tr

KEEP_AFTER_MS = 1200
PAGE_HEIGHT = 460  # of the page where it stands below the words
NARROW = 860  # dots at the usual size of text, below which the page stands no longer beside the words


class TemplateForm(QWidget):
    """Every word is kept within two seconds and when the page is left; papers follow it only once it is saved.

    closed()   the person has gone back; what is not saved is kept as a draft
    """

    closed = Signal()

    def __init__(
        self, session: Session, paper: str, words: LetterWords, only: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self.paper, self._words, self._only = session, paper, words, only
        self._unsaved = False
        self._narrow: bool | None = None
        # After the resizing: a layout that changes within one is not asked for its height again.
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self._place)
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        title = tr("Mẫu «{name}»", name=tr(reports.known(paper).title))
        self.head = TaskHead(
            title, tr("Sửa lời của văn bản; số liệu vẫn do phần mềm điền vào các chỗ trong ngoặc nhọn.")
        )
        self.head.left.connect(self._leave)
        self.news, self.banner = Banner(), Banner()
        self.preview, self.changes = Preview(session), TemplateChanges()
        self.compare = Button(tr("So với mẫu đi kèm"), "table")
        self.compare.setCheckable(True)
        self.save = button(tr("Lưu mẫu"), "checkmark", primary=True)
        self.back_to_shipped, self.own_again = Button(tr("Về mẫu đi kèm")), Button(tr("Lấy lại mẫu của đơn vị"))
        self.choose_logo = Button(tr("Chọn hình…"), look="link")
        self.drop_logo = Button(tr("Bỏ hình"), look="link")
        self._logo_name = label("", "small", wrap=True)
        self._lay_out()
        self._connect()
        self.reload()

    def reload(self) -> None:
        """The wording in use, with the words typed over it and not saved yet."""
        screen = self._session.screen
        self.held = paper_templates.look(screen, self.paper)
        draft = paper_templates.draft(screen, self.paper)
        self.pieces = TemplatePieces(self.held.pieces, logo=wording.has_logo(self.held.wording))
        self.pieces.show_words(draft)
        self.pieces.edited.connect(self._edited)
        while (item := self._ground.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._ground.addWidget(self.pieces)
        show_if(self.back_to_shipped, self.held.own)
        show_if(self.own_again, not self.held.own and self.held.before is not None)
        self._say_news()
        self._show_logo()
        self._look()
        if draft:
            self._check()

    def now(self) -> dict[str, object]:
        """The wording as it is typed."""
        return wording.reworded(self.held.wording, self.pieces.typed())

    def flush(self) -> None:
        self._timer.stop()
        if self._unsaved and not self._session.lanes.closed:
            self._unsaved = False
            typed, paper = self._typed_otherwise(), self.paper
            self._session.keep(lambda desk, _job: paper_templates.keep_draft(desk, paper, typed))

    def store(self) -> None:
        """Saves the template; what is wrong stands at its field, and papers stay as they were."""
        if not self._check():
            return
        wanted, paper = self.now(), self.paper
        self._stop_keeping()
        self._session.do(lambda desk, _job: paper_templates.change(desk, paper, wanted),
                         lambda _changes: self._stored(), self._show_problems)  # fmt: skip

    def _check(self) -> bool:
        """Whether papers can be made with the words as they are typed; what is wrong is shown."""
        try:
            whole = wording.reworded(self.held.wording, self.pieces.typed(), whole=True)
            paper_templates.demand_usable(self.paper, whole)
        except RuleError as error:
            self._show_problems(error)
            return False
        return True

    def _stored(self) -> None:
        self.reload()
        self.banner.say("ok", tr("Đã lưu. Văn bản lập từ nay theo mẫu này."))

    def _show_problems(self, error: Exception) -> None:
        found: dict[str, str] = {}
        elsewhere = []
        for problem in getattr(error, "problems", ()):
            at, words = self.pieces.place_of(problem), messages.of_problem(problem)
            if at:
                found.setdefault(at, words)
            else:
                elsewhere.append(words)
        self.pieces.show_problems(found)
        self.banner.say("warn", "\n".join([messages.of_error(error), *elsewhere]))
        if not isinstance(error, RuleError):
            self._session.failed.emit(error)

    def _typed_otherwise(self) -> dict[str, str]:
        """Only what differs from the wording in use."""
        before = {piece.at: piece.words for piece in self.held.pieces}
        before[wording.LOGO] = "1" if wording.has_logo(self.held.wording) else ""
        return {at: words for at, words in self.pieces.typed().items() if words != before.get(at)}

    def _edited(self) -> None:
        self._unsaved = True
        self._timer.start()
        self.banner.clear()
        self.pieces.show_problems({})
        self._look()

    def _look(self) -> None:
        now = self.now()
        differences = wording.changes(paper_templates.shipped(self.paper), now)
        self.pieces.show_differences(differences)
        self.changes.show_changes(tr("{n} chỗ khác mẫu đi kèm chương trình.", n=len(differences)), differences)
        self.preview.look(self.paper, self._words, self._only, now)

    def _stop_keeping(self) -> None:
        self._timer.stop()
        self._unsaved = False

    def _again(self, doing: str, said: str) -> None:
        self._stop_keeping()
        work, paper = getattr(paper_templates, doing), self.paper

        def done(_changes: object) -> None:
            self.reload()
            self.banner.say("ok", said)

        self._session.do(lambda desk, _job: work(desk, paper), done, self._show_problems)

    def _say_news(self) -> None:
        if not self.held.news:
            self.news.clear()
            return
        told = tr("Mẫu đi kèm chương trình đã đổi {n} chỗ từ khi đơn vị sửa. Hãy bấm «So với mẫu đi kèm» để xem, sửa "
                  "theo nếu cần, rồi giữ mẫu của đơn vị.", n=len(self.held.news))  # fmt: skip
        self.news.say("warn", told, tr("Giữ mẫu của đơn vị"))

    def _show_logo(self) -> None:
        found = paper_templates.logo(self._session.screen)
        self._logo_name.setText(tr("Hình: {name}", name=found[0]) if found else tr("Chưa có hình của đơn vị."))
        show_if(self.drop_logo, found is not None)

    def _pick_logo(self) -> None:
        file = pickers.picture(self, tr("Hình của đơn vị"))
        if file is not None:
            self.set_logo(file)

    def set_logo(self, file: Path) -> None:
        """Takes a picture for all papers that have a place for it."""

        def done(_changes: object) -> None:
            self._show_logo()
            self.pieces.logo.setChecked(True)
            self._look()

        self._session.do(lambda desk, _job: paper_templates.set_logo(desk, file), done, self._show_problems)

    def _forget_logo(self) -> None:
        def done(_changes: object) -> None:
            self._show_logo()
            self._look()

        self._session.do(lambda desk, _job: paper_templates.remove_logo(desk), done, self._show_problems)

    def _leave(self) -> None:
        self.flush()
        self.closed.emit()

    def _connect(self) -> None:
        self.save.clicked.connect(self.store)
        self.compare.toggled.connect(lambda on: self._beside.setCurrentIndex(1 if on else 0))
        said = tr("Văn bản lại theo mẫu đi kèm; mẫu của đơn vị vẫn giữ để lấy lại.")
        self.back_to_shipped.clicked.connect(lambda: self._again("reset", said))
        self.own_again.clicked.connect(lambda: self._again("restore", tr("Đã lấy lại mẫu của đơn vị.")))
        self.news.clicked.connect(lambda: self._again("keep", tr("Đã giữ mẫu của đơn vị.")))
        self.choose_logo.clicked.connect(self._pick_logo)
        self.drop_logo.clicked.connect(self._forget_logo)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        for part in (self.head, self.news, self.banner):
            column.addWidget(part)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self._left(), 1)
        self._row.addWidget(self._right(), 1)
        column.addLayout(self._row, 1)

    def _left(self) -> Card:
        card = Card(tr("Lời của văn bản"), ruled=True)
        self._scroll = scroll = Scroll()
        logo = QHBoxLayout()
        for part in (self._logo_name, self.choose_logo, self.drop_logo):
            logo.addWidget(part, 1 if part is self._logo_name else 0)
        scroll.body.addLayout(logo)
        self._ground = QVBoxLayout()
        scroll.body.addLayout(self._ground)
        scroll.body.addStretch(1)
        card.fill(scroll)
        foot = card.foot()
        foot.addWidget(self.back_to_shipped)
        foot.addWidget(self.own_again)
        foot.addStretch(1)
        foot.addWidget(self.save)
        return card

    def _right(self) -> Card:
        card = Card(tr("Trang đầu"), ruled=True)
        card.head.addWidget(self.compare)
        scroll = Scroll()
        scroll.body.addWidget(self.preview)
        scroll.body.addStretch(1)
        self._beside = QStackedWidget()
        self._beside.addWidget(scroll)
        self._beside.addWidget(self.changes)
        card.fill(self._beside)
        self._shown = card
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placing.start()

    def _place(self) -> None:
        """The page stands beside the words where there is room, else below them."""
        narrow = self.width() * theme.points(100) / theme.look().points < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._scroll.body.insertWidget(self._scroll.body.count() - 1, self._shown)
        else:
            self._row.addWidget(self._shown, 1)
        self._shown.setMinimumHeight(PAGE_HEIGHT if narrow else 0)
