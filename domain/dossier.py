"""The papers of a dossier as plain content: the summary table and the submission letter, without any layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain import dates, labels, money, text
from domain.initiative import Author, BenefitState, Initiative, redacted
from domain.programme import Programme, title_of

WITHHELD_SUMMARY = "Bí mật công nghệ – không nêu nội dung"
# To be filled in by hand: as many dots as the official table has, and a longer line for names.
SHORT_GAP, GAP = ".....", "." * 24
_NO = "{no}"  # the place of the number in the form of the pack
_USUAL_FORM = f"{_NO}/TTr-CĐCS"


@dataclass(frozen=True)
class Letter:
    """What is known of the tờ trình; what is empty is printed as dots to be filled in by hand.

    `number` is the bare number ("57") or the whole one ("57/TTr-CĐCS"); the form of the pack completes a bare number.
    `recipients` default to the upper union, `grounds` to the guidance of the programme.
    `copies` are lines of "Nơi nhận" before the filing line.
    """

    number: str = ""
    signed_on: date | None = None
    unit_name: str = ""
    upper_name: str = ""
    place: str = ""
    recipients: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    signer_position: str = "CHỦ TỊCH"
    signer_name: str = ""


@dataclass(frozen=True)
class Signature:
    """The block to sign and seal: on whose behalf, in which position, by whom."""

    authority: str
    position: str
    name: str = ""


@dataclass(frozen=True)
class SummaryTable:
    """The official table (S2): `rows` have one value a heading, the first a whole number from 1."""

    title: str
    sub_title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int | str, ...], ...]
    signature: Signature


@dataclass(frozen=True)
class SubmissionLetter:
    """The tờ trình, line by line as QĐ 933/QĐ-TLĐ (14/5/2024) orders them on the paper."""

    upper_name: str
    unit_name: str
    number_line: str
    place_and_day: str
    title: str
    about: str
    recipients: tuple[str, ...]
    grounds: tuple[str, ...]
    body: tuple[str, ...]
    signature: Signature
    copies: tuple[str, ...]


def summary_table(initiatives: Sequence[Initiative], programme: Programme, letter: Letter | None) -> SummaryTable:
    """The table of the official form (S2). Technology secrets are withheld here once more, whoever calls."""
    known = letter or Letter()
    return SummaryTable(
        title="TỔNG HỢP TÓM TẮT SÁNG KIẾN",
        sub_title=_sub_title(known, programme),
        headings=headings(programme),
        rows=tuple(_row(no, redacted(initiative)) for no, initiative in enumerate(initiatives, start=1)),
        signature=_signature(known),
    )


def headings(programme: Programme) -> tuple[str, ...]:
    """The seven headings of the official form, word for word; the three years slide with the programme."""
    first, last = programme.award_years
    return (
        "TT",
        "Họ và tên, năm sinh, chức vụ, đơn vị công tác, điện thoại liên hệ",
        "Tên sáng kiến",
        "Thời gian áp dụng",
        "Tóm tắt nội dung sáng kiến",
        "Hiệu quả sáng kiến, giá trị làm lợi, phạm vi ứng dụng",
        f"Các danh hiệu thi đua, hình thức khen thưởng cá nhân trong 03 năm ({first} – {last})",
    )


def submission_letter(
    initiatives: Sequence[Initiative], programme: Programme, letter: Letter | None
) -> SubmissionLetter:
    """The letter that goes with the table; its figures are counted from the same initiatives."""
    known = letter or Letter()
    upper = known.upper_name or GAP
    number = _number(known, programme) or _form(programme).replace(_NO, "........")
    return SubmissionLetter(
        upper_name=known.upper_name.upper(),
        unit_name=(known.unit_name or GAP).upper(),
        number_line=f"Số: {number}",
        place_and_day=f"{known.place or '.........'}, {_day(known, programme.year)}",
        title="TỜ TRÌNH",
        about=f"V/v đề nghị xét chọn sáng kiến tham gia {named(programme)}",
        recipients=known.recipients or (upper,),
        grounds=_grounds(known.grounds or programme.guidance),
        body=_body(initiatives, programme, known),
        signature=_signature(known),
        copies=(*(known.copies or ("Như trên",)), "Lưu: VT"),
    )


def _row(no: int, initiative: Initiative) -> tuple[int | str, ...]:
    several = len(initiative.authors) > 1
    people = (_person(author) for author in initiative.authors)
    return (
        no,
        "\n".join(f"{place}. {person}" if several else person for place, person in enumerate(people, start=1)),
        initiative.title,
        _applied(initiative),
        WITHHELD_SUMMARY if initiative.technology_secret else initiative.summary,
        _effect(initiative),
        "\n".join(_awards(author, named=several) for author in initiative.authors if author.awards),
    )


def _person(author: Author) -> str:
    born = str(author.birth_year) if author.birth_year else ""
    parts = (author.full_name, born, author.position, author.workplace, author.phone)
    return ", ".join(part for part in parts if part)


def _awards(author: Author, *, named: bool) -> str:
    return f"{author.full_name}: {author.awards}" if named else author.awards


def _applied(initiative: Initiative) -> str:
    start, end = initiative.applied_from_on, initiative.applied_to_on
    parts = []
    if start:
        parts.append(f"Từ {dates.shown(start)} đến {dates.shown(end) if end else 'nay'}")
    elif end:
        parts.append(f"Đến {dates.shown(end)}")
    if initiative.trial:
        parts.append("(áp dụng thử)")
    return " ".join(parts)


def _effect(initiative: Initiative) -> str:
    reach = f"Phạm vi ứng dụng: {initiative.reach}" if initiative.reach else ""
    return "\n".join(part for part in (initiative.effect, benefit(initiative), reach) if part)


def benefit(initiative: Initiative) -> str:
    if initiative.benefit_state is BenefitState.NOT_COMPUTABLE:
        return f"Giá trị làm lợi: {labels.BENEFIT_STATES[initiative.benefit_state].lower()}"
    if initiative.benefit_vnd is None:
        return ""
    state = initiative.benefit_state
    words = labels.BENEFIT_STATES[state].lower() if state else "chưa rõ đã xác minh hay tự khai"
    return f"Giá trị làm lợi: {money.plain(initiative.benefit_vnd)} đồng ({words})"


def _body(initiatives: Sequence[Initiative], programme: Programme, letter: Letter) -> tuple[str, ...]:
    bureau = f"Ban Thường vụ {letter.unit_name or GAP}"
    upper = letter.upper_name or GAP
    count = _counted(len(initiatives))
    return (
        f"Thực hiện {named(programme)}, {bureau} đã tổng hợp, lựa chọn {count} sáng kiến "
        f"của {_authors(initiatives)} để trình {upper} xem xét, cụ thể như sau:",
        f"1. Số lượng: {count} sáng kiến, gồm: {_by_kind(initiatives, programme)}."
        if initiatives
        else f"1. Số lượng: {count} sáng kiến.",
        "2. Giá trị làm lợi (từng loại số liệu được tính riêng, không cộng chung):",
        *_benefits(initiatives),
        "3. Nội dung từng sáng kiến: tại Bảng tổng hợp tóm tắt sáng kiến kèm theo Tờ trình này.",
        f"{bureau} kính trình {upper} xem xét, quyết định./.",
    )


def _by_kind(initiatives: Sequence[Initiative], programme: Programme) -> str:
    codes = dict.fromkeys([*(kind.code for kind in programme.kinds), *(i.kind for i in initiatives)])
    counts = {code: sum(i.kind == code for i in initiatives) for code in codes}
    return "; ".join(f"{_kind(code, programme)}: {_counted(count)}" for code, count in counts.items() if count)


def _kind(code: str, programme: Programme) -> str:
    title = title_of(programme.kinds, code) or "Chưa phân loại"
    return title[:1].lower() + title[1:]


def _authors(initiatives: Sequence[Initiative]) -> str:
    """People are told apart by name, year of birth and workplace: that is all the register always has."""
    entries = [author for initiative in initiatives for author in initiative.authors]
    persons = {(text.fold(a.full_name), a.birth_year, text.fold(a.workplace)) for a in entries}
    told = f"{_counted(len(persons))} tác giả" + (", đồng tác giả" if len(entries) > len(initiatives) else "")
    return told if len(persons) == len(entries) else f"{told} ({_counted(len(entries))} lượt tham gia)"


def _benefits(initiatives: Sequence[Initiative]) -> tuple[str, ...]:
    """One line a state; amounts of different states are never added together."""
    lines = []
    for state in (BenefitState.VERIFIED, BenefitState.CLAIMED):
        stated = [i for i in initiatives if i.benefit_state is state and i.benefit_vnd is not None]
        if stated:
            total = money.plain(sum(i.benefit_vnd or 0 for i in stated))
            lines.append(f"- {labels.BENEFIT_STATES[state]}: {total} đồng ({_counted(len(stated))} sáng kiến);")
    no_money = sum(i.benefit_state is BenefitState.NOT_COMPUTABLE for i in initiatives)
    if no_money:
        lines.append(f"- {labels.BENEFIT_STATES[BenefitState.NOT_COMPUTABLE]}: {_counted(no_money)} sáng kiến;")
    silent = len(initiatives) - no_money - sum(_states_amount(i) for i in initiatives)
    if silent or not lines:
        lines.append(f"- Chưa nêu giá trị: {_counted(silent)} sáng kiến;")
    return (*lines[:-1], lines[-1].replace(";", "."))


def _states_amount(initiative: Initiative) -> bool:
    stated = initiative.benefit_state in (BenefitState.VERIFIED, BenefitState.CLAIMED)
    return stated and initiative.benefit_vnd is not None


def _grounds(documents: Sequence[str]) -> tuple[str, ...]:
    """Each document on its own line, ended by a semicolon and the last by a full stop."""
    bare = [document.removeprefix("Căn cứ ").rstrip(" ;.") for document in documents]
    return tuple(f"Căn cứ {document}{'.' if no == len(bare) else ';'}" for no, document in enumerate(bare, start=1))


def _counted(number: int) -> str:
    """Counts below ten are written with a leading zero, as in official papers ("05 sáng kiến")."""
    return f"{number:02d}" if number < 10 else money.plain(number)


def named(programme: Programme) -> str:
    title = programme.title
    return title if title.lower().startswith("chương trình") else f"Chương trình “{title}”"


def _sub_title(letter: Letter, programme: Programme) -> str:
    number = f" {_number(letter, programme)} " if letter.number else SHORT_GAP
    day = dates.shown_long(letter.signed_on) if letter.signed_on else f"ngày.... tháng ...năm {programme.year}"
    unit = f" {letter.unit_name}" if letter.unit_name else SHORT_GAP
    return f"(Kèm theo Tờ trình số{number}{day} của Ban Thường vụ{unit})"


def _day(letter: Letter, year: int) -> str:
    return dates.shown_long(letter.signed_on) if letter.signed_on else f"ngày ..... tháng ..... năm {year}"


def _number(letter: Letter, programme: Programme) -> str:
    if not letter.number or "/" in letter.number:
        return letter.number
    return _form(programme).replace(_NO, letter.number)


def _form(programme: Programme) -> str:
    return programme.number_forms.get("submission_letter", _USUAL_FORM)


def _signature(letter: Letter) -> Signature:
    return Signature("TM. BAN THƯỜNG VỤ", letter.signer_position, letter.signer_name)
