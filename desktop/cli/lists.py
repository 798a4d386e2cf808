"""Commands: list, filter."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import finding, labels, money
from domain.errors import RuleError
from domain.initiative import State
from domain.reminder import Gone, gone_words
from domain.unit import gathers

_SAID = ("kind", "phase", "block", "group")
_SHOWN = 5  # of the units that are gone


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    listed = commands.add_parser("list", parents=[shared], help="tìm và liệt kê")
    filtering(listed)
    listed.add_argument("--sort", default="entered")
    listed.add_argument("--limit", type=int, default=100)
    listed.add_argument("--offset", type=int, default=0)
    listed.add_argument("--to", type=Path, help="ghi cả danh sách ra tệp .xlsx")
    listed.add_argument("--columns", default="", help="các cột của tệp .xlsx, cách nhau bằng dấu phẩy")
    listed.set_defaults(run=_list, opens=True)
    filters = commands.add_parser("filter", parents=[shared], help="bộ lọc đã giữ")
    acts = filters.add_subparsers(dest="act", metavar="VIỆC", required=True)
    acts.add_parser("list", parents=[shared], help="các bộ lọc đã lưu").set_defaults(run=_filters, opens=True)
    kept = acts.add_parser("keep", parents=[shared], help="lưu một bộ lọc")
    kept.add_argument("name")
    filtering(kept)
    kept.set_defaults(run=_keep, opens=True)
    gone = acts.add_parser("remove", parents=[shared], help="bỏ một bộ lọc")
    gone.add_argument("name")
    gone.set_defaults(run=_remove, opens=True)


def filtering(parser: argparse.ArgumentParser) -> None:
    """The arguments that narrow a list, the same for every command that takes one."""
    parser.add_argument("--saved", default="", help="bộ lọc đã giữ; các mục khác thêm vào hay thay mục của nó")
    parser.add_argument("--query", default="")
    parser.add_argument("--state", default="")
    parser.add_argument("--programme", default="")
    for name in _SAID:
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--unit", default="", help="mã đơn vị; tính cả các đơn vị bên dưới")
    for name in ("benefit", "applied", "accepted"):
        for end in ("from", "to"):
            parser.add_argument(f"--{name}-{end}", default="")
    parser.add_argument("--missing", action="store_true", help="còn thiếu thông tin")
    parser.add_argument("--overdue", action="store_true", help="quá hạn trả lời")
    parser.add_argument("--to-mend", action="store_true", help="cấp trên trả lại, hoặc đã yêu cầu đơn vị sửa")


def chosen_by(desk: Desk, options: argparse.Namespace) -> Any:
    """The filter these arguments say."""
    from desktop.operations import initiative_list, saved_filters

    chosen = saved_filters.get(desk, options.saved) if options.saved else initiative_list.Filter()
    given: dict[str, Any] = {"query": options.query, "programme": options.programme}
    given["under"] = _unit(desk, options.unit)
    given |= {"states": _states(options.state)}
    given |= {f"{name}s": _words(getattr(options, name)) for name in _SAID}
    for name in ("applied", "accepted"):
        for end in ("from", "to"):
            told = day(getattr(options, f"{name}_{end}"), f"{name}_{end}")
            given[f"{name}_{end}"] = told.isoformat() if told else ""
    changes = {name: value for name, value in given.items() if value}
    for end in ("benefit_from", "benefit_to"):
        if getattr(options, end):
            changes[end] = _amount(end, getattr(options, end))
    if options.missing:
        changes["missing"] = True
    if options.to_mend:
        changes["to_mend"] = True
    if options.overdue:
        changes["unanswered_since"] = initiative_list.overdue_since()
    return dataclasses.replace(chosen, **changes)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiative_list

    if options.sort.removeprefix("-") not in initiative_list.SORTS:
        raise RuleError("sort_unknown", field="sort", name=options.sort, names=", ".join(initiative_list.SORTS))
    chosen = chosen_by(desk, options)
    if options.to:
        return _export(desk, options, chosen)
    found = initiative_list.rows(desk, initiative_list.page(desk, chosen, options.sort, options.limit, options.offset))
    total = initiative_list.total(desk, chosen)
    more = bool(chosen.query) and total == initiative_list.COUNTED
    query = finding.parse(chosen.query)
    rows = [_row(row) | _found_in(desk, row, query) for row in found]
    # Numbers are each unit's own: where units send here, a row says whose it is.
    lines = [line for row in rows for line in _lines(row, row["unit"] if gathers(desk.unit) else "")]
    count = f"Hơn {total - 1} sáng kiến." if more else f"{total} sáng kiến."
    stands = initiative_list.under(desk, chosen.under) if chosen.under else None
    told: dict[str, Any] = {"gone": [_gone(one) for one in stands.gone]} if stands else {}
    return say(*lines, count, *_unit_words(stands), total=total - more, more=more, rows=rows, **told)


def _gone(one: Gone) -> dict[str, Any]:
    return {"code": one.code, "name": one.name, "merged": one.merged,
            "ended_on": one.ended_on.isoformat() if one.ended_on else None}  # fmt: skip


def _unit_words(stands: Any) -> list[str]:
    """Which units that are gone are among these, or where the things of one that is gone belong."""
    if stands is None:
        return []
    words = [f"Gồm cả {gone_words(one)}." for one in stands.gone[:_SHOWN]]
    words += [f"… và {len(stands.gone) - _SHOWN} đơn vị khác."] if len(stands.gone) > _SHOWN else []
    return [*words, f"Đơn vị này đã kết thúc; nay thuộc {stands.now}."] if stands.now else words


def _lines(row: dict[str, Any], unit: str = "") -> list[str]:
    number = f"{unit}/{row['number']}" if unit else row["number"]
    line = f"{number}  {labels.STATES[State(row['state'])]:<16}  {row['author']}: {row['title']}"
    return [line, f"    {row['found_in']}"] if row.get("found_in") else [line]


def _found_in(desk: Desk, row: dict[str, Any], query: finding.Query) -> dict[str, str]:
    """Of a search, what in the texts of a record says that it belongs here; "" where its row says it."""
    from desktop.operations import initiative_list

    if not query.asked:
        return {}
    excerpt = initiative_list.excerpt(desk, row, query)
    return {"found_in": excerpt.words if excerpt else ""}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    names = ("number", "title", "author", "state", "benefit_vnd", "benefit_state", "workplace", "missing",
             "accepted_on", "applied_from_on", "kind", "phase", "block", "group", "programme")  # fmt: skip
    return {"id": row["public_id"], "unit": row["unit_code"]} | {name: row[name] for name in names}


def _filters(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import saved_filters

    found = [{"name": name, "filter": saved_filters.written(chosen)} for name, chosen in saved_filters.everything(desk)]
    return say(*(str(one["name"]) for one in found), f"{len(found)} bộ lọc.", filters=found)


def _keep(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import saved_filters

    chosen = chosen_by(desk, options)
    saved_filters.keep(desk, options.name, chosen)
    return say(f"Đã giữ bộ lọc «{options.name}».", name=options.name, filter=saved_filters.written(chosen))


def _remove(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import saved_filters

    saved_filters.remove(desk, options.name)
    return say(f"Đã bỏ bộ lọc «{options.name}».", name=options.name)


def _words(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _states(words: str) -> tuple[str, ...]:
    from desktop.cli.initiatives import state

    return tuple(str(state(word)) for word in _words(words))


def _unit(desk: Desk, code: str) -> str:
    """The code as the tree writes it, or one that records say though the tree does not know it."""
    from desktop.operations import initiative_list, units

    told = code.strip()
    if not told or units.tree(desk).holder(told):
        return told.upper()
    if not initiative_list.total(desk, initiative_list.Filter(under=told)):
        raise RuleError("unit_not_in_tree", field="unit", code=told)
    return told


def _amount(name: str, words: str) -> int:
    found = money.parse(words)
    if found is None:
        raise RuleError("amount_unreadable", field=name, words=words)
    return found


def _export(desk: Desk, options: argparse.Namespace, chosen: Any) -> Answer:
    from desktop.operations import list_export

    keys = _words(options.columns) or list_export.USUAL
    done = list_export.write(desk, chosen, options.sort, keys, options.to, step=lambda _done, _total: None)
    return say(f"Đã ghi {done.rows} dòng vào {done.path}.", path=str(done.path), rows=done.rows, sheets=done.sheets)
