"""The search for noise: what must go, what must stay, and texts that nobody expects."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.model import Doubt
from pipeline.clean.noise import CHUNK, REMOVED, Suspect, decide, find_noise, shipped_knowledge, suspect_runs
from pipeline.clean.noise_features import LENGTHS, Reading, candidates, features
from pipeline.clean.noise_model import character_model
from pipeline.text import Edit, TracedText
from tests.growth import grows_linearly

SENTENCES = (
    "在市委、市政府的坚强领导下,全区上下认真贯彻落实中央决策部署,扎实推进各项工作,取得了明显成效。",
    "全年完成地区生产总值增长百分之六,一般公共预算收入稳步提高,城乡居民人均可支配收入与经济增长基本同步。",
    "持续优化营商环境,深化行政审批制度改革,积极支持中小企业发展,进一步激发市场主体活力。",
    "加强生态环境保护,推进污水处理设施建设,完成河道综合整治,改善人居环境质量。",
    "健全社会保障体系,做好困难群众基本生活救助工作,完善公共卫生服务,提升基层医疗水平。",
    "推进义务教育均衡发展,加快学校建设,加强教师队伍建设,办好人民满意的教育。",
)
PLAIN = "\n".join(SENTENCES)


def without_noise(text: str) -> str:
    edits, _ = find_noise(text)
    return TracedText(text).edit(edits).text


@pytest.mark.parametrize(
    ("before", "run", "after"),
    [
        ("持续优化营商环", "讧蹩", "境,深化行政审批制度改革"),
        ("加强生态环境保", "瞌纽帚", "护,推进污水处理设施建设"),
        ("全力保", "怯瓮鹬", "障企业复工复产"),
        ("积极支持中小", "嚼匙拗鳖", "企业发展"),
        ("推进义务教育均", "厩沓谩", "衡发展,加快学校建设"),
        ("完善公共卫生服", "栗淬", "务,提升基层医疗水平"),
    ],
)
def test_a_run_inside_a_word_goes_whole(before: str, run: str, after: str) -> None:
    clean = PLAIN + "\n" + before + after + "。\n" + PLAIN
    noisy = PLAIN + "\n" + before + run + after + "。\n" + PLAIN
    assert without_noise(noisy) == clean


def test_a_run_between_words_goes_from_a_text_with_other_runs() -> None:
    noisy = (
        PLAIN.replace("营商环境", "营商囔盹环境")
        .replace("污水处理", "污水悖赎锨处理")
        .replace("居民人均", "居惦芋民人均")
    )
    between = noisy.replace("加快学校建设", "加快蚌咐学校建设")
    assert without_noise(between) == PLAIN


def test_an_edit_says_what_it_is() -> None:
    edits, _ = find_noise(PLAIN.replace("环境保护", "环境保瞌纽帚护"))
    assert [(e.after, e.rule, e.kind) for e in edits] == [("", "noise", "noise")]
    assert edits[0].certainty in ("sure", "likely")


HARD = {
    "villages": "辖圪塔村、峁墕村、水峪嘴村、垴上村、堡子湾村、白家崄村、刘家坬村、塬畔村、甪直镇、浒墅关镇、"
    "盱眙县、綦江区、郫都区、犍为县、筠连县、珙县、歙县、黟县、谯城区、鄄城县、郯城县、瀍河区、郏"
    "县、栾川县、隰县、岢岚县、鄠邑区。",
    "waterways": "实施菉葭浜、虬江、走马塘、桃浦河、彭越浦、蕰藻浜、洋泾港沿岸整治,推进泗泾、佘山、泖港、石湖"
    "荡管网改造。",
    "officials": "会议由县委书记王燊主持,县长欧阳晗、副县长覃毓岚、韦禤婷、农彧、闭翀,县人大常委会主任莫珺瑶"
    ",政协主席邰旻昊,区法院院长庹婕,检察院检察长谌贻琨出席。刘骁骅同志任主任,免去尉迟珩、令狐"
    "晟的职务。",
    "signatures": "联系人:祁佩瑶 龚禹霏\n主送:各乡(镇)人民政府\n责任编辑:郗炜 录入:蒯悦 校对:亓鑫淼",
    "classical": "天行健,君子以自强不息。苟利国家生死以,岂因祸福避趋之。桃李不言,下自成蹊。靡不有初,鲜克有"
    "终。如切如磋,如琢如磨。茕茕孑立,形影相吊。求木之长者,必固其根本;欲流之远者,必浚其泉源。"
    "筚路蓝缕,以启山林。宵衣旰食,踔厉奋发,笃行不怠。",
    "minority places": "克孜勒苏柯尔克孜自治州阿合奇县、乌恰县吾合沙鲁乡、塔什库尔干塔吉克自治县提孜那甫乡、察布查尔"
    "锡伯自治县、喀喇沁左翼蒙古族自治县、鄂托克旗阿尔巴斯苏木、额济纳旗达来呼布镇、榕江县栽麻镇、"
    "玛曲县欧拉秀玛乡。",
    "chemistry": "重点发展聚对苯二甲酸丁二醇酯、己内酰胺、甲基叔丁基醚、六氟磷酸锂、聚偏氟乙烯、苯并芘、碲锌镉"
    "、磷化铟、砷化镓、铌酸锂、钕铁硼等项目,治理二噁英、多环芳烃和全氟辛酸污染。",
    "medicine": "开展布鲁氏菌病、包虫病、猴痘、登革热防治,推广奥司他韦、帕罗韦德、替格瑞洛、曲妥珠单抗、信迪"
    "利单抗,加强石斛、茯苓、肉苁蓉、羌活、秦艽、滇黄精种植。",
    "transliteration": "会见了格鲁吉亚驻华大使卡拉季什维利、匈牙利外长西雅尔多、蒙古国总统呼日勒苏赫。与捷克布杰约维"
    "采市、德国乌珀塔尔市、土耳其加济安泰普结为友城,引进勃林格殷格翰、蒂森克虏伯、爱茉莉等企业。",
    "species": "保护黑鹳、朱鹮、白鳍豚、兔狲、猞猁、鹅喉羚、蓑羽鹤、疣鼻天鹅、珙桐、桫椤、柽柳等物种,养殖鲈"
    "鲤、鳜鱼、缢蛏。",
    "firms": "旷视、商汤、壁仞、沐曦、燧原、澜起、聚辰、晶晨、恒玄、拓荆、屹唐、睿力、泽璟等企业落户。",
    "minerals": "查明萤石、膨润土、硅灰石、叶蜡石、透闪石、铌钽矿、锂辉石、辉锑矿、辰砂、雌黄、菱镁矿资源储量。",
    "heritage": "推进傩戏、埙、唢呐、侗族大歌、呼麦、缂丝、榫卯、歙砚、泥咕咕、髹漆、掐丝珐琅保护传承,修缮涵"
    "芬楼、愚谷邨。",
    "routes": "加快沪苏湖、通苏嘉甬、成自宜、张吉怀、雄忻、石衡沧港、津潍、荣乌、德余、息邢、鹤伊、浩吉等铁"
    "路和高速公路建设。",
    "new words": "着力解决讨薪、缓缴、飞线充电、薅羊毛、割韭菜、内卷、躺平、甩锅、中梗阻等问题,推行链长、田长"
    "、湾长、塘长制。",
    "table": "序号 乡镇 行政村 户数\n1 岞山 大埠 312\n2 都昌 辛戈 208\n3 围子 仓街 4"
    "21\n4 柳疃 西付 389\n5 下营 火道 156",
    "cells": "乡镇\n岞山\n行政村\n大埠\n户数\n312\n魑魅\n备注\n耄耋\n",
    "food": "发展螺蛳粉、糌粑、饸饹、莜面栲栳栳、臭鳜鱼、钵仔糕、折耳根、刺梨、鸡枞、牛肝菌产业。",
    "mirror's wording": "推行行政规范性档案,最佳化服务,建设线上新经济套用场景,国中学业考试,提升人民民众获得感,安"
    "装触控萤幕。",
}


@pytest.mark.parametrize("kind", HARD)
def test_rare_words_and_names_stay(kind: str) -> None:
    edits, _ = find_noise(PLAIN + "\n" + HARD[kind] + "\n" + PLAIN)
    assert edits == []


def test_rare_words_and_names_stay_beside_noise() -> None:
    hard = "\n".join(HARD.values())
    noisy = PLAIN.replace("营商环境", "营商环讧蹩境").replace("保护", "保瞌纽帚护")
    noisy = noisy.replace("卫生服务", "卫生服栗淬务")
    more = "\n".join([hard, *[PLAIN] * 24])
    assert without_noise(noisy + "\n" + more) == PLAIN + "\n" + more


def test_traces_the_removed_run_to_its_place() -> None:
    noisy = PLAIN.replace("环境保护", "环境保瞌纽帚护")
    edits, _ = find_noise(noisy)
    change = TracedText(noisy).edit(edits).changes[0]
    assert noisy[change.raw_start : change.raw_end] == "瞌纽帚"


def test_doubts_are_reported_and_stay() -> None:
    model = character_model()
    edits, doubts = decide([Suspect(2, 5, REMOVED + 1)], "一二三四五六七八九十", model)
    assert edits == []
    assert [(d.start, d.end, d.kind) for d in doubts] == [(2, 5, "doubtful_noise")]


def test_noise_beyond_doubt_lowers_the_bar_for_the_rest() -> None:
    model = character_model()
    weak = Suspect(90, 93, -0.5)
    alone, _ = decide([weak], PLAIN, model)
    among, _ = decide([Suspect(k, k + 2, 6.0) for k in range(0, 40, 8)] + [weak], PLAIN, model)
    assert alone == []
    assert among[-1] == Edit(90, 93, "", "noise", "noise", "likely")


def test_the_longer_a_text_the_surer_a_single_run_must_be() -> None:
    model, run = character_model(), Suspect(2, 4, 5.0)
    short, _ = decide([run], "一" * 100, model)
    long, _ = decide([run], "一" * 200_000, model)
    assert short and not long


def test_what_is_only_likely_is_removed_beside_what_is_beyond_doubt() -> None:
    model, text = character_model(), "一" * 2_000
    likely, sure = Suspect(2, 4, 1.0), Suspect(90, 93, 9.0)
    alone, doubts = decide([likely], text, model)
    assert not alone
    assert [(d.start, d.end) for d in doubts] == [(2, 4)]
    assert [e.start for e in decide([likely, sure], text, model)[0]] == [2, 90]


def test_nothing_but_noise_is_left_and_doubted() -> None:
    rng = random.Random(5)
    rare = [chr(c) for c in range(0x4E00, 0x9FA6)]
    common = "".join(SENTENCES)
    pieces = [common[i : i + 4] + "".join(rng.choices(rare, k=4)) for i in range(0, 200, 4)]
    text = "".join(pieces)
    edits, doubts = find_noise(text)
    assert edits == []
    assert doubts == [Doubt(0, len(text), "doubtful_noise", doubts[0].message)]


@pytest.mark.parametrize("text", ["", "一", "\n", "\ud800", "恢\udfff复", "酷乘", "  \t\n\u200b\u202e", "abc" * 10])
def test_texts_too_short_or_broken_pass(text: str) -> None:
    edits, _ = find_noise(text)
    assert edits == []


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.characters(), max_size=300) | st.text("的一是在不了有和人这酷乘婶、。\n\ud800", max_size=300)
)
def test_any_text_gives_edits_that_apply(text: str) -> None:
    edits, doubts = find_noise(text)
    TracedText(text).edit(edits)
    assert all(0 <= d.start <= d.end <= len(text) for d in doubts)


def test_the_same_text_gives_the_same_edits() -> None:
    noisy = PLAIN.replace("环境保护", "环境保瞌纽帚护")
    assert find_noise(noisy) == find_noise(noisy)


def test_a_long_line_is_read_in_time_linear_in_its_length() -> None:
    line = PLAIN.replace("\n", "")
    assert grows_linearly(find_noise, line * 200, line * 1600, 8)


def test_a_run_on_the_edge_of_two_chunks_is_removed_once() -> None:
    line = PLAIN.replace("\n", "")
    filler = line * (CHUNK // len(line) + 1)
    for shift in range(-6, 3):
        head = filler[: CHUNK + shift - len("加强生态环境保")]
        text = head + "加强生态环境保瞌纽帚护,推进污水处理设施建设。" + line
        edits, _ = find_noise(text)
        assert [text[e.start : e.end] for e in edits] == ["瞌纽帚"]


def test_every_feature_has_a_weight() -> None:
    known, judge = shipped_knowledge()
    reading = Reading.of(PLAIN.replace("保护", "保瞌纽帚护"), known.model)
    start, end = candidates(reading, known)
    assert len(start)
    assert set(features(reading, start, end, known)) == set(judge.names)


def test_candidates_hold_only_chinese_characters() -> None:
    text = "全力保A1障企业,2020年瞌9纽帚护"
    found = suspect_runs(text, *shipped_knowledge())
    assert all(text[s.start : s.end].isalpha() and text[s.start : s.end] not in "A1" for s in found)
    assert all(s.end - s.start in LENGTHS for s in found)


@pytest.mark.parametrize("unit", ["各", "".join(map(chr, range(0x4E00, 0x4E00 + 5000)))])
def test_what_no_chinese_text_has_is_not_searched_and_costs_no_time(unit: str) -> None:
    stretch = unit * (60_000 // len(unit))
    noisy = PLAIN.replace("环境保护", "环境保瞌纽帚护")
    edits, doubts = find_noise(noisy + "\n" * 4096 + stretch)
    assert "瞌纽帚" in {noisy[e.start : e.end] for e in edits if e.end <= len(noisy)}
    assert any(d.end - d.start > len(stretch) - 4096 for d in doubts)
