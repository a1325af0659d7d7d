"""`lec import`: an official list is taken; what is none is refused whole, in a sentence, with exit code 1."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from config import lists
from config.command.imports import imports
from config.settings import ROOT, read_settings
from config.wiring import build
from processes.records.officers import Officer
from processes.records.units import Unit
from processes.terms import UnitKind

PROVINCES = ROOT / "config/national/provinces.csv"
PLAIN = "code,kind,name,parent_code,phone\n"
CITY = "03410102,city_municipality,เทศบาลนครอุดรธานี,,0-0000-0001\n"
SCHOOL = "304120001,school,โรงเรียนเทศบาล ๑,03410102,\n"
OFFICERS = "username,name,position,unit_code,role,order_number,phone\n"


def lec_import(place: Path, content: bytes | str, kind: str = "units") -> Result:
    file = place / "list.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(imports, [kind, str(file)], env={"LEC_INSTANCE": str(place)})


def count(place: Path, table: type[Unit] | type[Officer]) -> int:
    house = build(read_settings({"LEC_INSTANCE": str(place)}))
    house.upgrade()
    with house.reading() as session:
        found = session.scalars(select(func.count(table.id))).one()
    house.database.engine.dispose()
    return found


def test_a_plain_list_is_taken_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    first = lec_import(tmp_path, "\ufeff" + PLAIN + CITY + SCHOOL)
    again = lec_import(tmp_path, PLAIN + CITY + SCHOOL)

    assert (first.exit_code, first.output) == (0, "5 created, 0 updated, 0 unchanged.\n")
    assert (again.exit_code, again.output) == (0, "0 created, 0 updated, 2 unchanged.\n")


def test_the_departments_own_list_is_taken_as_it_is(tmp_path: Path) -> None:
    official = (
        "dla_code8,kind,short_th,full_th,name_en,note\n"
        "02410101,PAO,อบจ.อุดรธานี,องค์การบริหารส่วนจังหวัดอุดรธานี,Udon Thani,\n"
        "06410123,TAO,อบต.นิคมสงเคราะห์,องค์การบริหารส่วนตำบลนิคมสงเคราะห์,Nikhom,\n"
    )

    result = lec_import(tmp_path, official)

    assert (result.exit_code, count(tmp_path, Unit)) == (0, 5)


@pytest.mark.letter("F23")
def test_the_list_that_comes_with_the_program_holds_every_province_that_the_letter_is_sent_to(
    tmp_path: Path,
) -> None:
    result = lec_import(tmp_path, PROVINCES.read_bytes())

    assert (result.exit_code, result.output) == (0, "77 created, 0 updated, 0 unchanged.\n")
    house = build(read_settings({"LEC_INSTANCE": str(tmp_path)}))
    with house.reading() as session:
        wanted = select(Unit.name).filter_by(kind=UnitKind.PROVINCE)
        assert len(set(session.scalars(wanted))) == 76
    house.database.engine.dispose()


def test_impossible_rows_are_named_and_the_exit_code_says_so(tmp_path: Path) -> None:
    result = lec_import(tmp_path, PLAIN + CITY + "99,school,โรงเรียน,03410102,\n")

    assert result.exit_code == 3
    assert "line 3: '99': no unit of this kind has a code that begins like this" in result.output
    assert count(tmp_path, Unit) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x7fELF\x02\xff\xfe", "not UTF-8"),
        ("code,kind,name\n\0,school,x\n", "zero byte"),
        ("", "no rows"),
        ("a,b\n1,2\n", "does not name the column code, kind, name"),
        ("code,kind,name,name\n", "names a column twice"),
        (PLAIN, "no rows"),
        (PLAIN + "03410102,city_municipality\n", "not as many fields"),
        (PLAIN + CITY.replace("\n", ",more\n"), "not as many fields"),
        (PLAIN + '03410102,"open\n', "is not CSV"),
        (PLAIN + CITY + CITY.replace("0341", "๐๓๔๑"), "more than once: 03410102"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(tmp_path: Path, content: bytes | str, said: str) -> None:
    result = lec_import(tmp_path, content)

    assert result.exit_code == 1
    assert said in result.output
    assert "Nothing was imported." in result.output
    assert count(tmp_path, Unit) == 0


def test_a_huge_or_missing_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(lists.LARGEST + 1)

    for name, said in (("huge.csv", "20,000,001 bytes"), ("none.csv", "cannot be read")):
        with pytest.raises(lists.UnreadableList, match=said):
            list(lists.unit_rows(tmp_path / name))


@pytest.mark.letter("F25")
def test_officers_get_first_passwords_in_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    lec_import(tmp_path, PLAIN + CITY + SCHOOL)

    result = lec_import(tmp_path, OFFICERS + "304120001,ครู ก,ครู,304120001,responsible,1/65,\n", "officers")

    secret = tmp_path / "passwords-list.csv"
    assert result.exit_code == 0
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text().splitlines()[1].startswith("304120001,")


def test_passwords_are_never_written_over_and_then_no_account_is_made(tmp_path: Path) -> None:
    lec_import(tmp_path, PLAIN + CITY)
    (tmp_path / "passwords-list.csv").write_text("kept")

    result = lec_import(tmp_path, OFFICERS + "03410102,นาง ก,ครู,03410102,responsible,,\n", "officers")

    assert result.exit_code == 1
    assert "File exists" in result.output
    assert (tmp_path / "passwords-list.csv").read_text() == "kept"
    assert count(tmp_path, Officer) == 0
