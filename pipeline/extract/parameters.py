"""Parameters of a rule: what is granted, charged or asked for under it, which is neither a target nor a result."""

import re

from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import any_of

# 关于…收费标准的通知, 补贴标准: what stands under such a title or heading are the parts of a tariff.
_TARIFF = re.compile(any_of("figure_words", "tariff"))
_NO_TARIFF = re.compile(any_of("figure_words", "no_tariff"))
_NOTICE = re.compile(r"(?:通知|公告|通告|批复|函|办法|规定|标准|目录|表)(?:[（(][^（）()]{0,20}[)）])?$")

_GRANT = rf"(?:{any_of('figure_words', 'grant')})"
_GRANTS = re.compile(_GRANT)
# 对…的企业，给予…; 被认定为…的，奖励…; 每户补助…; 按投资额的10%补助: who meets a condition is granted something.
_CONDITION = re.compile(
    r"(?:^|[。；;：:，,、）)\s.．])(?:再|还|并)?(?:对|凡)(?![外口接照标应策])|经(?:认定|审核|评审|批准|考核|验收)"
    r"|(?:的|者|后|达标|合格)[，,]|每[人户家亩名个台辆位件]|一次性|按[^，,。；;]{1,20}的"
)
_CAPS = ("最高", "最多", "上限")
# 每增加投资5000万元 增加1名指标: a step of the scale.
_STEP = re.compile(r"每(?:增加|新增|引进|达到|满|超过|超出|培养|培育|招用|吸纳|提高|降低)[^，,。；;]{0,16}$")
# 再给予100万元, 奖励每家20万元; 的10%给予补助, 万元的资助; 50%、40%、30%的比例给予扶持
_GRANTED = re.compile(rf"{_GRANT}[^，,。；;]{{0,24}}$")
_GRANT_AFTER = re.compile(
    rf"(?:[、和及或][\d.]{{1,8}}[%万亿元]{{1,2}}){{0,8}}的?(?:标准|比例|额度|限额)?[^，,。；;：:\d]{{0,6}}?{_GRANT}"
)
_OF_GRANTS = frozenset({"money", "rate"})
_AMOUNTS = frozenset({"money", "rate", "measure"})
_QUOTA = re.compile(r"(?:指标|名额)(?:每年)?$")
_QUOTA_AFTER = re.compile(r"的?(?:指标|名额)")
# 安排…奖励资金2000万元, 补助标准提高到580元: a whole that is paid, a standard that is raised.
_WHOLE = re.compile(
    r"共[计发补给投奖有]|[新净]增|减[税免]|增[长加]|合计|累计|总规模|总投|设立|安排|筹集|投入(?!的|额|总额|费)|发放"
    r"|兑现|落实|下达|拨付|争取|提高|下降|降低|达到|上调|调整"
)
# 设立总规模10亿元的基金: no condition either.
_FUND = re.compile(r"设立|总规模|安排|筹集|(?:资金|基金|补贴|补助|奖励)[^，,。；;、）)]{0,4}$")
_DONE = re.compile(rf"{_GRANT}[^，,。；;]{{0,4}}了|已(?:经|向|对)?[^，,。；;]{{0,8}}{_GRANT}")
# Who is granted something stands no further from the number than this.
_REACH = 160
_SENTENCE_END = re.compile(r"[。；;\n]")
_CHOOSES = ("的", "，", ",", "或")


def is_tariff(title: str) -> bool:
    """Whether the title of a document says that it sets charges, prices or rates of a grant."""
    return _NOTICE.search(title.strip()) is not None and _TARIFF.search(title) is not None


def opens_tariff(heading: str) -> bool:
    """Whether the heading of a section says so (收费标准), and not that such are worked on (提高补助标准)."""
    return _TARIFF.search(heading) is not None and _NO_TARIFF.search(heading) is None


def speaks_of_grants(text: str, start: int, end: int) -> bool:
    """Whether the sentence `text[start:end]` says that anything is granted."""
    return _GRANTS.search(text, start, end) is not None


def is_granted(text: str, sentence: int, clause: str, quantity: Quantity, *, rules: bool = False) -> bool:
    """A number of a sentence that says what is granted to whom under which condition.

    `sentence` is where its sentence begins, `clause` what stands before the number in its clause; `rules` says that
    the document lays down rules. Example: 对实际投资2亿元以上的项目，最高给予5000万元资助。
    """
    if not quantity.unit:
        return False
    before = text[max(sentence, quantity.start - _REACH) : quantity.start]
    written = text[quantity.start : quantity.end]
    said = _GRANTS.search(before) is not None or _GRANTS.search(written) is not None
    if not said and not _grant_follows(text, quantity):
        return False
    if _DONE.search(before):
        return False
    if _STEP.search(clause):
        return True
    capped = quantity.bound_as_written is not None and quantity.bound_as_written.startswith(_CAPS)
    if said and (capped or _QUOTA.search(clause) or _QUOTA_AFTER.match(text, quantity.end)):
        return True
    if not rules and _CONDITION.search(before) is None:
        return False
    near = _GRANTED.search(clause) or _GRANT_AFTER.match(text, quantity.end)
    if near and quantity.unit_kind in _OF_GRANTS and _WHOLE.search(clause) is None:
        return True
    return _FUND.search(clause) is None and _is_condition(text, quantity)


def _is_condition(text: str, quantity: Quantity) -> bool:
    """An amount that a grant later in the sentence depends on: 年纳税5000万元以上的企业，给予…."""
    if quantity.unit_kind not in _AMOUNTS or text[quantity.end : quantity.end + 1] not in _CHOOSES:
        return False
    return _grant_follows(text, quantity)


def _grant_follows(text: str, quantity: Quantity) -> bool:
    found = _GRANTS.search(text, quantity.end, quantity.end + _REACH)
    return found is not None and _SENTENCE_END.search(text, quantity.end, found.start()) is None
