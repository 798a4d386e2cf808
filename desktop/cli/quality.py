"""Commands: quality, sample."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain.errors import RuleError


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    quality = commands.add_parser("quality", parents=[shared], help="chất lượng hơn số lượng: minh chứng, xác minh")
    quality.add_argument("--list", default="", dest="what", help="danh sách sau một con số, hoặc twins")
    quality.add_argument("--unit", default="")
    quality.add_argument("--to", type=Path, default=None, help="ghi bảng (hoặc các cặp của twins) ra .xlsx, .pdf")
    quality.set_defaults(run=_quality, opens=True)
    sample = commands.add_parser("sample", parents=[shared], help="rút mẫu kiểm tra, ai rút lại cũng ra như vậy")
    sample.add_argument("size", type=int, metavar="SỐ_LƯỢNG")
    sample.add_argument("--seed", default="", help="hạt giống; không ghi thì máy tự đặt và in ra")
    sample.add_argument("--from", dest="what", default="all",
                        help="all, evidence, verified, recognised, bare, claimed")  # fmt: skip
    sample.add_argument("--unit", default="")
    sample.add_argument("--to", type=Path, default=None, help="ghi mẫu đã rút ra tệp .xlsx hoặc .pdf")
    sample.set_defaults(run=_sample, opens=True)


def _quality(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import figure_files, housekeeping, initiative_list, quality

    housekeeping.recount(desk)
    if options.to and options.what not in ("", "twins"):
        raise RuleError("quality_file_of_list", field="to", names="twins")
    if options.what == "twins":
        pairs = quality.twins(desk, options.unit.upper())
        written = figure_files.write_pairs(desk, pairs, options.to, unit=options.unit.upper()) if options.to else None
        return say(*(f"{one['a_number']} ({one['a_unit']}) ~ {one['b_number']} ({one['b_unit']})" for one in pairs),
                   *_path_words(written), total=len(pairs), pairs=pairs, **_path(written))  # fmt: skip
    if options.what:
        rows = initiative_list.rows(desk, quality.row_ids(desk, options.what, options.unit.upper()))
        return say(*(f"{row['number']} {row['title']}" for row in rows), total=len(rows), rows=rows)
    found = quality.lines(desk)
    shares = ("evidence", "verified", "recognised")
    rows = [{**vars(one), **{f"{name}_pct": one.share_pct(name) for name in shares}} for one in found]
    lines = [f"{one.name or 'Tất cả'}: {one.total} sáng kiến, có minh chứng {one.share_pct('evidence')} %, đã xác minh "
             f"{one.share_pct('verified')} %, đã công nhận {one.share_pct('recognised')} %, giống nơi khác {one.twins}"
             for one in found]  # fmt: skip
    written = figure_files.write_quality(desk, found, options.to) if options.to else None
    return say(*lines, *_path_words(written), rows=rows, **_path(written))


def _sample(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import figure_files, quality

    drawn = quality.draw(desk, options.size, options.seed, what=options.what, unit=options.unit.upper())
    lines = [f"Hạt giống {drawn.seed}: {len(drawn.rows)} trên {drawn.of} sáng kiến.",
             *(f"{row['number']} {row['title']}" for row in drawn.rows)]  # fmt: skip
    rows = [{"id": row["public_id"], "number": row["number"], "title": row["title"], "unit_code": row["unit_code"]}
            for row in drawn.rows]  # fmt: skip
    written = figure_files.write_sample(desk, drawn, options.to) if options.to else None
    return say(*lines, *_path_words(written), seed=drawn.seed, of=drawn.of, rows=rows, method=drawn.method,
               **_path(written))  # fmt: skip


def _path(written: Any) -> dict[str, Any]:
    return {"path": str(written.path)} if written else {}


def _path_words(written: Any) -> list[str]:
    return [f"Đã ghi {written.path}."] if written else []
