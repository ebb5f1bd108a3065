"""An axis of local dates: one unit a day, ticks that can be read for a week and for three years."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from collectguard.i18n import Translate

DAILY_UP_TO, WEEKLY_UP_TO, HALF_MONTHLY_UP_TO, MONTHLY_UP_TO, QUARTERLY_UP_TO = 10, 75, 200, 900, 2700
"""Days of an axis up to which it has these ticks; labels take 6 to 10 mm of some 160."""
_MOST_YEARS = 16
"""Labels of years that stand side by side; of more years every second, third … has one."""
_LEAST_DAYS = 7


def day_numbers(dates: pd.Series | pd.DatetimeIndex) -> NDArray[np.int64]:
    """Dates without zone as days since 1970-01-01, the unit of the axis (as in ``matplotlib.dates``)."""
    return dates.to_numpy().astype("datetime64[D]").astype(np.int64)


def date_axis(ax: Axes, dates: pd.DatetimeIndex, _: Translate) -> None:
    """Make x an axis of days that spans ``dates``, every date of a period in order, at least one."""
    days = day_numbers(dates)
    spare = max(_LEAST_DAYS - len(days), 0) / 2
    ax.set_xlim(days[0] - 0.5 - spare, days[-1] + 0.5 + spare)
    major, labels = _ticks(dates, _)
    ax.set_xticks(day_numbers(major), labels)
    minor = _minor_ticks(dates)
    ax.set_xticks(day_numbers(minor[~minor.isin(major)]), minor=True)
    ax.tick_params(axis="x", which="major", length=4)
    ax.tick_params(axis="x", which="minor", length=2)
    ax.grid(axis="x", which="major")


def _ticks(dates: pd.DatetimeIndex, _: Translate) -> tuple[pd.DatetimeIndex, list[str]]:
    """Dates with a label; the first of each year says which year it is, on a second line."""
    span = len(dates)
    if span <= DAILY_UP_TO:
        major = dates
    elif span <= WEEKLY_UP_TO:
        major = dates[dates.day_of_week == 0]
    elif span <= HALF_MONTHLY_UP_TO:
        major = dates[(dates.day == 1) | (dates.day == 15)]
    elif span <= MONTHLY_UP_TO:
        major = dates[dates.day == 1]
    elif span <= QUARTERLY_UP_TO:
        major = dates[(dates.day == 1) & (dates.month % 3 == 1)]
    else:
        every = -(-span // (_MOST_YEARS * 366))
        major = dates[(dates.day == 1) & (dates.month == 1) & (dates.year % every == 0)]
    months = month_names(_)
    labels, year = [], None
    for date in major:
        label = date.strftime("%m-%d") if span <= HALF_MONTHLY_UP_TO else months[date.month - 1]
        labels.append(label if date.year == year else f"{label}\n{date.year}")
        year = date.year
    return major, labels


def _minor_ticks(dates: pd.DatetimeIndex) -> pd.DatetimeIndex:
    if len(dates) <= WEEKLY_UP_TO:
        return dates
    if len(dates) <= HALF_MONTHLY_UP_TO:
        return dates[dates.day_of_week == 0]
    return dates[dates.day == 1]


def month_names(_: Translate) -> tuple[str, ...]:
    """January to December, short."""
    return (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
