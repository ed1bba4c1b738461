"""Fields of metadata heads, in the forms that portals and libraries of documents set them."""

import pytest

from pipeline.structure.fields import first_values, read_fields


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("发文字号：某政发〔2023〕1号", [("文号", "某政发〔2023〕1号")]),
        ("【发文字号】 某政发[1995]12号", [("文号", "某政发[1995]12号")]),
        ("【制定机关】某市人民政府", [("发布机构", "某市人民政府")]),
        ("名 称：某市工作要点 文号：某政〔2023〕1号", [("标题", "某市工作要点"), ("文号", "某政〔2023〕1号")]),
        (
            "发布时间:2022-08-23 14:52信息来源:某县人民政府",
            [("发布日期", "2022-08-23 14:52"), ("来源", "某县人民政府")],
        ),
        ("索 引 号 MB15/2023-05 发文日期 2023-01-03", [("索引号", "MB15/2023-05"), ("成文日期", "2023-01-03")]),
        ("发文机构某市人民政府发文字号某政〔2020〕1号", [("发布机构", "某市人民政府"), ("文号", "某政〔2020〕1号")]),
        (
            "文 号 | 某府发〔2016〕20号 | 发文日期 | 2016-11-04 |",
            [("文号", "某府发〔2016〕20号"), ("成文日期", "2016-11-04")],
        ),
        ("• 文 号:发布日期: 2019-01-23", [("文号", ""), ("发布日期", "2019-01-23")]),
        ("title: 某市政府工作报告", [("标题", "某市政府工作报告")]),
    ],
)
def test_fields_of_a_line(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(field.name, field.value) for field in read_fields([line])[0] or ()] == expected


@pytest.mark.parametrize(
    "line", ["来源于基层的好办法", "时间进度：6月底前", "分类推进农村改革。", "2023-01-05 区政府办公室", ""]
)
def test_what_is_no_field(line: str) -> None:
    assert read_fields([line]) == [None]


def test_a_value_under_its_label() -> None:
    lines = ["• 发文字号：", "某政发〔2024〕7号", "• 有效性：", "• 发文日期：", "2024年04月06日 16:40", "某县工作规则"]
    found = read_fields(lines)
    assert [fields is None for fields in found] == [False, False, False, False, False, True]
    values = first_values(lines)
    assert (values["文号"].value, values["成文日期"].value) == ("某政发〔2024〕7号", "2024年04月06日 16:40")
