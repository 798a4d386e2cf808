"""Command: report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    report = commands.add_parser("report", parents=[shared], help="lập văn bản; «report list» liệt kê")
    report.add_argument("name")
    report.add_argument("--to", type=Path)
    report.add_argument("--letter-no", default="")
    report.add_argument("--letter-on", default="")
    report.add_argument("--place", default="")
    report.add_argument("--signer", default="")
    report.set_defaults(run=_report, opens=True)


def _report(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import reports

    if options.name == "list":
        found = reports.reports()
        lines = [f"{report.id}: {report.title} ({', '.join(report.formats)})" for report in found]
        return say(*lines, reports=[{"id": r.id, "title": r.title, "formats": list(r.formats)} for r in found])
    target = options.to or Path(f"{options.name}.pdf")
    last = reports.remembered(desk)
    words = reports.LetterWords(options.letter_no, options.letter_on, options.place or last.place,
                                options.signer or last.signer_name)  # fmt: skip
    written = reports.write(desk, options.name, target, words, step=lambda _done, _total: None)
    return say(f"Đã lập {written.path}.", path=str(written.path), rows=written.rows, pages=written.pages)
