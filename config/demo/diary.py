"""The diary of the demonstration: who did what on which day, so that every page has something to show."""

from dataclasses import dataclass, field
from datetime import datetime

from config.demo import deeds
from config.demo.almanac import workday
from config.demo.deeds import Deed, Entry
from config.demo.plans import AuthorityPlan, InstitutionPlan
from config.demo.reach import Reach
from config.rounds import RoundPlan


@dataclass
class Diary:
    """Collects entries; a share is how much of the time from the opening until now was over."""

    plan: RoundPlan
    now: datetime
    entries: list[Entry] = field(default_factory=list)

    def note(self, share: float, username: str, deed: Deed) -> None:
        self.entries.append(Entry(workday(self.plan, self.now, share), username, deed))

    def in_order(self) -> list[Entry]:
        return sorted(self.entries, key=lambda entry: entry.at)

    def institution(self, code: str, reach: Reach, start: float, missing: int = 0) -> None:
        """A school's or centre's way from the classes to the report, as far as it has come."""
        if reach is Reach.BEGUN:
            self.note(start, code, deeds.look_for_all(classes=2, half=True))
        if reach >= Reach.LOOKED:
            self.note(start, code, deeds.look_for_all(missing=missing))
        if reach >= Reach.RECHECKED:
            self.note(start + 0.08, code, deeds.recheck)
        if reach >= Reach.CONFIRMED:
            self.note(start + 0.12, code, deeds.confirm)
        if reach >= Reach.SHOWN:
            self.note(start + 0.16, code, deeds.find_in_report)

    def accepted(self, authority: str, institutions: list[InstitutionPlan], share: float = 0.55) -> None:
        for each in institutions:
            self.note(share, authority, deeds.accept(each.code))

    def counts(self, authority: AuthorityPlan, share: float = 1.0, confirmed: bool = False) -> None:
        """The counts of outside schools, where the authority pays any."""
        if authority.outside:
            self.note(0.4, authority.code, deeds.record_counts(int(authority.code), share))
            if confirmed:
                self.note(0.48, authority.code, deeds.confirm_counts)

    def complete(self, authority: AuthorityPlan, starts: list[float], missing: int = 0) -> None:
        """Everything below confirmed and accepted, and the authority's own confirmations."""
        for each, start in zip(authority.institutions, starts, strict=True):
            self.institution(each.code, Reach.SHOWN, start, missing)
        self.accepted(authority.code, list(authority.institutions))
        self.counts(authority, confirmed=True)
        if authority.institutions:
            self.note(0.65, authority.code, deeds.confirm)
