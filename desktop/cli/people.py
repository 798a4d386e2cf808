"""Commands: person list, show, enter, gather, twins, apart, merge, undo-merge; and those of its neighbours."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli import data_requests, personal_data
from desktop.cli.answer import Answer, say
from desktop.cli.files import read_json
from desktop.desk import Desk
from domain import dates, labels
from domain.errors import RuleError
from domain.person import Person, values


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    noun = commands.add_parser("person", help="sổ tay người").add_subparsers(dest="action", required=True)
    listed = noun.add_parser("list", parents=[shared], help="tìm và liệt kê")
    listed.add_argument("--query", default="")
    listed.add_argument("--no-consent", action="store_true", help="chỉ những người chưa ghi sự đồng ý")
    listed.add_argument("--limit", type=int, default=100)
    listed.add_argument("--offset", type=int, default=0)
    listed.set_defaults(run=_list, opens=True)
    shown = noun.add_parser("show", parents=[shared], help="một người và các sáng kiến của người đó")
    shown.add_argument("id")
    shown.set_defaults(run=_show, opens=True)
    entered = noun.add_parser("enter", parents=[shared], help="nhập hoặc sửa từ tệp JSON")
    entered.add_argument("file", type=Path)
    entered.set_defaults(run=_enter, opens=True)
    noun.add_parser("gather", parents=[shared], help="gom tác giả đã có vào sổ tay").set_defaults(
        run=_gather, opens=True
    )
    noun.add_parser("twins", parents=[shared], help="các mục có thể là cùng một người").set_defaults(
        run=_twins, opens=True
    )
    for name, run, words in (("merge", _merge, "gộp hai mục của cùng một người"),
                             ("apart", _apart, "ghi rõ hai mục là hai người khác nhau")):  # fmt: skip
        two = noun.add_parser(name, parents=[shared], help=words)
        two.add_argument("keep")
        two.add_argument("drop")
        two.set_defaults(run=run, opens=True)
    undone = noun.add_parser("undo-merge", parents=[shared], help="tách lại lần gộp sau cùng")
    undone.add_argument("id")
    undone.set_defaults(run=_undo, opens=True)
    personal_data.add(noun, shared)
    data_requests.add(noun, shared)


def line_of(person: Person) -> str:
    born = dates.shown(person.born_on) if person.born_on else str(person.birth_year or "")
    parts = (person.full_name, born, person.position, person.workplace, person.phone)
    return f"{person.id}  {', '.join(part for part in parts if part)}"


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import people

    rows = people.page(desk, options.query, options.limit, options.offset, no_consent=options.no_consent)
    found, total = people.rows(desk, rows), people.total(desk, options.query, no_consent=options.no_consent)
    told = [values(person) for person in found]
    return say(*map(line_of, found), f"{total} người.", total=total, rows=told)


def _show(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, people

    person = people.get(desk, options.id)
    row_ids = people.initiatives_of(desk, person.id)
    own = [initiatives.get(desk, row_id).initiative for row_id in row_ids]
    merged = [row["dropped"] for row in people.merges(desk, person.id) if row["kept"] == person.id]
    told = values(person)
    lines = [f"{labels.FIELDS.get(name, labels.PERSON_FIELDS.get(name, name))}: {value}"
             for name, value in told.items() if value not in ("", None)]  # fmt: skip
    lines += [f"  - {held.number}: {held.title}" for held in own]
    records = [{"id": held.id, "number": held.number, "title": held.title} for held in own]
    return say(*lines, **told, initiatives=records, merged=merged)


def _enter(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import people

    told = read_json(options.file)
    if not isinstance(told, dict):
        raise RuleError("json_malformed", path=str(options.file))
    kept = people.enter(desk, told)
    return say(f"Đã lưu {line_of(kept.person)}", new=kept.new, **values(kept.person))


def _gather(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import people

    done = people.gather(desk)
    words = f"Đã gom {done.linked} tác giả, thêm {done.new} người vào sổ tay."
    more = [f"{done.unsure} tác giả trùng với nhiều mục nên để nguyên: hãy gộp các mục đó, rồi gom lại."]
    bare = [f"{done.unknown} tác giả chưa có năm sinh hay số điện thoại nên chưa gom: hãy ghi thêm, rồi gom lại."]
    told = [*(more if done.unsure else []), *(bare if done.unknown else [])]
    return say(words, *told, linked=done.linked, new=done.new, unsure=done.unsure, unknown=done.unknown)


def _twins(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import people

    found = people.twins(desk)
    lines = [f"{line_of(one)}\n{line_of(other)}\n" for one, other in found]
    told = [[values(one), values(other)] for one, other in found]
    return say(*lines, f"{len(found)} cặp có thể là cùng một người.", twins=told)


def _merge(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import people

    kept = people.merge(desk, options.keep, options.drop)
    return say(f"Đã gộp vào {line_of(kept.person)}", id=kept.person.id, dropped=options.drop)


def _apart(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import people

    people.keep_apart(desk, options.keep, options.drop)
    return say("Đã ghi là hai người khác nhau.", one=options.keep, other=options.drop)


def _undo(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import people

    kept = people.undo_merge(desk, options.id)
    return say(f"Đã tách lại. {line_of(kept.person)}", id=kept.person.id)
