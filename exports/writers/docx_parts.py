"""Pieces of a text file for office programs, as the words of its own language (WordprocessingML)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from domain.text import clean
from exports.writers.fonts import Face

Piece = str
_TWIPS_PER_MM, _TWIPS_PER_POINT = 1440 / 25.4, 20


def twips(mm: float) -> int:
    return round(mm * _TWIPS_PER_MM)


def run(words: str, face: Face) -> Piece:
    """Words of one face; a line break stays one."""
    marks = f"{'<w:b/>' if 'Bold' in face.font else ''}{'<w:i/>' if 'Italic' in face.font else ''}"
    size = f'<w:sz w:val="{round(face.size * 2)}"/><w:szCs w:val="{round(face.size * 2)}"/>'
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(words).split("\n"))
    return f"<w:r><w:rPr>{marks}{size}</w:rPr>{lines}</w:r>"


def paragraph(
    words: str, face: Face, *, align: str = "left", first: float = 0, indent: float = 0, before: float = 0,
    keep_next: bool = False, new_page: bool = False, head: tuple[str, Face] | None = None,
) -> Piece:  # fmt: skip
    """`head` are words of another face on the first line. `first`, `indent` and `before` are in points.

    `keep_next` holds it on one page with what follows.
    """
    turned = "<w:pageBreakBefore/>" if new_page else ""
    kept = "<w:keepNext/>" if keep_next else ""
    place = f'<w:ind w:left="{round(indent * _TWIPS_PER_POINT)}" w:firstLine="{round(first * _TWIPS_PER_POINT)}"/>'
    space = f'<w:spacing w:before="{round(before * _TWIPS_PER_POINT)}" w:after="0"/>'
    shape = f'<w:pPr>{kept}{turned}{space}{place}<w:jc w:val="{align}"/></w:pPr>'
    first_line = f"{run(*head)}<w:r><w:br/></w:r>" if head else ""
    return f"<w:p>{shape}{first_line}{run(words, face)}</w:p>"


def rule(left: float, right: float, *, keep_next: bool = True) -> Piece:
    """A drawn line: a paragraph without words with a border above, `left` and `right` points in from the margins."""
    kept = "<w:keepNext/>" if keep_next else ""
    drawn = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    place = f'<w:ind w:left="{round(left * _TWIPS_PER_POINT)}" w:right="{round(right * _TWIPS_PER_POINT)}"/>'
    return (
        f'<w:p><w:pPr>{kept}{drawn}<w:spacing w:before="40" w:after="0" w:line="100" w:lineRule="exact"/>{place}'
        "</w:pPr></w:p>"
    )


def empty(points: float, *, keep_next: bool = False) -> Piece:
    """Room of that height."""
    kept = "<w:keepNext/>" if keep_next else ""
    height = round(points * _TWIPS_PER_POINT)
    return f'<w:p><w:pPr>{kept}<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/></w:pPr></w:p>'


def written_line() -> Piece:
    """A line to write on by hand."""
    drawn = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
    # Borders of neighbours would run into one another; «between» draws each.
    between = drawn.replace("</w:pBdr>", '<w:between w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>')
    return f'<w:p><w:pPr>{between}<w:spacing w:before="0" w:after="0" w:line="480" w:lineRule="exact"/></w:pPr></w:p>'


def grid(widths_mm: Sequence[float], rows: Sequence[tuple[Sequence[Piece], bool]], *, drawn: bool) -> Piece:
    """A table: each row its cells and whether it is a heading, repeated on each page; no row is torn.

    A cell is one paragraph or several. `drawn` tables have lines and room around their words.
    """
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    pad = twips(1) if drawn else 0
    margins = f'<w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/>'
    borders = f"<w:tblBorders>{edges}</w:tblBorders>" if drawn else ""
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths_mm)
    body = "".join(_row(widths_mm, cells, heading) for cells, heading in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths_mm))}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
    )


def _row(widths_mm: Sequence[float], cells: Sequence[Piece], heading: bool) -> Piece:
    repeated = "<w:tblHeader/>" if heading else ""
    middle = '<w:vAlign w:val="center"/>' if heading else ""
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{middle}</w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths_mm, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{told}</w:tr>"
