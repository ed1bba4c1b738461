"""Which sentences state an action, of what status, and what they say of it."""

from datetime import date

import pytest

from pipeline.extract.clauses import find_action
from pipeline.extract.deadlines import find_deadline
from pipeline.extract.measures import find_measures
from pipeline.structure.document import structure_document
from pipeline.structure.model import Period
from pipeline.structure.periods import whole_years

HEAD = "某区2023年政府工作报告\n一、2022年工作回顾\n"
PLAN = "二、2023年工作安排\n"


def measures(text: str) -> list[tuple[str, str]]:
    structure = structure_document(text)
    spans = [(structure.sentences[m.sentence], m.status) for m in find_measures(structure)]
    return [(structure.text[s.start : s.end], status) for s, status in spans]


@pytest.mark.parametrize(
    "sentence",
    [
        "制定高校乐业空间认定办法。",
        "积极推动长三角协同创新，加强交流合作。",
        "对规模以上企业开展用工调查，加强就业动态监测。",
        "在全市率先制定出台助企纾困新十条。",
        "新华医院地下车库等项目竣工。",
        "国有企业减免房屋租金约8.5亿元。",
        "滨江地区推进公共空间工程建设。",
        "将282项单独事项合并为75项。",
        "新增3条市民健身步道。",
        "重大项目均有序推进。",
        "要大力发展余热发电。",
    ],
)
def test_actions(sentence: str) -> None:
    assert find_action(sentence, 0, len(sentence)) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "地区生产总值增长5%。",
        "完成区级一般公共预算收入273.95亿元，同比增长2.6%。",
        "固定资产投资增长6.8%。",
        "“建立文化贸易境外促进中心”案例入选试点。",
        "发展质量明显提高。",
        "全市新登记各类市场主体8.2万户，同比增长6.2%。",
        "重点项目完成投资22亿元，增长3%。",
        "一般公共预算收入增长1.4%，完成年度预算的107%。",
        "全年接待游客380万人次。",
        "力争到2025年底主要指标处于领先。",
        "两县先后撤县设市，促进了经济社会的发展。",
        "3个项目被公布为全国试点项目。",
        "某县入选全国乡村治理建设试点县。",
        "坚持稳中求进。",
        "认真落实党中央决策部署。",
    ],
)
def test_no_actions(sentence: str) -> None:
    assert find_action(sentence, 0, len(sentence)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "在此，我代表区人民政府，向全区人民表示衷心的感谢！",
        "今年是全面推进改革的开局之年，要加强建设。",
        "必须以习近平新时代中国特色社会主义思想为指导，推进建设。",
        "重点抓好以下六方面工作：",
        "重点从六个方面推进经济社会高质量发展。",
        "省第十次党代会明确了发展路径，提出了建设目标。",
        "2022年主要目标任务基本完成，为发展画上句号。",
        "档案、气象、地方志、民族宗教等工作取得新成绩。",
        "围绕创新提出3项指标，推进创新投入年均增长10%。",
        "公共服务供给仍不充分，推进改革有待加强。",
        "科创护照是指推进建设的证件。",
    ],
)
def test_sentences_that_only_sound_like_actions(sentence: str) -> None:
    assert measures(HEAD + "各项工作有进展，取得成绩，群众满意。" + sentence) == []


def test_status_follows_the_section() -> None:
    text = HEAD + "成立区城运应急委，编制城市体检报告。\n" + PLAN + "成立区城运应急委，编制城市体检报告。\n"
    assert [status for _, status in measures(text)] == ["done", "planned"]


def test_status_follows_the_wording() -> None:
    text = HEAD + "完成改造10处。下一步将继续推进改造。\n" + PLAN + "市政府编制了规划纲要，提请大会审议。\n"
    assert [status for _, status in measures(text)] == ["done", "planned", "done"]


def test_what_a_document_asks_for_is_planned() -> None:
    text = "大事记\n【行动方案】\n5月31日，区政府印发《行动方案》。《行动方案》要求，要完善制度；建设信息系统。\n"
    assert [status for _, status in measures(text)] == ["done", "planned", "planned"]


def test_goals_and_problems_are_no_measures() -> None:
    text = PLAN + "主要目标是：推进生产总值增长5%；完成改造10处。加强组织领导。\n"
    assert [sentence for sentence, _ in measures(HEAD + "推进建设。\n" + text)] == ["推进建设。", "加强组织领导。"]
    problems = "我们也清醒看到存在不少困难和问题：推进改革不力；建设平台缓慢。今后要加强督查。"
    assert [sentence for sentence, _ in measures(HEAD + problems)] == ["今后要加强督查。"]


def test_a_short_opening_sentence_in_general_terms_is_the_theme_of_its_paragraph() -> None:
    theme = "必须坚持以市场为导向，加快调整农业结构，全面提高农村发展水平。"
    rest = "新建大棚10座。培育龙头企业5家。改造道路10条。"
    assert [s for s, _ in measures(HEAD + "推进建设。\n" + PLAN + theme + rest)][1] == "新建大棚10座。"
    named = "必须坚持以市场为导向，加快实施种子工程，全面提高农村发展水平。"
    assert [s for s, _ in measures(HEAD + "推进建设。\n" + PLAN + named + rest)][1] == named


def test_guiding_sections_are_no_measures() -> None:
    text = "某区教育“十四五”规划\n一、指导思想\n全面推进教育改革。\n二、重点任务\n新建学校10所。\n"
    assert measures(text) == [("新建学校10所。", "planned")]


def test_verb_object_and_deadline() -> None:
    structure = structure_document(HEAD + "推进建设。\n" + PLAN + "6月底前，全面完成数据中心建设，提升能力。\n")
    measure = find_measures(structure)[-1]
    assert (measure.action, measure.object, measure.deadline) == ("完成", "数据中心建设", date(2023, 6, 30))


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("到2025年，建成学校10所。", date(2025, 12, 31)),
        ("2024年底前完成改造。", date(2024, 12, 31)),
        ("年底前完成改造。", date(2023, 12, 31)),
        ("10月1日前完成改造。", date(2023, 10, 1)),
        ("2月底前完成改造。", date(2023, 2, 28)),
        ("上半年完成改造。", date(2023, 6, 30)),
        ("完成2021年度考核。", None),
        ("改造前期工作。", None),
    ],
)
def test_deadlines(sentence: str, day: date | None) -> None:
    assert find_deadline(sentence, whole_years(2023, 2023)) == day


@pytest.mark.parametrize("text", ["推进工作" * 20_000, "推进；" * 20_000, "，" * 50_000, "（推进建设（完成" * 5_000])
def test_bad_input_is_read_in_linear_time(text: str) -> None:
    assert len(find_measures(structure_document(text))) <= len(text)


def test_a_section_that_looks_back_and_plans() -> None:
    text = (
        "某省政府工作报告\n（2004年2月10日在某省第十届人民代表大会第二次会议上）\n一、2003年工作回顾和2004年工作总体要求\n"
        "过去一年，我们组织实施重点工程12项。加强粮食市场建设。今年要扩大对外开放。建设信息网络工程。\n"
    )
    assert [status for _, status in measures(text)] == ["done", "done", "planned", "planned"]


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("我镇信息公开工作领导小组统一组织实施公开工作。", "实施"),
        ("根据《某市推进建设实施办法》，对企业开展检查。", "开展"),
        ("全面推进开发区整合提升。", "推进"),
        ("建设居民小区10个。", "建设"),
        ("各牵头单位要制定工作方案。", "制定"),
        ("各责任单位于3月底前将细化方案报送督查室。", "报送"),
        ("充分体现政府在规划实施中的不同功能，对目标任务进行分解。", "进行"),
    ],
)
def test_a_verb_is_no_part_of_a_longer_word_or_a_title(sentence: str, action: str) -> None:
    found = find_action(sentence, 0, len(sentence))
    assert found is not None and sentence[found.start : found.end] == action


@pytest.mark.parametrize(
    "sentence",
    [
        "信息公开工作运行正常。",
        "实施过程中的问题较少。",
        "建成区绿化覆盖率36.4%。",
        "锦州享有《全面振兴实施方案》的机遇。",
        "全镇各项工作开展顺利。",
    ],
)
def test_words_that_only_look_like_verbs(sentence: str) -> None:
    assert find_action(sentence, 0, len(sentence)) is None


def test_what_a_notice_begins_with_is_no_measure() -> None:
    text = (
        "某市2021年工作要点\n现将《某市要点》印发给你们，请认真贯彻执行。\n"
        "为加强管理，根据《某条例》，结合实际，制定本实施方案。\n推进项目建设。\n一、重点任务\n制定本市的补贴政策。\n"
    )
    assert measures(text) == [("推进项目建设。", "planned"), ("制定本市的补贴政策。", "planned")]


def test_what_did_not_happen_is_no_measure() -> None:
    text = "2018年某镇政府信息公开年度报告\n一、公开情况\n我镇没有收到公开申请。\n主动公开信息22条。\n"
    assert measures(text) == [("主动公开信息22条。", "done")]


def test_a_range_of_years_is_no_deadline() -> None:
    assert find_deadline("通过三年（2004年7月至2007年6月）过渡", whole_years(2004, 2004)) is None
    assert find_deadline("到2025年，建成体系", whole_years(2021, 2021)) == date(2025, 12, 31)


def test_what_a_policy_grants() -> None:
    text = (
        "关于集聚人才的意见\n一、人才项目\n"
        "对新引进的紧缺人才，分2年给予政府安家补助。\n对于现有人才，5年内享受薪酬补贴。\n市民享受到了新鲜空气。"
    )
    assert measures(text) == [
        ("对新引进的紧缺人才，分2年给予政府安家补助。", "planned"),
        ("对于现有人才，5年内享受薪酬补贴。", "planned"),
    ]


def test_what_was_enjoyed_is_an_outcome() -> None:
    assert measures(HEAD + "对符合条件的家庭，全年享受补贴2万户。") == []


def test_a_month_is_no_deadline_where_only_the_horizon_of_a_plan_is_known() -> None:
    assert find_deadline("年底前完成改造。", Period(None, date(2025, 12, 31))) is None
