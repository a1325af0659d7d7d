"""Fields that the department adds to the profile: what may stand in them, and which of them are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from processes.rules.record_fields import Field, Kind

KINDS = (Kind.TEXT, Kind.NUMBER, Kind.DAY, Kind.CHOICE, Kind.YES_NO)
MARK = "asked-"  # so begins the key of such a field among the values of a profile
MOST_CHOICES, LONGEST_CHOICE = 30, 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that the department asks for, with its names in both languages."""

    field: Field
    label_th: str
    label_en: str = ""
    required: bool = False

    def label(self, language: str) -> str:
        return self.label_en if language == "en" and self.label_en else self.label_th


def field_for(number: int, kind: Kind, choices: tuple[str, ...] = ()) -> Field:
    """The field under which the values of a profile keep what was asked."""
    most, places = (9_999_999, 2) if kind is Kind.NUMBER else (0, 0)
    return Field(f"{MARK}{number}", kind, longest=200, most=most, places=places, choices=choices)


def choices_in(text: str) -> tuple[str, ...]:
    """One choice a line, each once, blanks around it aside."""
    return tuple(dict.fromkeys(filter(None, (line.strip() for line in text.splitlines()))))


def missing(asked: Iterable[Asked], values: Mapping[str, str]) -> list[Asked]:
    """What is required and was not answered."""
    return [each for each in asked if each.required and not values.get(each.field.key)]
