"""What the header of a package says beyond whose it is, and its place among the others, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.operations.package_viewing import FIRST, HELD, Chain
from desktop.operations.verification import Inside
from domain.labels import FIELDS
from ui.packages.target_rows import told_of
from ui.packages.wording import counts_words, gaps_words, spaced, when
from ui.words import tr

Rows = list[tuple[str, str]]
_MOST_UNITS = 200


def header_rows(inside: Inside, place: Chain) -> Rows:
    """Rows without words are for the caller to leave out."""
    header = inside.seen.header
    campaign = " ".join(filter(None, (str(header.get("programme", "")), str(header.get("pack_version", "")))))
    return [
        *_by_kind(header),
        *_lines(inside, header),
        (tr("Chỉ tiêu trong gói"), "\n".join(" – ".join(told_of(target)) for target in inside.targets)),
        (tr("Chương trình"), campaign),
        (tr("Giai đoạn"), str(header.get("phase", ""))),
        (tr("Thứ tự gói"), _order(place)),
        (tr("Gói trước của đơn vị này"), _before(place, str(header.get("prev_manifest_sha256", "")))),
        (tr("Bản giữ trong sổ"), tr("Có, gói này đã gửi hoặc đã nhận ở đây") if place.kept else tr("Không")),
        (tr("Danh bạ khóa của bên gửi"), _version(header.get("trust_version"))),
        (tr("Lập bằng bản chương trình"), str(header.get("app_version", ""))),
        (tr("Mức đọc tối thiểu"), str(header.get("min_reader", ""))),
        (tr("Định dạng"), str(header.get("schema", ""))),
    ]


def _order(place: Chain) -> str:
    return gaps_words(place.missing) or tr("Không thiếu gói nào trước gói này")


def _before(place: Chain, sha256: str) -> str:
    if place.before == FIRST:
        return tr("Gói này không nêu gói trước")
    standing = tr("Có trong sổ này") if place.before == HELD else tr("Không có trong sổ này")
    return f"{standing}: {spaced(sha256)}"


def _version(version: object) -> str:
    return tr("Bản số {version}", version=version) if version else ""


def _by_kind(header: Mapping[str, Any]) -> Rows:
    """Of the one object that each kind has more; whatever is not as expected is left out, not guessed at."""
    kind = str(header.get("kind", ""))
    told = _object(header.get("programme_pack" if kind == "programme" else kind))
    words = {name: str(told.get(name, "")) for name in ("appraiser", "council", "title", "seq", "root_code")}
    rows: dict[str, Rows] = {
        "receipt": [
            (tr("Trả lời gói số"), words["seq"]),
            (tr("Nhận lúc"), when(str(told.get("received_at", "")))),
            (tr("Kết quả nhận"), counts_words(_numbers(told.get("counts")))),
            (tr("Dấu vân tay gói được nhận"), spaced(str(told.get("manifest_sha256", "")))),
        ],
        "trust": [
            (tr("Danh bạ khóa"), _version(told.get("version"))),
            (tr("Mã gốc"), words["root_code"]),
            (tr("Đơn vị trong danh bạ"), _units(told.get("units"))),
        ],
        "appraisal_request": [(tr("Người thẩm định"), words["appraiser"]), (tr("Hội đồng"), words["council"])],
        "appraisal_result": [(tr("Người thẩm định"), words["appraiser"])],
        "programme": [(tr("Quy tắc trong gói"), words["title"])],
    }
    return rows.get(kind, [])


def _lines(inside: Inside, header: Mapping[str, Any]) -> Rows:
    """What kinds that carry no initiatives tell, a line each."""
    if inside.seen.kind == "return":
        return [(tr("Chỗ cần sửa"), _some([_mark(line) for line in inside.records]))]
    if inside.seen.kind == "results":
        given = [_object(award) for line in inside.records for award in line.get("awards", ())]
        return [(tr("Khen thưởng"), _some([f"{one.get('form', '')} · {one.get('decision_no', '')}" for one in given]))]
    if inside.seen.kind == "carrier":
        told = _object(header.get("carrier"))
        carried, settled = [_object(one) for one in _list(told.get("packages"))], _list(told.get("settlements"))
        return [(tr("Gói bên trong"), _some([tr("{unit}, gói số {seq}", unit=one.get("unit_code", ""),
                                                seq=one.get("seq", "")) for one in carried])),
                (tr("Quyết định xung đột"), str(len(settled)) if settled else "")]  # fmt: skip
    return []


def _mark(line: Mapping[str, Any]) -> str:
    field = str(line.get("field", ""))
    where = tr(FIELDS[field]) if field in FIELDS else tr("cả sáng kiến")
    return f"{line.get('number', '')} · {where}: {line.get('reason', '')}"


def _some(lines: Sequence[str]) -> str:
    return "\n".join(lines[:_MOST_UNITS]) + ("\n…" if len(lines) > _MOST_UNITS else "")


def _object(told: object) -> dict[str, Any]:
    return told if isinstance(told, dict) else {}


def _list(told: object) -> list[Any]:
    return told if isinstance(told, list) else []


def _numbers(told: object) -> dict[str, int]:
    return {name: number for name, number in _object(told).items() if isinstance(number, int)}


def _units(told: object) -> str:
    names = [f"{_object(unit).get('unit_name', '')} ({code})" for code, unit in _object(told).items()]
    return _some(names)
