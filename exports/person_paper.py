"""A paper for one person as a file to print or to read: .pdf or .txt; and the same as .json for a program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from domain.errors import RuleError
from domain.person_paper import PersonPaper, plain_text
from exports.writers.whole import appearing

if TYPE_CHECKING:
    from exports.writers.flow import Flow

FORMATS = ("pdf", "txt")
_INDENT = 14.2


def demand_format(target: Path, formats: tuple[str, ...] = FORMATS) -> str:
    """The ending of a file name; RuleError person_file_format for one that is not written."""
    ending = target.suffix.lower().removeprefix(".")
    if ending not in formats:
        raise RuleError("person_file_format", field="file", file=target.name,
                        formats=", ".join(f".{one}" for one in formats))  # fmt: skip
    return ending


def write(told: PersonPaper, target: Path) -> Path:
    """TroubleError disk_full, report_write_failed: then nothing stands there."""
    ending = demand_format(target)
    with appearing(target) as stream:
        if ending == "txt":
            stream.write(plain_text(told).encode("utf-8-sig"))  # the mark tells old editors that it is UTF-8
        else:
            _write_pages(stream, told)
    return target


def write_values(values: Mapping[str, Any], target: Path) -> Path:
    """The values as JSON, in the same way."""
    with appearing(target) as stream:
        stream.write(json.dumps(values, ensure_ascii=False, indent=1).encode())
    return target


def _write_pages(stream: BinaryIO, told: PersonPaper) -> None:
    # The library that writes pages loads only when one is written.
    from exports.writers import flow, letterhead, paper
    from exports.writers.flow import Align, Style
    from exports.writers.fonts import bold

    pages = paper.Paper(stream, paper.PORTRAIT, title=told.title, author="")
    top = letterhead.draw(pages, upper=told.upper_name, unit=told.unit_name, number_line="",
                          place_and_day=told.place_and_day)  # fmt: skip
    column = flow.Flow(pages, top)
    column.put(told.title, Style(bold(14, 18), Align.CENTRED, before=16))
    for section in told.sections:
        _put_section(column, section.title, section.lines)
    pages.save()


def _put_section(column: Flow, title: str, lines: tuple[tuple[str, str], ...]) -> None:
    from exports.writers.flow import Align, Style
    from exports.writers.fonts import bold, regular

    column.put(title, Style(bold(13, 17), Align.LEFT, before=12), keep_with=2 * 17)
    for what, value in lines:
        words = f"{what}: {value}" if what else value
        column.put(words, Style(regular(13, 17), Align.LEFT, indent=_INDENT, before=2))
