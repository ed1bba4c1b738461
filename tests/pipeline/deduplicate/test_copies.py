"""The same document from several sources is found; reports that share their words are kept apart."""

import random
import re
from typing import Any

import pytest

from pipeline.deduplicate.copies import Version, find_copies
from pipeline.deduplicate.sketches import near_copies
from tests.pipeline.deduplicate.reports import PARAGRAPHS

FIGURES = "2021年，全区生产总值增长{}%，完成旧区改造{}万平方米，新增就业岗位{}个，新建公园绿地{}公顷，办理提案{}件。"
REPORT = "2021年黄浦区政府信息公开工作年度报告\n" + "\n".join(
    paragraph + FIGURES.format(6.5 + i, 120 + 17 * i, 3000 + 211 * i, 15 + i, 94 + 3 * i)
    for i, paragraph in enumerate(PARAGRAPHS)
)


def version(name: str, text: str, rank: int = 0, **metadata: Any) -> Version:
    return Version(name, text, (rank, name), metadata)


def merged(*versions: Version) -> dict[str, str]:
    forwards, backwards = find_copies(versions), find_copies(versions[::-1])
    assert forwards == backwards
    return {m.document_id: m.kept_document_id for m in forwards}


def test_a_mirror_with_furniture_noise_and_other_punctuation() -> None:
    mirror = (
        REPORT.translate(str.maketrans("，：；", ",:;")).replace("公众参与", "公众热键乘参与").replace("\n", "\n\n")
    )
    mirror = f"设为首页 收藏本站\n{mirror}\n上一篇 下一篇 打印本页"
    assert merged(version("a", REPORT), version("b", mirror, 1)) == {"b": "a"}
    assert merged(version("a", REPORT, 1), version("b", mirror)) == {"a": "b"}


def test_an_extract_is_merged_into_the_whole_whatever_the_order() -> None:
    extract = "\n".join(REPORT.split("\n")[3:6])
    (merge,) = find_copies([version("extract", extract, 0), version("whole", REPORT, 1)])
    assert (merge.document_id, merge.kept_document_id) == ("extract", "whole")
    assert "extract" in merge.reason and merge.similarity == 1.0


def test_a_newer_version_with_a_sentence_more() -> None:
    newer = REPORT.replace("\n广泛", "\n本年度新增一项工作机制，由区政府办公室统一协调。\n广泛")
    assert merged(version("new", newer, 0), version("old", REPORT, 1)) == {"old": "new"}


def test_many_copies_are_merged_into_one() -> None:
    copies = [version(f"c{i}", REPORT.replace("公开。", f"公开{'。' * (i % 3)}", i), i) for i in range(40)]
    assert merged(*copies) == {f"c{i}": "c0" for i in range(1, 40)}


def test_the_report_of_the_next_year_is_another_document() -> None:
    rng = random.Random(1)
    following = re.sub(r"\d+(?=万|个|公|件|%)", lambda m: str(int(m[0]) + rng.randint(1, 9)), REPORT)
    assert merged(version("2021", REPORT), version("2022", following.replace("2021", "2022"))) == {}


def test_a_short_notice_of_the_next_year_is_another_document() -> None:
    notice = "关于做好{}年度政府信息公开工作的通知\n" + PARAGRAPHS[0] + PARAGRAPHS[5] + "请于{}年1月31日前报送。"
    assert merged(version("a", notice.format(2021, 2022)), version("b", notice.format(2022, 2023))) == {}


def test_one_template_for_two_districts_is_two_documents() -> None:
    text = REPORT.replace("区政府", "黄浦区政府")
    assert merged(version("黄浦", text), version("静安", text.replace("黄浦", "静安"))) == {}


def test_what_the_catalogue_says_keeps_documents_apart() -> None:
    almost = REPORT.replace("公众参与", "公众参")
    assert merged(version("a", REPORT, place_code="310101"), version("b", almost, place_code="310106")) == {}
    assert merged(version("a", REPORT, place_code="310101"), version("b", almost)) == {"b": "a"}


def test_equal_texts_are_one_document_whatever_the_catalogue_says() -> None:
    assert merged(version("a", REPORT, place_code="310101"), version("b", REPORT, 1, place_code="310106")) == {"b": "a"}


def test_other_documents_with_the_same_formulas_stay() -> None:
    closing = "\n让我们更加紧密地团结在党中央周围，同心同德，开拓进取，为夺取全面建设的新胜利而努力奋斗！"
    assert merged(*(version(str(i), paragraph * 2 + closing) for i, paragraph in enumerate(PARAGRAPHS))) == {}


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["。", "！"], ["甲"], ["甲", "乙"], ["\ud800", "x"]])
def test_texts_that_are_none(texts: list[str]) -> None:
    made = merged(*(version(str(i), t, i) for i, t in enumerate(texts)))
    assert made == ({"1": "0"} if texts == ["", ""] else {})


def test_near_copies_among_many_paragraphs() -> None:
    rng = random.Random(11)
    clauses = [c for p in PARAGRAPHS for c in re.split("(?<=[，。、])", p) if c]
    originals = ["".join(rng.choices(clauses, k=rng.randint(6, 16))) for _ in range(3000)]
    copies = {i: list(originals[i]) for i in rng.sample(range(3000), 300)}
    for characters in copies.values():
        for _ in range(max(1, round(len(characters) * rng.uniform(0.01, 0.05)))):
            characters[rng.randrange(len(characters))] = rng.choice("公开政策企业服务")
    texts = [*originals, *("".join(c) for c in copies.values())]
    wanted = {(i, 3000 + n) for n, i in enumerate(copies)}
    found = {(a, b) for a, b, _ in near_copies(texts)}
    assert len(found & wanted) >= 0.98 * len(wanted)
    assert len(found & wanted) >= 0.99 * len(found)
