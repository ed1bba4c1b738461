"""catalogue.yaml: each mistake is named with its line, and what is right is used."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from pipeline.read.catalogue import (
    CATALOGUE,
    CATALOGUE_SCHEMA,
    CATALOGUE_TABLE,
    Catalogue,
    load_catalogue,
    parse_catalogue,
)
from pipeline.read.catalogue_values import BELONGS_TO, KEYS, MAX_LIST_PAGES
from pipeline.read.catalogue_values import PLACES as PLACE_KEYS
from pipeline.tables.codes import DOCUMENT_TYPE

SOURCES = Path(__file__).parents[3] / "sources"

GOOD = """# comment
documents:
  - id: putuo-2022
    file: a.txt
    title: 重要政事
    place_code: 310107
    document_type: yearbook
    issued_on: 2021-09-16
    period_start: "2022-01-01"
    period_end: 2022-12-31
    known_defects: [缺字, 繁体]
"""


def parse(text: str) -> Catalogue:
    return parse_catalogue(text.encode())


def only_message(text: str) -> str:
    issues = parse(text).issues
    assert len(issues) == 1, issues
    assert issues[0]["kind"] == "catalogue"
    return str(issues[0]["message"])


def test_a_good_entry() -> None:
    made = parse(GOOD)
    assert made.issues == []
    entry = made.entries["a.txt"]
    assert (entry.id, entry.line) == ("putuo-2022", 3)
    assert entry.metadata["place_code"] == "310107"
    assert entry.metadata["issued_on"] == date(2021, 9, 16)
    assert entry.metadata["period_start"] == date(2022, 1, 1)
    assert entry.known_defects == ("缺字", "繁体")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("    tittle: 报告", "line 12: unknown key 'tittle'"),
        ("    issuer: [甲, 乙]", "line 12: issuer is a list; write a text"),
        ("    adopted_on: 2021-2-30", "line 12: adopted_on is '2021-2-30', which is no date"),
        ("    published_on: 2021-02-30", "which is no date; write YYYY-MM-DD"),
        ("    document_number: yes", "document_number is 'yes'; write a text"),
        ("    sha256: abc", "line 12: sha256 is 'abc'; write the 64 hexadecimal digits"),
        ("    title: 又一", "the key 'title' stands twice"),
        ('    issuer: "\\uD800"', "half of a surrogate pair"),
    ],
)
def test_a_wrong_value_is_left_aside_and_the_entry_used(line: str, says: str) -> None:
    assert says in only_message(GOOD + line + "\n")
    assert parse(GOOD + line + "\n").entries["a.txt"].metadata["title"] == "重要政事"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("310107", "3101", "place_code is '3101'; write the six digits of GB/T 2260"),
        ("yearbook", "report", "document_type is 'report'; write one of work_report, plan"),
        ("2022-12-31", "2021-12-31", "the period ends (2021-12-31) before it begins"),
        ("[缺字, 繁体]", "缺字", "known_defects is '缺字'; write a list of words"),
        ("id: putuo-2022", "title: 题", "the entry has no id"),
    ],
)
def test_other_mistakes_of_an_entry(old: str, new: str, says: str) -> None:
    messages = [i["message"] for i in parse(GOOD.replace(old, new)).issues]
    assert any(says in m for m in messages), messages
    assert "a.txt" in parse(GOOD.replace(old, new)).entries


def test_an_entry_without_a_source_is_left_aside() -> None:
    assert "line 3: the entry names no source" in only_message(GOOD.replace("    file: a.txt\n", ""))


def test_an_entry_with_two_places_is_left_aside() -> None:
    assert "line 3: the entry names file and address" in only_message(GOOD + "    address: https://example.gov.cn/a\n")


PLACES = """documents:
  - {folder: reports, pattern: ["*.pdf", "*.docx"], exclude: 草稿*, document_type: work_report}
  - {id: note, address: "https://example.gov.cn/a.html#top", title: 通知}
  - {list: "http://127.0.0.1:8000/list.html", links: "/art/.*", next: 'index_\\d+', pages: 3, allow_private: true}
  - {id: rows, file: rows.xlsx, columns: {text: 全文}}
"""


def test_folders_addresses_lists_and_columns() -> None:
    made = parse(PLACES)
    assert made.issues == []
    folder, address, listed, rows = made.entries.values()
    assert (folder.kind, folder.where, folder.pattern, folder.exclude) == (
        "folder",
        "reports",
        ("*.pdf", "*.docx"),
        ("草稿*",),
    )
    assert (address.kind, address.where) == ("address", "https://example.gov.cn/a.html")
    assert (listed.links, listed.next, listed.pages, listed.allow_private) == ("/art/.*", r"index_\d+", 3, True)
    assert rows.columns == {"text": "全文"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("pages: 3", "pages: 0", "line 4: pages is '0'; write a number from 1 to 200"),
        ("/art/.*", "/art/(", "line 4: links is '/art/(', which is no regular expression"),
        ("allow_private: true", "allow_private: perhaps", "line 4: allow_private is 'perhaps'; write true or false"),
        ("https://example", "ftp://example", "line 3: address is 'ftp://example.gov.cn/a.html#top'; write an address"),
        ("https://example", "https://me:secret@example", "without a name or password"),
        ("id: note", "pattern: x, id: note", "line 3: pattern says nothing of a address; it belongs to folder"),
        ('links: "/art/.*", ', "", "line 4: the list has no 'links'"),
        ("{text: 全文}", "全文", "line 5: columns is '全文'; write a mapping"),
    ],
)
def test_mistakes_of_folders_addresses_and_lists(old: str, new: str, says: str) -> None:
    messages = [i["message"] for i in parse(PLACES.replace(old, new)).issues]
    assert any(says in m for m in messages), messages


TABLE = "id,file,address,title,known_defects\na-1,a.txt,,报告,缺字;繁体\n,,https://example.gov.cn/b,,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_in_any_encoding_of_a_spreadsheet_program(encoding: str) -> None:
    made = parse_catalogue(TABLE.encode(encoding), CATALOGUE_TABLE)
    assert made.issues == []
    first, second = made.entries.values()
    assert (first.id, first.line, first.metadata, first.known_defects) == (
        "a-1",
        2,
        {"title": "报告"},
        ("缺字", "繁体"),
    )
    assert (second.kind, second.place) == ("address", "catalogue.csv, line 3")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("id,file\na,a.txt,更多\n", "line 2: has 3 cells in a row"),
        ('id,file\n"a,a.txt\n', "is not CSV here"),
        ("id,file,colour\na,a.txt,红\n", "line 2: unknown key 'colour'"),
    ],
)
def test_mistakes_of_a_table(text: str, says: str) -> None:
    messages = [i["message"] for i in parse_catalogue(text.encode(), CATALOGUE_TABLE).issues]
    assert any(says in m for m in messages), messages


def test_of_two_catalogues_one_is_left_aside(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE).write_text(GOOD, "utf-8")
    (tmp_path / CATALOGUE_TABLE).write_text(TABLE, "utf-8")
    made = load_catalogue(tmp_path)
    assert [e.id for e in made.entries.values()] == ["putuo-2022"]
    assert ["is left aside" in i["message"] for i in made.issues] == [True]


def test_two_entries_with_one_id() -> None:
    text = GOOD + "  - id: putuo-2022\n    file: b.txt\n"
    assert "line 12: the id 'putuo-2022' stands in line 3 already" in only_message(text)
    assert list(parse(text).entries) == ["a.txt"]


def test_two_entries_with_one_file() -> None:
    text = GOOD + "  - id: other\n    file: a.txt\n"
    assert "line 12: the file 'a.txt' stands in line 3 already" in only_message(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("# nothing\n", "is empty"),
        ("- id: a\n  file: a.txt\n", "line 1: is a list; write a mapping with the key 'documents'"),
        ("just words", "line 1: is 'just words'"),
        ("documents: words", "'documents' is 'words'; write a list"),
        ("documents:\n  - words\n", "line 2: the entry is 'words'"),
        ("documents: [\n  a: : b", "is not YAML here"),
        ("files: []", "line 1: unknown key 'files'"),
        ("documents:\n  - &a [*a]\n", "the entry is a list"),
    ],
)
def test_a_catalogue_that_is_none(text: str, says: str) -> None:
    made = parse(text)
    assert made.found and made.entries == {}
    assert any(says in i["message"] for i in made.issues), made.issues


def test_a_catalogue_that_is_not_utf_8() -> None:
    made = parse_catalogue(GOOD.encode("gb18030"))
    assert "save it as UTF-8" in made.issues[0]["message"]


def test_the_word_documents_with_nothing_under_it_is_no_mistake() -> None:
    assert parse("documents:\n").issues == []


def test_the_schema_for_editors_knows_the_same_keys_and_types() -> None:
    schema = json.loads((SOURCES / CATALOGUE_SCHEMA).read_text(encoding="utf-8"))
    entry = schema["properties"]["documents"]["items"]["properties"]
    assert set(entry) == set(KEYS)
    assert [set(one["required"]) & set(PLACE_KEYS) for one in schema["properties"]["documents"]["items"]["oneOf"]] == [
        {kind} for kind in PLACE_KEYS
    ]
    assert entry["pages"]["maximum"] == MAX_LIST_PAGES and set(BELONGS_TO) <= set(entry)
    assert entry["document_type"]["enum"] == list(DOCUMENT_TYPE.values)


def test_the_catalogue_of_this_repository_fits_its_schema() -> None:
    schema = json.loads((SOURCES / CATALOGUE_SCHEMA).read_text(encoding="utf-8"))
    # An editor's language server reads dates as the strings that they are written as.
    catalogue = yaml.load((SOURCES / CATALOGUE).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    jsonschema.validate(catalogue, schema)
    assert len(catalogue["documents"]) == 5
