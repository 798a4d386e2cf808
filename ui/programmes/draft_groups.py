"""Every group of rows of the form over a programme: the step it stands in, its cells, what may be added to it.

A test holds this table against the shape of a pack: there is a place for every part, or a reason why there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.pack.draft_cells import Draft, Row
from ui.programmes import rule_words as words
from ui.programmes import specs_basic, specs_entry, specs_judging, specs_money
from ui.programmes.cells import CellSpec
from ui.programmes.specs_basic import Items
from ui.words import tr

Fresh = Callable[[Sequence[Row]], Row]


@dataclass(frozen=True)
class Group:
    """`cells` are those of every row, `cells_of` those of a row of its own kind; `says` gives a row a heading.

    `add` is the word for another row (`fresh`, beside the others) and `cross` the one for taking a row away, which
    `crossed` allows; "" for neither. The rows of one that is `ordered` can be moved. One that is `single` has one row,
    which goes by the title of the group.
    """

    step: str
    title: str
    cells: Sequence[CellSpec] = ()
    hint: str = ""
    add: str = ""
    cross: str = ""
    fresh: Fresh = lambda _rows: {}
    says: Callable[[Row], str] | None = None
    cells_of: Callable[[Row], Sequence[CellSpec]] | None = None
    crossed: Callable[[Row], bool] = lambda _row: True
    framed: bool = True
    ordered: bool = False
    single: bool = False

    def cells_in(self, row: Row) -> Sequence[CellSpec]:
        return self.cells_of(row) if self.cells_of else self.cells


def phases_of(draft: Draft) -> list[tuple[str, str]]:
    """(id, title) of the phases of a draft, for choices."""
    return [(row.get("id", ""), row.get("title", "")) for row in draft["phases"]]


def groups(phases: Items = (), *, revises: bool = False) -> dict[str, Group]:
    """All groups by name, in the order of the form."""
    return {
        "basic": Group("basic", tr("Tên và năm"), specs_basic.basic(revises=revises), single=True),
        **_days(phases),
        **_entry(),
        **_judging(),
        **_money(phases),
        **_awards(),
        **_rubric(),
        **_papers(),
    }


def _days(phases: Items) -> dict[str, Group]:
    first = phases[0][0] if phases else ""
    return {
        "phases": Group(
            "days", tr("Giai đoạn"), specs_basic.phases(), add=tr("Thêm giai đoạn"), cross=tr("Bỏ giai đoạn này"),
            fresh=lambda rows: {"id": str(len(rows) + 1)}, ordered=True,
            hint=tr("Ngày bắt đầu áp dụng nằm trong giai đoạn nào thì sáng kiến thuộc giai đoạn ấy."),
        ),
        "deadlines": Group(
            "days", tr("Hạn của từng cấp"), specs_basic.deadlines(phases), add=tr("Thêm hạn"), cross=tr("Bỏ hạn này"),
            hint=tr("Mỗi dòng là một hạn của một cấp, với văn bản đặt ra nó. Nơi khác có ngày khác thì thêm dòng."),
            fresh=lambda _rows: {"level": "grassroots", "phase": first, "for_what": "portal"},
        ),
    }  # fmt: skip


def _entry() -> dict[str, Group]:
    return {
        "kinds": _list(tr("Loại giải pháp"), tr("Thêm loại")),
        "blocks": Group(
            "entry", tr("Khối"), specs_entry.blocks(), single=True,
            hint=tr("Cổng chỉ có hai khối; ở đây ghi tên hiện trong phiếu sáng kiến."),
        ),
        "groups": _list(tr("Nhóm đối tượng"), tr("Thêm nhóm")),
        "fields": Group(
            "entry", tr("Từng mục của phiếu sáng kiến"), cells_of=specs_entry.field,
            says=lambda row: words.field_words(row["field"]) if "required" in row else "",
            hint=tr("Mục phải có, độ dài tối đa, và văn bản đặt ra điều đó."),
            add=tr("Thêm nguồn của mục khác"), cross=tr("Bỏ dòng này"),
            fresh=lambda _rows: {"field": "", "source": ""}, crossed=lambda row: "required" not in row,
        ),
        "portal": Group(
            "portal", tr("Các ô trên phiếu của Cổng"), specs_entry.portal(), add=tr("Thêm ô"), cross=tr("Bỏ ô này"),
            ordered=True,
            hint=tr("Ghi đúng nhãn và thứ tự của Cổng. Bỏ hết các ô nếu chương trình không nhập lên Cổng."),
        ),
    }  # fmt: skip


def _judging() -> dict[str, Group]:
    return {
        "eligibility": Group(
            "judging", tr("Điều kiện tham gia"), specs_judging.eligibility(), add=tr("Thêm điều kiện"),
            cross=tr("Bỏ điều kiện này"), fresh=lambda _rows: {"severity": "warn"},
        ),
        "recognition": Group(
            "judging", tr("Ai công nhận sáng kiến"), specs_judging.recognition(), single=True,
            hint=tr("Đánh dấu một trong hai, hoặc cả hai."),
        ),
    }  # fmt: skip


def _money(phases: Items) -> dict[str, Group]:
    return {
        "targets": Group(
            "money", tr("Chỉ tiêu"), specs_money.targets(phases), add=tr("Thêm chỉ tiêu"),
            cross=tr("Bỏ chỉ tiêu này"), fresh=lambda _rows: {"level": "grassroots"},
        ),
        "nomination_limits": Group(
            "money", tr("Số lượng giới thiệu"), specs_money.nominations(phases), add=tr("Thêm mức giới thiệu"),
            cross=tr("Bỏ mức này"), fresh=lambda _rows: {"level": "grassroots"},
        ),
        "support": Group(
            "money", tr("Hỗ trợ kinh phí"), specs_money.support(), single=True,
            hint=tr("Để trống cả hai số tiền nếu chương trình không hỗ trợ."),
        ),
    }  # fmt: skip


def _awards() -> dict[str, Group]:
    return {
        "remuneration": Group(
            "awards", tr("Thù lao cho tác giả"), specs_money.remuneration(), single=True,
            hint=tr("Mức tối thiểu khi không có thỏa thuận khác. Để trống tất cả nếu văn bản không nêu."),
        ),
        "award_thresholds": Group(
            "awards", tr("Mức đề nghị khen thưởng"), specs_money.awards(), add=tr("Thêm mức khen thưởng"),
            cross=tr("Bỏ mức này"), fresh=_next_award,
            hint=tr("Mỗi dòng là một mức làm lợi của một đối tượng. Hãy đối chiếu với quy định đang có hiệu lực."),
        ),
    }  # fmt: skip


def _rubric() -> dict[str, Group]:
    return {
        "scale": Group(
            "rubric", tr("Cách chấm điểm"), specs_judging.scale(), single=True,
            hint=tr("Để trống tổng điểm và điểm đạt nếu chỉ trả lời Có hay Không hoặc đếm số người đồng ý."),
        ),
        "criteria": Group(
            "rubric", tr("Tiêu chí"), specs_judging.criteria(), add=tr("Thêm tiêu chí"), cross=tr("Bỏ tiêu chí này"),
            fresh=lambda _rows: {"bands": "0: ", "kind": "points"}, ordered=True,
        ),
    }  # fmt: skip


def _papers() -> dict[str, Group]:
    return {
        "number_forms": Group(
            "papers", tr("Cách ghi số văn bản"), specs_basic.number_forms(), add=tr("Thêm cách ghi số"),
            cross=tr("Bỏ dòng này"),
            hint=tr("Ký hiệu đứng sau số của từng loại văn bản, theo cách ghi của đơn vị."),
        ),
        "papers": Group(
            "papers", tr("Mẫu văn bản"), specs_basic.papers(), add=tr("Thêm mẫu"), cross=tr("Bỏ dòng này"),
            hint=tr("Chương trình này dùng những văn bản nào của phần mềm."),
        ),
    }  # fmt: skip


def _next_award(rows: Sequence[Row]) -> Row:
    """Another threshold is most often one of the same award."""
    names = ("title", "award", "known_as", "source")
    last = {name: rows[-1].get(name, "") for name in names} if rows else {}
    return last | {"years": "1", "initiatives": "1"}


def _list(title: str, add: str) -> Group:
    cells = specs_entry.choices(title)
    return Group("entry", title, cells, add=add, cross=tr("Bỏ dòng này"), framed=False, ordered=True)
