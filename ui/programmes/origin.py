"""Where a version of a programme's rules comes from, as a pill and as a sentence."""

from __future__ import annotations

from desktop.operations.programmes import Installed
from ui.common.pill import Mark
from ui.words import tr


def origin_mark(installed: Installed) -> Mark:
    """Shipped, made here, signed by the upper union, or brought without a signature."""
    return {
        "shipped": Mark(tr("Có sẵn"), "box", "neutral"),
        "own": Mark(tr("Của đơn vị"), "building", "info"),
        "package": Mark(tr("Cấp trên ký"), "shield_checkmark", "ok"),
    }.get(installed.origin, Mark(tr("Chưa có chữ ký"), "warning", "warn"))


def origin_words(installed: Installed) -> str:
    """Who answers for the rules."""
    if installed.origin == "shipped":
        return tr("Có sẵn trong phần mềm, lập theo các văn bản ghi ở từng quy định.")
    if installed.origin == "own":
        return tr("Do đơn vị này lập.")
    if installed.origin == "package":
        name = installed.signer_name or installed.signed_by
        return tr("{name} ({code}) ký và gửi xuống.", name=name, code=installed.signed_by)
    return tr("Nhận từ một tệp chưa có chữ ký: không ai bảo đảm các quy định này. Hãy đối chiếu với văn bản.")
