"""The rules that take out or replace single characters and words: width, pinyin, markup, wording, formulas."""

from collections.abc import Callable

import pytest

from pipeline.clean.formulas import formulas
from pipeline.clean.markup import lost_characters, markup
from pipeline.clean.pinyin import pinyin
from pipeline.clean.signatures import signatures
from pipeline.clean.width import width
from pipeline.clean.wording import wording
from pipeline.text import Edit, TracedText


def applied(rule: Callable[[str], list[Edit]], text: str) -> str:
    return TracedText(text).edit(rule(text)).text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("⼀、⽣产⻓⻅", "一、生产长见"),  # Kangxi radicals and their supplement
        ("杨府发﹝2021﹞11号", "杨府发〔2021〕11号"),
        ("１２００亿元,Ａ级，５Ｇ", "1200亿元,A级，5G"),
        ("10％。（一）：５", "10％。（一）：5"),  # marks stay as written
        ("中\u200b国\u202e\ufeff", "中国"),
        ("\uf900", "豈"),
        ("坏\ud800字", "坏\ufffd字"),
        ("未知\ue123字", "未知\ue123字"),
        ("普通的文字123,abc。", "普通的文字123,abc。"),
    ],
)
def test_width(raw: str, clean: str) -> None:
    assert applied(width, raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("现(xiàn)在，", "现在，"),
        ("拓（tuò）展", "拓展"),
        ("应用(app)下载", "应用(app)下载"),
        ("颗粒物(PM2.5)", "颗粒物(PM2.5)"),
        ("(xiàn)", "(xiàn)"),
    ],
)
def test_pinyin(raw: str, clean: str) -> None:
    assert applied(pinyin, raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("&nbsp;&nbsp;一、工作", "  一、工作"),
        ("&ldquo;十四五&rdquo;", "“十四五”"),
        ("&#12298;条例&#x300b;", "《条例》"),
        (r"第一行\r\n第二行", "第一行\n第二行"),
        ("一<br/>二<br>三", "一\n二\n三"),
        ('<span style="color:red">重点</span>工作', "重点工作"),
        ("????2021年", "2021年"),
        ("低于5<10,R&D;投入", "低于5<10,R&D;投入"),
        ("<健康上海行动(2019-2030年)>实施方案", "<健康上海行动(2019-2030年)>实施方案"),
        ("前文\n<!-- 市长作报告 -->\n\n各位代表", "前文\n各位代表"),
    ],
)
def test_markup(raw: str, clean: str) -> None:
    assert applied(markup, raw) == clean


def test_lost_characters_are_doubted_and_stay() -> None:
    edits, doubts = lost_characters("增长????个百分点,推进\ufffd\ufffd建设")
    assert not edits
    assert [(d.start, d.end, d.kind) for d in doubts] == [(2, 6, "doubtful_text"), (13, 15, "doubtful_text")]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("行政规范性档案、重要政策档案", "行政规范性文件、重要政策文件"),
        ("人事档案、归档和档案管理,档案馆建设", "人事档案、归档和档案管理,档案馆建设"),
        ("政策档案管理", "政策档案管理"),
        ("提升人民民众的获得感,聚焦民众关切", "提升人民群众的获得感,聚焦群众关切"),
        ("广大市民众志成城", "广大市民众志成城"),
        ("套用场景,推广套用", "应用场景,推广应用"),
        ("公园配套用房", "公园配套用房"),
        ("国中学业水平考试,国中学生", "初中学业水平考试,初中学生"),
        ("我国中学教育,中国中医药,全国中等学校", "我国中学教育,中国中医药,全国中等学校"),
        ("著力推进,随著发展,沿著", "着力推进,随着发展,沿着"),
        ("成效显著,著名专家,专著,见微知著,土著,论著", "成效显著,著名专家,专著,见微知著,土著,论著"),
        ("优化服务,最佳化服务,触控萤幕", "优化服务,优化服务,触摸屏"),
        ("数位经济,总户数位居第一", "数字经济,总户数位居第一"),
        ("软体产业,实木、软体家具", "软件产业,实木、软体家具"),
        ("联网路段,网路安全", "联网路段,网络安全"),
        ("公车改革,公车专用道", "公车改革,公交车专用道"),
        ("塑胶跑道", "塑胶跑道"),
        (
            "支援产业发展,支援创新转型,对口支援",
            "支持产业发展,支持创新转型,对口支援",
        ),  # 支持 is nowhere: replaced throughout
        ("支援农村建设,支持产业发展,支援一线", "支援农村建设,支持产业发展,支援一线"),
        ("行政许可权改革,法定许可权和程序", "行政许可权改革,法定权限和程序"),
        ("透过现象看本质,透过招商引资", "透过现象看本质,通过招商引资"),
    ],
)
def test_wording(raw: str, clean: str) -> None:
    assert applied(wording, raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("主动出击,刀阔斧推进改革", "主动出击,大刀阔斧推进改革"),
        ("做到实求是,持以恒", "做到实事求是,持之以恒"),
        ("不断高政治判断力", "不断提高政治判断力"),
        ("实现中华民族大复兴", "实现中华民族伟大复兴"),
        ("发挥基层党组织的作。", "发挥基层党组织的作用。"),
        ("大刀阔斧,实事求是,兢兢业业,与时俱进", "大刀阔斧,实事求是,兢兢业业,与时俱进"),
        ("同心协力,逆势而上,知难而上", "同心协力,逆势而上,知难而上"),  # other idioms, nothing lost
        ("先行试点,攻克难关,推出新产品,为民办实事是", "先行试点,攻克难关,推出新产品,为民办实事是"),
        ("党中央国务院,社会消费品零售额", "党中央国务院,社会消费品零售额"),
        ("配合检察机关的工作。", "配合检察机关的工作。"),
    ],
)
def test_lost_characters_of_fixed_wording(raw: str, clean: str) -> None:
    assert applied(formulas, raw) == clean


def test_compilers_names_go_where_they_recur() -> None:
    text = "推进项目建设。(王小明)\n\n完成年度任务。（欧阳峰）\n\n各项指标良好。(李 华)"
    assert applied(signatures, text) == "推进项目建设。\n\n完成年度任务。\n\n各项指标良好。"


@pytest.mark.parametrize(
    "text",
    [
        "推进项目建设。(王小明)",  # once is no habit
        "工作办法。(试行)\n\n工作方案。(草案)",
        "开展活动。(责任单位:区商务委)\n\n推进改革。(区发改委)",
        "由王小明(李华)负责\n\n由李华(王小明)负责",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert applied(signatures, text) == text
