"""The pages of a long list: which one is asked for, and the addresses of the others."""

from dataclasses import dataclass

from flask import request, url_for

from webapp.digits import whole_number

FURTHEST = 100_000


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pager of a list needs to know."""

    page: int
    size: int
    total: int
    name: str = "page"  # in the address; a second list of a page has one of its own

    @property
    def count(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def words(self) -> str:
        first = (self.page - 1) * self.size + 1
        return f"{first:,}–{min(self.page * self.size, self.total):,} / {self.total:,}"

    def address(self, page: int) -> str:
        """This page again with all that was asked for, turned to another page."""
        asked = {**request.args.to_dict(), **(request.view_args or {}), self.name: page}
        return url_for(request.endpoint or "", **asked)


def page_asked(name: str = "page") -> int:
    """The page in the address, from 1; whatever is no number means the first."""
    try:
        return min(max(1, whole_number(request.args.get(name, "1"))), FURTHEST)
    except ValueError:
        return 1
