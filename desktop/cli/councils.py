"""Commands: council, council check, recusal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import REFUSED, Answer, say
from desktop.cli.files import read_json
from desktop.desk import Desk
from domain import labels
from domain.council import Council, quorum
from domain.errors import RuleError
from domain.recusal import Recusal, minutes_lines, words


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    council = commands.add_parser("council", parents=[shared], help="lập hội đồng từ tệp JSON, hoặc «council check»")
    council.add_argument("file", type=Path, help="tệp JSON; chữ check: đối chiếu hội đồng với quy định, không ghi gì")
    council.add_argument("checked", type=Path, nargs="?", help="sau chữ check: tệp JSON; không có: hội đồng đang họp")
    council.set_defaults(run=_council, opens=True, marks=True)
    recusal = commands.add_parser("recusal", parents=[shared], help="người thân đã khai, ai xin không chấm")
    recusal.add_argument("what", choices=("list", "declare", "withdraw", "request", "take-back"))
    recusal.add_argument("names", nargs="*", help="declare: THÀNH_VIÊN TÁC_GIẢ QUAN_HỆ; withdraw: SỐ; "
                         "request, take-back: SÁNG_KIẾN THÀNH_VIÊN")  # fmt: skip
    recusal.add_argument("--reason", default="", help="lý do xin không chấm")
    recusal.set_defaults(run=_recusal, opens=True, marks=True)


def _council(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisals, recusals, sessions

    if str(options.file) == "check":
        return _check(desk, options.checked)
    values = read_json(options.file)
    wanted = sessions.council_from(values)
    declared = recusals.relations_from(values.get("relations") or [])
    council_id = appraisals.set_council(desk, wanted, declared)
    return say(f"Đã lập hội đồng «{values['name']}».", council_id=council_id)


def _check(desk: Desk, path: Path | None) -> Answer:
    from desktop.operations import appraisals, recusals, sessions

    recusals.demand_keeper(desk)  # it tells whose relatives sit
    if path is not None:
        values = read_json(path)
        wanted, declared = sessions.council_from(values), recusals.relations_from(values.get("relations") or [])
    else:
        seated = appraisals.current_council(desk)
        if seated is None:
            raise RuleError("council_not_seated")
        wanted, declared = seated.council, ()
    found = sessions.check(desk, wanted, declared)
    told = {
        part: [messages.problem_values(problem) for problem in getattr(found, part)]
        for part in ("problems", "warnings", "questions")
    }
    conflicts: list[dict[str, Any]] = [
        {
            "id": one.initiative.id,
            "number": one.initiative.number,
            "recused": recused_values(one.recused),
            "problems": [messages.problem_values(problem) for problem in one.problems],
        }
        for one in found.conflicts
    ]
    lines = [entry["message"] for part in told.values() for entry in part]
    lines += [line for one in found.conflicts for line in minutes_lines(one.initiative.number, one.recused)]
    lines += [f"{one['number']}: {entry['message']}" for one in conflicts for entry in one["problems"]]
    answer = say(*lines or ["Hội đồng đúng quy định, không ai phải tránh."], lawful=not found.problems,
                 problems=told["problems"], warnings=told["warnings"], questions=told["questions"],
                 conflicts=conflicts, session=session_values(wanted))  # fmt: skip
    if not found.problems:
        return answer
    error = {"error": "council_incomplete", "message": messages.sentence("council_incomplete")}
    return Answer(answer.values | error, (error["message"], *answer.lines), REFUSED)


def recused_values(recused: Sequence[Recusal]) -> list[dict[str, Any]]:
    """Who stood aside, as JSON: `reason` and `relation` are codes, `words` the line of the minutes."""
    return [
        {
            "name": one.name,
            "reason": str(one.cause),
            "relation": str(one.relation or ""),
            "author": one.author,
            "note": one.reason,
            "words": words(one),
        }
        for one in recused
    ]


def session_values(council: Council) -> dict[str, Any]:
    """The session as JSON; `attending` is None until attendance is taken."""
    found = quorum(council)
    return {
        "held_on": council.held_on,
        "held_time": council.held_time,
        "place": council.place,
        "members": found.members,
        "attending": found.taking_part if found.known else None,
        "needed": found.needed,
        "quorate": found.reached if found.known else None,
    }


def _recusal(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import recusals

    names = list(options.names)
    if len(names) != {"list": 0, "declare": 3, "withdraw": 1, "request": 2, "take-back": 2}[options.what]:
        raise RuleError("recusal_names_wrong", what=options.what)
    if options.what == "declare":
        recusals.declare(desk, *names)
    elif options.what == "withdraw":
        recusals.withdraw(desk, int(names[0]) if names[0].isdecimal() else 0)
    elif options.what == "request":
        recusals.request(desk, names[0], names[1], options.reason)
    elif options.what == "take-back":
        recusals.take_back(desk, *names)
    held = recusals.readable(desk)
    relations = [
        {"no": one.id, "member": one.member, "author": one.author, "relation": str(one.relation)}
        for one in held.relations
    ]
    requests = [
        {"initiative": public_id, "member": member, "reason": reason}
        for public_id, members in held.requests.items()
        for member, reason in members.items()
    ]
    lines = [f"{one.id}. {one.member}: {labels.RELATIONS[one.relation]} của {one.author}" for one in held.relations]
    lines += [f"{one['member']} xin không chấm {one['initiative']}: {one['reason']}" for one in requests]
    return say(*lines or ["Chưa khai người thân, chưa ai xin không chấm."], relations=relations, requests=requests)
