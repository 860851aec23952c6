"""Whose a figure is where several things are told side by side, by the whole vocabulary: its own, or nobody's."""

from pathlib import Path

import pytest

import rules_engine_rulesets
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from tests.facts.binding_samples import bound, told


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path(next(iter(rules_engine_rulesets.__path__))) / "vocabulary")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a list goes on behind brackets that belong to the figure before
        (
            "全县有初中19所（含3所民办初中）、小学88所（含9个教学点）、幼儿园61所。",
            [
                "scale.junior_schools",
                "",
                "scale.primary_schools",
                "scale.teaching_points",
                "preschool.kindergartens_total",
            ],
        ),
        # several amounts to compare with belong to as many amounts
        (
            "2023年小学、初中生均公用经费分别为720元、940元，比上年的650元、850元分别增长10.8%、10.6%。",
            [
                "funding.public_funds.primary",
                "funding.public_funds.junior",
                "",
                "",
                "funding.public_funds_growth.primary",
                "funding.public_funds_growth.junior",
            ],
        ),
        # growths of one fact in several years do not tell of which
        (
            "一般公共预算教育支出2022年9.92亿元，2023年10.32亿元，分别增长4.20%和4.03%。",
            ["funding.general_budget", "funding.general_budget", "", ""],
        ),
        # what is held against a bound told right before measures the same
        (
            "1.学前三年毛入园率。标准为不低于85%，2023年我县为90.11%，比2020年的86.35%提高3.76个百分点。",
            [
                "preschool.gross_enrolment",
                "preschool.gross_enrolment",
                "preschool.gross_enrolment",
                "preschool.gross_enrolment_change",
            ],
        ),
        (
            "公办园在园幼儿占比54.8%，高于50%的底线要求。",
            ["preschool.public_share", "preschool.public_share"],
        ),
        # bounds of several amounts at once are none of the last
        (
            "生均教学仪器设备值：小学2268元，初中2731元，均超过2000元和2500元的规定。",
            ["balance.equipment_primary", "balance.equipment_junior", "", ""],
        ),
        # two growths of the two amounts of a list, whatever was told before it
        (
            "生均一般公共预算教育支出。2023年，幼儿园为14862.35元，比上年增长6.31%；普通小学、普通初中分别为"
            "18236.40元和25418.77元，分别比上年增长4.48%和5.41%；普通高中24150.62元，因招生扩大较上年下降0.93%。",
            [
                "funding.per_student.preschool",
                "funding.per_student_growth.preschool",
                "funding.per_student.primary",
                "funding.per_student.junior",
                "funding.per_student_growth.primary",
                "funding.per_student_growth.junior",
                "funding.per_student.senior",
                "funding.per_student_growth.senior",
            ],
        ),
        # rows in parts of the sentence: each has its stage, all have the label of the first
        (
            "小学生均教育经费13862元，比上年增长4.2%；初中17920元，比上年增长3.1%。",
            [
                "funding.per_student.primary",
                "funding.per_student_growth.primary",
                "funding.per_student.junior",
                "funding.per_student_growth.junior",
            ],
        ),
        ("义务教育学校96所；初中教师12人。", ["scale.compulsory_schools", "staff.teachers_junior"]),
        # what stands behind a list is what all of it is
        (
            "严格落实小学650元、初中850元的生均公用经费标准。",
            ["funding.public_funds.primary", "funding.public_funds.junior"],
        ),
        (
            "小学、初中分别按每生每年650元、850元的标准足额拨付生均公用经费。",
            ["funding.public_funds.primary", "funding.public_funds.junior"],
        ),
        (
            "按照小学650元/生·年、初中850元/生·年的标准拨付公用经费。",
            ["funding.public_funds.primary", "funding.public_funds.junior"],
        ),
        ("投入1200万元、320万元的专项资金用于设备购置。", ["", ""]),
        # what was done to the first of a list, or is planned for it, holds for the next
        (
            "轮岗交流教师263人，评选县级名师50名、骨干教师120名。",
            ["compulsory.rotation_teachers", "staff.named_teachers", ""],
        ),
        ("2024年计划新建幼儿园5所、小学2所。", ["preschool.kindergartens_new", ""]),
        # a bound tells which are counted
        ("乡村学校在校生不足100人的有31所。", ["", ""]),
        # an item of a list that names schools tells no whole
        ("县一小、县二小在校生分别为2560人、2318人。", ["", ""]),
        # a point of a Latin keyboard ends a sentence, too
        ("户籍人口68.4万人. 现有中小学、幼儿园173所.", ["context.population_registered", "scale.schools_total"]),
        # the names of a list hold on in the next part of the sentence, unless it tells amounts of its own
        (
            "小学、初中生均教育经费分别为15862元、21346元；生均公用经费分别为3126元、4218元。",
            [
                "funding.per_student.primary",
                "funding.per_student.junior",
                "funding.public_funds.primary",
                "funding.public_funds.junior",
            ],
        ),
        # what is not covered is not all there is
        ("全县仍有17个行政村未覆盖。", [""]),
        ("高级中学4所、职业高级中学1所。", ["scale.senior_schools", "scale.vocational_schools"]),
        # 多 behind a year tells a change, and 中有 some of what is named
        (
            "2022年全区一般公共预算教育支出14.268亿元，比2021年多4775万元。",
            ["funding.general_budget", "funding.general_budget_change"],
        ),
        ("民办园52所，民办园中有43所被认定为普惠性幼儿园。", ["preschool.kindergartens_private", ""]),
        # stages alone part the amount told right before them
        (
            "中小学专任教师5804人，小学、初中分别为3386人和2418人。",
            ["staff.teachers_k12", "staff.teachers_primary", "staff.teachers_junior"],
        ),
        # what is included is not all there is
        ("在校生（含在园幼儿）59080人。", ["scale.students_total"]),
        (
            "生均支出：初中16518元；普通高中因在校生增加较多，为13480元。",
            ["funding.per_student.junior", "funding.per_student.senior"],
        ),
        # what a share is of labels no amount behind it
        (
            "培训经费按教职工工资总额的1.5%和公用经费的5%足额安排，共计1286万元。",
            ["training.share_of_payroll", "training.share_of_public_funds", "training.funds"],
        ),
        # a sum is no amount for each
        ("寄宿生另按年生均300元增拨712万元。", ["funding.public_funds_boarder", ""]),
        # what a figure counts is named behind it: no label of an earlier clause holds for it
        ("资源覆盖46个教学点，31所学校建成在线课堂。", ["", ""]),
        ("推进校园足球场地建设，目前12个项目全部开工。", [""]),
        # schools of a kind that do something are not all schools of that kind
        ("在27所农村小学增设附属幼儿园。", [""]),
        ("全县27所村小全部通网。", ["scale.primary_village_schools"]),
        # a list of schools by kind does not say whose pupils are told behind it, one kind alone does
        (
            "现有学校76所，其中小学45所、初中30所、中职学校1所，在校学生4.1万人。",
            [
                "scale.schools_total",
                "scale.primary_schools",
                "scale.junior_schools",
                "scale.vocational_schools",
                "scale.students_total",
            ],
        ),
        ("现有中职学校1所，在校学生2136人。", ["scale.vocational_schools", "vocational.students"]),
        # 其中小学 holds no 中小学
        ("教职工1900人，其中小学教职工820人。", ["staff.total", "staff.primary"]),
        # a part does not tell what the whole tells
        ("初中学校21所（含职业初中2所）。", ["scale.junior_schools", ""]),
        # the stage told last in the line holds, whatever stages were told before
        (
            "小学44所，在校生8800人。初中学校13所。招生900人；在校生2600人。",
            [
                "scale.primary_schools",
                "scale.students_primary",
                "scale.junior_schools",
                "scale.junior_entered",
                "scale.students_junior",
            ],
        ),
        # the change of a whole is none of a stage
        ("初中有关情况\n在校生2600人，比上年增加90人。", ["scale.students_junior", ""]),
        # the change of one kind of school is none of all schools, though its name ends in 学校
        ("九年一贯制学校15所，比上年增加2所。", ["scale.nine_year_schools", ""]),
        ("各级各类学校98所，比上年增加2所。", ["scale.schools_total", "scale.schools_total_change"]),
        # behind a bracket that is closed the parts are those of what stands before it
        (
            "有教职工905人（含专任教师870人），其中小学500人、初中405人。",
            ["staff.total", "staff.full_time_teachers", "staff.primary", "staff.junior"],
        ),
        # the year before and the year itself side by side
        (
            "2021年生均一般公共预算教育经费：初中上年14300元，本年14900元，比上年增长4.2%。",
            ["funding.per_student.junior", "funding.per_student.junior", "funding.per_student_growth.junior"],
        ),
        # the amount that it is compared with, and the growth behind it
        (
            "2022年全县一般公共预算教育经费6.4亿元，与上年的5.9亿元相比增8.47%。",
            ["funding.general_budget", "funding.general_budget", "funding.general_budget_growth"],
        ),
        # what a colon opens are parts of the figure before it
        ("县城义务教育学校共有9所：小学6所，初级中学3所。", ["", "", ""]),
        (
            "全县义务教育学校共有69所：小学56所，初级中学13所。",
            ["scale.compulsory_schools", "scale.primary_schools", "scale.junior_schools"],
        ),
        # a bound that says which are counted
        ("普通高中56人及以上大班额比例下降到3.9%。", ["", "compulsory.large_class_share"]),
        # what it came to did not change itself
        ("大班额由2021年的9个减少至2022年的5个。", ["compulsory.large_classes", "compulsory.large_classes"]),
        # what heads a list holds for all of it, what labels its first figure does not
        ("专任教师小学205人、初中164人。", ["", ""]),
        # each label of a list may be whole; two labels joined share two figures joined
        (
            "市级骨干教师、省级骨干教师分别达到82名、16名。",
            ["staff.lead_teachers_city", "staff.lead_teachers_province"],
        ),
        ("小学、初中平均班额为36.1人和40.2人。", ["scale.class_size_primary", "scale.class_size_junior"]),
        # schools by name, schools to which something is done
        ("第一小学394人，第二小学188人。", ["", ""]),
        ("对7所农村小学、4所初中进行改造。", ["", ""]),
        # what was done to the first of a list was done to all of it, until something else was
        ("近两年新建小学3所、初中2所、幼儿园5所。", ["", "", ""]),
        ("新建小学3所，初中2所，幼儿园5所。", ["", "", ""]),
        ("新建小学3所，现有初中45所。", ["", "scale.junior_schools"]),
        (
            "新建公办幼儿园12所，认定普惠性民办幼儿园38所。",
            ["preschool.kindergartens_new", "preschool.kindergartens_affordable"],
        ),
        ("撤并小学12所，现有小学45所。", ["facilities.merged_schools", "scale.primary_schools"]),
        ("撤并小学12所、初中3所。", ["facilities.merged_schools", ""]),
        ("缺音乐教师12名、体育教师8名。", ["", ""]),
        (
            "招聘特岗教师30名、公费师范生20名、音乐教师3名。",
            ["staff.recruited_special_posts", "staff.recruited_public_funded", ""],
        ),
        ("资助学前幼儿120人、小学生300人。", ["preschool.aided_children", ""]),
        ("培训校长12名、骨干教师300名。", ["training.principals", ""]),
        ("改造小学12所、中学3所。", ["", ""]),
        (
            "全县有小学45所、初中14所，新建幼儿园3所。",
            ["scale.primary_schools", "scale.junior_schools", "preschool.kindergartens_new"],
        ),
        # what another part of the sentence is said to be opens no parts of this one
        (
            "新建中小学、幼儿园11所；改扩建学校72所，其中义务教育学校58所。",
            ["facilities.new_schools", "facilities.extended_schools", ""],
        ),
        # what a part of an amount was for, not all of it was for
        ("全年投入2460万元，其中食堂改造310万元。", ["", ""]),
        ("全年投入2460万元，包括设备购置费310万元、校舍维修改造费870万元。", ["", "", ""]),
        ("投入2460万元，为12所学校改造食堂。", ["facilities.renovation_investment", ""]),
        # one school is not all of them
        ("该校占地面积26亩，教职工90人，在校生1500人。", ["", "", ""]),
        ("第二中学占地面积26亩，校舍建筑面积6100平方米，教职工90人。", ["", "", ""]),
        ("全县学校占地面积2600亩，教职工900人。", ["facilities.land_area_total", "staff.total"]),
        # what each has on average all have not together
        ("全县有学校62所，平均每所学校有学生640人。", ["scale.schools_total", ""]),
        # what one programme did is not all that was done
        ("“国培计划”培训486人次。", ["training.national"]),
        ("特岗计划招聘教师30名。", [""]),
        # what is left out of a figure does not label it
        ("投入0.9亿元（不含设备61万元）。", ["", ""]),
        # what there still is has not changed
        (
            "较上年减少6个大班额，还有2个超大班额。",
            ["compulsory.large_classes_removed", "compulsory.super_large_classes"],
        ),
        # growths in other words
        (
            "2022年，小学生均公用经费1310元，比上年度增长2.1%；初中生均公用经费1520元，同口径比上年下降1.4%。",
            [
                "funding.public_funds.primary",
                "funding.public_funds_growth.primary",
                "funding.public_funds.junior",
                "funding.public_funds_growth.junior",
            ],
        ),
    ],
)
def test_a_figure_is_told_of_what_it_counts(text: str, expected: list[str], vocabulary: Vocabulary) -> None:
    assert [fact for _, fact in told(text, vocabulary)] == expected


def test_a_standard_by_which_money_is_paid_is_no_threshold(vocabulary: Vocabulary) -> None:
    kinds = {
        text: [mention.kind for mention in bound(text, vocabulary)]
        for text in ("落实初中850元的公用经费标准。", "按每生每年1000元的生活补助标准发放。", "达到85%的国家标准。")
    }
    assert list(kinds.values()) == [["achieved"], ["achieved"], ["threshold"]]
