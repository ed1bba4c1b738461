"""What portals and mirrors leave in and around a document when its page is saved as text."""

import pytest

from pipeline.clean.columns import columns
from pipeline.clean.doubled import doubled_marks
from pipeline.clean.glued import glued_lines
from pipeline.clean.stage import clean_text

TITLE = "关于印发养老服务实施方案的通知"
BODY = "为加快推进全区养老服务体系建设，结合我区实际，制定本方案。"
LONG = "各单位要加强组织领导，落实工作责任，强化监督检查，确保各项任务落到实处、取得实效，" * 4


def text_of(raw: str) -> str:
    return clean_text(raw).traced.text


@pytest.mark.parametrize(
    "before",
    [
        "归档时间:2018-11-21\n当前位置: 首页 > 政务公开 > 规划计划\n",
        "首     页 政 务 公 开 办 事 服 务 互 动 交 流\n",
        "政务公开\n政府动态\n当前位置：首页>政府动态\n",
        "所在位置: 某某网 > 热点专题\n",
        "网站首页 大会机构 大会议程 文件公告 代表风采\n",
        "打印整页 打印内容 分享\n",
        "首页\n>政府信息公开>某某文件库>【文件库】部门文件\n",
        "返 回\n所在位置: 某某网 > 热点专题\n",
        "首页(yè) > 政府信息公开(kāi) > 规划计划\n",
        "一区二区三区四区,国产精品在线,欧美日韩大片\n",
        "跳转到内容\n维基百科,自由的百科全书\n",
        "您好,欢迎访问某某文档\n",
        "32px\n22px\n- 12px\n- 14px\n",
        "扫描二维码 分享好友和朋友圈\n",
        "某某网>市县动态>某某>正文\n",
    ],
)
def test_what_a_page_puts_before_its_title_goes(before: str) -> None:
    assert text_of(f"{before}{TITLE}\n{BODY}") == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    "behind",
    [
        "\n(责任编辑:张三 CN037)\n关闭",
        "\n来源:   作者:   编辑:张三",
        "\n声明:本站所有内容如无特殊说明均来自网络,如侵权请联系删除。",
        "\n分享到：\n$('#share-1').share();\nimg#imgConac {\n height: 55px;\n}\n网站导航：\n某市政务网站",
        "\n相关解读\n扫一扫在手机打开当前页",
        "\n主站蜘蛛池模板: " + "国产精品自在线| 一区二区三区| " * 20,
        "\n[上一篇]：关于做好节日值班工作的通知",
    ],
)
def test_what_a_page_puts_behind_the_text_goes(behind: str) -> None:
    assert text_of(f"{TITLE}\n{BODY}{behind}") == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "发文字号: | 无 | 有效性: | 有效 |",
        "字体大小写规范",
        "大力发展久久为功的事业 满怀激情",
        "附件下载：2025年度重点任务清单.pdf",
        "2016 2017 2018 2019 2020",
        "审核：财政局 复核：审计局",
        "第二十条第(六)项 |\n|||\n||",
        "> 引自某某规划",
    ],
)
def test_lines_of_the_document_that_look_alike_stay(line: str) -> None:
    assert line in text_of(f"{TITLE}\n{line}\n{BODY}\n{line}")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("发布时间:2018-11-12 17:25:15      字体大小:[大][中][小]", "发布时间:2018-11-12 17:25:15"),
        ("来源:某某网站 日期:2017-01-12 字号:【", "来源:某某网站 日期:2017-01-12"),
        ("来源:某县政府办公室 浏览次数: 字体:[ ]", "来源:某县政府办公室"),
        ("信息来源:某县人民政府文字大小:[    ] 时间:2022-08-23", "信息来源:某县人民政府 时间:2022-08-23"),
        ("放大字体  缩小字体 2019-09-18 来源:某某网  浏览次数:466", "2019-09-18 来源:某某网"),
        ("2010/1/6 16:43:13 次浏览 分类:动态", "2010/1/6 16:43:13 分类:动态"),
        ("时间:09-17人气:18作者:张三", "时间:09-17作者:张三"),
    ],
)
def test_counters_and_sizes_go_from_the_line_under_the_title(line: str, left: str) -> None:
    assert text_of(f"{TITLE}\n{line}\n{BODY}").split("\n")[1] == left


def test_lines_of_a_head_are_never_joined() -> None:
    head = "某某街道办事处2019年度工作报告\n索 引 号:732464230/2020-1主题分类:年报\n发布机构:某某街道办事处"
    head += "\n成文日期:2020-01-22\n体 裁:报告"
    assert text_of(f"{head}\n{BODY}\n{BODY}") == f"{head}\n{BODY}\n{BODY}"


@pytest.mark.parametrize(
    "lines",
    [
        ["产品名称 | 2003年 | 比上年增长% |", *(f"粮食作物 | 14201{i} | 3.35 |" for i in range(8))],
        [f"{kind}类园所：日托{n}元，整托{n + 20}元。" for kind, n in zip("甲乙丙丁戊己庚", range(50, 57), strict=True)],
        ["第一部分 部门概况情况", "第二部分 部门决算报表", "第三部分 决算情况说明", "第四部分 专业名词解释"] * 3,
    ],
)
def test_lines_that_happen_to_be_of_one_length_stay_apart(lines: list[str]) -> None:
    raw = "\n".join(["　　各区县要按照本通知执行，认真做好有关工作。", *lines])
    assert text_of(raw).count("\n") == len(lines)


def test_blanks_between_the_fields_of_a_catalogue_stay() -> None:
    raw = "索   引   号 20191202-1 分        类 其他; 市政府办公室; 市政府文件;\n" + BODY
    assert text_of(raw).split("\n")[0] == "索 引 号 20191202-1 分 类 其他;市政府办公室;市政府文件;"


def test_a_blank_before_an_article_stands_for_a_line_end() -> None:
    raw = "第一章 总则 第一条 为了规范管理，制定本办法。 第二条 本办法适用于全区。"
    assert text_of(raw).split("\n") == ["第一章 总则", "第一条 为了规范管理，制定本办法。", "第二条 本办法适用于全区。"]


def test_a_row_of_numbers_in_one_line_shows_where_lines_began() -> None:
    raw = f"{BODY}一、总体要求。{LONG}。二、主要任务。{LONG}。三、保障措施。{LONG}。"
    assert [line[:2] for line in text_of(raw).split("\n")] == ["为加", "一、", "二、", "三、"]
    assert not glued_lines(f"{BODY}一是总体要求。{LONG}。二、主要任务。{LONG}。三、保障措施。{LONG}。四、其他。")
    assert not glued_lines("做好两件事。一、抓落实。二、抓督查。三、抓考核。")


def test_blanks_between_the_phrases_of_a_title_stay() -> None:
    raw = "会上作了题为《乘势而上 砥砺前行 奋力谱写新篇章》的报告,传达了《关于国 民经济发展的建议》。"
    assert text_of(raw) == "会上作了题为《乘势而上 砥砺前行 奋力谱写新篇章》的报告,传达了《关于国民经济发展的建议》。"


def test_a_comma_before_every_mark_goes_and_empty_cells_stay() -> None:
    assert (
        text_of("为了科学发展,,保证实施,制定本办法,。市区,、郊区,,均适用,。")
        == "为了科学发展,保证实施,制定本办法。市区、郊区,均适用。"
    )
    assert doubled_marks("指标,,2020\n床位,,3\n合计,,5") == []


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("某政办发〔20213\n2021年工作要点。", "某政办发〔2021〕3号"),
        ("会议于2017210日召开。", "会议于2017年2月10日召开。"),
        ("某府发〔2017〕58号\n20171116\n附后。", "2017年11月16日"),
        ("某县人民政府\n2018年3月13\n附后。", "2018年3月13日"),
        ("某县人民政府\n{ 2017 6 23\n发布日期:2017年06月28日", "2017年6月23日"),
        ("根据?意见?(国办发?2014?17号)的要求。", "国办发〔2014〕17号"),
    ],
)
def test_marks_lost_from_dates_and_document_numbers_come_back(raw: str, mended: str) -> None:
    assert mended in text_of(raw)


def test_a_date_with_several_readings_is_doubted() -> None:
    cleaned = clean_text("自2017115日起施行。")
    assert cleaned.traced.text == "自2017115日起施行。"
    assert [d.kind for d in cleaned.doubts] == ["damaged_number"]


def test_a_title_mark_comes_back_where_the_title_is_known() -> None:
    raw = "代表国务院作《政府工作报告》。\n政府工作报告》是一种公文形式。\n第三次审议的方案》已通过。"
    assert text_of(raw).split("\n")[1:] == ["《政府工作报告》是一种公文形式。", "第三次审议的方案》已通过。"]


def test_question_marks_that_stood_for_blanks_go() -> None:
    raw = "某县目录编制规范\n发布时间:2016-01-07 ??来源:县府办\n?\n目? 录\n一是怎么办?要改革。\n(??2019年1月1日公布)"
    assert [line for line in text_of(raw).split("\n") if line] == [
        "某县目录编制规范",
        "发布时间:2016-01-07 来源:县府办",
        "目 录",
        "一是怎么办?要改革。",
        "(2019年1月1日公布)",
    ]


def test_blanks_between_the_digits_of_numbers_go_where_years_are_set_so() -> None:
    raw = (
        "本届政府从1 9 9 3 年3 月就职。19 9 7 年国内生产总值达到7 4 7 7 2 亿元，增长8 .8 %，比上年多1 1 %。\n指标 5 3 2"
    )
    assert text_of(raw).split("\n") == [
        "本届政府从1993年3月就职。1997年国内生产总值达到74772亿元，增长8.8%，比上年多11%。",
        "指标 5 3 2",
    ]
    assert text_of("分为 1 2 3 类，共 4 5 年。") == "分为 1 2 3类，共4 5年。"


def test_two_columns_side_by_side_are_doubted() -> None:
    left, right = "为持续深入打好污染防治攻坚战,巩固蓝", "全面贯彻中央会议精神,认真落实总体要"
    text = "\n".join(f"{left}{' ' * 20}{right}" for _ in range(5))
    assert [d.kind for d in columns(text)[1]] == ["doubtful_text"]
    assert columns("\n".join(["某某市人民政府          2021年5月28日"] * 2)) == ([], [])
    assert columns("\n".join(["指标      单位      2020年      2021年"] * 6)) == ([], [])
