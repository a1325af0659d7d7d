"""Which saves of a draft stay: by another, by hand, after ten minutes; autosaves in between give way."""

from datetime import UTC, datetime, timedelta

import pytest

from processes.rules.drafts import Save, gives_way, stays
from processes.terms import SavedHow

NINE = datetime(2022, 11, 1, 9, tzinfo=UTC)
ANNA, BOON = 1, 2


@pytest.mark.parametrize(
    ("person", "minutes", "how", "kept", "overwrites"),
    [
        (ANNA, 1, SavedHow.AUTOSAVE, False, True),
        (ANNA, 10, SavedHow.AUTOSAVE, False, True),
        (ANNA, 11, SavedHow.AUTOSAVE, True, True),
        (BOON, 1, SavedHow.AUTOSAVE, True, False),
        (ANNA, 1, SavedHow.FORM, True, False),
        (ANNA, 1, SavedHow.FILE, True, False),
        (BOON, 1, SavedHow.RESTORE, True, False),
        (ANNA, 1, SavedHow.BESIDE, True, False),
    ],
)
def test_a_save_after_an_autosave_stays_or_gives_way(
    person: int, minutes: int, how: SavedHow, kept: bool, overwrites: bool
) -> None:
    before = Save(ANNA, NINE, SavedHow.AUTOSAVE)
    save = Save(person, NINE + timedelta(minutes=minutes), how)

    assert stays(save, before, kept_at=NINE) is kept
    assert gives_way(before, save) is overwrites
