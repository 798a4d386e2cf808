"""What a paper can be made of now, in a sentence; without anything at hand, what to do first."""

from __future__ import annotations

from desktop import messages
from desktop.desk import Desk
from desktop.operations import programmes, reports
from ui.common.numbers import written
from ui.words import tr

IN_DOSSIER = ("summary_table", "submission_letter")  # of what is recognised, less what somebody objects to
PACKAGES = "package_cover"  # of packages, not of initiatives


def said(screen: Desk, report_id: str, n: int, named: bool) -> tuple[str, bool]:
    """The sentence, "" where none is needed, and whether the paper can be made.

    `n` are at hand; `named` says that others are asked for by their numbers.
    """
    if report_id in IN_DOSSIER:
        return _of_dossier(screen)
    missing = reports.missing(report_id)
    words = tr("{n} sáng kiến lập được văn bản này.", n=written(n)) if missing else ""
    if report_id == PACKAGES:
        words = tr("{n} gói đã ký lập được phiếu này.", n=written(n))
    possible = n > 0 or not missing
    return words if possible else messages.sentence(missing, {}), possible or named


def _of_dossier(screen: Desk) -> tuple[str, bool]:
    n, pack = reports.how_many(screen), programmes.current(screen).short_title
    some = tr("{n} sáng kiến đã công nhận của chương trình {name}.", n=written(n), name=pack)
    none = tr("Chưa có sáng kiến nào được công nhận. Văn bản lập được sau khi có quyết định công nhận.")
    kept_out = len(reports.left_out(screen))
    if kept_out:
        out = tr("{n} sáng kiến đã công nhận đang bị giữ lại vì khiếu nại, tranh chấp chưa giải quyết; "
                 "mở sáng kiến ấy ở trang Sáng kiến để ghi kết quả.", n=written(kept_out))  # fmt: skip
        some, none = f"{some} {out}", out
    return some if n else none, n > 0
