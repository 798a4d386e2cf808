"""The folder into which the scanner's own program puts its files: the newest are offered."""

from __future__ import annotations

from pathlib import Path

from desktop.settings import Settings

PURPOSE = "scan"
OFFERED = 8
ENDINGS = ("pdf", "jpg", "jpeg", "png", "tif", "tiff")


def folder(settings: Settings) -> Path | None:
    """Where scans lie; None until somebody has said, or when the folder is gone."""
    return settings.folder(PURPOSE)


def newest(place: Path, limit: int = OFFERED) -> list[tuple[Path, float]]:
    """The newest files and when they were made (seconds since 1970), newest first; none if it cannot be read."""
    found = []
    try:
        for file in place.iterdir():
            if file.suffix.lstrip(".").lower() in ENDINGS and not file.name.startswith("."):
                found.append((file, file.stat().st_mtime))
    except OSError:
        return []
    return sorted(found, key=lambda one: (-one[1], one[0].name))[:limit]
