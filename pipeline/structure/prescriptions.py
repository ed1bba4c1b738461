"""Sentences that tell somebody what to do, or set a rule: 各责任单位要…, 请各县…, 县政府由…组成."""

import re

# 各责任单位要…, 请各县…: said to somebody, so a sentence however short.
_ADDRESSED = re.compile(
    r"(?:各(?!项|类|种|领域|族|方面|行业|环节|界|尽)[^，,、。]{0,14}(?:单位|部门|乡镇|街道|地区?|级|县|市|区|人民政府|局|委|办|处|学校|企业|医院)"
    r"|请|凡|从[12]\d{3}年|自[12]\d{3}年|本[^，,。]{1,6}(?:自|由|所称|适用))"
)
# Somebody, and what they have to do: 区督查室要…, 客运企业必须…; 农村改革要进一步深入 is a heading.
_PRESCRIBED = re.compile(
    r"[^，,。]{1,14}?(?:单位|部门|机构|委|局|办|办公室|督查室|政府|街道|乡镇|领导|负责人|小组|委员会|中心|学校|企业|公司|个人|人员|机关)"
    r"(?:要(?![求素点闻道害件塞约职义务])|应当|必须|不得|将(?![来士军]))"
    r"|[^，,。]{2,16}?由[^，,。]{2,20}组成"
)


def prescribes(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells somebody what to do or sets a rule, so that it is no heading whatever its length."""
    return _ADDRESSED.match(text, start, end) is not None or _PRESCRIBED.match(text, start, end) is not None
