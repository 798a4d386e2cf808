"""The menu «Khác» of the form: the rarer moves of a record, objections, its history, its copy, its way into the bin."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu

from domain.initiative import State
from domain.programme import Programme
from ui.initiatives import moves
from ui.initiatives.moves import Move
from ui.initiatives.objecting import Objecting
from ui.words import tr


def fill(
    menu: QMenu,
    state: State,
    programme: Programme,
    ask: Callable[[Move], None],
    objecting: Objecting,
    calls: Mapping[str, Callable[[], None]],
    print_in: Callable[[QMenu], None] | None = None,
) -> None:
    """`calls` says what happens for "history", "copy" and "delete"; `print_in` adds the papers of an own record."""
    menu.clear()
    for move in moves.others(state, programme):
        menu.addAction(move.word).triggered.connect(lambda _on=False, move=move: ask(move))
    objecting.fill(menu)
    if print_in is not None:
        print_in(menu)
    menu.addSeparator()
    words = {"history": tr("Lịch sử của sáng kiến"), "copy": tr("Nhân bản")}
    if state is State.DRAFT:
        words["delete"] = tr("Xóa nháp")
    for name, word in words.items():
        menu.addAction(word).triggered.connect(lambda _on=False, name=name: calls[name]())
