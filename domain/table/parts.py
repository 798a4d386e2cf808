"""Telling what one part of a person's particulars is: a name, a year, a position, a workplace, a telephone number."""

from __future__ import annotations

import re
from functools import lru_cache

from domain import dates, phones, text

# Positions, workplaces and names come back in row after row: each is told once.
_REPEATED = 1 << 12

_YEAR = re.compile(r"(19[2-9]\d|20[01]\d)(?:[.,]0)?")
_ENOUGH_DIGITS = re.compile(r"\d(?:\D{0,3}\d){8}")
_DATE = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}")
_SHORT_YEAR = re.compile(r"'?(\d\d)")

# "SN 1985", "ĐT: 0912…": before a number a label needs no colon, before words it does.
LABEL = re.compile(
    r"(?<!\w)(?:(?P<birth_year>(?:sinh\s+(?:năm|ngày)|(?:ngày,?\s+tháng,?\s+)?(?:năm|ngày)\s+sinh|sinh|sn|ns)\s*(?:[:.]|(?=\s\d)))|"
    r"(?P<phone>(?:(?:số\s+)?điện\s+thoại(?:\s+liên\s+hệ)?|s?đt(?:dđ|lh)?|số\s+đt|di\s+động|tel|mobile|zalo|liên\s+hệ)"
    r"\s*(?:[:.]+|(?=\s?[\d+])))|"
    r"(?P<full_name>(?:họ\s+(?:và\s+)?tên(?:\s+tác\s+giả)?|tác\s+giả)\s*:)|(?P<position>(?:chức\s+(?:vụ|danh)|cv)\s*:)|"
    r"(?P<workplace>(?:đơn\s+vị(?:\s+công\s+tác)?|nơi\s+(?:công\s+tác|làm\s+việc)|bộ\s+phận|đv(?:ct)?)\s*:))",
    re.IGNORECASE,
)

# Nearly all particulars have no label: one of these stands in every one that has.
_IN_LABELS = re.compile("s(?:inh|n)|ns|đ(?:iện|t|ộng)|tel|mobile|zalo|liên")

# Words a position begins with; with their marks, for «trường» is a school and «trưởng» its head.
_POSITIONS = re.compile(
    r"(?:(?:tổ|đội|ca|nhóm|khoa|trạm|xóm|chuyền|kíp)\s+(?:trưởng|phó|viên)|ủy\s+viên|uỷ\s+viên|trưởng|phó|q\.|quyền|"
    r"giám\s+đốc|quản\s+(?:đốc|lý)|chủ\s+(?:tịch|nhiệm|tọa)|bí\s+thư|hiệu\s+(?:trưởng|phó)|"
    r"công\s+(?:nhân|chức)|cn(?!\w)|nhân\s+viên|nv(?!\w)|viên\s+chức|cán\s+(?:bộ|sự)|chuyên\s+(?:viên|gia)|cv(?!\w)|"
    r"kỹ\s+(?:sư|thuật)|kĩ\s+(?:sư|thuật)|ks(?!\w)|ktv|thợ|lái\s+xe|bảo\s+vệ|thủ\s+(?:kho|quỹ)|kế\s+toán|văn\s+thư|"
    r"thư\s+ký|giáo\s+viên|gv(?!\w)|giảng\s+viên|bác\s+s[ĩỹ]|bs(?!\w)|điều\s+dưỡng|y\s+(?:s[ĩỹ]|tá)|dược\s+s[ĩỹ]|"
    r"hộ\s+sinh|đoàn\s+viên|người\s+lao\s+động|lao\s+động|tp\.?(?!\w)|pgđ|gđ|ctcđ|tổng\s+giám\s+đốc|tgđ|vận\s+hành)"
)
# Words a workplace begins with. A school or a ward may carry a person's name: these words tell them apart.
_WORKPLACES = re.compile(
    r"(?:phân\s+xưởng|px|xưởng|phòng|ban|tổ|đội|khoa|bộ|công\s+(?:ty|đoàn)|cty|ct\s+|ctcp|cđcs|tổng\s+công\s+ty|tập\s+đoàn|"
    r"xí\s+nghiệp|xn|nhà\s+máy|trường|trung\s+tâm|tt\s|bệnh\s+viện|bv\s|chi\s+(?:nhánh|cục|bộ)|cục|khối|chuyền|kho|trạm|"
    r"ngân\s+hàng|sở|ubnd|ủy\s+ban|hợp\s+tác|htx|nông\s+trường|viện|đảng|văn\s+phòng|vp|liên\s+đoàn|huyện|xã|phường|"
    r"thành\s+phố|tỉnh|quận|thị\s+(?:xã|trấn)|khu|cụm|ngành|nhóm|line|bưu\s+điện|điện\s+lực|doanh\s+nghiệp|dntn)(?!\w)"
)
_COURTESY = re.compile(r"(?:(?:ông|bà|anh|chị|đ/c|đồng chí|thầy|cô)(?!\w)[.:]?\s*)+", re.IGNORECASE)
_DEGREE = re.compile(r"(?:(?:PGS|GS|TSKH|TS|ThS|Ths|KS|BS|CN|CKI{1,2}|DS|KTS|BSCK\w*)\b[.,]?\s*)+(?=[^\W\d_])")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")

# Family names of nine in ten Vietnamese and of the larger minorities, folded.
_FAMILIES = frozenset(
    "nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh truong doan dao mai lam ha cao luong "
    "luu trinh ta vuong to thai quach phung chu chau trieu nghiem kieu la luc dam tong thach kim danh son diep van "
    "khuc nong hua ma be giang giap hau khuong lai lieu mac nghiem ninh on phi quang si ton tang tieu "
    "vi khong kha lo lu vang giang sung thao ong ung au bach bang cam dau dong han mau nham nhu quan tham than thi "
    "tuong uong vien yen y ksor rcom siu nay rahlan ro h".split()
)


def may_be_labelled(typed: str) -> bool:
    """Quick and sure: False means that LABEL is nowhere in it."""
    return ":" in typed or _IN_LABELS.search(typed.casefold()) is not None


@lru_cache(maxsize=_REPEATED)
def birth_year(part: str, *, labelled: bool = False) -> int | None:
    """1985, 1985.0, 12/05/1985; after a label also 85. None if it is no year somebody could be born in."""
    typed = part.strip(" .")
    if found := _YEAR.fullmatch(typed):
        return int(found[1])
    if _DATE.fullmatch(typed):
        day = dates.parse(typed)
        return day.year if day and day.year < 2020 else None
    if labelled and (short := _SHORT_YEAR.fullmatch(typed)):
        return 1900 + int(short[1])
    return None


@lru_cache(maxsize=_REPEATED)
def phone(part: str) -> str:
    """The number in its normal form, several joined by " / "; "" if the part is none."""
    return " / ".join(phones.phones(part)) if _ENOUGH_DIGITS.search(part) else ""


@lru_cache(maxsize=_REPEATED)
def is_position(part: str) -> bool:
    return bool(_POSITIONS.match(part.lower()))


@lru_cache(maxsize=_REPEATED)
def is_workplace(part: str) -> bool:
    return bool(_WORKPLACES.match(part.lower()))


@lru_cache(maxsize=_REPEATED)
def without_titles(part: str) -> tuple[str, str]:
    """The name without «Ông», «Đ/c» and the like, and the degree that stood before it."""
    bare = _COURTESY.sub("", part, count=1) if _COURTESY.match(part) else part
    degree = _DEGREE.match(bare)
    return (bare[degree.end() :], degree[0].strip(" ,")) if degree else (bare, "")


def is_name(part: str) -> bool:
    """Two to six words of letters, each with a capital, and not a position or a workplace."""
    return not part[:1].isdigit() and _is_name(part)


@lru_cache(maxsize=_REPEATED)
def _is_name(part: str) -> bool:
    bare, degree = without_titles(part.strip())
    names = bare.split()
    return (
        2 <= len(names) <= 6
        and all(_NAME_WORD.fullmatch(name) and name[0].isupper() for name in names)
        and (bool(degree) or not (is_position(bare) or is_workplace(bare)))
    )


def has_family_name(part: str) -> bool:
    """Whether it is a name that begins with one of the usual family names: what a list in one line needs."""
    return not part[:1].isdigit() and _has_family_name(part)


@lru_cache(maxsize=_REPEATED)
def _has_family_name(part: str) -> bool:
    bare, _degree = without_titles(part.strip())
    return is_name(part) and text.fold(bare.split()[0]) in _FAMILIES
