"""The tables of the stage: every source accounted for, copies merged, what is doubted in issues."""

from datetime import date
from typing import Any

import polars as pl

from pipeline.deduplicate.stage import deduplicate
from pipeline.tables.arrow import frame
from pipeline.tables.published import SOURCES
from pipeline.tables.stages import CLEANED_DOCUMENTS, REPAIRS, STAGES
from tests.pipeline.deduplicate.reports import PARAGRAPHS as P


def stage_of(texts: dict[str, str], **metadata: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """The stage made of documents by name; `metadata` holds further columns by name of the document."""
    documents = [
        {
            "document_id": f"doc_{name}", "source": f"{name}.txt", "source_sha256": "0" * 64, "encoding": "utf-8",
            "media_type": "text/plain", "raw_text": text, "raw_characters": len(text), "script": "Hans", "text": text,
            "characters": len(text), "repaired_characters": 0, "removed_characters": 0, **metadata.get(name, {}),
        }
        for name, text in texts.items()
    ]  # fmt: skip
    sources = [{"source": f"{n}.txt", "document_id": f"doc_{n}", "outcome": "kept"} for n in texts]
    refused = {"source": "z.pdf", "document_id": "doc_z", "outcome": "refused"}
    return deduplicate(
        {
            "documents": frame(CLEANED_DOCUMENTS, documents),
            "repairs": frame(REPAIRS),
            "sources": frame(SOURCES, [*sources, refused]),
        }
    )


def test_a_passage_removed_and_one_doubted() -> None:
    text = "\n".join([P[0], P[1], P[0], P[1], P[5], P[2], P[5]])
    tables = stage_of({"a": text})
    assert list(tables) == [t.name for t in STAGES["deduplicated"]]
    document = tables["documents"].row(0, named=True)
    removed = tables["removed_passages"].row(0, named=True)
    assert document["text"] == "\n".join([P[0], P[1], P[5], P[2], P[5]])
    assert document["characters"] == len(document["text"])
    assert document["removed_characters"] == len(removed["passage"]) == len(text) - len(document["text"])
    assert removed["passage"] == text[removed["raw_start"] : removed["raw_end"]]
    assert document["text"][removed["kept_start"] : removed["kept_end"]] == f"{P[0]}\n{P[1]}"
    issue = tables["issues"].row(0, named=True)
    assert (issue["kind"], issue["text"]) == ("repeated", P[5])
    assert document["text"][issue["start"] : issue["end"]] == P[5]


def test_a_removed_copy_with_another_number_is_mentioned() -> None:
    numbers = (
        "全年办理提案139件、议案94件，公开目录26项、采购37项，评价11个项目，惠及65万人，投入3200万元，"
        "新增17处，改造8条，完成21次。"
    )
    block = f"{P[0]}\n{P[1]}\n{numbers}"
    tables = stage_of({"a": "\n".join([block, block.replace("3200", "3酷00"), P[5]])})
    assert tables["documents"]["text"].to_list() == [f"{block}\n{P[5]}"]
    assert "酷 → 2" in tables["issues"]["message"][0]


def test_a_copy_is_merged_and_fills_what_the_kept_one_leaves_open() -> None:
    text = "\n".join(P)
    known = {"title": "报告", "issued_on": date(2021, 9, 16)}
    tables = stage_of({"a": text, "b": text.replace("，", ","), "c": P[3] * 3}, a={"title": "年度报告"}, b=known)
    assert dict(tables["sources"].select("source", "outcome").iter_rows()) == {
        "a.txt": "kept", "b.txt": "merged", "c.txt": "kept", "z.pdf": "refused",
    }  # fmt: skip
    assert tables["sources"].filter(source="b.txt")["kept_document_id"].to_list() == ["doc_a"]
    kept = tables["documents"].filter(document_id="doc_a").row(0, named=True)
    assert (kept["title"], kept["issued_on"]) == ("年度报告", date(2021, 9, 16))
    row = tables["removed_passages"].filter(document_id="doc_b").row(0, named=True)
    assert (row["passage"], row["kept_document_id"], row["similarity"]) == (text.replace("，", ","), "doc_a", 1.0)


def test_the_catalogued_copy_is_kept_then_the_longer_one() -> None:
    text = "\n".join(P)
    longer = text.replace("。\n", "。各单位认真落实。\n", 1)
    merged = stage_of({"a": text, "b": longer})["sources"].filter(outcome="merged")
    assert merged["source"].to_list() == ["a.txt"]
    merged = stage_of({"a": text, "b": longer}, a={"title": "报告"})["sources"].filter(outcome="merged")
    assert merged["source"].to_list() == ["b.txt"]


def test_equal_texts_of_which_the_catalogue_says_different_things() -> None:
    tables = stage_of({"a": P[0], "b": P[0]}, a={"place_code": "310101"}, b={"place_code": "310106"})
    assert tables["documents"].height == 1
    issue = tables["issues"].row(0, named=True)
    assert issue["kind"] == "metadata" and "b.txt has the text of a.txt" in issue["message"]


def test_no_documents() -> None:
    tables = stage_of({})
    assert tables["documents"].is_empty() and tables["sources"].height == 1
