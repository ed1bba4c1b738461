"""Basis of a number: level, new, growth, decline, share or rank."""

import pytest

from pipeline.extract.figures import find_figures


def bases(structured, text: str) -> list[tuple[str, str | None]]:  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structured(text))
    return [(text[figure.start : figure.end], figure.basis) for figure in figures]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        # Rates of change, though the number is reached; 自然增长率 is a share of the population.
        ("增加值年均增长率达到3.5%", "growth"),
        ("物价涨幅为2%", "growth"),
        ("利润保持20%以上的增幅", "growth"),
        ("产值以10%的速度递增", "growth"),
        ("出口降幅为3%", "decline"),
        ("人口自然增长率4.5‰", "share"),
        ("出生率、自然增长率分别控制在14‰和9‰", "share"),
        ("单产水平提高到95%", "share"),
        ("死亡率由2010年的13‰降至2014年的8.9‰", "share"),
        ("收入减幅1.5%", "decline"),
        ("面积比上年调减1.4%", "decline"),
        ("收入比全国平均水平高20%", "growth"),
        ("增幅比上年低约5个百分点", "decline"),
        ("产值是2000年的2.4倍", "growth"),
        ("收入翻了两番", "growth"),
        ("三分之二的企业完成改制", "share"),
        ("收入比1992年增1.8倍", "growth"),
        ("电价调降13%", "decline"),
        ("玉米占增产任务的65.4%", "share"),
        # Amounts of change, right after the verb.
        ("粮食总产比上年增2354吨", "growth"),
        ("收入同比减收952万元", "decline"),
        ("减少贫困人口3.2万人", "decline"),
        ("调减玉米种植面积16万亩", "decline"),
        ("存款净增10亿元", "growth"),
        ("净增规上企业24户", "new"),
        # What an action has added or done.
        ("新批外商投资企业12个", "new"),
        ("提请审议地方性法规6件", "new"),
        ("支持63家企业改造", "new"),
        ("淘汰落后炉窑12座", "new"),
        ("新增参保人数173万人", "new"),
        ("新签约项目达到705个", "new"),
        ("9个县通过评估验收", "new"),
        ("累计脱贫5564万人", "new"),
        ("建成5家600人以上的营地、100家以上基地", "new"),
        # Stocks and those who profit.
        ("粮食种植面积7322公顷", "level"),
        ("确保通车里程700公里", "level"),
        ("共有基层党组织43个", "level"),
        ("完成货运量2685万吨", "level"),
        ("改造管网惠及居民3500户", "level"),
        ("床位由6100张增加到6300张", "level"),
    ],
)
def test_basis_of_the_last_number(structured, text: str, basis: str) -> None:  # type: ignore[no-untyped-def]
    assert bases(structured, text)[-1][1] == basis


def test_numbers_joined_to_one_another_have_one_basis(structured) -> None:  # type: ignore[no-untyped-def]
    found = bases(structured, "绿化面积和绿地面积分别增加685公顷和731公顷")
    assert [basis for _, basis in found] == ["growth", "growth"]
    found = bases(structured, "对经济增长的贡献率分别为9.5%、34.9%和55.6%")
    assert [basis for _, basis in found] == ["share", "share", "share"]


def test_a_rate_does_not_end_a_list_of_things_counted(structured) -> None:  # type: ignore[no-untyped-def]
    found = bases(structured, "引进项目85个，增长20%，其中工业项目30个")
    assert [basis for _, basis in found] == ["new", "growth", "new"]


def test_a_clause_that_says_where_does_not_go_on_with_the_list(structured) -> None:  # type: ignore[no-untyped-def]
    assert bases(structured, "建成站点50个，在全国168个城市中居前")[-1] == ("168个", "level")
