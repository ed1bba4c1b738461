"""The rules on lines: furniture, page marks, blanks and broken lines."""

import pytest

from pipeline.clean.furniture import furniture
from pipeline.clean.stage import clean_text

BODY = "现在，我代表区人民政府，向大会作政府工作报告，请予审议。"
TITLE = "某某区2024年政府工作报告"


def text_of(raw: str) -> str:
    return clean_text(raw).traced.text


def test_a_forum_page_keeps_its_post_only() -> None:
    raw = f"""设为首页收藏本站
查看: 942|回复: 0

[上海] {TITLE}

[复制链接]
  • TA的每日心情
    奋斗
    昨天\xa021:19
  • 签到天数: 732 天
    [LV.9]以坛为家II
    1万
    主题
    14万
    积分
    版主
    Rank: 7Rank: 7Rank: 7
    147971
    发表于 2023-5-23 16:32:23 | 显示全部楼层 |阅读模式
    {TITLE}

    {BODY}

    您需要登录后才可以回帖 登录 | 立即注册

    本版积分规则
    客服中心
    关闭
    在线时间:
    周一~周五
    9:00-18:00
    联系电话:
    010-12345678
    在线咨询
    Powered by Discuz! X3.4 Licensed© 2001-2018 Comsenz Inc.
    快速回复 返回顶部 返回列表"""
    assert text_of(raw) == f"{TITLE}\n\n{BODY}"


def test_a_portal_page_keeps_its_metadata_and_its_table() -> None:
    table = "主要指标表\n指标\n目标\n地区生产总值\n1300\n公共预算收入\n270"
    raw = f"""首页
政务公开
当前位置：首页 > 政务公开
{TITLE}
发布时间：2024-01-20 来源：区政府办公室 浏览次数：1234 次 【字体：大 中 小】 打印本页 关闭窗口
　　{BODY}
{table}
打印本页 关闭窗口
上一篇：关于印发工作要点的通知
相关阅读
某某市2024年政府工作报告
主办单位：某某区人民政府
版权所有：某某区人民政府办公室 沪ICP备12345678号-1
"""
    assert text_of(raw) == f"{TITLE}\n发布时间：2024-01-20 来源：区政府办公室\n{BODY}\n{table}"


def test_the_tail_of_an_encyclopedia_goes() -> None:
    raw = f"{BODY}\n\n相關詞條\n\n熱門詞條\n某某區 政府工作報告\n聯絡我們"
    assert text_of(raw.replace("现在，我代表", "現在，我代表國")).endswith("请予审议。")


@pytest.mark.parametrize(
    "body",
    [
        "附件：1.任务分工表\n2.名词解释",
        "一、工作回顾\n主题\n积分\n首页",
        "收藏\n打印\n100\n200",
        "推进“打印机”项目。\n开展积分制管理。\n版主",
        "某某区人民政府\n2024年1月20日",
        "联系电话：021-12345678",
    ],
)
def test_short_lines_of_a_document_stay(body: str) -> None:
    text = f"{TITLE}\n{BODY}\n{body}"
    assert furniture(text) == []


def test_furniture_behind_the_last_sentence_goes() -> None:
    assert text_of(f"{TITLE}\n{BODY} 打印本页 关闭窗口") == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (
            "持续深化改革，不断优化营商环境，提升\n— 3 —\n企业获得感。",
            "持续深化改革，不断优化营商环境，提升企业获得感。",
        ),
        ("工作部署。\n\n- 1 -\n\n二、主要任务", "工作部署。\n二、主要任务"),
        ("全面推进— 12 —社会建设", "全面推进社会建设"),
        ("全面推进第3页 共10页社会建设", "全面推进社会建设"),
        ("工作部署。\n第3页 共10页\n继续推进", "工作部署。\n继续推进"),
        ("1—3月增长5%，2021—2025年", "1—3月增长5%，2021—2025年"),
        ("打造“1—2—3”体系", "打造“1—2—3”体系"),
    ],
)
def test_page_marks(raw: str, clean: str) -> None:
    assert text_of(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("截至12 月 31 日,完成 61 号地块。", "截至12月31日,完成61号地块。"),
        ("区长  沈山州", "区长 沈山州"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("推进改革，加快发 展。", "推进改革，加快发展。"),
        ("36.产业培育工程 “十二五”期间，扩大规模。", "36.产业培育工程 “十二五”期间，扩大规模。"),
        ("深入实施，完成 “亩均论英雄”改革 任务。", "深入实施，完成“亩均论英雄”改革任务。"),
        ("联乡结村  即百团联百乡，是本市的做法。", "联乡结村 即百团联百乡，是本市的做法。"),
        ("发布“十条政策”, 积极支持企业。", "发布“十条政策”,积极支持企业。"),
        ("地区生产总值\t亿元\t500", "地区生产总值 亿元 500"),
        ("　　一、回顾\r\n　　成绩。\r\n\r\n\r\n\r\n二、安排  ", "一、回顾\n成绩。\n\n二、安排"),
        ("一、加强领导 坚持党的领导，压实责任。", "一、加强领导 坚持党的领导，压实责任。"),
        ("Smart City 2035 plan", "Smart City 2035 plan"),
        ("第 3 号 关于工作的通知", "第3号 关于工作的通知"),
    ],
)
def test_blanks(raw: str, clean: str) -> None:
    assert text_of(raw) == clean


PARAGRAPHS = (
    "全面贯彻落实各项决策部署，坚持稳中求进工作总基调，扎实推进高质量发展，经济运行总体平稳，社会大局和谐稳定，群众生活持续改善，各项事业取得新的成绩。",
    "持续优化营商环境，深化审批制度改革，压减办理时限，完善服务机制，企业满意度稳步提升，市场活力不断增强，新登记企业数量明显增加，重点产业集聚发展。",
    "加强公共服务供给，推进教育卫生文化体育事业发展，健全养老服务体系，完善社会保障制度，提升城市管理水平，推动绿色低碳转型，守牢安全底线，维护稳定。",
)


@pytest.mark.parametrize("indent", ["　　", ""])
def test_lines_broken_at_a_width_are_joined(indent: str) -> None:
    broken = []
    for paragraph in PARAGRAPHS * 2:
        whole = indent + paragraph
        broken += [whole[i : i + 20] for i in range(0, len(whole), 20)] + ([] if indent else [""])
    assert [line for line in text_of("\n".join(broken)).split("\n") if line] == list(PARAGRAPHS * 2)


def test_paragraphs_of_free_length_are_not_joined() -> None:
    text = "\n".join(
        (
            "一、工作回顾",
            PARAGRAPHS[0],
            "（一）经济发展",
            "主要指标",
            PARAGRAPHS[1][:30],
            "责任单位：区商务委",
            PARAGRAPHS[2],
        )
    )
    assert text_of(text).split("\n")[:5] == text.split("\n")[:5]


def test_front_matter_holds_no_control_characters() -> None:
    raw = "---\ntitle:\t某区\u200b报告\ufeff\nsource: a\fb\rdate: 2021\n---\n\n　　正文。\n"
    text = text_of(raw)
    assert text.startswith("---\ntitle: 某区报告\nsource: a")
    assert not set(text) & set("\t\f\r\u200b\ufeff")
    assert text.endswith("\ndate: 2021\n---\n\n正文。")


def test_front_matter_stays() -> None:
    raw = "---\ntitle:  某某市  工作报告\nsource: https://example.org/a  b\n---\n\n\n　　正文。\n"
    assert text_of(raw) == "---\ntitle:  某某市  工作报告\nsource: https://example.org/a  b\n---\n\n正文。"
