"""Commands: person request add, answer, print, list; person day-off add, remove, list."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from desktop import clock
from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import data_request, dates, labels
from domain.data_request import DataRequest
from domain.errors import RuleError


def add(person: Any, shared: argparse.ArgumentParser) -> None:
    """Below the command `person`."""
    _add_requests(person, shared)
    _add_days(person, shared)


def _add_requests(person: Any, shared: argparse.ArgumentParser) -> None:
    request = person.add_parser("request", help="sổ yêu cầu về dữ liệu cá nhân")
    verbs = request.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    added = verbs.add_parser("add", parents=[shared], help="ghi một yêu cầu")
    added.add_argument("--kind", required=True, choices=data_request.KINDS)
    added.add_argument("--person", default="", help="mã trong sổ tay người")
    added.add_argument("--who", default="")
    added.add_argument("--what", default="")
    added.add_argument("--on", default="")
    added.set_defaults(run=_request_add, opens=True)
    answered = verbs.add_parser("answer", parents=[shared], help="ghi trả lời, và in ra nếu có --to")
    answered.add_argument("request", type=int)
    answered.add_argument("--text", default="")
    answered.add_argument("--on", default="")
    answered.add_argument("--to", type=Path, help=".pdf hoặc .txt")
    answered.set_defaults(run=_request_answer, opens=True)
    printed = verbs.add_parser("print", parents=[shared], help="in lại câu trả lời")
    printed.add_argument("request", type=int)
    printed.add_argument("--to", type=Path, required=True, help=".pdf hoặc .txt")
    printed.set_defaults(run=_request_print, opens=True)
    listed = verbs.add_parser("list", parents=[shared], help="các yêu cầu")
    listed.add_argument("--open", action="store_true", dest="open_only")
    listed.set_defaults(run=_request_list, opens=True)


def _add_days(person: Any, shared: argparse.ArgumentParser) -> None:
    days = person.add_parser("day-off", help="ngày nghỉ, ngày làm bù để tính hạn trả lời")
    verbs = days.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    put = verbs.add_parser("add", parents=[shared], help="thêm một ngày")
    put.add_argument("day")
    put.add_argument("--what", default="")
    put.add_argument("--worked", action="store_true", help="ngày làm bù")
    put.set_defaults(run=_day_add, opens=True)
    removed = verbs.add_parser("remove", parents=[shared], help="bỏ một ngày đã thêm")
    removed.add_argument("day")
    removed.set_defaults(run=_day_remove, opens=True)
    verbs.add_parser("list", parents=[shared], help="các ngày nghỉ").set_defaults(run=_day_list, opens=True)


def _request_add(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import data_requests

    made, _changes = data_requests.add(desk, options.kind, who=options.who, person_id=options.person,
                                       what=options.what, received_on=day(options.on, "received_on"))  # fmt: skip
    return say(f"Đã ghi yêu cầu số {made.id}, trả lời trước hết ngày {dates.shown(made.due_on)}.", **_values(made))


def _request_answer(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import data_requests

    on = day(options.on, "answered_on")
    held, _changes = data_requests.answer(desk, options.request, options.text, on)
    if options.to is None:
        return say(f"Đã ghi trả lời yêu cầu số {held.id}.", **_values(held))
    path = data_requests.print_answer(desk, held.id, options.to)
    return say(f"Đã ghi trả lời yêu cầu số {held.id} và in vào {path}.", **_values(held), path=str(path))


def _request_print(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import data_requests

    path = data_requests.print_answer(desk, options.request, options.to)
    return say(f"Đã in câu trả lời vào {path}.", path=str(path))


def _request_list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import data_requests

    found = [_values(held) for held in data_requests.everything(desk, open_only=options.open_only)]
    lines = [
        f"{one['request']}. {one['who']}: {labels.DATA_REQUESTS[one['kind']]}, nhận {one['received_on']}, hạn "
        + f"{one['due_on']}"
        + (f", trả lời {one['answered_on']}" if one["answered_on"] else ", QUÁ HẠN" if one["overdue"] else "")
        for one in found
    ]
    return say(*lines, f"{len(found)} yêu cầu.", requests=found)


def _values(held: DataRequest) -> dict[str, Any]:
    return {
        "request": held.id,
        "person": held.person_id,
        "who": held.who,
        "kind": held.kind,
        "what": held.what,
        "received_on": held.received_on.isoformat(),
        "due_on": held.due_on.isoformat(),
        "answered_on": held.answered_on.isoformat() if held.answered_on else None,
        "answer": held.answer,
        "overdue": held.overdue(clock.today()),
    }


def _day_add(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import data_requests
    from domain.working_days import DayOff

    on = _demand_day(options.day)
    data_requests.put_day(desk, DayOff(on, options.what, options.worked))
    return say(f"Đã ghi ngày {dates.shown(on)}.", day=on.isoformat(), worked=options.worked)


def _day_remove(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import data_requests

    on = _demand_day(options.day)
    data_requests.remove_day(desk, on)
    return say(f"Đã bỏ ngày {dates.shown(on)}.", day=on.isoformat())


def _day_list(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import data_requests

    found = [{"day": one.day.isoformat(), "what": one.what, "worked": one.worked}
             for one in data_requests.listed_days(desk)]  # fmt: skip
    lines = [f"{one['day']}  {one['what']}" + (" (làm bù)" if one["worked"] else "") for one in found]
    known = sorted(data_requests.calendar(desk).known_years)
    return say(*lines, f"Đủ ngày nghỉ của các năm {', '.join(map(str, known))}.", days=found, known_years=known)


def _demand_day(words: str) -> date:
    found = dates.parse(words, clock.today())
    if found is None:
        raise RuleError("day_off_unreadable", field="day", words=words)
    return found
