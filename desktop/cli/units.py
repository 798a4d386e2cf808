"""Commands: unit list, show, add, rename, move, merge, dissolve, split, headcount, cluster, take-back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain import dates, labels
from domain.errors import RuleError
from domain.headcount import Total
from domain.unit import Level
from domain.unit_tree import SINCE_EVER, Event

_STANDING = {"merged": "đã hợp nhất vào {home}", "dissolved": "đã giải thể, việc của đơn vị thuộc {home}",
             "not_yet": "chưa thành lập"}  # fmt: skip
_VERBS = {
    "list": "cây đơn vị, tìm trong cây", "show": "một đơn vị", "add": "thêm đơn vị", "rename": "đổi tên, đổi mã",
    "move": "chuyển sang đơn vị cấp trên khác", "merge": "hợp nhất vào đơn vị khác", "dissolve": "giải thể",
    "split": "chia, tách thành đơn vị mới",
    "headcount": "số đoàn viên, người lao động", "cluster": "xếp vào cụm thi đua",
    "take-back": "bỏ thay đổi vừa ghi nhầm",
}  # fmt: skip


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    unit = commands.add_parser("unit", help="cây đơn vị").add_subparsers(dest="verb", required=True)

    def verb(name: str, run: Callable[[Desk, argparse.Namespace], Answer], *positional: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = unit.add_parser(name, parents=[shared], help=_VERBS[name])
        for each in positional:
            made.add_argument(each)
        made.set_defaults(run=run, opens=True)
        return made

    def event(made: argparse.ArgumentParser) -> None:
        made.add_argument("--on", default="", help="ngày bắt đầu có hiệu lực")
        made.add_argument("--document", default="", help="số, ngày của văn bản")
        made.add_argument("--reason", default="")

    listed = verb("list", _list)
    listed.add_argument("--query", default="")
    listed.add_argument("--on", default="")
    listed.add_argument("--under", default="", help="mã đơn vị; tìm trong đơn vị này và mọi đơn vị bên dưới")
    listed.add_argument("--limit", type=int, default=100)
    verb("show", _show, "code").add_argument("--on", default="", help="xem tại ngày; mặc định là hôm nay")
    added = verb("add", _add, "code", "name")
    added.add_argument("--under", required=True, help="mã đơn vị cấp trên")
    added.add_argument("--level", default="grassroots")
    event(added)
    renamed = verb("rename", _rename, "code", "name")
    renamed.add_argument("--new-code", default="")
    event(renamed)
    moved = verb("move", _move, "code")
    moved.add_argument("--under", required=True, help="mã đơn vị cấp trên mới")
    event(moved)
    merged = verb("merge", _merge, "code")
    merged.add_argument("--into", required=True, help="mã đơn vị tiếp tục")
    event(merged)
    event(verb("dissolve", _dissolve, "code"))
    divided = verb("split", _split, "code")
    divided.add_argument("--into", required=True, action="append", metavar="MÃ=TÊN",
                         help="một đơn vị mới; ghi lại cho từng đơn vị")  # fmt: skip
    divided.add_argument("--stays", action="store_true",
                         help="đơn vị cũ vẫn còn; không ghi thì nó kết thúc, việc cũ theo đơn vị mới đầu")  # fmt: skip
    event(divided)
    counted = verb("headcount", _headcount, "code")
    counted.add_argument("--on", default="")
    counted.add_argument("--members", type=int)
    counted.add_argument("--workers", type=int)
    verb("cluster", _cluster, "code", "cluster").add_argument("--on", default="")
    verb("take-back", _take_back)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import units

    on = _day(options.on) or _today()
    under = units.tree(desk).find(options.under).id if options.under else ""
    found = units.search(desk, options.query, on, under=under)
    rows = [_line(desk, unit_id, on) for unit_id in found[: options.limit]]
    lines = [f"{row['code']}  {row['name']}{_note(row)}" for row in rows]
    return say(*lines, f"{len(found)} đơn vị.", on=on, total=len(found), rows=rows)


def _show(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import units

    on = _day(options.on) or _today()
    found = units.details(desk, units.tree(desk).find(options.code).id, on)
    row, life = _line(desk, found.life.id, on), found.life
    values = row | {
        "on": on,
        "ended_on": life.ended_on,
        "place": list(found.place),
        "names": _dated(life.names, "name"),
        "codes": _dated(life.codes, "code"),
        "uppers": _dated(found.uppers, "name"),
        "clusters": _dated(found.clusters, "cluster"),
        "cluster": found.cluster,
        "counts": [{"on": c.counted_on, "members": c.members, "workers": c.workers} for c in found.counts],
        "headcount": _total(found.total),
        "events": [
            _event(one.event) | {"recorded_at": one.recorded_at, "taken_back": bool(one.taken_back_at)}
            for one in found.events
        ],
    }
    lines = [f"{row['name']} ({row['code']}){_note(row)}", f"Cấp: {labels.LEVELS[str(life.level)]}",
             f"Trong: {' › '.join(reversed(found.place)) or '–'}"]  # fmt: skip
    lines += [f"Tên từ {_since(day)}: {name}" for day, name in life.names]
    lines.append(f"Đoàn viên {found.total.members}, người lao động {found.total.workers} "
                 f"({found.total.counted}/{found.total.units} đơn vị có số)")  # fmt: skip
    return say(*lines, **values)


def _add(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events, units

    try:
        level = Level(options.level)
    except ValueError:
        known = ", ".join(str(each) for each in Level)
        raise RuleError("unit_level_unknown", field="level", name=options.level, names=known) from None
    upper = units.tree(desk).find(options.under)
    done = unit_events.add(desk, options.name, options.code, level, upper.id, _paper(options))
    life = units.tree(desk).life(done.unit_id)
    lines = [f"Đã thêm {life.name(_today())} ({options.code.upper()})."]
    if done.ended_on:
        lines.append(f"Công đoàn cấp huyện: đã ghi kết thúc từ {dates.shown(done.ended_on)}.")
    return say(*lines, code=options.code.upper(), unit=done.unit_id, ended_on=done.ended_on)


def _rename(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events

    unit_id = _id(desk, options.code)
    unit_events.rename(desk, unit_id, options.name, options.new_code, _paper(options))
    return _after(desk, unit_id, options, "Đã ghi tên, mã mới")


def _move(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events

    unit_id = _id(desk, options.code)
    unit_events.move(desk, unit_id, _id(desk, options.under), _paper(options))
    return _after(desk, unit_id, options, "Đã ghi việc chuyển")


def _merge(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events

    unit_id = _id(desk, options.code)
    unit_events.merge(desk, unit_id, _id(desk, options.into), _paper(options))
    return _after(desk, unit_id, options, "Đã ghi việc hợp nhất")


def _dissolve(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events

    unit_id = _id(desk, options.code)
    unit_events.dissolve(desk, unit_id, _paper(options))
    return _after(desk, unit_id, options, "Đã ghi việc giải thể")


def _headcount(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events, units

    unit_id, on = _id(desk, options.code), _day(options.on)
    if options.members is not None or options.workers is not None:
        unit_events.set_count(desk, unit_id, on, options.members, options.workers)
    on = on or _today()
    total = units.total(desk, unit_id, on)
    line = f"Đoàn viên {total.members}, người lao động {total.workers} ngày {dates.shown(on)}, kể cả đơn vị bên dưới " \
           f"({total.counted}/{total.units} đơn vị có số)."  # fmt: skip
    return say(line, code=options.code.upper(), on=on, **_total(total))


def _cluster(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events

    unit_id, on = _id(desk, options.code), _day(options.on) or _today()
    unit_events.set_cluster(desk, unit_id, on, options.cluster)
    told = f"Đã ghi cụm, khối thi đua từ {dates.shown(on)}."
    return say(told, code=options.code.upper(), on=on, cluster=options.cluster)


def _split(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events

    unit_id = _id(desk, options.code)
    parts = [(name, code) for code, _, name in (told.partition("=") for told in options.into)]
    unit_events.split(desk, unit_id, parts, _paper(options), ends=not options.stays)
    on = _day(options.on) or _today()
    new = [_line(desk, _id(desk, code), on) for _, code in parts]
    row = _line(desk, unit_id, on)
    lines = [f"Đã ghi: {row['name']}{_note(row)}.", *(f"Đơn vị mới: {one['name']} ({one['code']})." for one in new)]
    return say(*lines, **row, new=new)


def _take_back(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import unit_events, units

    last = units.last_event(desk)
    unit_events.take_back(desk)
    values = _event(last.event) if last else {}
    return say("Đã lấy lại sự kiện ghi gần nhất; nhật ký giữ cả hai.", **values)


def _after(desk: Desk, unit_id: str, options: argparse.Namespace, told: str) -> Answer:
    """The unit as it is from the day of the event on."""
    row = _line(desk, unit_id, _day(options.on) or _today())
    return say(f"{told}: {row['name']}{_note(row)}.", **row)


def _line(desk: Desk, unit_id: str, on: date) -> dict[str, Any]:
    from desktop.operations import units

    line = units.line(desk, unit_id, on)
    life = units.tree(desk).lives.get(line.home.unit_id)
    row = {"unit": unit_id, "code": line.code, "name": line.name, "level": str(line.level), "upper": line.upper,
           "below": line.below, "standing": str(line.home.standing)}  # fmt: skip
    return row | {"home": life.code(on) if life else "", "home_name": life.name(on) if life else ""}


def _note(row: dict[str, Any]) -> str:
    note = _STANDING.get(row["standing"], "").format(home=row["home_name"])
    return f" – {note}" if note else ""


def _event(event: Event) -> dict[str, Any]:
    return {"kind": str(event.kind), "unit": event.unit_id, "on": event.on, "to": event.to_id, "name": event.name,
            "code": event.code, "document": event.document, "reason": event.reason}  # fmt: skip


def _total(total: Total) -> dict[str, Any]:
    return {"members": total.members, "workers": total.workers, "units": total.units, "counted": total.counted}


def _dated(facts: tuple[tuple[date, str], ...], name: str) -> list[dict[str, Any]]:
    return [{"from": None if day == SINCE_EVER else day, name: value} for day, value in facts]


def _since(day: date) -> str:
    return "trước" if day == SINCE_EVER else dates.shown(day)


def _paper(options: argparse.Namespace) -> Any:
    from desktop.operations.unit_events import Paper

    return Paper(_day(options.on), options.document, options.reason)


def _id(desk: Desk, code: str) -> str:
    from desktop.operations import units

    return units.tree(desk).find(code).id


def _day(words: str) -> date | None:
    found = dates.parse(words, _today()) if words.strip() else None
    if words.strip() and found is None:
        raise RuleError("date_unreadable", field="on", words=words)
    return found


def _today() -> date:
    from desktop import clock

    return clock.today()
