"""Command: import, with what was imported, what waits to be mended, and which headings are known."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import REFUSED, Answer, say
from desktop.cli.files import read_json
from desktop.desk import Desk
from domain.errors import RuleError

_ROWS = re.compile(r"\s*(\d{1,7})\s*(?:-\s*(\d{1,7})\s*)?")
_CELL = re.compile(r"([A-Za-z]{1,2})(\d{1,7})=(.*)", re.DOTALL)


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    imported = commands.add_parser(
        "import", parents=[shared], help="nhập danh sách; import list | undo SỐ | waiting [SỐ] | mappings | forget MÃ",
        usage="%(prog)s (TỆP | list | undo SỐ | waiting [SỐ] | mappings | forget MÃ) [tùy chọn]",
    )  # fmt: skip
    imported.add_argument("file", metavar="TỆP")
    imported.add_argument("which", nargs="?", default="", metavar="SỐ", help="số của lần nhập, của dòng chờ sửa")
    imported.add_argument("--dry-run", action="store_true", help="xem thử, không ghi")
    imported.add_argument("--sheet", help="tên trang tính")
    imported.add_argument("--map", type=Path, metavar="TỆP", help='JSON {"title": "tên cột hoặc chữ cái", …}')
    imported.add_argument("--keep-map", metavar="TÊN", help="nhớ cách ghép cột này cho lần sau")
    imported.add_argument("--encoding", default="auto", help="auto | tcvn3 | vni | unicode")
    imported.add_argument("--rows", help="chỉ các dòng này, ví dụ 1,4-9")
    imported.add_argument("--hidden-rows", choices=("keep", "skip"), help="lấy hay bỏ các dòng bị ẩn")
    imported.add_argument("--cell", action="append", default=[], metavar="C5=CHỮ", help="sửa một ô trước khi nhập")
    imported.add_argument("--wait", metavar="DÒNG", help="để các dòng này lại, sửa sau")
    imported.add_argument("--programme")
    imported.add_argument("--take", action="store_true", help="nhận dòng chờ sửa vào sổ")
    imported.add_argument("--give-up", action="store_true", help="bỏ dòng chờ sửa")
    imported.set_defaults(run=_import, opens=True)


def _import(desk: Desk, options: argparse.Namespace) -> Answer:
    """A file called like one of the words is meant where it exists."""
    words: dict[str, Callable[[Desk, argparse.Namespace], Answer]] = {
        "list": _list, "undo": _undo, "waiting": _waiting, "mappings": _mappings, "forget": _forget,
    }  # fmt: skip
    return words.get(options.file, _file)(desk, options)


def _file(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import import_mappings, import_mending, import_plans, imports

    wishes = import_plans.Wishes(
        sheet=options.sheet or "",
        mapping=read_json(options.map) if options.map else None,
        encoding=options.encoding,
        hidden_rows=options.hidden_rows or "",
        programme=options.programme or "",
    )
    path = Path(options.file)
    plan = import_plans.plan(desk, path, import_plans.open_book(path, sheet=options.sheet), wishes)
    for row, column, typed in _cells(options.cell):
        plan = import_mending.edited(desk, plan, row, column, typed)
    if options.rows:
        plan = import_mending.only(plan, rows(options.rows))
    if options.wait:
        plan = import_mending.chosen(plan, rows(options.wait), import_plans.WAIT)
    if options.keep_map and not options.dry_run:
        import_mappings.keep(desk, plan, options.keep_map)
    done = None if options.dry_run else imports.take_in(desk, plan)
    return _told(desk, plan, done)


def _told(desk: Desk, plan: Any, done: Any) -> Answer:
    from desktop.operations import import_mending, imports

    asked = [problem.code for problem in plan.open_questions]
    hidden_rows = [row for row in plan.rows if row.hidden]
    undecided = Counter(row.fate for row in hidden_rows if row.choice == "take" and "hidden_rows_asked" in asked)
    counts = done.counts if done else {name: count - undecided[name] for name, count in plan.counts.items()}
    problems = [messages.problem_values(problem) for problem in (*plan.open_questions, *plan.problems)]
    verb = "Đã nhập" if done else "Xem thử"
    lines = [f"{verb}: đọc {counts['read']} dòng; mới {counts['imported']}, cập nhật {counts['updated']}, "
             f"giống hệt {counts['identical']}, không nhận {counts['refused']}."]  # fmt: skip
    if undecided:
        lines.append(f"  - {undecided.total()} dòng đang bị ẩn còn phải chọn lấy hay bỏ, chưa đếm ở trên.")
    if done and done.waiting:
        lines.append(f"  - {done.waiting} dòng chờ sửa: xem bằng «import waiting».")
    if done and done.batch_id:
        lines.append(f"  - hoàn tác cả lần nhập này bằng «import undo {done.batch_id}».")
    lines += [f"  - cột «{_heading(plan, each.column)}»: {each.cells} ô chữ {each.encoding.upper()}, ví dụ "
              f"«{each.samples[0][0]}» → «{each.samples[0][1]}»" for each in plan.conversions]  # fmt: skip
    lines += [f"  - {line}" for line in imports.cleaned_sentences(plan.cleaned)]
    if plan.unused:
        lines.append(f"  - cột không dùng: {_quoted(plan.unused)}; ghép cột bằng --map.")
    if hidden := [name for name in plan.hidden_sheets if name != plan.sheet]:
        lines.append(f"  - trang tính bị ẩn: {_quoted(hidden)}; đọc trang ấy bằng --sheet.")
    lines += [f"  - {_at(line)}{line['message']}" for line in problems]
    values = {**counts, "cleaned": plan.cleaned, "problems": problems, "columns": dict(plan.columns)}
    values |= {"unused": list(plan.unused), "encoding": plan.encoding, "sheet": plan.sheet, "dry_run": done is None}
    values |= {
        "hidden_sheets": list(plan.hidden_sheets), "hidden_rows": [row.number for row in hidden_rows],
        "known_as": plan.known_as, "import_no": done.batch_id if done else None,
        "waiting": done.waiting if done else sum(row.waits for row in plan.rows),
        "conversions": [
            {"column": _heading(plan, each.column), "encoding": each.encoding, "cells": each.cells,
             "by_font": each.by_font, "applied": each.applied,
             "samples": [{"before": before, "after": after} for before, after in each.samples]}
            for each in plan.conversions
        ],
        "suggestions": [
            {"row": cell.row, "field": cell.field, "before": cell.words, "after": cell.suggested}
            for row in plan.rows if row.problems for cell in import_mending.cells(plan, row) if cell.suggested
        ],
        "differences": [
            {"row": row.number, "field": field, "before": before, "after": after}
            for row in plan.rows if done is None and row.fate == imports.UPDATED
            for field, before, after in imports.differences(desk, row)
        ],
    }  # fmt: skip
    return _undecided(values, lines, undecided.total()) if asked else Answer(values, tuple(lines))


def _undecided(values: dict[str, Any], lines: Sequence[str], rows: int) -> Answer:
    """A dry run ends as the import would: something is to be chosen first."""
    error = {"error": "import_undecided", "message": messages.sentence("import_undecided")}
    return Answer(values | error | {"undecided": rows}, (*lines, error["message"]), REFUSED)


def _at(problem: dict[str, Any]) -> str:
    return f"dòng {problem['row']}: " if "row" in problem else ""


def _quoted(names: Sequence[str]) -> str:
    return "; ".join(f"«{name}»" for name in names)


def _heading(plan: Any, column: int) -> str:
    from domain.table.cells import column_letters

    return str(plan.layout.headings.get(column, column_letters(column)))


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import imports

    found = imports.batches(desk)
    shown = [
        f"{batch.id}  {batch.at}  {batch.file}: mới {batch.counts.get('imported', 0)}, "
        f"cập nhật {batch.counts.get('updated', 0)}, chờ sửa {batch.waiting}"
        + ("  (đã hoàn tác)" if batch.undone_at else "")
        for batch in found
    ]
    values = [
        {"import_no": batch.id, "at": batch.at, "file": batch.file, "sheet": batch.sheet, "user": batch.user_name,
         "programme": batch.programme, "counts": dict(batch.counts), "waiting": batch.waiting,
         "undone_at": batch.undone_at}
        for batch in found
    ]  # fmt: skip
    return say(*shown, f"{len(found)} lần nhập.", imports=values)


def _undo(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import imports

    undone = imports.undo(desk, _number(options.which, "import_unknown"))
    kept = [{"number": number, "title": title} for number, title in undone.kept]
    lines = [f"Đã hoàn tác: {undone.removed} sáng kiến vào thùng rác, {undone.restored} trở lại như trước."]
    lines += [f"  - giữ lại {each['number']}: {each['title']} (đã có thay đổi sau khi nhập)" for each in kept]
    return say(*lines, removed=undone.removed, restored=undone.restored, kept=kept)


def _waiting(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import import_waiting

    if options.which:
        number = _number(options.which, "import_row_unknown")
        typed = {(row, column): words for row, column, words in _cells(options.cell)}
        if typed:
            import_waiting.mend(desk, number, typed)
        if options.take:
            import_waiting.take_in(desk, [number])
        elif options.give_up:
            import_waiting.give_up(desk, [number])
    found = import_waiting.waiting(desk)
    lines = [f"{row.id}  {row.file}, dòng {row.row}: {row.title or '(không có tên)'}" for row in found]
    values = [
        {"id": row.id, "import_no": row.batch_id, "file": row.file, "sheet": row.sheet, "row": row.row,
         "title": row.title, "ready": row.ready,
         "problems": [messages.problem_values(problem) for problem in row.problems],
         "cells": [{"cell": f"{_letters(cell.column)}{cell.row}", "field": cell.field, "words": cell.words,
                    "suggested": cell.suggested} for cell in row.cells]}
        for row in found
    ]  # fmt: skip
    return say(*lines, f"{len(found)} dòng chờ sửa.", waiting=values)


def _mappings(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import import_mappings

    found = import_mappings.known(desk)
    lines = [f"{each.fingerprint[:8]}  {each.name}: {'; '.join(each.headings.values())}" for each in found]
    values = [
        {"fingerprint": each.fingerprint, "name": each.name, "kept_at": each.kept_at,
         "columns": {each.headings.get(column, str(column)): name for column, name in each.columns.items()}}
        for each in found
    ]  # fmt: skip
    return say(*lines, f"{len(found)} cách ghép cột đã nhớ.", mappings=values)


def _forget(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import import_mappings

    import_mappings.forget(desk, options.which)
    return say("Đã quên cách ghép cột này.", forgotten=options.which)


def rows(words: str) -> list[int]:
    """1,4-9 as the numbers it names. RuleError rows_unreadable."""
    found: list[int] = []
    for part in words.split(","):
        told = _ROWS.fullmatch(part)
        if told is None or int(told[2] or told[1]) - int(told[1]) not in range(1_000_000):
            raise RuleError("rows_unreadable", field="rows", words=words)
        found += range(int(told[1]), int(told[2] or told[1]) + 1)
    return found


def _cells(given: Sequence[str]) -> list[tuple[int, int, str]]:
    """C5=words as row, column and words. RuleError rows_unreadable."""
    found = []
    for words in given:
        told = _CELL.fullmatch(words)
        if told is None:
            raise RuleError("rows_unreadable", field="cell", words=words)
        column = 0
        for letter in told[1].upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        found.append((int(told[2]), column - 1, told[3]))
    return found


def _letters(column: int) -> str:
    from domain.table.cells import column_letters

    return column_letters(column)


def _number(words: str, code: str) -> int:
    if not re.fullmatch(r"\d{1,9}", words):
        raise RuleError(code, name=words or "?", row=words or "?")
    return int(words)
