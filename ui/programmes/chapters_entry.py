"""The chapters about entering an initiative: what must be filled in, limits, code lists, the portal's form."""

from __future__ import annotations

from collections.abc import Sequence

from domain.programme import Choice, Programme
from ui.common.numbers import written
from ui.programmes import rule_words as words
from ui.programmes.chapters import Chapter, Part, Rule, said, valued
from ui.words import tr


def required(pack: Programme) -> Chapter:
    rules = tuple(said(words.field_words(name), pack.sources.get(name, "")) for name in pack.required)
    about = tr("Thiếu một trong các mục này thì chưa tiếp nhận được. Giá trị làm lợi không bao giờ bắt buộc.")
    return Chapter("required", tr("Mục phải có"), rules, about=about, empty=tr("Không mục nào bắt buộc."))


def limits(pack: Programme) -> Chapter:
    rules = tuple(
        valued(words.field_words(name), tr("tối đa {n} ký tự", n=written(most)), pack.sources.get(name, ""))
        for name, most in pack.limits.items()
    )
    about = tr("Dấu và chữ tính là một ký tự, mỗi lần xuống dòng tính là một.")
    return Chapter("limits", tr("Độ dài tối đa"), rules, (3, 2), about=about)


def other_fields(pack: Programme) -> Chapter:
    """The document behind every other field of the form."""
    told = set(pack.required) | set(pack.limits)
    rules = tuple(said(words.field_words(name), source) for name, source in pack.sources.items() if name not in told)
    return Chapter("fields", tr("Nguồn của các mục khác"), rules, empty=tr("Không có mục nào khác."))


def lists(pack: Programme) -> Chapter:
    rules = (
        *_list(tr("Loại giải pháp"), pack.kinds, pack.sources.get("kind", "")),
        *_list(tr("Khối"), pack.blocks, pack.sources.get("block", "")),
        *_list(tr("Nhóm đối tượng"), pack.groups, pack.sources.get("group", "")),
    )
    return Chapter("lists", tr("Loại, khối, nhóm"), rules)


def portal(pack: Programme) -> Chapter:
    rules = tuple(
        Rule(
            (
                Part(box.label, strong=True),
                Part(
                    words.portal_words(box.fills),
                    tr("tối đa {n} ký tự", n=written(box.limit)) if box.limit else "",
                ),
            )
        )
        for box in pack.portal
    )
    heads = (tr("Ô trên Cổng"), tr("Lấy từ"))
    empty = tr("Chương trình này không nhập lên Cổng.")
    return Chapter("portal", tr("Phiếu nhập lên Cổng"), rules, (2, 3), heads, empty=empty)


def _list(group: str, choices: Sequence[Choice], source: str) -> list[Rule]:
    return [said(choice.title, source, group=group) for choice in choices]
