"""The folder of a made-up county as it reaches an inspector: a report, a payroll, a scanned page.

`python examples/inspection_folder.py FOLDER` writes it; `examples/qinghe-2023` is what it wrote. The scanned page needs
typst and the Noto CJK fonts. Names, numbers and the county are invented; some of what is told is wrong by design.
"""

import sys
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import typst

TITLE = ("青河县人民政府", "关于2023年度履行教育职责情况的自评报告")
OPENING = (
    "市教育委员会：",
    "根据《关于印送2023年对区县人民政府履行教育职责评价方案的函》（渝教函〔2023〕464号）要求，现将我县有关情况报告如下。",
)
CHAPTERS = {
    "一、主要做法与成效": (
        "（一）加强党对教育工作的领导。2023年，县委常委会研究教育工作4次，县政府常务会研究教育工作5次，"
        "研究学校意识形态工作2次，党政主要领导到学校讲思政课6节。",
        "（二）保障教育投入。2023年，全县一般公共预算教育支出10.32亿元，比上年的9.92亿元增加0.40亿元，增长5.03%。",
        "（三）发展各类教育。学前三年毛入园率92.6%，普惠性幼儿园覆盖率91.8%，公办园在园幼儿占比54.3%。"
        "九年义务教育巩固率98.1%，高中阶段毛入学率96.2%。",
        "（四）落实教师待遇。2023年，义务教育教师平均工资收入水平不低于当地公务员平均工资收入水平。",
        "（五）守牢校园安全。全县中小学、幼儿园封闭管理率100%，全年未发生安全责任事故。学校食堂自营率88%。",
    ),
    "二、存在的主要问题": ("城区有2所义务教育学校规模超过2000人。",),
    "三、下一步打算": ("力争到2025年公办园在园幼儿占比达到60%以上。",),
}
CLOSING = ("青河县人民政府", "2024年1月18日")
SCAN = ("青河县校园安全防范台账（2023年）", "专职保安配备率96%。", "一键报警和视频监控联网率100%。")

HEADER = ("身份证号", "单位", "单位类别", "人员类别", "岗位性质", "月份", "工资项目", "金额")
# Who is paid: how many, where, what kind of body, as what, and the monthly pay of each in 元.
STAFF = (
    (6, "青河县第一小学", "小学", "教师", (7350, 7420, 7480, 7510, 7560, 7620)),
    (6, "青河县第二中学", "初中", "教师", (7450, 7530, 7580, 7640, 7700, 7760)),
    (7, "青河县财政局", "机关", "公务员", (7780, 7820, 7860, 7900, 7940, 7990, 8040)),
)


def report(path: Path) -> None:
    """The report, its headings as paragraphs of their own."""
    document = docx.Document()
    for line in (*TITLE, *OPENING):
        document.add_paragraph(line)
    for heading, paragraphs in CHAPTERS.items():
        document.add_paragraph(heading)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
    for line in CLOSING:
        document.add_paragraph(line)
    document.save(str(path))


def payroll(path: Path) -> None:
    """A row for each person, month and component of pay."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(HEADER)
    person = 0
    for count, body, kind, role, monthly in STAFF:
        for pay in monthly[:count]:
            person += 1
            for month in range(1, 13):
                base, rest = pay * 6 // 10, pay - pay * 6 // 10
                for component, amount in (("基本工资", base), ("津贴补贴", rest)):
                    row = (
                        f"5002282000010100{person:02}",
                        body,
                        kind,
                        role,
                        "在编",
                        f"2023-{month:02}",
                        component,
                        amount,
                    )
                    sheet.append(row)
    workbook.save(path)


def scan(path: Path) -> None:
    """A page of the safety ledger as an image."""
    lines = "\n\n".join(f'#"{line}"' for line in SCAN)
    source = path.with_suffix(".typ")
    source.write_text(
        '#set page(width: 160mm, height: 60mm)\n#set text(font: "Noto Serif CJK SC", lang: "zh", size: 15pt)\n\n'
        + lines,
        encoding="utf-8",
    )
    page = source.with_suffix(".pdf")
    typst.compile(str(source), output=str(page))
    pypdfium2.PdfDocument(page)[0].render(scale=200 / 72).to_pil().convert("L").save(path, optimize=True)
    source.unlink()
    page.unlink()


def main(folder: Path) -> None:
    """All three files."""
    folder.mkdir(parents=True, exist_ok=True)
    report(folder / "自评报告.docx")
    payroll(folder / "教师与公务员工资发放明细表.xlsx")
    scan(folder / "校园安全防范台账.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
