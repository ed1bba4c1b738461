"""Chinese text in every encoding it comes in, and bytes that are no text."""

import random

import pytest

from pipeline.read.encodings import REPLACEMENT, NotTextError, decode

SIMPLIFIED = (
    "各位代表，现在我代表区人民政府向大会作政府工作报告，请予审议。",
    "全区生产总值完成1,250.6亿元，增长6.5%左右，一般公共预算收入增长5%以上。",
    "坚持以人民为中心的发展思想，着力保障和改善民生，新增就业岗位3.2万个。",
    "深化“放管服”改革，优化营商环境，推进“一网通办”提质增效。",
    "加强城市精细化管理，完成旧区改造120万平方米，新建公园绿地15公顷。",
)
TRADITIONAL = (
    "各位代表，現在我代表區人民政府向大會作政府工作報告，請予審議。",
    "堅持以人民為中心的發展思想，著力保障和改善民生，新增就業崗位3.2萬個。",
    "持續深入推進決策、執行、管理、服務、結果公開，完善信息公開工作機制。",
)


def texts(sentences: tuple[str, ...], count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return ["\n".join(rng.choices(sentences, k=rng.randint(1, 8))) for _ in range(count)]


@pytest.mark.parametrize(
    ("codec", "encoding", "sentences"),
    [
        ("utf-8", "utf-8", SIMPLIFIED),
        ("utf-8-sig", "utf-8-sig", SIMPLIFIED),
        ("gb18030", "gb18030", SIMPLIFIED),
        ("gbk", "gb18030", SIMPLIFIED),
        ("gb18030", "gb18030", TRADITIONAL),
        ("big5", "big5", TRADITIONAL),
        ("utf-16-le", "utf-16-le", SIMPLIFIED),
        ("utf-16-be", "utf-16-be", SIMPLIFIED),
        ("utf-16-le", "utf-16-le", TRADITIONAL),
    ],
)
def test_text_in_every_encoding_comes_back(codec: str, encoding: str, sentences: tuple[str, ...]) -> None:
    for text in texts(sentences, 200, seed=7):
        made = decode(text.encode(codec))
        assert (made.text, made.encoding, made.broken) == (text, encoding, 0)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_parts_of_a_sentence_are_enough(codec: str) -> None:
    rng = random.Random(3)
    whole = "".join(SIMPLIFIED)
    right = 0
    for _ in range(500):
        start = rng.randrange(len(whole) - 20)
        text = whole[start : start + 20]
        right += decode(text.encode(codec)).text == text
    assert right >= 498


@pytest.mark.parametrize(("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_a_byte_order_mark_settles_utf_16(mark: bytes, codec: str) -> None:
    made = decode(mark + "目标 5%".encode(codec))
    assert (made.text, made.encoding) == ("目标 5%", codec)


def test_a_declaration_that_lies_is_not_believed() -> None:
    page = '<html><head><meta charset="utf-8"></head><body>' + SIMPLIFIED[0] + "</body></html>"
    made = decode(page.encode("gb18030"))
    assert (made.text, made.encoding) == (page, "gb18030")


def test_a_few_broken_bytes_in_utf_8_stay_visible() -> None:
    data = bytearray("\n".join(SIMPLIFIED).encode())
    data[30] = 0xFF
    made = decode(bytes(data))
    assert made.encoding == "utf-8"
    assert made.broken == made.text.count(REPLACEMENT) > 0
    assert "生产总值完成" in made.text


def test_a_broken_byte_in_gb18030_stays_visible() -> None:
    data = bytearray("\n".join(SIMPLIFIED * 3).encode("gb18030"))
    data[200] = 0xFF
    made = decode(bytes(data))
    assert made.encoding == "gb18030"
    assert made.broken > 0
    assert "一网通办" in made.text


def test_text_cut_in_the_middle_of_a_character_is_kept() -> None:
    made = decode(SIMPLIFIED[0].encode()[:-4])
    assert made.text.startswith("各位代表") and made.broken == 1


def test_half_a_surrogate_pair_never_comes_out() -> None:
    data = "\n".join(SIMPLIFIED).encode("utf-16-le")
    made = decode(b"\xff\xfe" + data[:40] + b"\x00\xd8" + data[40:])
    made.text.encode("utf-8")
    assert made.broken == 1


def test_plain_ascii_is_utf_8() -> None:
    assert decode(b"GDP 5%\r\n").encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Office"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "not text"),
        (bytes(1000), "not text"),
    ],
)
def test_a_binary_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(NotTextError, match=what):
        decode(data)


def test_random_bytes_are_refused() -> None:
    rng = random.Random(5)
    for size in (100, 1000, 20_000):
        with pytest.raises(NotTextError):
            decode(rng.randbytes(size))


def test_a_declaration_breaks_a_tie_only() -> None:
    short = "首页".encode("gb18030")
    assert decode(short, ["gbk"]).encoding == "gb18030"
    assert decode(SIMPLIFIED[0].encode("gb18030"), ["big5", "utf-8"]).encoding == "gb18030"
    assert decode(TRADITIONAL[0].encode("big5"), ["gb2312"]).encoding == "big5"


def test_markup_between_and_before_the_text_does_not_count() -> None:
    page = "©" + "<td>1</td>" * 20_000 + "".join(f"<p>{s}</p>" + "var a=1;" * 9_000 for s in SIMPLIFIED)
    assert decode(page.encode("gb18030")).encoding == "gb18030"
