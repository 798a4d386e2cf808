"""Commands: appraise, verdicts, completion."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import REFUSED, Answer, say
from desktop.cli.councils import recused_values, session_values
from desktop.cli.files import read_json
from desktop.desk import Desk
from domain import labels
from domain.errors import RuleError
from domain.initiative import State
from domain.ranking import Spread
from domain.recusal import minutes_lines


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    appraise = commands.add_parser("appraise", parents=[shared], help="nộp phiếu chấm từ tệp JSON")
    appraise.add_argument("file", type=Path)
    appraise.set_defaults(run=_appraise, opens=True, marks=True)
    verdicts = commands.add_parser("verdicts", parents=[shared], help="kết quả chấm")
    verdicts.add_argument("--close", action="store_true", help="chốt phiên họp")
    verdicts.add_argument("--recount", action="store_true", help="cộng lại mọi phiếu, chỉ cho biết số lượng")
    verdicts.add_argument("--rounds", metavar="SÁNG_KIẾN", default="", help="mọi vòng đã chốt của một sáng kiến")
    verdicts.set_defaults(run=_verdicts, opens=True, marks=True)
    completion = commands.add_parser("completion", parents=[shared], help="sáng kiến phải hoàn thiện")
    completion.add_argument("what", choices=("list", "again"), help="again: hoàn thiện xong, đưa về chấm lại")
    completion.add_argument("ids", nargs="*", metavar="SÁNG_KIẾN")
    completion.add_argument("--reason", default="", help="đã hoàn thiện gì, vì sao chấm lại")
    completion.set_defaults(run=_completion, opens=True)


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
    from desktop.operations import appraisals, standings

    if options.rounds:
        return _rounds(desk, options.rounds)
    if options.recount:
        return _recount(desk)
    lines = appraisals.close(desk)[0] if options.close else appraisals.results(desk) + appraisals.decided(desk)
    stand = standings.of(desk, lines)
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
            "gates": {code: {"yes": yes, "no": no} for code, (yes, no) in line.result.gates.items()},
            "recused": recused_values(line.recused),
            "place": stand.places.get(line.stored.initiative.id),
            "tied": line.stored.initiative.id in stand.tied,
            "spread": _spread(stand.spreads.get(line.stored.initiative.id)),
        }
        for line in lines
    ]
    told = [words for line in lines for words in (_sentence(line), *_minutes(line))]
    seated = appraisals.current_council(desk)
    session = session_values(seated.council) if seated else None
    limits = [
        {"phase": one.phase, "most": one.cut.most, "inside": list(one.cut.inside), "asked": list(one.cut.asked),
         "open_places": one.cut.open_places, "source": one.source}
        for one in stand.limits
    ]  # fmt: skip
    return say(*told, f"{len(lines)} sáng kiến.", results=results, closed=options.close, session=session,
               limits=limits)  # fmt: skip


def _recount(desk: Desk) -> Answer:
    from desktop.operations import recounting

    found = recounting.recount(desk)
    lines = [f"{labels.STATES[state]}: {n}" for state, n in found.outcomes.items()]
    told = f"{found.initiatives} sáng kiến, {found.sheets} phiếu, {found.ready} sáng kiến đủ phiếu để chốt."
    return say(*lines, told, initiatives=found.initiatives, sheets=found.sheets, ready=found.ready,
               outcomes={str(state): n for state, n in found.outcomes.items()})  # fmt: skip


def _rounds(desk: Desk, name: str) -> Answer:
    from desktop.operations import initiatives, rounds

    public_id = initiatives.find(desk, name).initiative.id
    told: list[dict[str, Any]] = [
        {
            "round": one.no,
            "outcome": one.outcome,
            "mean": one.mean,
            "approvals": one.approvals,
            "members": one.members,
            "closed_at": one.closed_at,
            "recused": recused_values(one.recused),
            "sheets": [
                {
                    "id": sheet.id,
                    "appraiser": sheet.appraiser,
                    "points": dict(sheet.points),
                    "gates": dict(sheet.gates),
                    "vote": str(sheet.vote),
                    "note": sheet.note,
                    "replaces": list(sheet.parents),
                    "filed_at": sheet.filed_at,
                    "entered_by": sheet.entered_by,
                }
                for sheet in one.sheets
            ],
        }
        for one in rounds.closed(desk, public_id)
    ]
    lines = [
        f"Vòng {one['round']}: {labels.STATES[State(one['outcome'])]}, {len(one['sheets'])} phiếu." for one in told
    ]
    return say(*lines or ["Chưa có vòng nào được chốt."], id=public_id, rounds=told)


def _completion(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import completions, initiatives

    if options.what == "again":
        rows = {initiatives.find(desk, name).row_id: name for name in options.ids}
        moved = completions.appraise_again(desk, list(rows), options.reason)
        problems = [
            messages.problem_values(problem) | {"id": rows[row]}
            for row, found in moved.refused.items()
            for problem in found
        ]
        answer = say(f"Đã đưa về chấm lại {len(moved.moved)} sáng kiến.", moved=len(moved.moved), problems=problems)
        if not problems:
            return answer
        error = {"error": problems[0]["code"], "message": problems[0]["message"]}
        return Answer(answer.values | error, (*answer.lines, *(one["message"] for one in problems)), REFUSED)
    found = completions.waiting(desk)
    waiting = [
        {
            "id": one.initiative.id,
            "number": one.initiative.number,
            "title": one.initiative.title,
            "to_complete": one.initiative.completion_note,
            "decision_no": one.initiative.decision_no,
        }
        for one in found
    ]
    lines = [f"{one['number']} {one['title']}: {one['to_complete']}" for one in waiting]
    return say(*lines or ["Không có sáng kiến nào chờ hoàn thiện."], waiting=waiting)


def _spread(found: Spread | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"points": found.points, "outliers": list(found.outliers), "second_reading": found.second_reading}


def _minutes(line: Any) -> tuple[str, ...]:
    return minutes_lines(line.stored.initiative.number, line.recused)


def _sentence(line: Any) -> str:
    result = line.result
    outcome = labels.STATES[result.outcome] if result.outcome else "chưa đủ phiếu"
    mean = "" if result.mean is None else f"{result.mean:.1f}".replace(".", ",") + " điểm, "
    return f"{line.stored.initiative.number}: {mean}{result.approvals}/{result.members} đồng ý → {outcome}"
