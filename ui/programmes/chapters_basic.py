"""The first chapters of a programme: what it is called, what it rests on, its phases and its deadlines."""

from __future__ import annotations

from datetime import date

from domain import dates
from domain.labels import LEVELS
from domain.programme import Deadline, Programme
from ui.programmes import rule_words as words
from ui.programmes.chapters import Chapter, Part, Rule, valued
from ui.words import tr


def basics(pack: Programme) -> Chapter:
    first, last = pack.award_years
    rules = [
        valued(tr("Tên chương trình"), pack.title),
        valued(tr("Tên gọi ngắn"), pack.short_title),
        valued(tr("Mã chương trình"), pack.id),
        valued(tr("Phiên bản quy tắc"), pack.version),
        valued(tr("Năm"), str(pack.year)),
        valued(tr("Danh hiệu, khen thưởng lấy ba năm liền trước"), f"{first} – {last}"),
    ]
    if pack.aliases:
        rules.append(Rule((Part(tr("Tên khác trong các văn bản")), Part("\n".join(pack.aliases)))))
    return Chapter("basics", tr("Tên và năm"), tuple(rules), shares=(2, 5))


def guidance(pack: Programme) -> Chapter:
    rules = tuple(Rule((Part(document),)) for document in pack.guidance)
    return Chapter("guidance", tr("Văn bản làm căn cứ"), rules, empty=tr("Gói này chưa ghi văn bản làm căn cứ."))


def phases(pack: Programme) -> Chapter:
    source = pack.sources.get("applied_from_on", "")
    rules = tuple(
        Rule(
            (
                Part(phase.title, strong=True),
                Part(dates.shown(phase.applied_from_on)),
                Part(dates.shown(phase.applied_to_on)),
            ),
            source,
        )
        for phase in pack.phases
    )
    heads = (tr("Giai đoạn"), tr("Áp dụng từ ngày"), tr("Đến hết ngày"))
    about = tr("Sáng kiến thuộc giai đoạn chứa ngày bắt đầu áp dụng; ngày nhập vào sổ không tính.")
    return Chapter("phases", tr("Giai đoạn"), rules, (4, 2, 2), heads, about)


def deadlines(pack: Programme, today: date) -> Chapter:
    order = {level: place for place, level in enumerate(LEVELS)}
    phases = {phase.id: place for place, phase in enumerate(pack.phases)}
    found = sorted(
        pack.deadlines, key=lambda one: (phases.get(one.phase, 9), order.get(one.level, 9), one.on, one.before)
    )
    rules = tuple(_deadline(pack, one, today) for one in found)
    about = tr("Mỗi văn bản đặt hạn cho một cấp; các ngày khác nhau đều đúng ở cấp của mình.")
    heads = (tr("Cấp"), tr("Việc phải làm"), tr("Hạn"), tr("Văn bản đặt hạn"))
    empty = tr("Gói này chưa có hạn nào.")
    return Chapter("deadlines", tr("Hạn của từng cấp"), rules, (3, 5, 3, 5), heads, about, empty)


def document_words(document: str, document_no: str, document_on: date | None) -> str:
    """The document with its number and date, each said once."""
    parts = [document]
    if document_no and document_no not in document:
        parts.append(tr("số {no}", no=document_no))
    if document_on and dates.shown(document_on) not in document and _short(document_on) not in document:
        parts.append(tr("ngày {day}", day=dates.shown(document_on)))
    return ", ".join(parts)


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _deadline(pack: Programme, one: Deadline, today: date) -> Rule:
    told = []
    if one.opens_on:
        told.append(tr("mở từ ngày {day}", day=dates.shown(one.opens_on)))
    if one.before:
        told.append(tr("hạn chót là {day}", day=dates.shown(words.last_day(one))))
    second = "; ".join(told)
    return Rule(
        (
            Part(words.level_words(one.level), strong=True),
            Part(one.what, words.code_words("purpose", one.for_what)),
            Part(words.day_words(one), second, words.left_mark(one, today)),
            Part(one.issuer, document_words(one.document, one.document_no, one.document_on)),
        ),
        group=words.phase_words(pack, one.phase),
    )
