"""Commands: package show, package save, package sheet."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli import verify
from desktop.cli.answer import Answer, say
from desktop.desk import Desk


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("package", help="xem một gói, không nhận gì").add_subparsers(dest="verb", required=True)
    show = verbs.add_parser("show", parents=[shared], help="mọi thứ trong gói: sáng kiến, tệp, phần đầu, thứ tự")
    show.set_defaults(run=_show, opens=True)
    save = verbs.add_parser("save", parents=[shared], help="lưu một tệp trong gói ra ngoài")
    save.add_argument("--entry", required=True, help="tên tệp như lệnh package show in ra")
    save.set_defaults(run=_save, opens=True)
    sheet = verbs.add_parser("sheet", parents=[shared], help="phiếu kiểm tra gói, kết luận ở đầu (.pdf, .txt)")
    sheet.set_defaults(run=_sheet, opens=True)
    for verb in (show, save, sheet):
        verb.add_argument("file", type=Path)
    for verb in (save, sheet):
        verb.add_argument("--to", type=Path, required=True)


def _show(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import package_viewing, verification

    inside = verification.look_inside(desk, options.file)
    found = verify.answer(inside.seen)
    place = package_viewing.chain(desk, inside.seen)
    files = [vars(held) for held in inside.files]
    lines = [*found.lines]
    lines += [f"  - {record.get('number', '')} {record.get('title', '')}" for record in inside.records]
    lines += [f"  - {held.entry}: {held.name}, {held.size_bytes} byte" for held in inside.files]
    if place.missing:
        lines.append(f"Chưa tới: gói số {', '.join(map(str, place.missing[:20]))}.")
    told = [vars(target) for target in inside.targets]
    values = found.values | {"header": dict(inside.seen.header), "shown": list(inside.records), "files": files,
                             "targets": told, "before": place.before, "kept": place.kept,
                             "missing": list(place.missing)}  # fmt: skip
    return Answer(values, tuple(lines), found.exit_code)


def _save(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import package_viewing, verification

    inside = verification.look_inside(desk, options.file)
    path = package_viewing.save(desk, options.file, inside, options.entry, options.to)
    return say(f"Đã lưu {path}, đúng như lúc ký.", path=str(path), verdict=inside.seen.verdict)


def _sheet(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import package_viewing, verification

    inside = verification.look_inside(desk, options.file)
    path = package_viewing.sheet(desk, options.file, inside, options.to)
    return say(f"Đã ghi phiếu kiểm tra gói vào {path}.", path=str(path), verdict=inside.seen.verdict)
