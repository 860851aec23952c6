import stat
import zipfile
from io import BytesIO

import pytest

from rules_engine.documents.formats.archive import members
from rules_engine.errors import UnreadableDocument
from tests.documents.packages import zipped


def gbk_zip(names: dict[str, bytes], encoding: str = "gbk") -> bytes:
    """Writes ASCII stand-ins of the same length and puts the raw names in their place."""
    stand_ins = {f"{n:03d}".ljust(len(name.encode(encoding)), "x"): name for n, name in enumerate(names)}
    data = zipped({stand_in: names[name] for stand_in, name in stand_ins.items()})
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode(encoding))
    return data


def found(data: bytes) -> dict[str, bytes | None]:
    return {member.name: member.data for member in members("包.zip", data)}


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_are_utf8_or_gbk(encoding: str) -> None:
    names = {"自评报告.txt": b"1", "附件/工资表.csv": b"2", "喆堃镕.txt": b"3"}
    assert found(gbk_zip(names, encoding)) == names


def test_flagged_names_are_utf8() -> None:
    assert found(zipped({"自评报告.txt": b"1"})) == {"自评报告.txt": b"1"}


def test_backslashes_part_folders() -> None:
    assert list(found(zipped({"附件\\表.csv": b"1"}))) == ["附件/表.csv"]


def test_what_systems_and_editors_leave_is_skipped() -> None:
    names = ["__MACOSX/._a.txt", ".DS_Store", "子/Thumbs.db", "~$报告.docx", ".git/x", "子/", "报告.txt"]
    assert list(found(zipped(dict.fromkeys(names, b"")))) == ["报告.txt"]


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.txt", "a/../../x", "C:/x.txt", "..\\x.txt"])
def test_names_that_lead_outside_are_told(name: str) -> None:
    (member,) = members("a.zip", zipped({name: b"1"}))
    assert member.data is None
    assert "outside" in str(member.refusal)


def test_links_are_told() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
    (member,) = members("a.zip", stream.getvalue())
    assert "link" in str(member.refusal)


def test_one_damaged_member_stops_no_other() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", b"AAAABBBB")
        package.writestr("b.txt", b"CCCC")
    by_name = {member.name: member for member in members("a.zip", stream.getvalue().replace(b"AAAABBBB", b"AAAAZZZZ"))}
    assert "damaged" in str(by_name["a.txt"].refusal)
    assert by_name["b.txt"].data == b"CCCC"


def test_damaged_zip_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        list(members("a.zip", b"PK\x03\x04 and nothing more"))
