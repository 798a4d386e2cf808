"""Command: cooperation-plan list | enter | remove | restore."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import Answer, say
from desktop.cli.files import read_json
from desktop.desk import Desk
from domain import cooperation_plan as rules
from domain.cooperation_plan import CooperationPlan
from domain.errors import RuleError


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("cooperation-plan", help="kế hoạch phối hợp với người sử dụng lao động")
    verbs = verbs.add_subparsers(dest="verb", required=True)
    listed = verbs.add_parser("list", parents=[shared], help="các kế hoạch phối hợp")
    listed.add_argument("--programme", default="")
    listed.set_defaults(run=_list, opens=True)
    entered = verbs.add_parser("enter", parents=[shared], help="ghi hoặc sửa một kế hoạch")
    entered.add_argument("file", type=Path)
    entered.set_defaults(run=_enter, opens=True)
    for verb, run, words in (("remove", _remove, "đưa vào thùng rác"), ("restore", _restore, "lấy lại")):
        parser = verbs.add_parser(verb, parents=[shared], help=words)
        parser.add_argument("id", type=int)
        parser.set_defaults(run=run, opens=True)


def _values(plan: CooperationPlan) -> dict[str, Any]:
    return vars(plan) | {"signed_on": plan.signed_on, "unread": dict(plan.unread)}


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import cooperation_plans

    found = cooperation_plans.everything(desk, options.programme)
    lines = [f"{plan.id}: {plan.no or '(chưa có số)'}, {rules.shown(plan, 'signed_on')}, {plan.employer}"
             for plan in found]  # fmt: skip
    return say(*lines, f"{len(found)} kế hoạch phối hợp.", plans=[_values(plan) for plan in found])


def _enter(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import cooperation_plans

    values = read_json(options.file)
    if not isinstance(values, dict) or not all(isinstance(words, str | int | float) for words in values.values()):
        raise RuleError("json_malformed", path=str(options.file))
    words = {name: str(value) for name, value in values.items() if name not in ("id", "programme")}
    if isinstance(values.get("id"), int):
        saved = cooperation_plans.type_in(desk, values["id"], words)
    else:
        saved = cooperation_plans.enter(desk, words, str(values.get("programme", "")))
    problems = [messages.problem_values(problem) for problem in saved.problems]
    lines = [f"Đã lưu kế hoạch phối hợp {saved.plan.id}.", *(f"  - {problem['message']}" for problem in problems)]
    return say(*lines, id=saved.plan.id, problems=problems)


def _remove(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import cooperation_plans

    cooperation_plans.remove(desk, options.id)
    return say(f"Đã bỏ kế hoạch {options.id} khỏi danh sách; lấy lại bằng lệnh restore.", id=options.id)


def _restore(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import cooperation_plans

    cooperation_plans.restore(desk, options.id)
    return say(f"Đã lấy lại kế hoạch {options.id}.", id=options.id)
