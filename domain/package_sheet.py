"""The sheet about a package that somebody has checked: the verdict first, then whose it is and what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import dates, labels
from domain.paper import cover
from domain.person_paper import Section

TITLE = "Phiếu kiểm tra gói"
_PROVEN = ("valid", "untrusted")


@dataclass(frozen=True)
class Checked:
    """Which file was checked, when (UTC ISO 8601), by whom, with what result."""

    file: str
    verdict: str
    told: str
    warnings: tuple[str, ...]
    checked_at: str
    by: str


def sections(
    found: Checked, seen: Mapping[str, Any], records: Sequence[tuple[str, str]], files: Sequence[str]
) -> list[Section]:
    """`seen` as `exports.package.verify.Verification` tells it; `records` are (number, title)."""
    verdict = labels.VERDICTS[found.verdict]
    told = found.told if found.told.startswith(verdict) else f"{verdict}. {found.told}"
    lines = [("", told), *(("", one) for one in found.warnings), ("Tệp", found.file),
             ("Kiểm tra lúc", dates.shown_time(found.checked_at)), ("Người kiểm tra", found.by)]  # fmt: skip
    made = [Section("1. Kết luận", tuple(lines)), Section(_heading(found), _facts(seen))]
    if records:
        made.append(Section("3. Sáng kiến trong gói", tuple(_numbered(records, int(seen["records"])))))
    if files:
        made.append(Section(f"{len(made) + 1}. Tệp kèm theo", tuple(("", name) for name in files)))
    return made


def _heading(found: Checked) -> str:
    return "2. Gói" if found.verdict in _PROVEN else "2. Gói tự nhận, chưa chắc đúng"


def _facts(seen: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    rows = [
        ("Loại gói", labels.PACKAGE_KINDS.get(str(seen["kind"]), str(seen["kind"]))),
        (
            "Đơn vị ký",
            " ".join(filter(None, (str(seen["unit_name"]), f"({seen['unit_code']})" * bool(seen["unit_code"])))),
        ),
        ("Gửi tới", str(seen["recipient"])),
        ("Gói số", str(seen["seq"] or "")),
        ("Số dòng", str(seen["records"] or "")),
        ("Lập lúc, theo máy gửi", _instant(seen["created_at"])),
        ("Ký lúc, theo máy gửi", _instant(seen["signed_at"])),
        ("Mã khóa của người ký", str(seen["signer_code"])),
        ("Dấu vân tay gói (SHA-256)", cover.spoken(str(seen["manifest_sha256"])).replace("\n", " ")),
    ]
    return tuple((name, words) for name, words in rows if words) or (("", "Không đọc được gì."),)


def _numbered(records: Sequence[tuple[str, str]], total: int) -> list[tuple[str, str]]:
    lines = [("", f"{no}. {number} {title}".replace("  ", " ")) for no, (number, title) in enumerate(records, 1)]
    return [*lines, ("", f"… và {total - len(records)} sáng kiến khác.")] if total > len(records) else lines


def _instant(at: str) -> str:
    try:
        return dates.shown_time(at) if at else ""
    except ValueError:
        return at
