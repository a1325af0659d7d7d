"""Which unit has come how far: a few by name, for their accounts to show, the others as the seed draws."""

from random import Random

from config.demo import deeds, duplicates
from config.demo.country import SEED, Country
from config.demo.diary import Diary
from config.demo.plans import AuthorityPlan, InstitutionPlan, ProvincePlan
from config.demo.reach import SHARES, Course, Reach
from config.demo.udon import CITY, FIRST_TOWN, PAO
from processes.terms import UnitKind

SECOND_TOWN = "04410104"
NAMED = {CITY, FIRST_TOWN, SECOND_TOWN, PAO}

# The schools of the city, one at every stage; 304120001 is the one whose accounts are printed.
CITY_SCHOOLS = (
    Reach.BEGUN, Reach.LOOKED, Reach.RECHECKED, Reach.CONFIRMED, Reach.SHOWN, Reach.SHOWN,
    Reach.SHOWN, Reach.SHOWN, Reach.SHOWN, Reach.SHOWN, Reach.UNTOUCHED, Reach.LOOKED,
)  # fmt: skip
CITY_CENTRES = (Reach.LOOKED, Reach.SHOWN, Reach.RECHECKED, Reach.CONFIRMED, Reach.BEGUN, Reach.UNTOUCHED)


def write(diary: Diary, country: Country) -> None:
    """The whole diary of both provinces."""
    chance = Random(SEED)  # noqa: S311 -- it must be repeatable, not secret
    _city(diary, country.authority(CITY))
    _twice(diary, country.authority(CITY), country.authority(SECOND_TOWN))
    _three_hops(diary, country.authority(FIRST_TOWN), country.udon.code)
    for code in (SECOND_TOWN, PAO):
        _take(diary, country.authority(code), Course.BEGUN, chance)
    for authority in country.udon.authorities:
        if authority.code not in NAMED:
            _drawn(diary, authority, country.udon.code, chance)
    diary.note(0.5, country.udon.code, deeds.draw(8, "udon"))
    diary.note(0.7, country.udon.code, deeds.record_findings(3))
    _neighbour(diary, country.neighbour)


def _city(diary: Diary, city: AuthorityPlan) -> None:
    schools, centres = list(city.institutions[:12]), list(city.institutions[12:])
    for each, reach in zip(schools + centres, CITY_SCHOOLS + CITY_CENTRES, strict=True):
        diary.institution(each.code, reach, 0.2, missing=1 if reach <= Reach.LOOKED else 0)
    diary.note(0.9, schools[0].code, deeds.claim_last)
    again, sent_back, asking, refused = (each.code for each in schools[6:10])
    diary.accepted(city.code, [schools[5], *schools[6:10], centres[1]])
    _confirmed_again(diary, city.code, again)
    diary.note(0.86, city.code, deeds.send_back(sent_back))
    diary.note(0.8, refused, deeds.ask(0))
    diary.note(0.88, city.code, deeds.refuse(refused))
    diary.note(0.93, asking, deeds.ask(1))
    diary.counts(city, share=0.6)


def _confirmed_again(diary: Diary, authority: str, code: str) -> None:
    """Sent back, mended and confirmed once more: its history has two versions."""
    diary.note(0.6, authority, deeds.send_back(code))
    diary.note(0.66, code, deeds.recheck)
    diary.note(0.68, code, deeds.confirm)
    diary.note(0.72, code, deeds.find_in_report)


def _twice(diary: Diary, city: AuthorityPlan, town: AuthorityPlan) -> None:
    """A centre of the city asks for two children of a centre of the town: one is let go, one waits."""
    claimant = city.institutions[12].code  # the first centre, whose account is printed
    holder = next(each.code for each in town.institutions if each.kind is UnitKind.CHILD_CENTRE)
    diary.note(0.02, claimant, duplicates.claim(holder, 0))
    diary.note(0.06, holder, duplicates.release)
    diary.note(0.98, claimant, duplicates.claim(holder, -1))


def _three_hops(diary: Diary, town: AuthorityPlan, province: str) -> None:
    """School, town and province have looked and signed: the school asks the town, the town the province."""
    diary.complete(town, [0.1] * len(town.institutions))
    diary.note(0.75, province, deeds.accept(town.code))
    school = town.institutions[0].code
    diary.note(0.9, school, deeds.ask(2))
    diary.note(0.94, town.code, deeds.ask(2, below=school))


def _drawn(diary: Diary, authority: AuthorityPlan, province: str, chance: Random) -> None:
    course = chance.choices(list(SHARES), list(SHARES.values()))[0]
    _take(diary, authority, course, chance)
    if course is Course.REVIEWED and (authority.institutions or authority.outside):
        diary.note(0.78 + 0.1 * chance.random(), province, deeds.accept(authority.code))


def _take(diary: Diary, authority: AuthorityPlan, course: Course, chance: Random) -> None:
    if course is Course.BEGUN:
        _begun(diary, authority, chance)
    elif course in {Course.NEARLY, Course.ALL_IN}:
        _nearly(diary, authority, course is Course.ALL_IN, chance)
    elif course in {Course.CONFIRMED, Course.REVIEWED}:
        starts = [0.05 + 0.25 * chance.random() for _ in authority.institutions]
        diary.complete(authority, starts, missing=chance.choice((0, 0, 1)))


def _begun(diary: Diary, authority: AuthorityPlan, chance: Random) -> None:
    for each in authority.institutions:
        diary.institution(each.code, _up_to(each, chance), 0.1 + 0.3 * chance.random(), chance.choice((0, 1)))
    if chance.random() < 0.5:
        diary.counts(authority, share=0.5)


def _up_to(institution: InstitutionPlan, chance: Random) -> Reach:
    reach = Reach(chance.choice((0, 0, 1, 1, 2, 2, 3, 4)))
    one_class = len(institution.classes) == 1
    return Reach.LOOKED if reach is Reach.BEGUN and one_class else reach


def _nearly(diary: Diary, authority: AuthorityPlan, all_in: bool, chance: Random) -> None:
    for each in authority.institutions:
        reach = Reach.SHOWN if all_in or chance.random() < 0.6 else Reach.CONFIRMED
        diary.institution(each.code, reach, 0.1 + 0.25 * chance.random())
        if all_in or chance.random() < 0.4:
            diary.accepted(authority.code, [each])
    diary.counts(authority)


def _neighbour(diary: Diary, province: ProvincePlan) -> None:
    """Done to the last signature: its figures wait for the department."""
    for authority in province.authorities:
        diary.complete(authority, [0.1] * len(authority.institutions))
        if authority.institutions or authority.outside:
            diary.note(0.75, province.code, deeds.accept(authority.code))
    diary.note(0.85, province.code, deeds.confirm)
