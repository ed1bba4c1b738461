"""Lost characters: repaired where the original is certain, doubted elsewhere, and nothing else touched."""

import pytest

from pipeline.clean.stage import clean_text


def text_of(raw: str) -> str:
    return clean_text(raw).traced.text


def doubted(raw: str) -> list[str]:
    cleaned = clean_text(raw)
    return [cleaned.traced.text[d.start : d.end] for d in cleaned.doubts if d.kind != "doubtful_noise"]


DATED = "某某区政府文件\n2021年3月5日\n"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("某府办20213", "某府办〔2021〕3号"),
        ("某政发202112号", "某政发〔2021〕12号"),
        ("某府办〔2021〕3号", "某府办〔2021〕3号"),
        ("《某区规划(20212025)》", "《某区规划(2021-2025)》"),
        ("20215月完成", "2021年5月完成"),
        ("热线电话20213456", "热线电话20213456"),
        ("投资20212025元", "投资20212025元"),
    ],
)
def test_numbers_that_agree_with_the_dates(raw: str, clean: str) -> None:
    assert text_of(DATED + raw) == DATED + clean


def test_dates_on_a_line_of_their_own() -> None:
    assert "\n2021年2月22日\n" in text_of("通知 2021-02-26\n某某区人民政府办公室\n2021222\n附件")
    ambiguous = "通知 2020-02-26\n某某区人民政府办公室\n2021111\n附件"
    assert text_of(ambiguous) == ambiguous
    assert doubted(ambiguous) == ["2021111"]


def test_the_dates_around_choose_between_two_readings() -> None:
    assert "\n2021年1月11日\n" in text_of("通知 2021年1月20日\n某某区人民政府办公室\n2021111\n附件")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("二三五年远景目标", "二〇三五年远景目标"),
        ("一九九五年、二〇三五年、二三年、三五年,十二三五年", "一九九五年、二〇三五年、二三年、三五年,十二三五年"),
    ],
)
def test_years_in_chinese(raw: str, clean: str) -> None:
    assert text_of(raw) == clean


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("推进154街坊、5354街坊签约。", ["5354"]),
        ("完成N3-01N4-02N5-02地块出让。", ["N3-01N4-02N5-02"]),
        ("推进C1-15个地块绿地建设。", ["C1-15"]),
        ("推进154街坊、53街坊签约，N3-01、N4-02地块出让。", []),
    ],
)
def test_place_numbers_are_doubted_never_changed(raw: str, words: list[str]) -> None:
    assert text_of(raw) == raw
    assert doubted(raw) == words


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("建设“两张网”。以“两张网建设为牵引。", "建设“两张网”。以“两张网”建设为牵引。"),
        ("打造“试验田”、创新示范地”。", "打造“试验田”、“创新示范地”。"),
        ("深入开展“四边三化“行动。", "深入开展“四边三化”行动。"),
        ("加强协作。(责任单位:区商务委牵头,各街道配合", "加强协作。(责任单位:区商务委牵头,各街道配合)"),
        ("企业办事不费事。牵头单位：市政数局）", "企业办事不费事。（牵头单位：市政数局）"),
    ],
)
def test_lost_marks(raw: str, clean: str) -> None:
    assert text_of(raw) == clean


@pytest.mark.parametrize("raw", ["推进“示范工程建设。", "结算10步法（各县", "多彩哈达》获奖"])
def test_marks_without_a_certain_place_are_doubted(raw: str) -> None:
    assert text_of(raw) == raw
    assert len(doubted(raw)) == 1


@pytest.mark.parametrize(
    "raw", ["1)加强管理。\n2)推进改革。", "（注：本表单位为万元\n下同）", "“一段。\n另一段。”", "a)甲(乙)"]
)
def test_marks_that_need_no_partner_in_their_line(raw: str) -> None:
    assert (text_of(raw), doubted(raw)) == (raw, [])


RUN_IN = "1.加强设计。一是健全制度。二是完善机制。\n2.深化改革。一是放权。二是服务。\n"


def test_a_stop_before_the_first_of_a_row() -> None:
    assert text_of(RUN_IN + "3.优化体系,构建治理局面一是强化引领。二是做实网格。").endswith(
        "构建治理局面。一是强化引领。二是做实网格。"
    )


@pytest.mark.parametrize(
    "raw",
    [
        "十是加快转型；十一是改善民生；十二是扩大开放。",
        "关键的第一是发展，二是稳定。",
        "主要任务：一是发展。二是稳定。",
    ],
)
def test_no_stop_where_none_is_lost(raw: str) -> None:
    assert (text_of(RUN_IN + raw), doubted(raw)) == (RUN_IN + raw, [])


LONG = "深化行政审批制度改革，精简办事流程，压缩办理时限。推行一窗受理、集成服务，企业设立时限平均压减75%"


def test_a_stop_at_the_end_of_a_paragraph() -> None:
    assert text_of(f"{LONG}\n\n二、持续改善民生") == f"{LONG}。\n\n二、持续改善民生"


@pytest.mark.parametrize("ending", ["(责任单位:区商务委)", "：", "一、", "——在会议上"])
def test_no_stop_behind_what_is_no_sentence(ending: str) -> None:
    raw = f"{LONG}。{ending}\n\n二、持续改善民生"
    assert text_of(raw) == raw


def test_headings_glued_to_their_text_are_parted_where_several_are() -> None:
    items = [
        ("(一)健全体制机制", "加强顶层设计,发挥议事协调机构作用,保障重点工作扎实推进,形成工作合力。加强协同。"),
        ("(二)强化队伍建设", "坚持党对公务员队伍的领导,把党的领导贯穿队伍建设全过程各方面。拓宽来源。"),
        ("(三)完善考核机制", "定期组织开展规划实施情况评估,出现重大情况及时调整,确保目标如期实现。建立制度。"),
    ]
    glued = "\n".join(heading + rest for heading, rest in items)
    assert text_of(glued) == "\n".join(f"{heading}。{rest}" for heading, rest in items)
    assert text_of(glued.split("\n")[0]) == glued.split("\n")[0]
