"""Papers as a text file that officers still edit: each begins on a page of its own, in one file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from domain.paper.content import (
    INSIDE_MARK,
    Block,
    Chart,
    Closing,
    Code,
    Content,
    Letterhead,
    Lines,
    Logo,
    Look,
    Motto,
    Table,
    Text,
    Title,
)
from domain.text import clean
from exports.writers import docx_parts as parts
from exports.writers import pdf_chart, qr
from exports.writers.fonts import Face, bold, bold_italic, italic, regular
from exports.writers.letterhead import COUNTRY, MOTTO
from exports.writers.lines import balanced, measure
from exports.writers.paper_pdf import fitted
from exports.writers.sheet import Step

PROGRAM = "Sổ Sáng Kiến"
FONT = "Times New Roman"
# Margins of QĐ 933/QĐ-TLĐ: left 30 mm, right 15 mm (17 across), top and bottom 20 mm.
_LEFT, _EDGE, _RIGHT, _RIGHT_ACROSS = 30, 20, 15, 17
_PORTRAIT_MM, _ACROSS_MM = 165.0, 250.0
_UPPER, _UNIT, _COUNTRY, _MOTTO = regular(13), bold(13), bold(13), bold(14)
_NUMBER, _DAY, _MARK, _PAGE_NO = regular(13), italic(13), bold_italic(11), regular(13)
_COPIES, _COPIES_HEAD, _SIGNER = regular(11), bold_italic(12), bold(14)
_POINTS = 72 / 25.4
_BORDERS = '<w:pgBorders w:offsetFrom="text">{}</w:pgBorders>'.format(
    "".join(f'<w:{side} w:val="thinThickSmallGap" w:sz="24" w:space="20" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right"))
)  # fmt: skip
_INDENT, _SEAL = 28.35, 70.0
_LOOKS: dict[Look, tuple[Face, dict[str, Any]]] = {
    Look.BODY: (regular(13), {"align": "both", "first": _INDENT, "before": 4}),
    Look.GROUND: (italic(13), {"align": "both", "first": _INDENT, "before": 4}),
    Look.HEAD: (bold(13), {"before": 8, "keep_next": True}),
    Look.LEFT: (regular(13), {"before": 4}),
    Look.ITEM: (regular(13), {"align": "both", "indent": _INDENT, "before": 2}),
    Look.CENTRE: (regular(13), {"align": "center", "before": 4}),
    Look.STRONG: (bold(13), {"align": "center", "before": 6}),
    Look.SMALL: (regular(12), {"align": "center", "before": 3}),
    Look.NAME: (bold(19), {"align": "center", "before": 6}),
    Look.NOTE: (italic(11), {"before": 6}),
}


def write(stream: BinaryIO, contents: Sequence[Content], step: Step) -> None:
    """Each paper is `fitted` as its pages are; `step` is called after each."""
    file = docx.Document()
    _set_up(file, contents[0].title)
    marked: bool | None = None
    for no, content in enumerate(contents, start=1):
        section = file.sections[0] if no == 1 else _next_section(file)
        _lay_out(section, content)
        if marked is not content.inside:
            _head(section, content.inside)
            marked = content.inside
        _fill(file, fitted(content))
        step(no, len(contents))
    file.save(stream)


def _next_section(file: Any) -> Any:
    """The paragraph that ends the section before it must not take a page of its own."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    Paragraph(file.element.body.sectPr.getprevious(), file).paragraph_format.line_spacing = Pt(1)
    return section


def _fill(file: Any, content: Content) -> None:
    width = _ACROSS_MM if content.landscape else _PORTRAIT_MM
    # Before the element that ends the body, which is known: to look for it would take longer with every paper.
    end = file.element.body.sectPr
    for block, following in zip(content.blocks, (*content.blocks[1:], None), strict=True):
        if isinstance(block, Code | Chart | Logo):
            _put_picture(file, block, width)
            continue
        for piece in _pieces(block, width, kept=isinstance(following, Closing)):
            end.addprevious(_parsed(piece))


def _parsed(piece: str) -> Any:
    end = piece.index(">") if piece[piece.index(">") - 1] != "/" else piece.index("/>")
    return parse_xml(f"{piece[:end]} {nsdecls('w')}{piece[end:]}")


def _pieces(block: Block, width: float, *, kept: bool) -> Iterator[str]:
    """`kept` blocks stand on one page with the signature that follows."""
    match block:
        case Letterhead():
            yield _letterhead(block, width)
        case Motto():
            yield from _country(width)
            if block.place_and_day:
                yield parts.paragraph(block.place_and_day, _DAY, align="right", before=6)
        case Title():
            yield from _title(block, width)
        case Text():
            yield from _text(block, kept=kept)
        case Table():
            yield from (parts.empty(6, keep_next=True), _table(block, width, kept=kept), parts.empty(4, keep_next=kept))
        case Lines():
            yield from [parts.written_line()] * block.count
        case Closing():
            yield _closing(block, width)
            yield _copies(block.copies) if len(block.signatures) > 1 else parts.empty(1)


def _text(block: Text, *, kept: bool) -> Iterator[str]:
    face, how = _LOOKS[block.look]
    *rest, last = clean(block.words).split("\n")
    yield from (parts.paragraph(words, face, **how) for words in rest)
    yield parts.paragraph(last, face, **how | {"keep_next": kept or how.get("keep_next", False)})


def _letterhead(block: Letterhead, width: float) -> str:
    """65 : 100 of the printed width, whatever the page (QĐ 933/QĐ-TLĐ)."""
    left, right = width * 65 / 165, width * 100 / 165
    room = left * _POINTS
    lines = balanced(clean(block.unit), _UNIT, room - 6)
    half = max(measure(line, _UNIT) for line in lines) * 0.2
    names = parts.paragraph(block.upper, _UPPER, align="center") if block.upper else ""
    names += parts.paragraph("\n".join(lines), _UNIT, align="center")
    names += parts.rule(room / 2 - half, room / 2 - half)
    ends = [
        parts.paragraph(block.number_line, _NUMBER, align="center", before=4),
        parts.paragraph(block.place_and_day, _DAY, align="center", before=4),
    ]
    return parts.grid((left, right), [((names, "".join(_country(right))), False), (ends, False)], drawn=False)


def _country(width: float) -> Iterator[str]:
    yield parts.paragraph(COUNTRY, _COUNTRY, align="center")
    yield parts.paragraph(MOTTO, _MOTTO, align="center")
    aside = (width * _POINTS - measure(MOTTO, _MOTTO)) / 2
    yield parts.rule(aside, aside)


def _title(block: Title, width: float) -> Iterator[str]:
    yield parts.paragraph(
        block.text, bold(block.size), align="center", before=14, keep_next=True, new_page=block.new_page
    )
    if block.about:
        face, room = bold(14), width * _POINTS
        lines = balanced(clean(block.about), face, room)
        yield parts.paragraph("\n".join(lines), face, align="center", keep_next=True)
        half = max(measure(line, face) for line in lines) / 5
        yield parts.rule(room / 2 - half, room / 2 - half)
    yield parts.empty(6, keep_next=True)


def _table(block: Table, width: float, *, kept: bool) -> str:
    share = width / sum(block.widths)
    rows: list[tuple[list[str], bool]] = [
        ([parts.paragraph(head, bold(block.size), align="center", keep_next=True) for head in block.headings], True)
    ]
    for no, row in enumerate(block.rows, start=1):
        last = kept and no == len(block.rows)
        rows.append(
            (
                [
                    parts.paragraph(
                        cell, regular(block.size), align="center" if at in block.centred else "left", keep_next=last
                    )
                    for at, cell in enumerate(row)
                ],
                False,
            )
        )
    return parts.grid([one * share for one in block.widths], rows, drawn=True)


def _closing(block: Closing, width: float) -> str:
    """One row that is never torn: copies on the left of one who signs alone, under several signatures."""
    signed = []
    for one in block.signatures:
        heads = f"{one.authority}\n{one.position}".strip()
        cell = parts.paragraph(heads, _SIGNER, align="center", before=8, keep_next=True)
        cell += parts.empty(_SEAL, keep_next=True)
        signed.append(cell + parts.paragraph(one.name, _SIGNER, align="center"))
    if len(signed) == 1:
        return parts.grid((width * 0.45, width * 0.55), [((_copies(block.copies), signed[0]), False)], drawn=False)
    return parts.grid([width / len(signed)] * len(signed), [(signed, False)], drawn=False)


def _copies(copies: Sequence[str]) -> str:
    """Lines of one paragraph: it is one piece, wherever it stands."""
    if not copies:
        return parts.empty(1)
    ended = [f"- {copy}{'.' if no == len(copies) else ';'}" for no, copy in enumerate(copies, start=1)]
    return parts.paragraph("\n".join(ended), _COPIES, before=8, head=("Nơi nhận:", _COPIES_HEAD))


def _put_picture(file: Any, block: Code | Chart | Logo, width: float) -> None:
    """What cannot be written as words: a code with its caption, a chart with the same figures spoken, the logo."""
    line = file.add_paragraph()
    match block:
        case Code():
            shown = line.add_run().add_picture(io.BytesIO(qr.picture(block.words)), width=Mm(32))
            _speak(shown, block.words)
            file.element.body.sectPr.addprevious(_parsed(parts.paragraph(block.caption, _COPIES)))
        case Chart():
            drawn = io.BytesIO(pdf_chart.picture(block, width * _POINTS))
            shown = line.add_run().add_picture(drawn, width=Mm(width))
            pairs = zip(block.labels, block.shown, strict=True)
            _speak(shown, f"{block.title}: " + "; ".join(f"{name} {words}" for name, words in pairs))
        case Logo():
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _speak(line.add_run().add_picture(io.BytesIO(block.picture), height=Mm(block.height_mm)), "")


def _speak(shown: Any, words: str) -> None:
    """What a picture shows, for those who cannot see it."""
    shown._inline.docPr.set("descr", clean(words))


def _set_up(file: Any, title: str) -> None:
    known = file.core_properties
    known.author = known.last_modified_by = PROGRAM
    known.title, known.comments, known.language, known.revision = clean(title), "", "vi-VN", 1
    for one in list(known._element):
        if one.tag.endswith(("}created", "}modified")):
            known._element.remove(one)
    # What the library's empty file says of the program that made it, and its picture, are not ours.
    outer = file.part.package.rels
    for name in [name for name, one in outer.items() if one.reltype.endswith(("/thumbnail", "/extended-properties"))]:
        del outer[name]
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for default in file.styles.element.iter(qn("w:rPrDefault")):
        for named in default.iter(qn("w:rFonts")):
            for name in list(named.attrib):
                del named.attrib[name]
            named.set(qn("w:ascii"), FONT)
        for spoken in default.iter(qn("w:lang")):
            for script in ("w:val", "w:eastAsia"):
                spoken.set(qn(script), "vi-VN")
    normal.paragraph_format.space_after = Pt(0)


def _lay_out(section: Any, content: Content) -> None:
    """A4 with the margins of QĐ 933/QĐ-TLĐ; pages of each paper are numbered from 1, the first has no number."""
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if content.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if content.landscape else (short, long)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT_ACROSS if content.landscape else _RIGHT)
    section.top_margin = section.bottom_margin = Mm(_EDGE)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    numbers = section._sectPr.find(qn("w:pgNumType"))
    if numbers is None:
        numbers = OxmlElement("w:pgNumType")
        section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
    numbers.set(qn("w:start"), "1")
    if content.framed and section._sectPr.find(qn("w:pgBorders")) is None:
        section._sectPr.insert_element_before(_parsed(_BORDERS), "w:pgNumType", "w:cols", "w:titlePg", "w:docGrid")


def _head(section: Any, inside: bool) -> None:
    """The page's number from the second page on; papers that stay in the unit say so on each."""
    mark = parts.paragraph(INSIDE_MARK, _MARK, align="right") if inside else parts.empty(1)
    for header, pieces in ((section.header, (_page_no(), mark) if inside else (_page_no(),)),
                           (section.first_page_header, (mark,))):  # fmt: skip
        header.is_linked_to_previous = False
        for old in list(header._element):
            header._element.remove(old)
        for piece in pieces:
            header._element.append(_parsed(piece))


def _page_no() -> str:
    size = f'<w:rPr><w:sz w:val="{round(_PAGE_NO.size * 2)}"/></w:rPr>'
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>'
        f'<w:fldSimple w:instr=" PAGE "><w:r>{size}<w:t>2</w:t></w:r></w:fldSimple></w:p>'
    )
