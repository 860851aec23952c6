"""Evidence tables of any size, sound or with faults planted at known cells; written as .xlsx, .csv or .parquet.

Names are made up; every person's name and number begins with a mark by which a test finds them again.
"""

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from attrs import define, field, frozen

NAME_MARK, NUMBER_MARK = "赵钱孙", "50022819"
COMPONENTS = ("基本工资", "津贴补贴", "年终奖金", "住房公积金")
Cell = str | int | Decimal | None


@frozen
class Planted:
    """A fault: what kind it is, and the cell where it stands (row from 1 below the header, column by its header)."""

    code: str
    row: int
    column: str


@define
class Made:
    """A table: lines above the header, the header (several rows where cells are merged), rows, and their faults."""

    name: str
    header: list[str]
    rows: list[list[Cell]]
    above: list[list[str]] = field(factory=list)
    planted: list[Planted] = field(factory=list)
    merged: list[tuple[int, int, int, int, str]] = field(factory=list)

    @property
    def first_row(self) -> int:
        """The row of a sheet in which the first data stand."""
        return len(self.above) + 2 + (1 if self.merged else 0)

    def cell(self, fault: Planted) -> str:
        """`Sheet1!C17` of a fault."""
        letter = chr(65 + self.header.index(fault.column))
        return f"Sheet1!{letter}{self.first_row + fault.row - 1}"

    def plant(self, code: str, row: int, column: str, value: Cell) -> None:
        """Put a value into a cell and note it as a fault."""
        self.rows[row - 1][self.header.index(column)] = value
        self.planted.append(Planted(code, row, column))

    def repeat(self, row: int) -> None:
        """Add a row once more at the end and note it as a duplicate."""
        self.rows.append(list(self.rows[row - 1]))
        self.planted.append(Planted("duplicate", len(self.rows), self.header[0]))

    def write(self, path: Path) -> Path:
        """The table as a file; the suffix tells the format."""
        {".xlsx": self._xlsx, ".csv": self._csv, ".parquet": self._parquet}[path.suffix](path)
        return path

    def _lines(self) -> list[Sequence[Cell]]:
        return [*self.above, self.header, *self.rows]

    def _xlsx(self, path: Path) -> None:
        import xlsxwriter

        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheet = book.add_worksheet("Sheet1")
            line = 0
            for above in self.above:
                for column, text in enumerate(above):
                    sheet.write_string(line, column, text)
                line += 1
            if self.merged:
                covered = set()
                for first, left, last, right, text in self.merged:
                    sheet.merge_range(line + first, left, line + last, right, text)
                    covered |= {(r, c) for r in range(first, last + 1) for c in range(left, right + 1)}
                for column, text in enumerate(self.header):
                    if (1, column) not in covered:
                        sheet.write_string(line + 1, column, text)
                line += 2
            else:
                for column, text in enumerate(self.header):
                    sheet.write_string(line, column, text)
                line += 1
            for row in self.rows:
                for column, value in enumerate(row):
                    if isinstance(value, int | Decimal):
                        sheet.write_number(line, column, float(value))
                    elif value:
                        sheet.write_string(line, column, value)
                line += 1

    def _csv(self, path: Path) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(["" if cell is None else cell for cell in line] for line in self._lines())

    def _parquet(self, path: Path) -> None:
        import duckdb

        connection = duckdb.connect(":memory:")
        kinds = [_kind([row[position] for row in self.rows]) for position in range(len(self.header))]
        listed = ", ".join(f'"{name}" {kind}' for name, kind in zip(self.header, kinds, strict=True))
        connection.execute(f"CREATE TABLE t ({listed})")
        marks = ", ".join("?" for _ in self.header)
        connection.executemany(f"INSERT INTO t VALUES ({marks})", self.rows)
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
        connection.close()


def _kind(values: Sequence[Cell]) -> str:
    found = {type(value) for value in values if value is not None}
    return "BIGINT" if found == {int} else "DECIMAL(14,2)" if found <= {int, Decimal} and found else "VARCHAR"


def payroll(
    schools: int = 6, teachers: int = 6, servants: int = 12, kindergartens: int = 2, year: int = 2022, seed: int = 1
) -> Made:
    """A sound payroll: a row for each person, month and component; every third kindergarten teacher outside posts."""
    chance = random.Random(seed)
    rows: list[list[Cell]] = []
    number = 0

    def pay(body: str, role: str, post: str, basic: int) -> None:
        nonlocal number
        number += 1
        name, identity = f"{NAME_MARK}{number:05d}", f"{NUMBER_MARK}{number:09d}X"
        for month in range(1, 13):
            for component in COMPONENTS:
                if component == "年终奖金" and month != 12:
                    continue
                amount = Decimal(basic + chance.randrange(0, 90000)) / 100
                rows.append([name, identity, body, role, post, f"{year}-{month:02d}", component, amount])

    for school in range(schools):
        for _ in range(teachers):
            pay(f"第{school + 1}小学", "教师", "在编", 300000)
    for school in range(kindergartens):
        for place in range(teachers):
            outside = place % 2 == 0
            pay(f"第{school + 1}幼儿园", "幼儿园教师", "非在编" if outside else "在编", 200000 if outside else 290000)
    for _ in range(servants):
        pay("某区教育局", "公务员", "在编", 310000)
    header = ["姓名", "身份证号", "单位", "人员类别", "编制性质", "月份", "工资项目", "金额（元）"]
    return Made("工资发放明细", header, rows, [[f"某区{year}年工资发放明细表"]])


def schools(count: int = 20, seed: int = 1) -> Made:
    """A sound table of schools with the seven indicators; every fourth is a junior school."""
    chance = random.Random(seed)
    rows: list[list[Cell]] = []
    for number in range(count):
        junior = number % 4 == 3
        pupils = chance.randrange(200, 2600)
        rows.append(
            [
                f"第{number + 1}{'中学' if junior else '小学'}",
                "初中" if junior else "小学",
                pupils,
                pupils * chance.randrange(30, 80) // 1000,
                pupils * chance.randrange(8, 20) // 1000,
                pupils * chance.randrange(7, 16) // 1000,
                Decimal(pupils * chance.randrange(400, 800)) / 100,
                Decimal(pupils * chance.randrange(700, 1200)) / 100,
                Decimal(pupils * chance.randrange(18, 33)) / 100,
                pupils * chance.randrange(20, 36) // 1000,
            ]
        )
    header = ["学校名称", "学段", "在校生数", "高于规定学历教师数", "县级以上骨干教师数", "体育艺术专任教师数"]
    header += ["教学及辅助用房面积", "体育运动场馆面积", "教学仪器设备值（万元）", "网络多媒体教室数"]
    return Made("办学条件", header, rows, [["某区2022年义务教育学校办学条件一览表"]])


def classes(count: int = 60, seed: int = 1) -> Made:
    """A sound table of classes, every fourth in a junior school."""
    chance = random.Random(seed)
    rows: list[list[Cell]] = [
        [
            f"第{n // 12 + 1}小学" if n % 4 < 3 else f"第{n // 12 + 1}中学",
            "小学" if n % 4 < 3 else "初中",
            f"{n}班",
            chance.randrange(30, 70),
        ]
        for n in range(count)
    ]
    return Made("班额", ["学校", "学段", "班级", "班额"], rows, [["某区2022年义务教育学校班额统计表"]])


def safety(count: int = 30) -> Made:
    """A sound table of campuses where every tenth lacks one of the three."""
    rows: list[list[Cell]] = [
        [f"第{n + 1}小学", 2 if n % 10 != 4 else 0, "是" if n % 10 != 5 else "否", "有", "√" if n % 10 != 6 else "×"]
        for n in range(count)
    ]
    header = ["学校名称", "专职保安人数", "封闭管理", "一键报警", "视频监控联网"]
    return Made("安防", header, rows, [["某区2022年校园安全防范设施统计表"]])


def budget(years: Sequence[int] = (2021, 2022)) -> Made:
    """A sound table of spending by stage, a little more every year except for one stage."""
    rows: list[list[Cell]] = []
    for index, year in enumerate(years):
        for place, stage in enumerate(("幼儿园", "小学", "初中", "普通高中", "中职")):
            fall = -3 if stage == "普通高中" else 5
            rows.append([year, stage, Decimal(10000 + 1000 * place) * (100 + fall * index) / 100, 5000 + 100 * place])
    return Made("教育支出", ["年度", "学段", "一般公共预算教育支出（万元）", "在校生数"], rows)


FAULTS: dict[str, Callable[[Made], None]] = {
    "number": lambda made: made.plant("number", 5, "金额（元）", "三千五"),
    "range": lambda made: made.plant("range", 9, "金额（元）", Decimal(-120)),
    "choice": lambda made: made.plant("choice", 12, "工资项目", "神秘补助"),
    "month": lambda made: made.plant("month", 14, "月份", "十三月"),
    "blank": lambda made: made.plant("blank", 16, "金额（元）", None),
    "other_year": lambda made: made.plant("other_year", 18, "月份", "2019-03"),
    "duplicate": lambda made: made.repeat(20),
}


PLANTED = {
    "number": ("金额", "'三千五'"),
    "range": ("金额", "'-120'"),
    "blank": ("金额", "NULL"),
    "choice": ("工资项目", "'神秘补助'"),
    "month": ("月份", "'十三月'"),
    "other_year": ("月份", "'2019-03'"),
}


def large_payroll(path: Path, rows: int, faults: Mapping[int, str] = MappingProxyType({})) -> Path:
    """A payroll of any number of rows as Parquet, made by DuckDB: month by month, five components for each person.

    Every eleventh post changes hands in September, so that persons are paid for parts of the year. `faults` are the
    codes of faults by row from 1; what repeats a row stands behind the others.
    """
    import duckdb

    posts = -(-rows // 60)
    columns = {
        "身份证号": f"""'{NUMBER_MARK}' || lpad((post + (post % 11 = 0 AND month > 8)::INT * {posts})::VARCHAR, 9, '0')
            || 'X'""",
        "单位": """CASE WHEN post % 10 = 0 THEN '某区机关' || ((post // 10) % 40) || '局'
             WHEN post % 10 = 1 THEN '第' || ((post // 10) % 60) || '幼儿园'
             ELSE '第' || ((post // 10) % 400) || '小学' END""",
        "人员类别": """CASE WHEN post % 10 = 0 THEN '公务员' WHEN post % 10 = 1 THEN '幼儿园教师' ELSE '教师' END""",
        "编制性质": "CASE WHEN post % 7 = 1 AND post % 10 > 0 THEN '非在编' ELSE '在编' END",
        "月份": "'2022-' || lpad(month::VARCHAR, 2, '0')",
        "工资项目": "(['基本工资', '津贴补贴', '绩效工资', '年终奖金', '住房公积金'])[1 + i % 5]",
        "金额": "(1000 + hash(i) % 300000 / 100.0)::DECIMAL(12, 2)",
    }
    if "number" in faults.values():
        columns["金额"] += "::VARCHAR"
    for row, code in faults.items():
        if code in PLANTED:
            header, value = PLANTED[code]
            columns[header] = f"CASE i WHEN {row - 1} THEN {value} ELSE {columns[header]} END"
    listed = ", ".join(f"{sql} AS {header}" for header, sql in columns.items())
    source = f"(SELECT i, (i // 5) % {posts} AS post, i // 5 // {posts} + 1 AS month FROM "
    parts = [f"SELECT {listed} FROM {source} range({rows}) t(i))"]
    parts += [
        f"SELECT {listed} FROM {source} (SELECT {row - 1} AS i))" for row, code in faults.items() if code == "duplicate"
    ]
    connection = duckdb.connect(":memory:")
    connection.execute(f"COPY ({' UNION ALL '.join(parts)}) TO '{path}' (FORMAT parquet)")
    connection.close()
    return path
