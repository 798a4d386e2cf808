"""Commands: evidence list, add, save, remove, restore, shrink, send, keep, limits."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain.errors import RuleError
from domain.evidence import KINDS, size_words


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("evidence", help="tệp minh chứng").add_subparsers(dest="verb", required=True)
    listed = verbs.add_parser("list", parents=[shared], help="các tệp của một sáng kiến")
    listed.add_argument("id")
    listed.add_argument("--removed", action="store_true", help="các tệp đã bỏ")
    listed.set_defaults(run=_list, opens=True)
    added = verbs.add_parser("add", parents=[shared], help="thêm tệp")
    added.add_argument("id")
    added.add_argument("file", nargs="+", type=Path)
    added.set_defaults(run=_add, opens=True)
    saved = verbs.add_parser("save", parents=[shared], help="lưu một bản ra ngoài")
    saved.add_argument("id")
    saved.add_argument("evidence", type=int)
    saved.add_argument("--to", type=Path, required=True)
    saved.set_defaults(run=_save, opens=True)
    for verb, help_text, run in (
        ("remove", "bỏ tệp", _remove),
        ("restore", "lấy lại tệp đã bỏ", _restore),
        ("shrink", "thu nhỏ ảnh lớn", _shrink),
        ("send", "gửi tệp kèm gói", _send),
        ("keep", "không gửi tệp đi", _send),
    ):
        one = verbs.add_parser(verb, parents=[shared], help=help_text)
        one.add_argument("id")
        one.add_argument("evidence", type=int)
        one.set_defaults(run=run, opens=True)
    limits = verbs.add_parser("limits", parents=[shared], help="xem, đặt mức của minh chứng")
    for name, help_text in (("file-mb", "một tệp, MB"), ("record-mb", "một sáng kiến, MB"),
                            ("kept-days", "số ngày lấy lại được tệp đã bỏ")):  # fmt: skip
        limits.add_argument(f"--{name}", type=int, help=help_text)
    limits.set_defaults(run=_limits, opens=True)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import evidence, initiatives

    row_id = initiatives.find(desk, options.id).row_id
    found = evidence.removed(desk, row_id) if options.removed else evidence.of_record(desk, row_id)
    lines = [f"{one.id}. {one.name} ({size_words(one.size_bytes)})" for one in found]
    return say(*lines, f"{len(found)} tệp.", evidence=[_values(one) for one in found])


def _add(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import evidence_intake, initiatives

    row_id = initiatives.find(desk, options.id).row_id
    rows, lines = [], []
    for path in options.file:
        added = evidence_intake.add(desk, row_id, evidence_intake.file_source(path))
        rows.append({**_values(added.evidence), "known": added.known, "elsewhere": list(added.elsewhere)})
        line = "đã có từ trước, không thêm nữa" if added.known else f"đã thêm, số {added.evidence.id}"
        also = f"; cũng là minh chứng của {', '.join(added.elsewhere)}" if added.elsewhere else ""
        lines.append(f"{added.evidence.name}: {line}{also}.")
    return say(*lines, added=rows)


def _save(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import evidence

    _demand_of(desk, options)
    path = evidence.save(desk, options.evidence, options.to)
    return say(f"Đã lưu {path}. Bản này không còn được mã hóa.", path=str(path))


def _remove(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import evidence

    _demand_of(desk, options)
    evidence.remove(desk, options.evidence)
    return say("Đã bỏ; lấy lại bằng «evidence restore».", removed=options.evidence)


def _restore(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import evidence

    _demand_of(desk, options)
    evidence.restore(desk, options.evidence)
    return say("Đã lấy lại.", restored=options.evidence)


def _shrink(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import evidence, evidence_pictures

    _demand_of(desk, options)
    large = evidence.get(desk, options.evidence)
    if not evidence_pictures.may_shrink(large):
        raise RuleError("evidence_not_smaller", field="evidence", name=large.name)
    made = evidence_pictures.put_smaller(desk, large.id, evidence_pictures.smaller(desk, large.id)).evidence
    line = f"{made.name}: từ {size_words(large.size_bytes)} còn {size_words(made.size_bytes)}, nay là số {made.id}."
    return say(line, f"Ảnh lớn lấy lại được bằng «evidence restore» với số {large.id}.", evidence=_values(made))


def _send(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import evidence_in_packages

    _demand_of(desk, options)
    travels = options.verb == "send"
    evidence_in_packages.choose(desk, options.evidence, travels)
    return say("Tệp sẽ đi kèm gói." if travels else "Tệp ở lại trong sổ.", evidence=options.evidence, travels=travels)


def _limits(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import evidence_limits

    held = evidence_limits.get(desk)
    names = [field.name for field in dataclasses.fields(held)]
    asked = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if asked:
        held = dataclasses.replace(held, **asked)
        evidence_limits.put(desk, held)
    line = f"Một tệp đến {held.file_mb} MB, một sáng kiến đến {held.record_mb} MB; tệp đã bỏ giữ {held.kept_days} ngày."
    return say(line, **dataclasses.asdict(held))


def _demand_of(desk: Desk, options: argparse.Namespace) -> None:
    """A number of another initiative's file is a slip of the finger."""
    from desktop.operations import evidence, initiatives

    if evidence.get(desk, options.evidence).row_id != initiatives.find(desk, options.id).row_id:
        raise RuleError("evidence_unknown", field="evidence", name=str(options.evidence))


def _values(one: Any) -> dict[str, Any]:
    values = dataclasses.asdict(one)
    del values["row_id"], values["place"]
    return values | {"media_type": KINDS[one.kind].media_type}
