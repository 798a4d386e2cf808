"""Commands: council, appraise, verdicts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import REFUSED, Answer, say
from desktop.cli.files import read_json
from desktop.desk import Desk
from domain import labels
from domain.errors import RuleError


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    council = commands.add_parser("council", parents=[shared], help="lập hội đồng từ tệp JSON")
    council.add_argument("file", type=Path)
    council.set_defaults(run=_council, opens=True)
    appraise = commands.add_parser("appraise", parents=[shared], help="nộp phiếu chấm từ tệp JSON")
    appraise.add_argument("file", type=Path)
    appraise.set_defaults(run=_appraise, opens=True)
    verdicts = commands.add_parser("verdicts", parents=[shared], help="kết quả chấm")
    verdicts.add_argument("--close", action="store_true", help="chốt phiên họp")
    verdicts.set_defaults(run=_verdicts, opens=True)


def _council(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisals

    values = read_json(options.file)
    council_id = appraisals.set_council(desk, appraisals.council_from(values))
    return say(f"Đã lập hội đồng «{values['name']}».", council_id=council_id)


def _appraise(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisals

    values = read_json(options.file)
    sheets = values.get("sheets") if isinstance(values, dict) else values
    if not isinstance(sheets, list) or not all(isinstance(sheet, dict) for sheet in sheets):
        raise RuleError("json_malformed", path=str(options.file))
    done = appraisals.file_sheets(desk, sheets)
    problems = [
        messages.problem_values(problem) | {"row": number} for number, found in done.refused for problem in found
    ]
    lines = [f"Đã nộp {done.filed} phiếu, không nhận {len(done.refused)} phiếu."]
    lines += [f"  - phiếu {problem['row']}: {problem['message']}" for problem in problems]
    answer = say(*lines, filed=done.filed, refused=len(done.refused), problems=problems)
    if not problems:
        return answer
    error = {"error": "sheets_refused", "message": messages.sentence("sheets_refused")}
    return Answer(answer.values | error, (error["message"], *answer.lines), REFUSED)


def _verdicts(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisals

    lines = appraisals.close(desk)[0] if options.close else appraisals.results(desk) + appraisals.decided(desk)
    results = [
        {
            "id": line.stored.initiative.id,
            "number": line.stored.initiative.number,
            "mean": line.result.mean,
            "outcome": line.result.outcome,
            "approvals": line.result.approvals,
            "members": line.result.members,
            "needed": line.result.needed,
            "filed": line.result.filed,
            "conflicts": list(line.result.conflicts),
            "reasons": list(line.result.reasons),
        }
        for line in lines
    ]
    return say(*(_sentence(line) for line in lines), f"{len(lines)} sáng kiến.", results=results, closed=options.close)


def _sentence(line: Any) -> str:
    result = line.result
    outcome = labels.STATES[result.outcome] if result.outcome else "chưa đủ phiếu"
    mean = "–" if result.mean is None else f"{result.mean:.1f}".replace(".", ",")
    return f"{line.stored.initiative.number}: {mean} điểm, {result.approvals}/{result.members} đồng ý → {outcome}"
