"""The papers of the chain: for which initiatives each can be made now, and making them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from db import appraisals, objections
from db.initiatives import Filter, Stored
from desktop.desk import Desk
from desktop.operations import initiatives, programmes
from desktop.operations.paper_kinds import KINDS, Kind
from desktop.operations.paper_parts import Chosen, Printed, Wording, Words
from domain.errors import RuleError
from domain.initiative import State
from domain.paper.known import LISTS
from domain.paper.template import Facts


def knows(paper: str) -> bool:
    return paper in KINDS


def how_many(desk: Desk, paper: str) -> int:
    """How many initiatives the paper would tell of where nobody chooses."""
    kind = KINDS[paper]
    if kind.count is not None:
        return kind.count(desk)
    if not kind.usual:
        return 0
    if kind.of_session:
        return appraisals.decided_last(desk.store, programmes.current(desk).id)
    return initiatives.total(desk, _usual(desk, kind)) - (len(_objected_usual(desk, kind)) if kind.contested else 0)


def missing(paper: str) -> str:
    """The code of what has to be done before this paper can be made; "" where nothing has to."""
    return KINDS[paper].missing


def for_state(state: State) -> tuple[str, ...]:
    """The papers that can be made of an initiative in this state."""
    return tuple(name for name, kind in KINDS.items() if state in (*kind.usual, *kind.also) and not kind.together)


def make(
    desk: Desk, paper: str, words: Words, only: str = "", most: int | None = None, trial: Wording | None = None
) -> list[Printed]:
    """The papers of what is chosen: "" what is at hand, "all", names of states, or numbers with commas between.

    To look at one, `most` initiatives are enough; `trial` is a wording to be looked at before it is used.
    """
    kind = KINDS[paper]
    stored = choose(desk, kind, only)[:most] if kind.usual else []
    if kind.usual and not stored:
        raise RuleError(kind.missing)
    chosen = Chosen(desk, paper, words, stored, programmes.Packs(desk), programmes.current(desk), only, trial)
    made = kind.make(chosen)
    if not made:
        raise RuleError(kind.missing)
    return made


def sample(desk: Desk, paper: str, words: Words, trial: Wording) -> Printed:
    """A paper of nothing yet, its gaps dotted: to look at a wording before there is anything to make it of."""
    chosen = Chosen(desk, paper, words, (), programmes.Packs(desk), programmes.current(desk), "", trial)
    return chosen.printed("", Facts(chosen.head(), {}, dict.fromkeys(LISTS, ())))


def choose(desk: Desk, kind: Kind, only: str) -> Sequence[Stored]:
    """RuleError filter_unknown, paper_state, paper_contested; what is contested and not named is left out."""
    objected = set(objections.open_kinds(desk.store)) if kind.contested else set[int]()
    words = [word.strip() for word in only.split(",") if word.strip()]
    if only and not words:
        raise RuleError("filter_unknown", field="only", name=only)
    states, allowed = kind.usual, {*kind.usual, *kind.also}
    if only == "all":
        states = tuple(allowed)
    elif words and set(words) <= {str(state) for state in State}:
        states = tuple(State(word) for word in words)
        if not allowed.issuperset(states):
            raise RuleError("paper_state", field="only", name=only)
    elif words:
        return [_named(desk, allowed, word, objected) for word in words]
    chosen = dataclasses.replace(_usual(desk, kind), states=states)
    return [one for one in initiatives.everything(desk, chosen, "number") if one.row_id not in objected]


def _named(desk: Desk, allowed: Collection[State], word: str, objected: Collection[int]) -> Stored:
    stored = initiatives.find(desk, word)
    number = stored.initiative.number
    if not stored.own or stored.initiative.state not in allowed:
        raise RuleError("paper_state", field="only", name=number)
    if stored.row_id in objected:
        raise RuleError("paper_contested", field="only", name=number)
    return stored


def _usual(desk: Desk, kind: Kind) -> Filter:
    return Filter(states=kind.usual, programme=programmes.current(desk).id, own=True)


def _objected_usual(desk: Desk, kind: Kind) -> list[int]:
    current, states = programmes.current(desk).id, {str(state) for state in kind.usual}
    rows = initiatives.rows(desk, sorted(objections.open_kinds(desk.store)))
    return [row["id"] for row in rows if row["own"] and row["state"] in states and row["programme"] == current]
