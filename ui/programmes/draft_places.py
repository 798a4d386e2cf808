"""Where in a draft something stands, in words: «Hạn của từng cấp, dòng 2: Ngày»."""

from __future__ import annotations

from domain.pack.draft_cells import Draft
from ui.programmes import rule_words as words
from ui.programmes.draft_groups import groups
from ui.words import tr


def place_words(place: str, draft: Draft) -> str:
    """`place` is "deadlines.0.on"; "" says the whole of it."""
    name, _, rest = place.partition(".")
    at, _, cell = rest.partition(".")
    group = groups().get(name)
    if group is None:
        return tr("Cả chương trình")
    if not at.isdigit() or int(at) >= len(draft[name]):
        return group.title
    row, title = draft[name][int(at)], group.title
    if name == "fields" and "required" in row:
        title = words.field_words(row["field"])
    elif not group.single:
        title = tr("{title}, dòng {n}", title=title, n=int(at) + 1)
    said = next((spec.title for spec in group.cells_in(row) if spec.name == cell.partition(".")[0]), "")
    return f"{title}: {said}" if said else title
