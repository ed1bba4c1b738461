"""The published tables: the contract with the reader. A name, type or meaning here changes only with the schema version."""

from pipeline.tables.codes import (
    CERTAINTY,
    DOCUMENT_TYPE,
    FACT_KIND,
    ISSUE_KIND,
    NUMERAL_ROLE,
    OUTCOME,
    REPAIR_KIND,
    ROLE,
    SCRIPT,
    SECTION_KIND,
    SEVERITY,
    STATUS,
    TARGET_KIND,
)
from pipeline.tables.columns import PERIOD, RAW_SPAN, SPANS, TEXT_SPAN, document_id, figure, ordinal, section_id
from pipeline.tables.schema import Column, Table

SCHEMA_VERSION = "1.2.0"

# fmt: off
IDENTITY = (
    Column("document_id", "string", "文件编号", "Stable id of the document, from its catalogue id, path or address", "文件的稳定编号,由目录编号、路径或网址得出"),
    Column("source", "string", "来源", "Path below the source folder, or address", "来源文件夹下的路径,或网址"),
    Column("source_sha256", "string", "来源校验值", "SHA-256 of the bytes as received", "所收字节的 SHA-256"),
)

METADATA = (
    Column("title", "string", "标题", "Title of the document", "文件标题", True),
    Column("document_type", "string", "文种", "What kind of document it is", "文件的种类", True, codes=DOCUMENT_TYPE),
    Column("place_name", "string", "地区", "Place the document is about, with the places above it", "文件所属地区,含上级", True),
    Column("place_code", "string", "行政区划代码", "Six digits of GB/T 2260, as text", "GB/T 2260 六位代码(文本)", True),
    Column("issuer", "string", "发文机关", "Body that issued it", "发文机关", True),
    Column("document_number", "string", "文号", "Document number in the canonical form with 〔〕", "规范形式的文号,用〔〕", True),
    Column("document_number_as_written", "string", "文号原文", "Document number as the text writes it", "文中所写的文号", True),
    Column("adopted_on", "date", "通过日期", "Day it was delivered or adopted", "作出报告或通过的日期", True),
    Column("issued_on", "date", "成文日期", "Day it was signed", "成文日期", True),
    Column("published_on", "date", "发布日期", "Day it was published", "发布日期", True),
    *PERIOD,
    Column("rights_basis", "string", "权利依据", "Why the text may be published here, as the catalogue states it", "可以公布全文的依据(目录所载)", True),
)

RECEIVED = (
    Column("media_type", "string", "媒体类型", "Media type of the source", "来源的媒体类型"),
    Column("encoding", "string", "字符编码", "Encoding the bytes were decoded from; null for formats that are no text, such as PDF", "解码所用的字符编码;PDF 等非文本格式为空", True),
    Column("retrieved_at", "string", "取得时间", "When it was fetched (ISO 8601, UTC); null for local files", "取得的时间;本地文件为空", True),
    Column("raw_text", "string", "原文", "The document as received and decoded", "解码后的原文"),
    Column("raw_characters", "int64", "原文字数", "Characters of raw_text", "原文字符数", unit="characters"),
)

CONVERSION = (
    Column("script", "string", "字体", "Script the document was received in", "所收文件的字体", codes=SCRIPT),
    Column("script_conversion", "string", "繁简转换", "Conversion applied to the raw text before all repairs, with its version; null where none", "在一切修补之前所作的繁简转换及其版本;未转换则空", True),
)

CLEANED = (
    Column("text", "string", "正文", "The final text that all offsets count in", "最终正文,一切偏移以此为准"),
    Column("characters", "int64", "字数", "Characters of text", "正文字符数", unit="characters"),
    Column("repaired_characters", "int64", "修补字数", "Raw characters that another text replaced", "被替换的原文字符数", unit="characters"),
    Column("removed_characters", "int64", "删除字数", "Raw characters taken out", "被删除的原文字符数", unit="characters"),
)

SOURCES = Table(
    "sources", "来源", "one source that was found, and what became of it", "一个来源及其去向",
    (
        Column("source", "string", "来源", "Path below the source folder, or address", "来源文件夹下的路径,或网址"),
        Column("document_id", "string", "文件编号", "Id of the document the source holds", "该来源的文件编号"),
        Column("source_sha256", "string", "来源校验值", "SHA-256 of the bytes; null where they could not be read", "字节的 SHA-256;不能读取则空", True),
        Column("bytes", "int64", "字节数", "Size of the source", "来源大小", True, unit="bytes"),
        Column("outcome", "string", "去向", "What became of it", "去向", codes=OUTCOME),
        Column("kept_document_id", "string", "所并入的文件", "Document it was merged into", "所并入的文件", True, references="documents.document_id"),
    ),
    ("document_id",), ("source", "document_id"),
)

DOCUMENTS = Table(
    "documents", "文件", "one document", "一份文件",
    (IDENTITY[0], *METADATA, *CONVERSION, *IDENTITY[1:], *RECEIVED[:3], RECEIVED[3], CLEANED[0], RECEIVED[4], *CLEANED[1:]),
    ("document_id",), ("place_code", "period_start", "document_id"),
)

SECTIONS = Table(
    "sections", "章节", "one node of the heading tree", "标题树的一个节点",
    (
        Column("section_id", "string", "章节编号", "Stable id", "稳定编号"),
        document_id(),
        Column("parent_id", "string", "上级章节", "Section it lies in; null at the top", "上级章节;顶层为空", True, references="sections.section_id"),
        ordinal("section in its document", "章节在文件中"),
        Column("level", "int64", "层级", "Depth in the heading tree, from 1", "在标题树中的深度,从 1 起"),
        Column("label", "string", "序号原文", "Mark of the heading as written (一、 (一) 1. 【】)", "标题的序号(一、 (一) 1. 【】)", True),
        Column("heading", "string", "标题", "Heading without its mark; null for text before any heading", "去掉序号的标题;无标题则空", True),
        Column("path", "string", "路径", "Headings from the top, joined by ' > '", "自上而下的标题,以 ' > ' 相连"),
        Column("kind", "string", "类别", "What the section is for", "章节的作用", codes=SECTION_KIND),
        *PERIOD, *SPANS,
    ),
    ("section_id",), ("document_id", "ordinal"),
)

MEASURES = Table(
    "measures", "措施", "one sentence that states an action of the government", "一句陈述政府行动的话",
    (
        Column("measure_id", "string", "措施编号", "Stable id", "稳定编号"),
        document_id(), section_id(), ordinal("measure in its document", "措施在文件中"),
        Column("text", "string", "句子", "The sentence, exactly", "该句原文"),
        Column("status", "string", "状态", "To be done, or reported as done", "计划要做或报告已做", codes=STATUS),
        Column("action", "string", "动作", "Leading verb", "主要动词", True),
        Column("object", "string", "对象", "What the verb acts on", "动作的对象", True),
        Column("deadline", "date", "期限", "Last day the sentence sets", "句中所定的期限", True),
        Column("topic", "string", "主题", "Heading of the section it stands in", "所在章节的标题", True),
        *SPANS,
    ),
    ("measure_id",), ("document_id", "start"), quote="text",
)

MEASURE_UNITS = Table(
    "measure_units", "责任单位", "one body named for one measure", "一项措施所列的一个单位",
    (
        Column("measure_id", "string", "措施编号", "Measure it is named for", "所对应的措施", references="measures.measure_id"),
        document_id(),
        ordinal("body in the line that names it", "单位在责任条目中"),
        Column("unit_name", "string", "单位", "Body as written", "单位名称原文"),
        Column("role", "string", "角色", "Leads, cooperates, or is responsible", "牵头、配合或责任", codes=ROLE),
        Column("is_group", "bool", "是否群体", "A group that is not named one by one (各街道)", "是否为未逐一列出的群体(各街道)"),
        *SPANS,
    ),
    ("measure_id", "ordinal"), ("document_id", "measure_id", "ordinal"), quote="unit_name",
)

NUMERIC_TARGETS = Table(
    "numeric_targets", "数字目标", "one number that is to be reached", "一个要达到的数",
    (Column("target_id", "string", "目标编号", "Stable id", "稳定编号"), *figure(TARGET_KIND)),
    ("target_id",), ("document_id", "start"), quote="quote",
)

NUMERIC_FACTS = Table(
    "numeric_facts", "数字事实", "any other number that measures something", "其他度量某事的数",
    (Column("fact_id", "string", "事实编号", "Stable id", "稳定编号"), *figure(FACT_KIND)),
    ("fact_id",), ("document_id", "start"), quote="quote",
)

NUMERALS = Table(
    "numerals", "数词", "one numeral of the text, with the role it plays", "正文中的一个数词及其用法",
    (
        Column("numeral_id", "string", "数词编号", "Stable id", "稳定编号"),
        document_id(),
        Column("as_written", "string", "原文", "The numeral as written", "数词原文"),
        Column("role", "string", "用法", "What the numeral does in the text", "数词在文中的用法", codes=NUMERAL_ROLE),
        Column("row_id", "string", "所属行", "Target or fact that claims it", "采用它的目标或事实", True),
        *SPANS,
    ),
    ("numeral_id",), ("document_id", "start"), quote="as_written",
)

CITATIONS = Table(
    "citations", "引用", "one document named in another", "一份文件中提到的另一份文件",
    (
        Column("citation_id", "string", "引用编号", "Stable id", "稳定编号"),
        document_id(), section_id(),
        Column("title", "string", "题名", "Title inside 《》", "《》内的题名"),
        Column("document_number", "string", "文号", "Document number that follows, canonical", "其后的文号(规范形式)", True),
        Column("cited_document_id", "string", "所引文件", "The cited document, where it is in this release", "所引文件(若在本数据集内)", True, references="documents.document_id"),
        Column("quote", "string", "引文", "The citation exactly as in the text", "引用的原文"),
        *SPANS,
    ),
    ("citation_id",), ("document_id", "start"), quote="quote",
)

GLOSSARY = Table(
    "glossary", "名词解释", "one explained term", "一个被解释的名词",
    (
        Column("glossary_id", "string", "名词编号", "Stable id", "稳定编号"),
        document_id(),
        Column("term", "string", "名词", "The term", "名词"),
        Column("definition", "string", "解释", "Its explanation, exactly", "解释的原文"),
        *SPANS,
    ),
    ("glossary_id",), ("document_id", "start"), quote="definition",
)

REPAIRS = Table(
    "repairs", "修补", "one change made to the raw text", "对原文的一处改动",
    (
        document_id(), ordinal("repair in its document", "修补在文件中"),
        Column("rule", "string", "规则", "Rule that made it; several joined by +", "所用规则;多条以 + 相连"),
        Column("kind", "string", "类别", "What kind of change", "改动的种类", codes=REPAIR_KIND),
        *RAW_SPAN,
        Column("before", "string", "改前", "raw_text[raw_start:raw_end]", "原文该段"),
        Column("after", "string", "改后", "What the text reads instead; empty where removed", "改后的文字;删除则为空"),
        Column("certainty", "string", "把握", "How sure the rule is", "把握程度", codes=CERTAINTY),
    ),
    ("document_id", "ordinal"), ("document_id", "ordinal"),
)

REMOVED_PASSAGES = Table(
    "removed_passages", "去重段落", "one repeated passage taken out", "一段被去掉的重复文字",
    (
        document_id(to="sources"), ordinal("removed passage in its document", "去重段落在文件中"),
        *RAW_SPAN,
        Column("kept_document_id", "string", "保留文件", "Document that keeps the passage", "保留该段的文件", references="documents.document_id"),
        Column("kept_start", "int64", "保留处起", "Offset in that document's text", "在保留文件正文中的起点", True, unit="characters"),
        Column("kept_end", "int64", "保留处止", "Offset in that document's text, exclusive", "在保留文件正文中的终点(不含)", True, unit="characters"),
        Column("similarity", "float64", "相似度", "Share of characters the two copies have in common", "两处相同字符的比例"),
        Column("differences", "list<string>", "差异", "What differs: 'removed copy → kept copy'", "两处的差异:“去掉的 → 保留的”"),
        Column("reason", "string", "理由", "Which copy was kept, and why", "保留哪一处及理由"),
        Column("passage", "string", "所去文字", "The passage taken out, as in raw_text", "被去掉的原文"),
    ),
    ("document_id", "ordinal"), ("document_id", "ordinal"),
)

ISSUES = Table(
    "issues", "存疑", "one thing that was doubted, not understood or refused", "一处存疑、不解或未用的内容",
    (
        Column("issue_id", "string", "存疑编号", "Stable id", "稳定编号"),
        document_id(nullable=True, to="sources"),
        Column("source", "string", "来源", "Source the issue is about", "相关来源", True),
        Column("table", "string", "表", "Table the issue is about", "相关的表", True),
        Column("row_id", "string", "行", "Row the issue is about", "相关的行", True),
        Column("kind", "string", "类别", "What kind of issue", "存疑的种类", codes=ISSUE_KIND),
        Column("severity", "string", "程度", "How grave it is", "严重程度", codes=SEVERITY),
        Column("message", "string", "说明", "What is wrong, where, and what to do", "何处有何问题、如何处理"),
        Column("text", "string", "文字", "The words in question", "所涉文字", True),
        Column("start", "int64", "起", "Offset in documents.text", "在正文中的起点", True, unit="characters"),
        Column("end", "int64", "止", "Offset in documents.text, exclusive", "在正文中的终点(不含)", True, unit="characters"),
    ),
    ("issue_id",), ("document_id", "start", "issue_id"),
)
# fmt: on

PUBLISHED = (
    SOURCES,
    DOCUMENTS,
    SECTIONS,
    MEASURES,
    MEASURE_UNITS,
    NUMERIC_TARGETS,
    NUMERIC_FACTS,
    NUMERALS,
    CITATIONS,
    GLOSSARY,
    REPAIRS,
    REMOVED_PASSAGES,
    ISSUES,
)
__all__ = [t.name.upper() for t in PUBLISHED] + ["PUBLISHED", "SCHEMA_VERSION", "TEXT_SPAN"]
