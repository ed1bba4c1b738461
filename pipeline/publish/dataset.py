"""What is said of the dataset as a whole: names, descriptions, licences. Every generated file takes it from here."""

from typing import Final

NAME: Final = "district-documents"
TITLE: Final = "Chinese government documents: measures and numeric targets"
TITLE_ZH: Final = "中国政府文件：措施与数字目标"
DESCRIPTION: Final = (
    "Work reports, plans, opinions and disclosure reports of Chinese governments, cleaned and de-duplicated, with "
    "every section, measure, responsible unit, numeric target and reported figure as a row that leads back to its "
    "sentence: text[start:end] equals the quote, and raw_start and raw_end are the same place in the text as received."
)
DESCRIPTION_ZH: Final = (
    "政府工作报告、规划、意见与信息公开报告，经清理与去重，章节、措施、责任单位、数字目标和已报告的数字各成一行，"
    "均可回到所在的句子：text[start:end] 即引文，raw_start 与 raw_end 为其在原文中的位置。"
)
DATASET_VERSION: Final = "2026.11.0"
"""Year, month and number of the release; set by hand, for a release knows no clock.

The schema version beside it (pipeline.tables.published) changes with the columns, this one with the rows.
"""
KEYWORDS: Final = ("China", "government documents", "policy", "targets", "政府工作报告", "政策", "目标")
CREATOR: Final = "The district-documents project"
LANGUAGE: Final = "zh-Hans"

DATA_LICENCE: Final = "CC-BY-4.0"
DATA_LICENCE_TITLE: Final = "Creative Commons Attribution 4.0 International"
DATA_LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"
RIGHTS: Final = (
    "The licence covers what the project made: the selection, the structure, the annotations. The full text of a "
    "government document may be outside copyright under article 5 of the Copyright Law of the People's Republic of "
    "China; for each document, documents.rights_basis states the basis on which it is published here."
)
RIGHTS_ZH: Final = (
    "许可适用于本项目的编选、结构与标注。政府文件的全文依《中华人民共和国著作权法》第五条可能不受著作权保护；"
    "每份文件的公布依据见 documents.rights_basis。"
)
