"""What the pieces of a template are called on the screen, and the gaps people may write into them."""

from __future__ import annotations

from collections.abc import Iterable

from domain.paper.check import gaps
from domain.paper.known import GAPS
from domain.paper.wording import Change, Piece
from ui.words import tr

# Of any use on every paper.
_EVERYWHERE = ("unit", "upper", "programme", "programme_named", "day", "place_and_day", "signer", "signer_position")


def piece_name(what: str) -> str:
    return {
        "number_form": tr("Cách ghi số của đơn vị"),
        "number": tr("Dòng số văn bản"),
        "title": tr("Tên văn bản"),
        "about": tr("Trích yếu"),
        "text": tr("Đoạn văn"),
        "caption": tr("Lời bên mã QR"),
        "chart": tr("Tên biểu đồ"),
        "head": tr("Tên cột"),
        "authority": tr("Thay mặt (trên chỗ ký)"),
        "position": tr("Chức vụ (trên chỗ ký)"),
        "copies": tr("Nơi nhận, mỗi dòng một nơi"),
        "logo": tr("Hình của đơn vị"),
    }[what]


def gap_lines(pieces: Iterable[Piece]) -> list[str]:
    """{name}: what stands there on the paper; those of the paper first, then those of any use everywhere."""
    found = dict.fromkeys(_EVERYWHERE)
    for piece in pieces:
        found |= dict.fromkeys(_gaps(piece.words))
    return [f"{{{name}}}: {GAPS[name]}" for name in sorted(found) if name in GAPS]


def change_words(change: Change) -> str:
    """A change as two lines under the name of the piece."""
    if change.what == "logo":
        return tr("Thêm hình của đơn vị") if change.now else tr("Bỏ hình của đơn vị")
    before, now = (words or tr("(không có)") for words in (change.before, change.now))
    return tr("Mẫu đi kèm: {before}\nNay: {now}", before=before, now=now)


def _gaps(words: str) -> set[str]:
    try:
        return gaps(words)
    except ValueError:  # braces that do not match yet
        return set()
