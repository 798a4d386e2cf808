"""Command: report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli import templates
from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain.errors import RuleError

# The words of a paper by the option that gives them.
_WORDS = {
    "letter_no": "number",
    "letter_on": "signed_on",
    "place": "place",
    "signer": "signer_name",
    "position": "signer_position",
    "issuer": "issuer",
    "issuer_upper": "issuer_upper",
    "as_of": "as_of",
}


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    report = commands.add_parser(
        "report", parents=[shared], help="lập văn bản; «report list» liệt kê; «report template …» sửa mẫu"
    )
    report.add_argument("name")
    report.add_argument("rest", nargs="*", metavar="VIỆC MẪU", help="của «report template»")
    report.add_argument("--from", dest="source", type=Path, help="tệp mẫu của «report template edit»")
    report.add_argument("--dry-run", action="store_true", help="chỉ xét mẫu, không lưu")
    report.add_argument("--to", type=Path)
    report.add_argument("--only", default="", help="all, trạng thái, hoặc các số cách nhau bằng dấu phẩy")
    report.add_argument("--each", action="store_true", help="mỗi bản một tệp trong thư mục --to")
    report.add_argument("--format", default="", help="loại tệp khi dùng --each")
    for option in _WORDS:
        report.add_argument(f"--{option.replace('_', '-')}", default="")
    report.set_defaults(run=_report, opens=True)


def _report(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import reports

    if options.name == "template":
        return templates.run(desk, options)
    if options.rest:
        raise RuleError("report_words_unknown", words=" ".join(options.rest))
    if options.name == "list":
        return _list(desk)
    words = reports.remembered_with(desk, {name: getattr(options, given) for given, name in _WORDS.items()})
    if options.each:
        ending = options.format or reports.known(options.name).formats[0]
        folder = options.to or Path(options.name)
        written = reports.write_each(desk, options.name, folder, ending, words, step=_quiet, only=options.only)
        return say(f"Đã lập {written.rows} tệp trong {written.path}.", path=str(written.path), rows=written.rows,
                   pages=written.pages)  # fmt: skip
    target = options.to or Path(f"{options.name}.pdf")
    written = reports.write(desk, options.name, target, words, step=_quiet, only=options.only)
    return say(f"Đã lập {written.path}.", path=str(written.path), rows=written.rows, pages=written.pages)


def _list(desk: Desk) -> Answer:
    from desktop.operations import reports

    offered = {report.id for report in reports.offered(desk)}
    found = [(report, reports.how_many(desk, report.id)) for report in reports.reports()]
    lines = [
        f"{report.id}: {report.title} ({', '.join(report.formats)})"
        + ("" if report.id in offered else ", chương trình không dùng")
        for report, _ in found
    ]
    told = [
        {"id": one.id, "title": one.title, "formats": list(one.formats), "group": str(one.group),
         "purpose": one.purpose, "initiatives": n, "offered": one.id in offered}
        for one, n in found
    ]  # fmt: skip
    return say(*lines, reports=told)


def _quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""
