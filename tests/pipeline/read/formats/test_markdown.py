"""Markdown is passed through: front matter and marks stay as they stand."""

import pytest

from pipeline.read.formats.markdown import read
from pipeline.read.formats.model import Hints

BODY = (
    "# 政府工作报告\n\n**一、回顾**\n\n全区生产总值增长6.5%左右，新增就业岗位3.2万个。\n\n"
    "| 指标 | 值 |\n| --- | --- |\n| 绿地 | 15 |\n"
)


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: 2023年政府工作报告\nsource: https://example.org/a.html\ndate: 2023-01-05\n---\n",
        "---\n标题: 2023年政府工作报告\n文号: 某府发〔2023〕1号\n成文日期: 2023年1月5日\n---\n",
        "",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_text_and_front_matter_stay_as_they_stand(front: str, codec: str) -> None:
    made = read((front + BODY).encode(codec), Hints(name="a.md"))
    assert made.text == front + BODY
    assert (made.media_type, made.encoding, dict(made.stated)) == ("text/markdown", codec, {})
