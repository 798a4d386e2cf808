"""Which part of a filter is whose: the panel's conditions beside the search, the chips and the programme."""

from __future__ import annotations

import dataclasses

from desktop.operations.initiative_list import Filter


def only_parts(chosen: Filter) -> Filter:
    """What neither the search nor a chip nor the choice of the programme says."""
    return dataclasses.replace(
        chosen, query="", states=(), missing=False, to_mend=False, unanswered_since="", programme=""
    )
