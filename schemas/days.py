"""Days are the organisation's: "today" is in its time zone, whatever zone a device stands in.

A day is named as in :data:`schemas.types.Day`. It is as long as the zone's clocks make it: 23 or 25
hours where they change.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(instant: int, zone: str) -> str:
    """The day in which an instant (ms since 1970) falls, by the clocks of ``zone`` (IANA name).

    Raises:
        zoneinfo.ZoneInfoNotFoundError: there is no such zone.
    """
    return datetime.fromtimestamp(instant / 1000, ZoneInfo(zone)).date().isoformat()


def bounds_of(day: str, zone: str) -> tuple[int, int]:
    """When a day begins and when the next one does, ms since 1970.

    Raises:
        ValueError: no day is named so.
        zoneinfo.ZoneInfoNotFoundError: there is no such zone.
    """
    first = date.fromisoformat(day)
    return _midnight(first, zone), _midnight(first + timedelta(days=1), zone)


def week_of(day: str) -> tuple[str, ...]:
    """The seven days, Monday first, of the week in which a day falls.

    Raises:
        ValueError: no day is named so.
    """
    some = date.fromisoformat(day)
    monday = some - timedelta(days=some.weekday())
    return tuple((monday + timedelta(days=n)).isoformat() for n in range(7))


def _midnight(day: date, zone: str) -> int:
    local = datetime.combine(day, time(), ZoneInfo(zone))
    return int(local.astimezone(UTC).timestamp() * 1000)
