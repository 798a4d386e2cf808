"""One initiative as a calm document to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from domain import dates, labels, money
from domain.initiative import Author, BenefitState, Initiative
from domain.programme import Programme, title_of
from ui import theme
from ui.common.labels import RETINT
from ui.common.numbers import amount_words
from ui.words import tr


class Document(QTextBrowser):
    """Read by scrolling, by the arrow keys, or by a screen reader; its text can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document")
        self.setAccessibleName(tr("Nội dung sáng kiến"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(16)
        self._shown: tuple[Initiative, Programme, bool] | None = None

    def show_initiative(self, initiative: Initiative, programme: Programme, *, blind: bool = False) -> None:
        """From the top; `blind` says in place of the authors that they are hidden."""
        self._shown = (initiative, programme, blind)
        self.setHtml(page(initiative, programme, blind))
        self.verticalScrollBar().setValue(0)

    def is_blind(self) -> bool:
        return self._shown is not None and self._shown[2]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT and self._shown is not None:
            at = self.verticalScrollBar().value()
            self.setHtml(page(*self._shown))
            self.verticalScrollBar().setValue(at)


def page(initiative: Initiative, programme: Programme, blind: bool = False) -> str:
    """The document in the colours and sizes in use, as the rich text of Qt."""
    tokens, points = theme.current(), theme.look().points
    small = f"font-size:{points * 0.92:.1f}pt; color:{tokens.muted}"
    parts = [
        f'<p style="{small}; margin:0">{escape(_kind_line(initiative, programme))}</p>',
        f'<p style="font-size:{points * 1.45:.1f}pt; font-weight:600; margin:2px 0 8px 0; line-height:108%">'
        f"{escape(initiative.title)}</p>",
    ]
    if initiative.technology_secret:
        parts.append(_secret(tokens))
    parts += [f'<p style="margin:0 0 3px 0; line-height:130%">{_author(author, small)}</p>'
              for author in initiative.authors]  # fmt: skip
    if blind:
        hidden = escape(tr("Chấm ẩn tên: tác giả và đơn vị được giấu, tên trong bài thay bằng […]."))
        parts.append(f'<p style="{small}; margin:0 0 3px 0">{hidden}</p>')
    for heading, html in _sections(initiative, small):
        parts.append(
            f'<p style="{small}; font-weight:600; margin:14px 0 2px 0">{escape(heading)}</p>'
            f'<p style="margin:0; line-height:145%">{html}</p>'
        )
    body = "".join(parts)
    return f"<div style=\"font-family:'{theme.FAMILY}'; font-size:{points:.1f}pt; color:{tokens.text}\">{body}</div>"


def _kind_line(initiative: Initiative, programme: Programme) -> str:
    kind = title_of(programme.kinds, initiative.kind) if initiative.kind else ""
    return " · ".join(filter(None, (kind, initiative.area)))


def _secret(tokens: theme.Tokens) -> str:
    text = tr("Bí mật công nghệ: nội dung chỉ dùng trong hội đồng, không kể và không chép ra ngoài.")
    return (
        f'<table width="100%" cellpadding="7" style="margin:0 0 8px 0"><tr>'
        f'<td style="background-color:{tokens.warn_bg}; color:{tokens.warn_fg}">{escape(text)}</td></tr></table>'
    )


def _author(author: Author, small: str) -> str:
    born = tr("sinh {year}", year=author.birth_year) if author.birth_year else ""
    share = (
        tr("đóng\u00a0góp\u00a0{share}\u00a0%", share=f"{author.share_pct:g}".replace(".", ","))
        if author.share_pct
        else ""
    )
    told = " · ".join(filter(None, (born, author.position, author.workplace, share)))
    return f'<b>{escape(author.full_name)}</b> <span style="{small}">{escape(told)}</span>'


def _sections(initiative: Initiative, small: str) -> Iterator[tuple[str, str]]:
    period = _period(initiative.applied_from_on, initiative.applied_to_on)
    if period:
        yield tr("Thời gian áp dụng"), escape(period + (tr(" (áp dụng thử)") if initiative.trial else ""))
    for heading, text in (
        (tr("Tóm tắt nội dung"), initiative.summary),
        (tr("Hiệu quả"), initiative.effect),
        (tr("Phạm vi ứng dụng"), initiative.reach),
    ):
        if text:
            yield heading, _lines(text)
    if initiative.benefit_state is not BenefitState.NONE or initiative.benefit_vnd is not None:
        yield tr("Giá trị làm lợi"), _benefit(initiative, small)
    if initiative.investor:
        yield tr("Chủ đầu tư tạo ra sáng kiến"), escape(initiative.investor)


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return tr("Từ {first} đến {last}", first=dates.shown(first), last=dates.shown(last))
    if first:
        return tr("Từ {first}", first=dates.shown(first))
    return tr("Đến {last}", last=dates.shown(last)) if last else ""


def _benefit(initiative: Initiative, small: str) -> str:
    state = tr(labels.BENEFIT_STATES[initiative.benefit_state])
    parts = [escape(state)]
    if initiative.benefit_vnd is not None:
        parts = [f"<b>{money.plain(initiative.benefit_vnd)} đ</b> – {escape(state.lower())}",
                 f'<span style="{small}">{escape(amount_words(initiative.benefit_vnd))}</span>']  # fmt: skip
    if initiative.benefit_note:
        parts.append(_lines(initiative.benefit_note))
    return "<br/>".join(parts)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")
