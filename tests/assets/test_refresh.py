"""Refreshing: when a run starts, that it runs alone, and what it does with addresses, on a real server on loopback."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from assets.build import _reason
from assets.definitions import cleaned, deduplicated, definitions, fetched, published, raw, resources, structured
from assets.folders import Folders
from assets.refresh import source_changes
from assets.resources import Fetching, OnlyRefresh, Rework, held
from assets.storage import StageStore

STAGES = [fetched, raw, cleaned, deduplicated, structured, published]
REPORT = "2024年某某区政府工作要点\n\n一、城建\n\n完成加装电梯120台以上。推进旧区改造。\n"
PAGE = """<html><head><meta charset="gbk"><meta name="ArticleTitle" content="乙乙区2024年政府工作要点">
<meta name="PubDate" content="2024-02-03"></head><body><div class="nav"><a href="/">首页</a></div><div id="zoom">
<p>乙乙区2024年政府工作要点</p><p>一、城建</p><p>完成加装电梯230台以上。推进旧区改造,新增公共绿地5万平方米。</p>
<p>二、民生</p><p>新增养老床位300张,实现城镇新增就业1.2万人。</p></div></body></html>"""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    monkeypatch.setattr("assets.folders.HOME", tmp_path / "home")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text(REPORT, "utf-8")
    return Folders(sources=str(tmp_path / "sources"), output=str(tmp_path / "release"))


def materialise(folders: Folders, **others: Any) -> dg.ExecuteInProcessResult:
    given = {**resources(folders), "fetching": Fetching(pause=0.0), **others}
    return dg.materialize(STAGES, resources=given, raise_on_error=False)


def shown(run: dg.ExecuteInProcessResult, stage: str) -> dict[str, Any]:
    """The metadata of the stage's first table."""
    return {k: v.value for k, v in run.asset_materializations_for_node(stage)[0].metadata.items()}


def look(folders: Folders, cursor: str | None) -> Any:
    context = dg.build_sensor_context(cursor=cursor)
    return source_changes(context, folders=folders)


def test_one_run_starts_when_the_folder_stands_still(folders: Folders) -> None:
    first = look(folders, None)
    assert not first.run_requests and "stands still" in first.skip_reason.skip_message
    (folders.sources_path / "b.txt").write_text(REPORT.replace("某某", "乙乙"), "utf-8")
    (folders.sources_path / "c.txt").write_text(REPORT.replace("某某", "丙丙"), "utf-8")
    second = look(folders, first.cursor)
    assert not second.run_requests, "files are still coming in"
    third = look(folders, second.cursor)
    assert len(third.run_requests) == 1
    assert isinstance(look(folders, third.cursor), dg.SkipReason)
    (folders.sources_path / "catalogue.yaml").write_text("documents:\n  - {id: x, file: a.txt}\n", "utf-8")
    fourth = look(folders, third.cursor)
    fifth = look(folders, fourth.cursor)
    assert len(fifth.run_requests) == 1
    assert fifth.run_requests[0].run_key != third.run_requests[0].run_key


def test_a_touched_file_starts_no_run(folders: Folders) -> None:
    assert materialise(folders).success
    first = look(folders, None)
    second = look(folders, first.cursor)
    assert not second.run_requests and "touched" in second.skip_reason.skip_message
    os.utime(folders.sources_path / "a.txt", (1, 1))
    again = look(folders, look(folders, second.cursor).cursor)
    assert not again.run_requests and "touched" in again.skip_reason.skip_message


@pytest.mark.parametrize("cursor", ["no json", "[]", '"x"'])
def test_a_cursor_of_an_older_version_is_no_obstacle(folders: Folders, cursor: str) -> None:
    assert look(folders, cursor).cursor


def test_a_folder_that_is_not_there_is_said(folders: Folders) -> None:
    gone = look(Folders(sources=folders.sources + "/nothing", output=folders.output), None)
    assert isinstance(gone, dg.SkipReason) and "does not exist" in gone.skip_message


def test_the_schedules_ask_for_what_the_job_can_do() -> None:
    job = definitions.resolve_job_def("dataset")
    for name in ("daily_refresh", "weekly_rebuild"):
        schedule = definitions.resolve_schedule_def(name)
        data = schedule.evaluate_tick(dg.build_schedule_context(resources={}))
        assert data.run_requests is not None and len(data.run_requests) == 1
        assert dg.validate_run_config(job, data.run_requests[0].run_config)


def test_every_asset_says_how_fresh_it_has_to_be() -> None:
    specs = definitions.resolve_all_asset_specs()
    assert specs and all(spec.freshness_policy is not None for spec in specs)


def test_a_second_refresh_waits_and_then_gives_up(folders: Folders, tmp_path: Path) -> None:
    with held(tmp_path / "home" / "refresh.lock", 0):
        run = materialise(folders, only_refresh=OnlyRefresh(patience=0.1))
        assert not run.success and not folders.output_path.exists()
        assert any("another refresh" in (_reason(event) or "") for event in run.all_events if event.is_failure)
    assert materialise(folders, only_refresh=OnlyRefresh(patience=0.1)).success


def test_one_document_or_all_are_done_again_on_request(folders: Folders) -> None:
    (folders.sources_path / "b.txt").write_text(REPORT.replace("某某", "乙乙"), "utf-8")
    assert materialise(folders).success
    one = materialise(folders, rework=Rework(documents=["b.txt", "c.txt"]))
    per_stage = [
        shown(one, stage)["documents recomputed"] for stage in ("raw", "cleaned", "deduplicated", "structured")
    ]
    assert per_stage == [1, 1, 1, 1]
    assert shown(one, "raw")["to be worked on again, but not found"] == "c.txt"
    every = materialise(folders, rework=Rework(everything=True))
    assert shown(every, "structured")["documents recomputed"] == 2


def test_one_stage_is_done_by_itself(folders: Folders) -> None:
    assert materialise(folders).success
    given = {**resources(folders), "rework": Rework(everything=True)}
    alone = dg.materialize([structured], resources=given, raise_on_error=False)
    assert alone.success and shown(alone, "structured")["documents recomputed"] == 1


class Site(ThreadingHTTPServer):
    """A server on loopback: a page with an ETag, as long as it is there; every request is noted."""

    page: bytes | None = PAGE.encode("gbk")

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[tuple[str, int]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        page = self.server.page if self.path == "/art/1.html" else None
        if self.path == "/list.html":
            page = b'<html><body><a href="/art/1.html">a</a><a href="/other.html">b</a></body></html>'
        tag = f'"{hash(page)}"'
        status = 404 if page is None else 304 if self.headers.get("If-None-Match") == tag else 200
        self.server.asked.append((self.path, status))
        self.send_response(status)
        if status == 200 and page is not None:
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "text/html; charset=utf-8")  # wrong on purpose
            self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if status == 200 and page is not None:
            self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_address_from_the_web_to_the_release_and_what_becomes_of_it(folders: Folders, site: Site) -> None:
    (folders.sources_path / "catalogue.yaml").write_text(
        f"documents:\n  - list: {site.address}/list.html\n    links: /art/\n    allow_private: true\n"
        "    issuer: 乙乙区人民政府\n",
        "utf-8",
    )

    first = materialise(folders)
    assert first.success
    assert shown(first, "fetched")["fetched new"] == 2
    page = f"{site.address}/art/1.html"
    documents = pl.read_parquet(folders.output_path / "parquet" / "documents.parquet")
    made = documents.row(by_predicate=pl.col("source") == page, named=True)
    assert made["title"] == "乙乙区2024年政府工作要点" and str(made["published_on"]) == "2024-02-03"
    assert made["issuer"] == "乙乙区人民政府" and made["media_type"] == "text/html" and made["retrieved_at"]
    assert "首页" not in made["text"]
    targets = pl.read_parquet(folders.output_path / "parquet" / "numeric_targets.parquet")
    assert {230.0, 300.0} <= set(targets.filter(document_id=made["document_id"])["value"])
    assert "/other.html" not in {path for path, _ in site.asked}

    site.asked.clear()
    second = materialise(folders)
    assert shown(second, "fetched")["fetched unchanged"] == 2
    assert [status for path, status in site.asked if path != "/robots.txt"] == [304, 304]
    assert shown(second, "raw")["documents reused"] == 2 and shown(second, "published")["rows changed"] == 0

    site.page = PAGE.replace("230", "240").encode("gbk")
    third = materialise(folders)
    assert shown(third, "raw")["sources changed"] == 1 and shown(third, "cleaned")["documents recomputed"] == 1
    changed = StageStore(folders.stages_path).read("published", "changes")["changes"]
    assert set(changed["document_id"]) == {made["document_id"]} and "numeric_targets" in set(changed["table"])

    site.page = None
    fourth = materialise(folders)
    assert fourth.success and shown(fourth, "fetched")["fetched vanished"] == 1
    assert pl.read_parquet(folders.output_path / "parquet" / "documents.parquet").height == 2
    issues = pl.read_parquet(folders.output_path / "parquet" / "issues.parquet").filter(source=page)
    assert "vanished" in set(issues["kind"])
    failed = [e.check_name for e in fourth.get_asset_check_evaluations() if not e.passed]
    assert "address_still_there" in failed


def test_a_site_that_is_down_costs_nothing_that_was_there(folders: Folders, site: Site) -> None:
    catalogue = f"documents:\n  - {{id: page, address: '{site.address}/art/1.html', allow_private: true}}\n"
    (folders.sources_path / "catalogue.yaml").write_text(catalogue, "utf-8")
    assert materialise(folders).success
    (folders.sources_path / "catalogue.yaml").write_text(catalogue.replace("art/1", "art/2"), "utf-8")
    run = materialise(folders)
    assert run.success
    sources = pl.read_parquet(folders.output_path / "parquet" / "sources.parquet")
    assert dict(sources.select("source", "outcome").iter_rows())[f"{site.address}/art/2.html"] == "refused"
    assert sources.filter(outcome="kept").height == 1


def test_no_private_address_is_asked_unless_the_catalogue_says_so(folders: Folders, site: Site) -> None:
    (folders.sources_path / "catalogue.yaml").write_text(
        f"documents:\n  - {{id: page, address: '{site.address}/art/1.html'}}\n", "utf-8"
    )
    run = materialise(folders)
    assert run.success and site.asked == []
    assert shown(run, "fetched")["fetched refused"] == 1


def test_a_run_carries_its_counts_as_tags(folders: Folders) -> None:
    with dg.instance_for_test() as instance:
        run = dg.materialize(STAGES, instance=instance, resources=resources(folders))
        record = instance.get_run_by_id(run.run_id)
        assert record and record.tags["sources/new"] == "1" and record.tags["rows/added"].isdecimal()
