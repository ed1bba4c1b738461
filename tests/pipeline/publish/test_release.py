"""From stage tables to the tables of the release."""

import polars as pl
import pytest
from release_factory import stages

from pipeline.publish.release import assemble, parts
from pipeline.tables.arrow import frame, polars_schema
from pipeline.tables.published import CITATIONS, DOCUMENTS, ISSUES, PUBLISHED
from pipeline.tables.stages import STAGES


def with_tables(stage: str, **tables: pl.DataFrame):
    made = {name: dict(of_stage) for name, of_stage in stages(3).items()}
    made[stage].update(tables)
    return made


def document(**facts):
    text = {c.name: "" for c in DOCUMENTS.columns if c.dtype == "string" and not c.nullable}
    number = {c.name: 0 for c in DOCUMENTS.columns if c.dtype == "int64"}
    return text | number | {"script": "Hans"} | facts


def citation(n: int, **facts):
    spans = dict.fromkeys(("start", "end", "raw_start", "raw_end"), n)
    return {"citation_id": f"cit_{n}", "document_id": "doc_x", "title": "某规划", "quote": "《某规划》"} | spans | facts


def resolved(documents, citations):
    tables = {"documents": frame(DOCUMENTS, documents), "citations": frame(CITATIONS, citations)}
    return assemble(with_tables("structured", **tables))["citations"].sort("start")["cited_document_id"].to_list()


def issue(issue_id: str, message: str):
    return {"issue_id": issue_id, "kind": "metadata", "severity": "info", "message": message}


def test_its_parts_are_all_that_a_release_is_assembled_from():
    made = stages(5)
    some = {stage: {name: made[stage][name] for name in names} for stage, names in parts().items()}
    whole = assemble(made)
    assert all(table.equals(whole[name]) for name, table in assemble(some).items())


def test_every_published_table_has_its_declared_columns_and_row_order():
    tables = assemble(stages(20))
    assert list(tables) == [t.name for t in PUBLISHED]
    for table in PUBLISHED:
        assert dict(tables[table.name].schema) == polars_schema(table)
        order = tables[table.name].select(table.order)
        assert order.equals(order.sort(table.order, nulls_last=True))


def test_each_table_comes_from_the_last_stage_that_makes_it():
    late, early = document(document_id="doc_late"), document(document_id="doc_early")
    made = with_tables("structured", documents=frame(DOCUMENTS, [late]))
    made["raw"]["documents"] = frame(DOCUMENTS, [early])
    assert assemble(made)["documents"]["document_id"].to_list() == ["doc_late"]


def test_issues_of_all_stages_are_gathered_each_once():
    made = with_tables("raw")
    for n, stage in enumerate(STAGES):
        own = issue(f"iss_{stage}", f"第{n}步")
        made[stage]["issues"] = frame(ISSUES, [own, issue("iss_same", "同一条")])
    ids = assemble(made)["issues"]["issue_id"].to_list()
    assert sorted(ids) == sorted([*(f"iss_{s}" for s in STAGES), "iss_same"])


@pytest.mark.parametrize(
    ("facts", "span"),
    [
        ({"text": "残缺", "start": 2, "end": 4}, (2, 4)),
        ({"text": "残缺", "start": 7, "end": 9}, (2, 4)),
        ({"text": "甲", "start": 7, "end": 8}, (None, None)),
        ({"text": "不在", "start": 7, "end": 9}, (None, None)),
        ({"start": 1, "end": 3}, (1, 3)),
        ({"start": 1, "end": 30}, (None, None)),
        ({"text": "残缺"}, (None, None)),
        ({"text": "残缺", "start": 2, "end": 4, "document_id": "doc_merged"}, (None, None)),
    ],
)
def test_the_offsets_of_an_issue_hold_in_the_published_text_or_are_left_out(facts, span):
    made = with_tables("structured", documents=frame(DOCUMENTS, [document(document_id="doc_a", text="甲甲残缺乙")]))
    made["cleaned"]["issues"] = frame(ISSUES, [{"document_id": "doc_a"} | issue("iss_a", "x") | facts])
    found = assemble(made)["issues"].filter(issue_id="iss_a")
    assert found.select("start", "end").row(0) == span


def test_different_issues_of_one_id_are_both_kept_under_ids_that_do_not_change():
    made = with_tables("raw", issues=frame(ISSUES, [issue("iss_1", "甲")]))
    made["cleaned"]["issues"] = frame(ISSUES, [issue("iss_1", "乙")])
    made["deduplicated"]["issues"] = made["structured"]["issues"] = frame(ISSUES)
    first, again = assemble(made)["issues"], assemble(made)["issues"]
    assert set(first["message"]) == {"甲", "乙"}
    assert first["issue_id"].n_unique() == 2
    assert first.equals(again)


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ({"document_number": "沪府〔2021〕3号", "title": "别名"}, "doc_a"),
        ({"title": "甲 规划"}, "doc_a"),
        ({"title": "甲规划", "document_number": "沪府〔2020〕9号"}, None),
        ({"title": "政府工作报告"}, None),
        ({"title": "无此文件"}, None),
        ({"title": "乙规划", "document_number": "沪府〔2020〕9号"}, "doc_d"),
    ],
)
def test_a_citation_gets_the_one_document_of_its_number_or_title(cited, found):
    documents = [
        document(document_id="doc_a", title="甲规划", document_number="沪府〔2021〕3号"),
        document(document_id="doc_b", title="政府工作报告"),
        document(document_id="doc_c", title="政府工作报告"),
        document(document_id="doc_d", title="乙规划"),
    ]
    assert resolved(documents, [citation(1, **cited), citation(2)]) == [found, None]


def test_a_stage_that_hands_on_too_little_is_named():
    made = with_tables("deduplicated")
    del made["deduplicated"]["repairs"]
    with pytest.raises(ValueError, match=r"deduplicated.*repairs"):
        assemble(made)


def test_a_column_of_another_type_is_refused():
    wrong = with_tables("structured")["structured"]["sections"].with_columns(pl.col("level").cast(pl.String))
    with pytest.raises(ValueError, match="sections"):
        assemble(with_tables("structured", sections=wrong))
