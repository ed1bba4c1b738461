"""Measures: sentences that state an action of the government, planned or done."""

import re
from collections.abc import Iterator, Sequence
from heapq import merge

from pipeline.extract.clauses import Action, find_action
from pipeline.extract.deadlines import find_deadline
from pipeline.extract.model import Measure
from pipeline.extract.tasks import Task, deadline_of, find_tasks
from pipeline.extract.units import Assigned, assign_units
from pipeline.structure.model import Section, Sentence, Structure
from pipeline.vocabulary.lists import alternatives
from pipeline.vocabulary.phrases import phrases

_NO_MEASURE = phrases(
    "statements", "thanks", "judgement", "guiding", "announcements", "definitions", "others_do", "nothing_happened"
)
_PURPOSES = phrases("statements", "purposes")
_SHORTCOMINGS = phrases("statements", "shortcomings")
# 解决存在的问题 is an action, 存在问题 is none.
_REMEDY = re.compile(r"解决|整改|查处|针对|化解|破解|消除|治理|补齐|突破|推动")
_GOALS = phrases("statements", "goals")
_PROBLEMS = phrases("statements", "problems")
_PROBLEMS_END = phrases("statements", "problems_end")
_CONTENT = phrases("statements", "content_of")
_REPORTS = phrases("statements", "report_says")
# Any of these: most sentences hold none and are asked once.
_TURNS = phrases("statements", "goals", "problems", "problems_end", "content_of", "report_says")
_PLANNED = phrases("statements", "planned")
_DONE = phrases("statements", "done")
_SILENT_KINDS = frozenset({"glossary", "signature"})
_FULL_STOP = "。！？!?"
# What both looks back and plans (成就和目标, a report without headings) looks back first.
_LOOKS_BACK = re.compile(r"回顾|成就|成效|成绩|情况|进展|总结")
_TO_COME = re.compile(r"今年|明年|今后|未来|新的一年|下一步|要(?<![主重需必只首]要)[^求素闻]")
_GONE = re.compile(r"去年|上年|过去|年来|以来|回顾|比上|同比|取得了|实现了")
_GUIDING_HEADING = re.compile(alternatives("headings", "guiding_words"))
_TASK_HEADING = re.compile(r"任务|举措|措施|重点|安排|部署|行动|工程|建议|回顾")
# What makes even an opening sentence a measure: something that has a name and is carried out.
_NAMED_TASK = re.compile(r"(?:实施|开展|推进|落实|启动|组织).{0,24}(?:工程|行动|计划|创建|国家战略|方案|试点|《)")
# 抓住机遇，进一步加强基础设施建设。 at the head of a paragraph of four sentences or more names what it is about.
_LONG_PARAGRAPH = 3
_LONGEST_THEME = 45
_PARTICULAR = re.compile(rf"[\d《“\"、]|{alternatives('statements', 'particulars')}")
# 对新引进的人才，分两年给予安家补助: who is granted what, the verb deep in its clause.
_GRANT = re.compile(rf"给予(?=[^，,。；;：:给]{{0,40}}(?:{alternatives('statements', 'grants')}))")
_ENJOYED = re.compile(rf"享受(?=[^，,。；;：:享]{{0,40}}(?:{alternatives('statements', 'grants')}))")
_GRANTED_TO = re.compile(r"(?:对于?|凡|符合)")
_BASIS = re.compile(r"以[^，,。]{1,40}为[^，,。]{0,12}")


def find_measures(structure: Structure) -> list[Measure]:
    """One measure for each sentence that states an action, with its status, verb, object and deadline."""
    assigned = assign_units(structure)
    tasks = find_tasks(structure)
    prose = (
        _measure(structure, index, status, action, assigned.get(index)) for index, status, action in _stated(structure)
    )
    listed = (_task(structure, index, task) for index, task in tasks.items())
    return list(merge(prose, (m for m in listed if m is not None), key=lambda measure: measure.sentence))


def _task(structure: Structure, index: int, task: Task) -> Measure | None:
    """A measure of a row of a task breakdown, where the sentence states an action or alone names the task."""
    text, sentence = structure.text, structure.sentences[index]
    action = find_action(text, sentence.start, sentence.end)
    if action is None and not (task.first and task.is_assigned):
        return None
    section = structure.section_of(index)
    words = text[sentence.start : sentence.end]
    status = "done" if section.kind == "review" or (section.kind != "plan" and words in _DONE) else "planned"
    deadline = None
    if status == "planned":
        period = section.period if section.period.end else structure.period
        deadline = deadline_of(task.due, period) or find_deadline(words, period)
    if action is None:
        return Measure(index, status, None, None, deadline, task.units)
    verb, thing = text[action.start : action.end], text[action.end : action.object_end].strip()
    return Measure(index, status, verb, thing or None, deadline, task.units)


def _measure(structure: Structure, index: int, status: str, action: Action, assigned: Assigned | None) -> Measure:
    text, sentence = structure.text, structure.sentences[index]
    period = structure.section_of(index).period
    deadline = None
    if status == "planned":
        deadline = find_deadline(text[sentence.start : sentence.end], period)
        if deadline is None and assigned:
            deadline = find_deadline(assigned.line, period)
    verb, thing = text[action.start : action.end], text[action.end : action.object_end].strip()
    return Measure(index, status, verb, thing or None, deadline, assigned.units if assigned else ())


def _stated(structure: Structure) -> Iterator[tuple[int, str, Action]]:
    text = structure.text
    plans = _only_plans(structure.sections)
    mood = Mood(plans)
    guiding = _guiding_sections(structure.sections)
    rests = _rests(structure.sentences)
    leads = _leads(structure)
    tops = _top_sections(structure.sections)
    for index, sentence in enumerate(structure.sentences):
        if sentence.role != "body":
            continue
        section = structure.section_of(index)
        words = text[sentence.start : sentence.end]
        mood.hear(words, sentence, section, tops[sentence.section])
        if section.kind in _SILENT_KINDS or mood.silent:
            continue
        if guiding[sentence.section] or words in _NO_MEASURE:
            continue
        if plans and section.kind == "preamble" and words in _PURPOSES:
            continue
        if words in _SHORTCOMINGS and not _REMEDY.search(words):
            continue
        if rests[index] >= _LONG_PARAGRAPH and _is_theme(structure, index, words):
            continue
        if index in leads and not _NAMED_TASK.search(_BASIS.sub("", words)):
            continue
        action = find_action(text, sentence.start, sentence.end) or _granted(text, sentence, section)
        if action is not None:
            yield index, mood.status(words, section), action


def _granted(text: str, sentence: Sentence, section: Section) -> Action | None:
    """What a policy grants: 对…给予…补助; in a plan also what those it names are to enjoy (对…享受补贴)."""
    start, end = sentence.start, sentence.end
    found = _GRANT.search(text, start, end)
    if found is None and section.kind == "plan" and _GRANTED_TO.match(text, start, end):
        found = _ENJOYED.search(text, start, end)
    if found is None:
        return None
    clause = min((stop for mark in "，,。；;" if (stop := text.find(mark, found.end(), end)) >= 0), default=end)
    return Action(found.start(), found.end(), clause)


def _only_plans(sections: Sequence[Section]) -> bool:
    """Whether the sections that have a heading look forward, so that what stands before them does too."""
    kinds = {section.kind for section in sections if section.heading}
    return "plan" in kinds and "review" not in kinds


def _guiding_sections(sections: Sequence[Section]) -> list[bool]:
    """For each section whether it, or one around it, is about guiding thought, principles or goals alone."""
    guiding: list[bool] = []
    for section in sections:
        heading = section.heading or ""
        own = _GUIDING_HEADING.search(heading) is not None and _TASK_HEADING.search(heading) is None
        guiding.append(
            own or (section.parent is not None and guiding[section.parent] and not _TASK_HEADING.search(heading))
        )
    return guiding


def _top_sections(sections: Sequence[Section]) -> list[Section]:
    """For each section the one on the top level that holds it."""
    tops: list[Section] = []
    for section in sections:
        tops.append(section if section.parent is None else tops[section.parent])
    return tops


def _rests(sentences: Sequence[Sentence]) -> list[int]:
    """For each sentence how many follow it in its paragraph."""
    rests = [0] * len(sentences)
    for index in range(len(sentences) - 2, -1, -1):
        if sentences[index].paragraph == sentences[index + 1].paragraph:
            rests[index] = rests[index + 1] + 1
    return rests


def _is_theme(structure: Structure, index: int, words: str) -> bool:
    """A short sentence that opens a long paragraph and names its theme: no number, no name, all in general terms."""
    opens = index == 0 or structure.sentences[index - 1].paragraph != structure.sentences[index].paragraph
    return opens and len(words) <= _LONGEST_THEME and words.endswith("。") and _PARTICULAR.search(words) is None


def _leads(structure: Structure) -> set[int]:
    """Sentences that alone make the paragraph between a heading and its first sub-heading: mostly guiding thought."""
    sentences, sections = structure.sentences, structure.sections
    parents = {section.parent for section in sections}
    seen: set[int] = set()
    found = set()
    for index, sentence in enumerate(sentences):
        if sentence.role != "body" or sentence.section in seen:
            continue
        seen.add(sentence.section)
        alone = index + 1 == len(sentences) or sentences[index + 1].paragraph != sentence.paragraph
        under_heading = index > 0 and sentences[index - 1].role == "heading"
        if alone and under_heading and sentence.section in parents and sections[sentence.section].heading:
            found.add(index)
    return found


class Mood:
    """What the sentences before say about the next: inside a passage on problems or goals, or what a document asks."""

    def __init__(self, plans: bool = False) -> None:
        """`plans` says that no section of the document looks back."""
        self._plans = plans
        self._paragraph = self._section = -1
        self._remedied = False
        self._top: Section | None = None
        self._tense = "planned"
        self._problems = False
        self._goals = False
        self._ended = False
        self._content: str | None = None

    @property
    def silent(self) -> bool:
        """Whether the passage states problems or goals, and so no action."""
        return self._problems or self._goals

    def hear(self, words: str, sentence: Sentence, section: Section, top: Section) -> None:
        """Takes in the next sentence; `top` is the section on the top level that it stands in."""
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self._problems = self._goals = self._ended = False
            self._content = None
        if sentence.section != self._section:
            self._section = sentence.section
            self._remedied = False
        if top is not self._top:
            self._top = top
            mixed = (top.kind == "preamble" and not self._plans) or _LOOKS_BACK.search(top.heading or "")
            self._tense = "done" if mixed else "planned"
        if section.kind == "problems" and not self._remedied:
            self._problems = True
        if self._ended:
            # Goals are listed with semicolons; a full stop ends them.
            self._goals = False
        self._ended = words[-1] in _FULL_STOP
        if words in _TURNS:
            self._turn(words)
        if section.kind not in ("review", "plan"):
            self._tense = _tense(words) or self._tense

    def _turn(self, words: str) -> None:
        if words in _PROBLEMS:
            self._problems = True
        elif self._problems and words in _PROBLEMS_END:
            self._problems = False
            self._remedied = True
        if words in _GOALS:
            self._goals = True
        if words in _REPORTS:
            self._content = "done"
        elif words in _CONTENT:
            self._content = "planned"

    def status(self, words: str, section: Section) -> str:
        """Planned or done: by what a document is said to ask, the sentence's own words, the section."""
        if self._content:
            return self._content
        if section.kind == "review":
            return "planned" if words in _PLANNED else "done"
        if section.kind == "plan":
            return "done" if words in _DONE else "planned"
        if words in _PLANNED:
            return "planned"
        return "done" if words in _DONE else self._tense


def _tense(words: str) -> str | None:
    """What time a sentence speaks of in a section of no kind, or None."""
    if _TO_COME.search(words):
        return "planned"
    if _GONE.search(words):
        return "done"
    return None
