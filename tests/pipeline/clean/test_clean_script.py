"""Script: what counts as Traditional, and the same output as the package's own converter."""

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import script

OWN = opencc.OpenCC("t2s")
PHRASES = sorted(script._dictionary("t2s").phrases)
SENTENCES = (
    "2020年,楊浦區以習近平新時代中國特色社會主義思想為指導,深入貫徹落實《條例》要求",
    "乾隆年間的瞭望臺,乾淨的麵條,覆蓋率達到九成,憑藉優勢,藉此機會",
    "著力減輕企業負擔,成效顯著,後顧之憂,皇后,裏程碑",
    "傷亡枕藉寇兵齎盜糧",  # 傷亡枕藉 and 藉寇兵齎盜糧 overlap: the longer one wins, though it begins later
    "計畫、檔案、最佳化、觸控螢幕",
    "",
    "ABC 123\n\n。",
)


@pytest.mark.parametrize("raw", SENTENCES)
def test_same_output_as_the_packages_own_converter(raw: str) -> None:
    assert script.apply(raw, script.version()) == OWN.convert(raw)


@given(st.lists(st.one_of(st.sampled_from(PHRASES), st.sampled_from(list("發國的和乾藉覆瞭里於。,a1"))), max_size=12))
def test_same_output_where_phrases_overlap(parts: list[str]) -> None:
    raw = "".join(p[i % 2 :] for i, p in enumerate(parts))
    assert script.apply(raw, script.version()) == OWN.convert(raw)


@given(st.text(max_size=40))
def test_length_never_changes_and_nothing_raises(raw: str) -> None:
    conversion = script.convert(raw)
    assert len(conversion.base) == len(raw)
    assert script.apply(raw, conversion.version) == conversion.base


def test_simplified_text_is_not_converted() -> None:
    raw = "显著、卓著、覆盖、乾隆、於是、台湾、里程碑"
    assert script.convert(raw) == script.Conversion("Hans", raw, None)


def test_a_traditional_word_in_a_simplified_document_leaves_it_simplified() -> None:
    assert script.detect("本区发挥国际经济优势,引用古籍“國”字一处") == "Hans"


def test_version_names_package_release_and_configuration() -> None:
    assert script.convert("國家發展").version == script.version()
    package, release, config = script.version().split(" ")
    assert (package, config) == ("opencc-python-reimplemented", "t2s")
    assert release[0].isdigit()


def test_another_release_of_the_dictionaries_is_refused() -> None:
    with pytest.raises(ValueError, match="installed is"):
        script.apply("國", "opencc-python-reimplemented 0.0.1 t2s")


def test_a_conversion_that_changes_lengths_is_refused() -> None:
    with pytest.raises(ValueError, match="several passes"):
        script.apply("國", script.version("tw2sp"))


def test_unpaired_surrogates_pass_through() -> None:
    assert script.convert("國\ud800家").base == "国\ud800家"
