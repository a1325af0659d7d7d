"""The affiliations of outside schools, by code, with every name that letters and menus use (X7)."""

from dataclasses import dataclass

from processes.rules.thai import clean_name


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Whom schools belong to: code, short name, full name, English, further names that mean the same."""

    code: str
    short: str
    name: str
    english: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.code, self.short, self.name, self.english, *self.aliases)


AFFILIATIONS: dict[str, Affiliation] = {
    each.code: each
    for each in (
        Affiliation(
            "OBEC",
            "สพฐ.",
            "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน",
            "Office of the Basic Education Commission",
            ("สพป.", "สพม.", "สพฐ"),
        ),
        Affiliation(
            "BPP",
            "ตชด.",
            "กองบัญชาการตำรวจตระเวนชายแดน",
            "Border Patrol Police Bureau",
            (
                "สังกัดกองบัญชาการตำรวจตระเวนชายแดน (ตชด.)",
                "กองกำกับการตำรวจตระเวนชายแดน",
                "ตำรวจตระเวนชายแดน",
                "ตชด",
                "Border Patrol Police",
            ),
        ),
        Affiliation(
            "OPEC",
            "สช.",
            "สำนักงานคณะกรรมการส่งเสริมการศึกษาเอกชน",
            "Office of the Private Education Commission",
            ("สช", "เอกชน"),
        ),
        Affiliation(
            "NOB", "พศ.", "สำนักงานพระพุทธศาสนาแห่งชาติ", "National Office of Buddhism", ("พระปริยัติธรรม", "พศ")
        ),
        Affiliation(
            "DOLE",
            "สกร.",
            "กรมส่งเสริมการเรียนรู้",
            "Department of Learning Encouragement",
            ("กศน.", "กศน", "ศศช."),
        ),
        Affiliation(
            "MHESI",
            "อว.",
            "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม",
            "Ministry of Higher Education, Science, Research and Innovation",
            ("โรงเรียนสาธิต", "สาธิต"),
        ),
        Affiliation(
            "DSDW",
            "พม.",
            "กรมพัฒนาสังคมและสวัสดิการ",
            "Department of Social Development and Welfare",
            ("นิคมสร้างตนเอง",),
        ),
        Affiliation(
            "OVEC",
            "สอศ.",
            "สำนักงานคณะกรรมการการอาชีวศึกษา",
            "Office of the Vocational Education Commission",
            ("อาชีวศึกษา",),
        ),
        Affiliation("BMA", "กทม.", "กรุงเทพมหานคร", "Bangkok Metropolitan Administration", ("เมืองพัทยา",)),
        Affiliation("OTHER", "อื่น ๆ", "สังกัดอื่น ๆ", "Other affiliations", ("อื่นๆ",)),
    )
}


def affiliation_of(code: str) -> Affiliation:
    """The affiliation of a code; a code from elsewhere stands for itself."""
    return AFFILIATIONS.get(code) or Affiliation(code, code, code, code)


def affiliation_named(text: str) -> Affiliation | None:
    """Which affiliation a text names exactly, by any of its names."""
    wanted = _plain(text)
    return next((each for each in AFFILIATIONS.values() if wanted in map(_plain, each.names)), None)


def affiliations_like(text: str) -> list[str]:
    """The codes of those one of whose names holds the text; for a search of two letters or more."""
    wanted = _plain(text)
    if len(wanted) < 2:
        return []
    return [each.code for each in AFFILIATIONS.values() if any(wanted in _plain(name) for name in each.names)]


def _plain(text: str) -> str:
    return clean_name(text).replace(" ", "").casefold()
