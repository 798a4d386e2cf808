"""What the headings of lists of initiatives mean: the official form (S2) and the words offices use instead."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.table.cells import Cell, folded

# Columns of one author's particulars mixed: with the name, and without it.
PEOPLE, PARTICULARS = "people", "particulars"
COAUTHORS = "coauthors"
NUMBER = "no"

OFFICIAL = (NUMBER, PEOPLE, "title", "applied_from_on", "summary", "effect", "awards")
AUTHOR_FIELDS = ("full_name", "birth_year", "position", "workplace", "phone", "share_pct", "awards")
FIELDS = (
    *(NUMBER, PEOPLE, PARTICULARS, COAUTHORS, *AUTHOR_FIELDS),
    *("title", "applied_from_on", "applied_to_on", "summary", "effect", "benefit_vnd", "reach"),
    *("area", "investor", "decision_no", "decision_on"),
)

# Several columns may fill these; of the others only the first one counts.
JOINED = frozenset({"position", "workplace", "phone", "awards", "summary", "effect", "reach", "area", COAUTHORS})

LOOKED_FOR = {"title": "Tên sáng kiến", "full_name": "Họ và tên tác giả"}

_LONGEST_HEADING = 200

# What names a particular of a person, in folded words.
_PERSON = {
    "full_name": re.compile(
        r"\bho (va |)ten\b|^(ten |ten cac |cac |nhom |)tac gia\b|\b(nguoi|ca nhan) (de xuat|thuc hien)\b|\bchu nhiem\b"
    ),
    "birth_year": re.compile(r"\b(nam|ngay|thang|ngay thang nam) sinh\b|\bsinh nam\b|^ns$"),
    "position": re.compile(r"\bchuc (vu|danh)\b|\bnghe nghiep\b"),
    "workplace": re.compile(
        r"\b(don vi|bo phan|phong ban|khoa phong|noi cong tac|noi lam viec|co quan|cdcs|cong doan co so)\b"
        r"(?! (tinh|ap dung|cong nhan|xet|chu quan))|^(phong|to|ban|khoa|phan xuong)( (ban|to|phong|khoa|doi))*$"
    ),
    "phone": re.compile(r"\b(dien thoai|sdt|so dt|dtdd|di dong|dt)\b|^(lien he|phone|mobile)$"),
}

_TITLED = r"(sang kien|de tai|giai phap|cai tien|cong trinh|skkn|sk|sang che|y tuong|du an|hop ly hoa)"

# In this order: the first that is found in the folded heading decides.
_OTHERS = (
    (NUMBER, r"^(tt|stt|so tt|so thu tu|s tt|no)$"),
    ("share_pct", r"\bdong gop\b|^(ty|ti) le( %|)$"),
    ("awards", r"\bdanh hieu\b|\bkhen thuong\b|\bthanh tich\b"),
    (COAUTHORS, r"\bdong tac gia\b|^cong su\b"),
    ("title", rf"^ten .*\b{_TITLED}\b|^(ten |){_TITLED}( (va |hoac |){_TITLED}| (ky thuat|kinh nghiem|khoa hoc))*$"),
    ("decision_on", r"\bngay (ra |)(quyet dinh|qd|ky|cong nhan)\b"),
    ("decision_no", r"\b(quyet dinh|so qd)\b"),
    ("applied_from_on", r"\b(ap dung|thuc hien|trien khai) tu\b.*\bden\b"),
    ("applied_to_on", r"^(ngay |)ket thuc\b|\b(ap dung|thuc hien|trien khai) den\b|^den( ngay| thang|)$"),
    (
        "applied_from_on",
        r"\bthoi (gian|diem) (ap dung|thuc hien|trien khai|bat dau)\b|\bngay (bat dau |)(ap dung|trien khai)\b"
        r"|\bap dung (tu|lan dau)\b|^thoi gian$|^(ngay |)bat dau\b|^tu( ngay| thang|)$",
    ),
    ("area", r"\blinh vuc\b"),
    ("investor", r"\bchu dau tu\b"),
    ("effect", r"\bhieu qua\b|\bloi ich\b|\bket qua (dat duoc|ap dung|thuc hien)\b"),
    ("benefit_vnd", r"\blam loi\b|\b(so tien|gia tri) tiet kiem\b"),
    ("reach", r"\bpham vi\b|\b(noi|dia diem|don vi) ap dung\b|\bnhan rong\b"),
    ("summary", r"\btom tat\b|\bnoi dung\b|\bmo ta\b|\bban chat\b"),
)
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _OTHERS)
_MONEY = re.compile(r"\b(hieu qua kinh te|loi ich kinh te|lam loi|tiet kiem)\b")
_UNITS = (
    (10**9, re.compile(r"\b(ty|ti)\b(?! le)")),
    (10**6, re.compile(r"\b(trieu|trd|tr|tr d)\b")),
    (10**3, re.compile(r"\b(nghin|ngan|1 000|1000)\b")),
    (1, re.compile(r"\b(dong|vnd|d)\b")),
)
# An amount with nothing said but its unit. One word more ("Số tiền thưởng", "Giá trị hợp đồng") makes it another one.
_ALONE = re.compile(
    r"^(tong |)(so tien|gia tri)( (don vi tinh|don vi|dvt|tinh bang|bang)|)"
    r"( (nghin|ngan|trieu|ty|ti|1 000|1000)|)( (dong|vnd|vn dong|d|trd|tr d)|)$"
)
_PAID = re.compile(
    r"\b((muc|tien|quyet dinh|hinh thuc|de nghi) (khen |)thuong|thu lao|ho tro|kinh phi|chi phi|hop dong|von|don gia"
    r"|du toan|ngan sach)\b"
)
_AWARDED = re.compile(r"\bthuong\b|\bdanh hieu\b|\bxep loai\b")
_UNIT_OF_TABLE = re.compile(r"\b(don vi tinh|dvt)\b(.*)")


def field_of(heading: Cell) -> str:
    """The field a heading names, or "" if it names none of ours."""
    found = folded(heading)
    if not found or len(found) > _LONGEST_HEADING:
        return ""
    first = _first(found)
    if first in (NUMBER, "share_pct", "title", COAUTHORS) and not _PERSON["full_name"].search(found):
        return first
    parts = _person_parts(found)
    if len(parts) > 1:
        return PEOPLE if "full_name" in parts else PARTICULARS
    if parts:
        return parts[0]
    if first == "effect" and _MONEY.search(found) and unit_of(heading):
        return "benefit_vnd"
    return first


def amount_alone(headings: Mapping[int, str]) -> int | None:
    """The column of a list that holds amounts of which only the unit is said: "Số tiền (đồng)", "Giá trị (đồng)".

    In a list of initiatives that is what they brought in; None where there are several, or where something is rewarded
    or paid: then the amounts may be those.
    """
    told = {column: folded(heading) for column, heading in sorted(headings.items())}
    found = [column for column, words in told.items() if _ALONE.search(words) and unit_of(words)]
    before = told.get(found[0] - 1, "") if found else ""
    if len(found) != 1 or _PAID.search(" | ".join(told.values())) or _AWARDED.search(before):
        return None
    return found[0]


def unit_of(heading: Cell) -> int:
    """How many đồng one of a column of amounts is, by its heading; 0 if the heading does not say."""
    found = folded(heading)
    return next((size for size, pattern in _UNITS if pattern.search(found)), 0)


def unit_of_table(cell: Cell) -> int:
    """The same from a line above the table: "Đơn vị tính: triệu đồng"."""
    found = _UNIT_OF_TABLE.search(folded(cell))
    return unit_of(found[2]) if found else 0


def _first(found: str) -> str:
    return next((field for field, pattern in _COMPILED if pattern.search(found)), "")


def _person_parts(found: str) -> list[str]:
    return [part for part, pattern in _PERSON.items() if pattern.search(found)]
