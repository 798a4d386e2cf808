"""Commands: show, enter, copy, move."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.cli.files import read_json
from desktop.desk import Desk
from domain import labels, record
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    shown = commands.add_parser("show", parents=[shared], help="một sáng kiến")
    shown.add_argument("id")
    shown.set_defaults(run=_show, opens=True)
    entered = commands.add_parser("enter", parents=[shared], help="nhập hoặc sửa từ tệp JSON")
    entered.add_argument("file", type=Path)
    entered.set_defaults(run=_enter, opens=True)
    copied = commands.add_parser("copy", parents=[shared], help="nháp mới giống một sáng kiến")
    copied.add_argument("id")
    copied.set_defaults(run=_copy, opens=True)
    moved = commands.add_parser("move", parents=[shared], help="chuyển trạng thái")
    moved.add_argument("id")
    moved.add_argument("state")
    moved.add_argument("--reason", default="")
    moved.add_argument("--decision-no", default="")
    moved.add_argument("--decision-on", default="")
    moved.add_argument("--signer", default="")
    moved.set_defaults(run=_move, opens=True)


def state(word: str) -> State:
    try:
        return State(word)
    except ValueError:
        known = ", ".join(str(each) for each in State)
        raise RuleError("state_unknown", field="state", name=word, states=known) from None


def _show(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives

    stored = initiatives.find(desk, options.id)
    values = record.record(stored.initiative)
    values["problems"] = [messages.problem_values(p) for p in initiatives.problems(desk, stored.initiative)]
    shown = [
        f"{labels.FIELDS.get(name, name)}: {value}" for name, value in values.items() if value and name != "problems"
    ]
    return say(*shown, *(f"  - {problem['message']}" for problem in values["problems"]), **values)


def _enter(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives

    values = read_json(options.file)
    if not isinstance(values, dict):
        raise RuleError("json_malformed", path=str(options.file))
    saved = initiatives.enter(desk, values)
    problems = [messages.problem_values(problem) for problem in saved.problems]
    held = saved.stored.initiative
    lines = [f"Đã lưu {held.number}: {held.title}", *(f"  - {problem['message']}" for problem in problems)]
    return say(*lines, id=held.id, number=held.number, problems=problems)


def _copy(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import copies, initiatives

    made = copies.duplicate(desk, initiatives.find(desk, options.id).row_id)
    held, problems = made.stored.initiative, [messages.problem_values(problem) for problem in made.problems]
    return say(f"Đã nhân bản thành {held.number}.", id=held.id, number=held.number, problems=problems)


def _move(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives

    stored = initiatives.find(desk, options.id)
    to = state(options.state)
    on = day(options.decision_on, "decision_on")
    decision = Decision(options.decision_no, on, options.signer, options.reason)
    moved = initiatives.move(desk, [stored.row_id], to, decision)
    if moved.refused:
        raise RuleError("moves_refused", problems=moved.refused[stored.row_id])
    number = stored.initiative.number
    lines, problems = [f"{number}: {labels.STATES[to]}."], []
    if told := initiatives.early_decision(desk, [stored.row_id], on):
        lines.append(f"  - {messages.of_problem(told)}")
        problems.append(messages.problem_values(told))
    return say(*lines, id=stored.initiative.id, state=str(to), number=number, problems=problems)
