"""What a number is a share of or counted per: 占养老床位的60%, 完成年度预算的95%, 每千人口7张."""

import re

from pipeline.extract.wording import any_of

# A search that is bound to the end of the clause tries every place in it; these signs tell first whether to search.
_SHARE_SIGN = re.compile(r"[占在]")
_SHARE_OF = re.compile(
    r"(?:所?占(?!比|地(?!区|方)|用|据|有)([^，,。；;、]{1,24}?)(?:的?(?:比重|比例|份额|总量|总数)?)"
    r"|在([^，,。；;、]{2,16})中所?占?的?(?:比重|比例|份额)?)"
    r"(?:已|将|已经|预计)?(?:[由从](?:[^，,。；;、]{1,8}年的?)?|达到?|为|提高到|上升到)?$"
)
# 占GDP的比重较2018年提高: the whole is GDP.
_WHOLE = re.compile("的?(?:比重|比例|份额|百分比)")
_OF_PLAN = re.compile(
    r"(?:完成|占|为|(?<!下)达到?|相当于|超过|超出|超)了?"
    r"((?:全年|年度?|年初|当年|本年|调整后?的?|原|国家|自治区|[省市县区州盟](?=定|下达)|定|下达)*"
    r"(?:预算|计划|目标任务|目标|任务|指标)[数值]?)的?$"
)
_PLAN_ENDS = frozenset("的算划标务数值")
_PER = re.compile(rf"平均每年|(?:每[百千万亿十]{{0,2}}(?:{any_of('indicator_words', 'per')}))+")
_PER_LEADS = re.compile(r"(?:[·•●]|平均|全[省市区县国]|[到至]?(?:19|20)\d\d年[底末]?)*")


def denominator_before(text: str, start: int, end: int, kind: str) -> tuple[str | None, int, int]:
    """The denominator in `text[start:end]`, the words before a number whose unit is of the given kind.

    Also where the words begin and end that it leaves. 平均每年 says how a rate of growth is reckoned and is none.
    """
    found = None
    if text.find("每", start, end) >= 0 and (per := _PER.search(text, start, end)) and per[0] != "平均每年":
        found = per[0]
        if per.end() == end:
            end = per.start()
        elif _PER_LEADS.fullmatch(text, start, per.start()):
            start = per.end()
    if kind == "rate" and text[end - 1 : end] in _PLAN_ENDS and (planned := _OF_PLAN.search(text, start, end)):
        found, end = planned[1], planned.start()
    if _SHARE_SIGN.search(text, start, end) and (share := _SHARE_OF.search(text, start, end)):
        found, end = _WHOLE.split(share[1] or share[2])[0] or None, share.start()
    return found, start, end
