"""The book of declared relations: who of the council is whose relative, written by the chair or the secretary."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.messages import of_error, of_problem
from desktop.operations import councils, recusals
from domain import labels
from domain.errors import RuleError
from domain.recusal import DeclaredRelation
from ui.common.banner import Banner
from ui.common.buttons import Button, FlatButton
from ui.common.card import Card
from ui.common.choices import Choice, SearchChoice
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.keeper import Keeper
from ui.common.labels import label
from ui.session import Session
from ui.words import tr

FORM = "relation"


class Relations(Card):
    """What is typed and not declared yet is kept like every other form."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Người thân đã khai"), parent=parent)
        self._session = session
        self._keeper = Keeper(session, self)
        self.member = SearchChoice([], tr("thành viên hội đồng"))
        self.relation = Choice([(code, tr(words)) for code, words in labels.RELATIONS.items()], tr("quan hệ"))
        self.author = LineEdit(tr("họ và tên tác giả"))
        self.declare = Button(tr("Khai người thân"), "people")
        self.banner = Banner()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._none = label(tr("Chưa khai ai. Hỏi từng thành viên trước khi giao chấm."), "muted", wrap=True)
        self._build()
        kept = councils.kept(session.screen, FORM)
        self.member.set_value(str(kept.get("member", "")))
        self.relation.set_value(str(kept.get("relation", "")))
        self.author.set_value(str(kept.get("author", "")))
        self.member.edited.connect(lambda _: self._keep())
        self.relation.edited.connect(lambda _: self._keep())
        self.author.edited.connect(lambda _: self._keep())
        self.declare.clicked.connect(self.declare_one)

    def refresh(self) -> None:
        """Reads the book again; what is being typed stays."""
        held = recusals.relations(self._session.screen)
        while (taken := self._rows.takeAt(0)) is not None:
            gone = taken.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for one in held:
            self._rows.addWidget(self._row(one))
        self._none.setVisible(not held)

    def set_members(self, names: Sequence[str]) -> None:
        """The names offered while typing: those of the council in the form."""
        self.member.set_items([(name, name) for name in names if name])

    def flush(self) -> None:
        self._keeper.flush()

    def declare_one(self) -> None:
        """Writes the relation into the book, or says what it lacks."""
        member, author, relation = self.member.value(), self.author.value(), self.relation.value()
        self._keeper.forget(FORM)
        self._session.do(
            lambda desk, _job: councils.declare(desk, member, author, relation, FORM),
            lambda _: self._declared(),
            self._not_declared,
        )

    def _declared(self) -> None:
        self.banner.clear()
        self._session.told.emit(tr("Đã khai {name}.", name=self.member.value()))
        for editor in (self.member, self.relation, self.author):
            editor.set_value("")
        self.refresh()

    def _not_declared(self, error: Exception) -> None:
        self._keep()
        problems = error.problems if isinstance(error, RuleError) else ()
        self.banner.say("error", of_problem(problems[0]) if problems else of_error(error))

    def _keep(self) -> None:
        body = {"member": self.member.value(), "relation": self.relation.value(), "author": self.author.value()}
        self._keeper.keep(FORM, lambda desk: councils.keep(desk, FORM, body if any(body.values()) else {}))

    def _withdraw(self, one: DeclaredRelation) -> None:
        self._session.do(lambda desk, _job: recusals.withdraw(desk, one.id), lambda _: self.refresh())

    def _row(self, one: DeclaredRelation) -> QWidget:
        words = tr("{member} là {relation} của {author}", member=one.member,
                   relation=tr(labels.RELATIONS[one.relation]), author=one.author)  # fmt: skip
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label(words, wrap=True), 1)
        cross = FlatButton("delete", tr("Bỏ quan hệ này"))
        cross.clicked.connect(lambda: self._withdraw(one))
        row.addWidget(cross)
        return ground

    def _build(self) -> None:
        for name, thing in (("relation_member", self.member), ("relation_kind", self.relation),
                            ("relation_author", self.author), ("declare_relation", self.declare)):  # fmt: skip
            thing.setObjectName(name)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(Field(tr("Quan hệ"), self.relation), 1)
        pair.addWidget(Field(tr("Tác giả"), self.author), 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.declare)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._none)
        self.body.addWidget(Field(tr("Thành viên"), self.member))
        self.body.addLayout(pair)
        self.body.addWidget(self.banner)
        self.body.addLayout(foot)
