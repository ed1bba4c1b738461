"""What a document says about itself."""

from datetime import date

import pytest

from pipeline.structure.dates import first_day
from pipeline.structure.document import structure_document
from pipeline.structure.metadata import Metadata, read_metadata
from pipeline.structure.numbers import read_number
from pipeline.structure.places import find_place
from pipeline.structure.titles import document_type

NOTICE = """关于印发《杨浦区教育“十四五”规划》的通知 2021-09-22
杨府发[2021]11号
区政府各委、办、局：
《杨浦区教育“十四五”规划》已经2021年8月26日区政府第147次常务会议通过，现印发给你们。
上海市杨浦区人民政府
2021年9月16日
杨浦区教育“十四五”规划
一、重点任务
新建学校。
"""


def read(text: str, path: str = "", **stated: object) -> Metadata:
    return read_metadata(text, structure_document(text), path, stated)


def test_notice_that_passes_on_a_plan() -> None:
    found = read(NOTICE)
    assert found.document_type == "plan"
    assert (found.document_number, found.document_number_as_written) == ("杨府发〔2021〕11号", "杨府发[2021]11号")
    assert (found.place_name, found.place_code) == ("上海市杨浦区", "310110")
    assert found.issuer == "上海市杨浦区人民政府"
    assert (found.adopted_on, found.issued_on, found.published_on) == (
        date(2021, 8, 26),
        date(2021, 9, 16),
        date(2021, 9, 22),
    )
    assert (found.period_start, found.period_end) == (date(2021, 1, 1), date(2025, 12, 31))


def test_metadata_head_and_delivery() -> None:
    text = (
        "标题：杭州市政府工作报告\n发布日期：2021-02-09\n发布单位：杭州市人民政府\n"
        "（2021年2月3日在杭州市第十三届人民代表大会第六次会议上）\n一、2020年工作回顾\n推进建设。"
    )
    found = read(text)
    assert (found.title, found.issuer, found.place_code) == ("杭州市政府工作报告", "杭州市人民政府", "330100")
    assert (found.adopted_on, found.published_on) == (date(2021, 2, 3), date(2021, 2, 9))
    assert found.period_start == date(2021, 1, 1)


def test_path_fills_in_what_the_text_does_not_say() -> None:
    found = read("政府工作报告\n一、工作回顾\n推进建设。", "work_reports/杭州市/2021.md")
    assert (found.place_name, found.period_start) == ("浙江省杭州市", date(2021, 1, 1))


def test_the_catalogue_wins_and_a_conflict_is_told() -> None:
    found = read(NOTICE, document_number="杨府发〔2021〕12号", issued_on="2021-09-16")
    assert found.document_number == "杨府发〔2021〕12号"
    assert len(found.doubts) == 1 and "杨府发〔2021〕11号" in found.doubts[0]


def test_what_nothing_names_is_told() -> None:
    assert {doubt.split()[1] for doubt in read("推进建设。").doubts} == {"title", "place_code", "period_start"}


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("杨府发〔2021〕11号", "杨府发〔2021〕11号"),
        ("杨府发(2021)11号", "杨府发〔2021〕11号"),
        ("杨府发﹝2026﹞ 3 号", "杨府发〔2026〕3号"),
        ("国发【2019】第08号", "国发〔2019〕8号"),
        ("杨府办20213", "杨府办〔2021〕3号"),
        ("沪建建[2003]89号", "沪建建〔2003〕89号"),
        ("发文字号武政办〔2020〕1号", "武政办〔2020〕1号"),
    ],
)
def test_document_numbers(written: str, canonical: str | None) -> None:
    found = read_number(written)
    assert (found[0] if found else None) == canonical


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2021年9月16日", date(2021, 9, 16)),
        ("二〇二一年九月十六日", date(2021, 9, 16)),
        ("二○○三年十二月三十一日", date(2003, 12, 31)),
        ("2021-09-22", date(2021, 9, 22)),
        ("2021年2月30日", None),
        ("2021年9月", None),
    ],
)
def test_days(written: str, day: date | None) -> None:
    assert first_day(written) == day


@pytest.mark.parametrize(
    ("wording", "context", "code"),
    [
        ("上海市普陀区人民政府", "", "310107"),
        ("普陀区人民政府", "舟山群岛新区建设", "330903"),
        ("普陀区人民政府", "", None),
        ("凉山彝族自治州政府工作报告", "", "513400"),
        ("北京市宣武区", "", "110104"),
        ("东莞市", "", "441900"),
        ("关于印发方案的通知", "", None),
        ("市区空气质量", "", None),
        ("晋城市城区", "", "140502"),
    ],
)
def test_places(wording: str, context: str, code: str | None) -> None:
    place = find_place(wording, context)
    assert (place.code if place else None) == code


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("2021年杭州市政府工作报告", "work_report"),
        ("关于印发《某区“十四五”规划》的通知", "plan"),
        ("某区2021年第一季度工作要点", "work_points"),
        ("2020年某区政府信息公开工作年度报告", "disclosure_report"),
        ("关于促进发展的若干意见", "opinions"),
        ("关于放假的通知", "notice"),
        ("来信照登", "other"),
        ("关于印发2023年《政府工作报告》目标任务责任分解方案的通知", "work_points"),
        ("《政府工作报告》任务分解表", "work_points"),
        ("某省发展规划条例", "opinions"),
        ("某县人民政府工作规则（试行）", "opinions"),
        ("某市2009年计划执行情况与2010年计划草案的报告", "work_report"),
        ("省政府办公厅转发省发展改革委等部门关于服务业发展若干意见的通知", "opinions"),
    ],
)
def test_document_types(title: str, type_: str) -> None:
    assert document_type(title) == type_


def test_the_day_of_a_page_made_long_after_the_document_is_not_its_publication() -> None:
    text = "某市工作要点\n来源：资料网 时间：{}\n某市人民政府\n2009年7月16日\n一、要点\n新建学校。\n"
    assert read(text.format("2024-07-11 13:03:32")).published_on is None
    assert read(text.format("2009-08-01 13:03:32")).published_on == date(2009, 8, 1)
    assert read(text.format("2024-07-11").replace("时间", "发布日期")).published_on == date(2024, 7, 11)


def test_those_written_to_do_not_tell_the_place() -> None:
    found = read(
        "某管委会关于印发方案的通知\n雄县、容城县人民政府，各有关部门：\n现将方案印发给你们。\n一、要求\n新建学校。\n"
    )
    assert found.place_name is None


def test_office_and_day_of_a_signature_in_one_line() -> None:
    found = read(
        "关于印发要点的通知\n各区人民政府：\n现将要点印发给你们。\n杭州市人民政府办公室二○一○年四月七日\n一、要求\n新建。\n"
    )
    assert (found.issuer, found.issued_on) == ("杭州市人民政府办公室", date(2010, 4, 7))


def test_places_named_side_by_side_in_the_text_are_not_that_of_the_document() -> None:
    assert read("一、目标\n武汉市、襄阳市下降18%，宜昌市下降15%。\n").place_name is None


def test_a_meeting_of_several_days_adopted_nothing_on_its_first() -> None:
    text = "某市方案解读\n一、背景\n2024年1月17日至19日，某市代表大会会议审议并通过了报告。\n"
    assert read(text).adopted_on is None


def test_which_years_a_plan_of_three_is_about_its_date_does_not_tell() -> None:
    text = "某市打赢蓝天保卫战三年行动计划\n某市人民政府\n2018年12月24日\n一、要求\n推进治理。\n"
    assert read(text).period_start is None


def test_the_year_of_the_number_where_nothing_else_names_one() -> None:
    text = "某区重点工作任务分工\n某政办字〔2021〕3号\n一、任务\n推进治理。\n"
    assert read(text).period_start == date(2021, 1, 1)
