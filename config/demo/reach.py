"""How far the invented units have come."""

from enum import Enum, IntEnum


class Reach(IntEnum):
    """The last thing that happened at a school or centre."""

    UNTOUCHED = 0
    BEGUN = 1
    LOOKED = 2
    RECHECKED = 3
    CONFIRMED = 4
    SHOWN = 5


class Course(Enum):
    """How far an authority has come with all of its units."""

    UNTOUCHED = "untouched"
    BEGUN = "begun"
    NEARLY = "nearly"
    ALL_IN = "all_in"
    CONFIRMED = "confirmed"
    REVIEWED = "reviewed"


# Of a hundred authorities, when six tenths of the window are over.
SHARES = {
    Course.UNTOUCHED: 14,
    Course.BEGUN: 32,
    Course.NEARLY: 18,
    Course.ALL_IN: 10,
    Course.CONFIRMED: 12,
    Course.REVIEWED: 14,
}
