"""The page that a person who opens the release folder reads first."""

from collections.abc import Sequence

import polars as pl

from pipeline.publish import dataset
from pipeline.publish.accuracy import accuracy_page
from pipeline.publish.manifest import ReleaseFacts, TableFacts
from pipeline.tables.published import PUBLISHED, SCHEMA_VERSION

_PAGE = """# {title}

{description}

Release {version}, schema {schema}. Data: [{licence}]({licence_url}). {rights}

| table | rows | one row is |
| --- | ---: | --- |
{tables}

- `parquet/`: the exact data, with types and descriptions. `csv/`: the same for Excel, as below.
- `data_dictionary.md`, `data_dictionary.csv`: every table, column and code. `datapackage.json` (Frictionless Data
  Package), `croissant.json` (Croissant): the same for machines.
- `accuracy.csv`: how right the extracted tables are, as below, and for each labelled document.
- `manifest.json`: rows, sizes, hashes, what the release was made from. `SHA256SUMS`: `sha256sum --check SHA256SUMS`.

```python
import polars as pl

targets = pl.read_parquet("parquet/numeric_targets.parquet")
```

```sql
SELECT d.title, t.indicator, t.bound, t.value, t.unit, t.sentence
FROM 'parquet/numeric_targets.parquet' t JOIN 'parquet/documents.parquet' d USING (document_id);
```

**The CSV files** are UTF-8 with a byte order mark (read them as `utf-8-sig`), comma, CRLF; an empty cell is a missing
value; items of a list are joined by `;`. For Excel's sake: `'` stands before a text that Excel would take for a
formula, a number or a date; a line break in a text is shown as `↵` (other control characters by signs of their own,
`⎋` before such a sign where the text itself has it); a cell holds at most 32,767 characters, and a longer text is cut
and ends in `⎋[cut: …]`. {cut} The Parquet files hold every text as it is.

## How accurate is it

The figures say how well the rules of this release read documents that were labelled by hand, sentence by sentence,
whether or not these are in the release. A number is found when its value is right and its sentence holds the labelled
clause; a sentence when it begins and ends as labelled; an indicator is right when it is the labelled term, holds it or
lies in it. Where nothing can be missing or too many, the share right stands in the last column. `accuracy.csv` has the
same for each document, and for the fields of targets and of other numbers apart.

{accuracy}

---

# {title_zh}

{description_zh}

版本 {version}，结构版本 {schema}。数据许可：[{licence}]({licence_url})。{rights_zh}

| 表 | 行数 | 一行是 |
| --- | ---: | --- |
{tables_zh}

- `parquet/`：精确的数据，含类型与说明。`csv/`：同样的数据，供 Excel 使用。
- `data_dictionary.md`、`data_dictionary.csv`：各表、各列、各代码的说明。
- `datapackage.json`、`croissant.json`：同样的说明，供程序读取。
- `accuracy.csv`：抽取各表的准确度，见下；另有每份标注文件的数字。
- `manifest.json`：行数、大小、校验值及所据来源。`SHA256SUMS`：用 `sha256sum --check SHA256SUMS` 核对。

**CSV 文件**为 UTF-8（带 BOM）、逗号分隔，可直接用 Excel 打开；空单元格表示缺失；列表各项以 `;` 相连。为适应 Excel：
会被误认作公式、数字或日期的文字前加 `'`；文字内的换行写作 `↵`；每格至多 32,767 字，更长的截断，并以 `⎋[cut: …]` 注明。
{cut_zh}完整文字见 Parquet。

## 有多准确

这些数字说明本版的规则读手工逐句标注过的文件读得如何，这些文件未必在本数据集中。数值正确、所在句含有所标注的分句，算找到
一个数；首尾与标注相同，算找到一句；指标与所标注的词相同或互相包含，算正确。无所谓漏与多的各列，最后一栏是正确率。
`accuracy.csv` 另有每份文件的数字，并将目标与其他数的各列分开。

{accuracy_zh}
"""


def release_page(tables: Sequence[TableFacts], facts: ReleaseFacts, accuracy: pl.DataFrame) -> str:
    """README.md of the release folder, in English and Chinese; `accuracy` holds the measured figures."""
    rows = {table.name: table.rows for table in tables}
    cut = [f"`{t.name}.{column}` {count}" for t in tables for column, count in t.cut_cells.items()]
    return _PAGE.format(
        title=dataset.TITLE,
        title_zh=dataset.TITLE_ZH,
        description=dataset.DESCRIPTION,
        description_zh=dataset.DESCRIPTION_ZH,
        version=facts.dataset_version,
        schema=SCHEMA_VERSION,
        licence=dataset.DATA_LICENCE,
        licence_url=dataset.DATA_LICENCE_URL,
        rights=dataset.RIGHTS,
        rights_zh=dataset.RIGHTS_ZH,
        tables="\n".join(f"| {t.name} | {rows[t.name]:,} | {t.row} |" for t in PUBLISHED),
        tables_zh="\n".join(f"| {t.name} {t.title_zh} | {rows[t.name]:,} | {t.row_zh} |" for t in PUBLISHED),
        accuracy=accuracy_page(accuracy, "en"),
        accuracy_zh=accuracy_page(accuracy, "zh"),
        cut=f"Cells cut in this release: {', '.join(cut) or 'none'}.",
        cut_zh=f"本版截断的单元格：{'、'.join(cut) or '无'}。",
    )
