"""Plans, targets and forecasts beside what came of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from timeline.build.observations import WIDE
from timeline.expressions import Cells
from timeline.records import SERIES_KEY
from timeline.sequence import issue_day
from timeline.vocabulary import DateBasis, Nature

SAME = tuple(name for name in SERIES_KEY if name not in {"nature", "set_by"})
"""What a target and its outturn share, besides the period."""


def target_rows(observations: pl.DataFrame, totals: Sequence[str]) -> list[Cells]:
    """The published targets, in the order of the observations.

    An outturn is an actual value of the same series and period (of a total, of the series) that was told when the
    period was over; one of another plan's setter is not taken.
    """
    aims = observations.filter(pl.col("nature") != Nature.ACTUAL)
    aimed_at = aims.select(SAME).unique()
    actual = observations.filter(pl.col("nature") == Nature.ACTUAL).join(aimed_at, on=SAME, how="semi")
    reached: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
    for row in sorted(filter(_is_closed, actual.iter_rows(named=True)), key=_word):
        reached[_key(row, totals)].append(row)
    return [_beside(row, _outturn(row, reached[_key(row, totals)])) for row in aims.iter_rows(named=True)]


def _key(row: Cells, totals: Sequence[str]) -> tuple[str, ...]:
    periods = ("", "") if row["indicator"] in totals else (row["time_period"], row["base_period"])
    return (*(row[name] for name in SAME), *periods)


def _is_closed(row: Cells) -> bool:
    over = "" < row["period_end"] <= issue_day(row["issued"])
    return not row["time_period"] or (over and row["period_basis"] != DateBasis.INFERRED)


def _word(row: Cells) -> tuple[Any, ...]:
    """The last word of one key comes last: what is marked latest, else by issue."""
    return row["latest"] == "true", issue_day(row["issued"]), row["source_id"], row["observation_id"]


def _outturn(row: Cells, reached: Iterable[Cells]) -> Cells | None:
    """The last word on what was reached; the one that names the same setter before one that names none."""
    fitting = [each for each in reached if each["set_by"] in {"", row["set_by"]}]
    named = [each for each in fitting if each["set_by"]]
    return (named or fitting)[-1] if fitting else None


def _beside(row: Cells, outturn: Cells | None) -> Cells:
    told = {**row, "target_id": row["observation_id"], "target": row["value"]}
    told |= {f"target_{end}": row[f"value_{end}"] for end in ("min", "max")}
    if outturn:
        told |= {"outturn_id": outturn["observation_id"], "outturn": outturn["value"], "gap": gap(row, outturn)}
        told |= {f"outturn_{end}": outturn[f"value_{end}"] for end in ("min", "max")}
        told |= {f"outturn_{name}": outturn[name] for name in ("source_id", "issued")}
    return told


def gap(target: Cells, outturn: Cells) -> str:
    """Outturn less target; to the nearer end of a range, and 0 within it."""
    reached, low = Decimal(outturn["value"]), Decimal(target["value"])
    high = Decimal(target["value_max"]) if target["obs_value_high"] else low
    nearest = min(max(reached, low), high)
    return format(WIDE.subtract(reached, nearest), "f")
