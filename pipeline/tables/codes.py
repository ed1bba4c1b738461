"""The closed value sets of the tables, each value with its Chinese term."""

from pipeline.tables.schema import Codelist

DOCUMENT_TYPE = Codelist(
    "document_type",
    {
        "work_report": "政府工作报告",
        "plan": "规划、行动计划、实施方案",
        "work_points": "工作要点",
        "disclosure_report": "信息公开年度报告",
        "yearbook": "年鉴、地方志条目",
        "opinions": "意见、办法、措施",
        "notice": "其他通知、公告",
        "statistical_bulletin": "统计公报",
        "other": "其他",
    },
)
SCRIPT = Codelist("script", {"Hans": "简体", "Hant": "繁体"})
SECTION_KIND = Codelist(
    "section_kind",
    {
        "preamble": "前言、称谓、印发通知",
        "review": "工作回顾",
        "plan": "工作安排、目标任务",
        "problems": "问题、不足、形势",
        "glossary": "名词解释",
        "appendix": "附件、附表",
        "signature": "落款",
        "body": "正文其他部分",
    },
)
STATUS = Codelist("status", {"planned": "计划要做", "done": "报告已做"})
ROLE = Codelist("role", {"lead": "牵头、主责", "cooperate": "配合、协助", "responsible": "责任单位(未分主次)"})
BOUND = Codelist(
    "bound",
    {
        "eq": "等于(达到、为)",
        "approx": "约(左右、近、上下)",
        "ge": "不少于(以上、不低于、至少)",
        "gt": "超过(突破、多、余)",
        "le": "不超过(以内、控制在)",
        "lt": "低于(不足)",
    },
)
BASIS = Codelist(
    "basis",
    {
        "level": "总量、存量、流量",
        "new": "当期新增或完成量",
        "growth": "增长率、增加量",
        "decline": "下降率、减少量",
        "share": "占比、比率",
        "rank": "名次",
    },
)
TARGET_KIND = Codelist("target_kind", {"target": "要达到的数"})
FACT_KIND = Codelist("fact_kind", {"result": "已报告的结果或现状", "other": "其他(参数、条数、门槛)"})
NUMERAL_ROLE = Codelist(
    "numeral_role",
    {
        "figure": "度量某事的数",
        "date": "日期",
        "period": "时期、年份",
        "time": "钟点",
        "ordinal": "序数(第几)",
        "list_mark": "条目序号",
        "document_number": "文号",
        "name": "名称中的数(“十四五”、“1+6+4”)",
        "address": "门牌、地块、街坊",
        "duration": "期限、时长",
        "age": "年龄",
        "page": "页码",
        "announcement": "只引出条目的数(以下六方面)",
        "idiom": "成语、虚数、词内的数(统一、一批、万众)",
        "damaged": "残缺而不可确定的数",
        "other": "其他已识别的用法",
        "unknown": "没有规则能解释",
    },
)
REPAIR_KIND = Codelist(
    "repair_kind",
    {
        "boilerplate": "网站、论坛的装饰文字",
        "noise": "插入的无意义字符",
        "wording": "繁简转换带来的用词",
        "damage": "丢失、错乱的字符",
        "width": "全角半角与兼容字符",
        "space": "空白、断行",
    },
)
CERTAINTY = Codelist("certainty", {"sure": "确定", "likely": "很可能"})
SEVERITY = Codelist("severity", {"error": "错误,内容未能使用", "warning": "存疑,内容保留", "info": "说明"})
OUTCOME = Codelist(
    "outcome", {"kept": "收入数据集", "merged": "与另一来源为同一文件,已并入", "refused": "未能读取,见 issues"}
)
CHANGE = Codelist("change", {"added": "新增", "removed": "删除", "changed": "改动"})
ADDRESS_KIND = Codelist("address_kind", {"document": "文件", "list": "列表页"})
FETCH_OUTCOME = Codelist(
    "fetch_outcome",
    {
        "new": "新收",
        "changed": "内容有变",
        "unchanged": "未变",
        "vanished": "已不存在,保留旧版",
        "failed": "未能取得,保留旧版",
        "refused": "不得或不应抓取",
    },
)
ISSUE_KIND = Codelist(
    "issue_kind",
    {
        "unreadable": "不能读取或解码",
        "empty": "没有文字",
        "too_large": "超出大小上限",
        "not_text": "不是文字文件",
        "no_text_layer": "扫描件,没有文字层",
        "no_converter": "没有可用的格式转换程序",
        "not_fetched": "未能取得最新版本",
        "vanished": "网上已不存在,保留最后所收版本",
        "catalogue": "目录有误",
        "doubtful_text": "文字存疑,未改",
        "doubtful_noise": "疑似插入字符,未删",
        "repeated": "重复内容存疑",
        "not_understood": "没有规则能解释的数",
        "damaged_number": "残缺的数,未提取",
        "no_structure": "没有标题",
        "metadata": "元数据缺失或互相矛盾",
        "set_aside": "处理出错或未通过检查,整份搁置",
    },
)
