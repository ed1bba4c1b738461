"""Headings that lost the break after them: 加强队伍建设|坚持…, 收支决算情况|2022年，…."""

import re

from pipeline.structure.periods import YEAR

# A heading that lost the break after it (加强队伍建设|坚持…): ends of headings, starts of sentences.
GLUED = re.compile(
    r"[^，,。；;：:\n]{4,22}?(?:建设|机制|体系|理念|能力|水平|环境|发展|服务|治理|保障|管理|改革|领导|评估|监督|宣传|力度|责任|制度|质量|效能|作用|局面|执行力|合力)[”]?"
    r"(?=(?:加强|加快|加大|坚持|主动|适时|全面|积极|充分|完善|健全|建立|强化|深化|着力|大力|推动|推进|落实|严格|按照|以(?!及)|围绕|认真|进一步|各|对|一是)[^，,。；;：:\n的]{3,})"
)
# A heading that happens to hold two verbs is over soon after the second.
LONGEST_REST = 16
# The same in budgets (…收支决算情况|2022年，…, 政府性基金预算|市本级…).
GLUED_YEARLY = re.compile(
    rf"[^，,。；;：:、\n]{{2,30}}?(?:(?:情况|安排|草案)(?={YEAR}年)|预算(?=(?:全[省市县区]|[省市县区]本?级)[^，,。；;：:\n]{{3}}))"
)
