"""What a form shows when it is drawn: values typed or kept as a draft, and what is wrong with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# A draft never attests, never presses a button, and never brings back an old version of the figures.
NOT_RESTORED = frozenset({"attested", "do", "figures_version", "made_from"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The state of a form; `saved_at` says when its draft was kept."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    saved_at: datetime | None = None

    @property
    def touched(self) -> bool:
        """Whether values were typed, so that they and not the recorded ones are shown."""
        return bool(self.typed)

    def value(self, name: str, recorded: object = "") -> str:
        """What the field shows: typed if anything was, else as recorded."""
        if self.touched:
            return self.typed.get(name, "")
        return "" if recorded is None else str(recorded)

    def error(self, name: str) -> str | None:
        return self.errors.get(name)


def from_draft(content: str, saved_at: datetime) -> Sheet:
    """The form again, as it was kept (`{name: [values]}`)."""
    kept: dict[str, list[str]] = json.loads(content)
    typed = {name: values[-1] for name, values in kept.items() if values and name not in NOT_RESTORED}
    return Sheet(typed=typed, saved_at=saved_at)
