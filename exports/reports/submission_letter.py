"""The submission letter of a dossier (tờ trình) as pages to sign, laid out as QĐ 933/QĐ-TLĐ says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from domain.dossier import SubmissionLetter
from domain.errors import RuleError
from domain.paper.content import Closing, Content, Letterhead, Look, Text, Title
from exports.reports.report import Group, Report, Written
from exports.writers.sheet import Step
from exports.writers.whole import appearing

if TYPE_CHECKING:
    from exports.writers.flow import Flow
    from exports.writers.paper import Paper

REPORT = Report(
    "submission_letter", "Tờ trình của Ban Thường vụ", ("initiatives", "programme", "letter"), ("pdf", "docx"),
    Group.DOSSIER, "Gửi công đoàn cấp trên, kèm bảng tổng hợp",
    ("number", "signed_on", "place", "signer_name", "signer_position"),
)  # fmt: skip


def write(content: SubmissionLetter, target: Path, *, step: Step) -> Written:
    """The letter as .pdf or .docx; its rows are its paragraphs, and `step` counts them.

    RuleError report_format_unknown; TroubleError disk_full, report_write_failed.
    """
    if target.suffix.lower() not in (".pdf", ".docx"):
        raise RuleError("report_format_unknown", file=target.name, formats=", ".join(REPORT.formats))
    with appearing(target) as stream:
        pages = _write_pages(stream, content, step) if target.suffix.lower() == ".pdf" else _write_docx(stream, content)
    return Written(target, len(content.body), pages)


def _write_docx(stream: BinaryIO, content: SubmissionLetter) -> int:
    from exports.writers import paper_docx

    paper_docx.write(stream, [content_of(content)], lambda _done, _total: None)
    return 0


def content_of(letter: SubmissionLetter) -> Content:
    """The letter as blocks, to be edited."""
    return Content(
        title=f"{letter.title} {letter.about}",
        blocks=(
            Letterhead(letter.upper_name, letter.unit_name, letter.number_line, letter.place_and_day),
            Title(letter.title, letter.about),
            *_addressed(letter.recipients),
            *(Text(ground, Look.GROUND) for ground in letter.grounds),
            *(Text(words) for words in letter.body),
            Closing((letter.signature,), letter.copies),
        ),
    )


def _addressed(recipients: tuple[str, ...]) -> tuple[Text, ...]:
    if len(recipients) == 1:
        return (Text(f"Kính gửi: {recipients[0]}", Look.CENTRE),)
    ends = (*[";"] * (len(recipients) - 1), ".")
    lines = (Text(f"- {one}{end}", Look.ITEM) for one, end in zip(recipients, ends, strict=True))
    return (Text("Kính gửi:", Look.LEFT), *lines)


def _write_pages(stream: BinaryIO, content: SubmissionLetter, step: Step) -> int:
    # The library that writes pages loads only when one is written: the list of reports must not slow the start.
    from exports.writers import flow, letterhead, paper

    pages = paper.Paper(stream, paper.PORTRAIT, title=f"{content.title} {content.about}", author="")
    top = letterhead.draw(
        pages,
        upper=content.upper_name,
        unit=content.unit_name,
        number_line=content.number_line,
        place_and_day=content.place_and_day,
    )
    column = flow.Flow(pages, top)
    _put_title(pages, column, content)
    _put_recipients(column, content.recipients)
    _put_text(pages, column, content, step)
    pages.save()
    return pages.pages


def _put_title(pages: Paper, column: Flow, content: SubmissionLetter) -> None:
    from exports.writers.flow import Align, Style
    from exports.writers.fonts import bold
    from exports.writers.lines import balanced, measure

    face = bold(14, 18)
    column.put(content.title, Style(face, Align.CENTRED, before=16))
    column.put(content.about, Style(face, Align.CENTRED, before=0))
    half = max(measure(line, face) for line in balanced(content.about, face, pages.frame.width)) / 5
    column.y -= 3
    pages.rules([(pages.frame.middle - half, column.y, pages.frame.middle + half, column.y)], thickness=0.75)


def _put_recipients(column: Flow, recipients: tuple[str, ...]) -> None:
    from exports.writers.flow import Align, Style
    from exports.writers.fonts import regular

    face = regular(14, 19)
    if len(recipients) == 1:
        column.put(f"Kính gửi: {recipients[0]}", Style(face, Align.CENTRED, before=12))
        return
    column.put("Kính gửi:", Style(face, Align.LEFT, indent=90, before=12))
    for no, recipient in enumerate(recipients, start=1):
        end = "." if no == len(recipients) else ";"
        column.put(f"- {recipient}{end}", Style(face, Align.LEFT, indent=110, before=0))


def _put_text(pages: Paper, column: Flow, content: SubmissionLetter, step: Step) -> None:
    """Grounds, body and closing; the closing is never parted, and the last paragraph goes with it."""
    from exports.writers import closing
    from exports.writers.flow import Style
    from exports.writers.fonts import italic, regular

    frame, total = pages.frame, len(content.body)
    copies_width, signer_width = frame.width * 0.45, frame.width * 0.55
    height = max(closing.height(content.signature, signer_width), closing.copies_height(content.copies, copies_width))
    column.y -= 6
    for ground in content.grounds:
        column.put(ground, Style(italic(14, 19), first=28.35))
    for no, paragraph in enumerate(content.body, start=1):
        column.put(paragraph, Style(regular(14, 19), first=28.35), keep_with=height if no == total else 0)
        step(no, total)
    closing.draw_copies(pages, column.y, content.copies, frame.left, copies_width)
    closing.draw(pages, column.y, content.signature, frame.right - signer_width, signer_width)
