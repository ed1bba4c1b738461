"""Pages as the templates of portals, forums and encyclopedias print them, around paragraphs that a test gives."""

from collections.abc import Callable, Sequence
from html import escape

PARAGRAPHS = (
    "各位代表：",
    "现在，我代表区人民政府向大会报告工作，请予审议，并请各位政协委员提出意见。",
    "一、过去一年工作回顾",
    "全区生产总值完成1250.6亿元，增长6.5%左右；一般公共预算收入增长5%以上。",
    "我们坚持以人民为中心的发展思想，新增就业岗位3.2万个，完成旧区改造120万平方米。",
    "二、今年主要工作",
    "加快建设现代化产业体系，推进“一网通办”提质增效，新建公园绿地15公顷。",
)
TITLE = "某某区2023年政府工作报告"
NAVIGATION = "<div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/x'>政务公开</a></li></ul></div>"
SIDE = (
    "<div class='hot'><h3>热点新闻</h3><ul>"
    + "<li><a href='/n'>市政府召开常务会议研究近期工作</a></li>" * 6
    + "</ul></div>"
)
FOOT = "<div class='footer'><p>主办单位：某某区人民政府办公室　网站标识码：3101100001</p></div>"


def _paragraphs(texts: Sequence[str], form: str = "<p>{}</p>") -> str:
    return "\n".join(form.format(escape(text)) for text in texts)


def _page(body: str, head: str = "") -> str:
    window = f"<title>{TITLE}_某某区人民政府</title>"
    return f"<!DOCTYPE html><html><head>{window}{head}</head><body>{NAVIGATION}{body}{FOOT}</body></html>"


def gov_cn(texts: Sequence[str]) -> str:
    cells = ("索 引 号：", "000014349/2023-00012", "发文机关：", "某某区人民政府")
    table = f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"
    return _page(
        f"{table}<div class='pages_content' id='UCAP-CONTENT'>{_paragraphs(texts)}</div><div class='share'>分享到</div>"
    )


def trs_in_layout_tables(texts: Sequence[str]) -> str:
    body = _paragraphs(texts, "<p align=justify>&nbsp;&nbsp;&nbsp;&nbsp;{}</p>")
    inner = (
        f"<div class=TRS_Editor><style>.TRS_Editor P{{margin:0}}</style><div class=Custom_UnionStyle>{body}</div></div>"
    )
    return _page(
        f"<table><tr><td>{SIDE}</td><td><table><tr><td class=title>{TITLE}</td></tr><tr><td>{inner}</td></tr></table>"
        "</td></tr></table>"
    )


def form_around_all(texts: Sequence[str]) -> str:
    body = f"<h1>{TITLE}</h1><div class='v_news_content'>{_paragraphs(texts)}</div>"
    body = f"<form name='_newscontent_fromname'>{body}</form>"
    return _page(f"{body}<div class='sxy'>上一条：<a>另一篇</a></div>")


def forum(texts: Sequence[str]) -> str:
    lines = "<br />\n".join(
        f"{escape(t)}<font class='jammer'>x9 Q{i}z</font><span style='display:none'>7 k{i}</span>"
        for i, t in enumerate(texts)
    )
    card = "<td><a>文秘小编</a><dl><dt>积分</dt><dd>147971</dd></dl></td>"
    post = f"<table><tr><td class='t_f' id='postmessage_1'>{lines}</td></tr></table>"
    post = f"<table><tr>{card}<td>{post}</td></tr></table>"
    reply = f"<table><tr>{card}<td class='t_f' id='postmessage_2'>谢谢楼主分享</td></tr></table>"
    return _page(f"<div>查看: 942|回复: 1</div>{post}{reply}")


def wechat(texts: Sequence[str]) -> str:
    body = _paragraphs(texts, "<section><span><span leaf=''>{}</span></span></section><section><br></section>")
    body = f"<div id='js_content' style='visibility: hidden; opacity: 0;'>{body}</div>"
    return f"<html><body><h1>{TITLE}</h1>{body}<p>微信扫一扫</p></body></html>"


def encyclopedia(texts: Sequence[str]) -> str:
    body = _paragraphs(texts, "<p>{}<sup class='reference'><a href='#c1'>[1]</a></sup></p>")
    return _page(
        f"<div class='mw-parser-output'><div id='toc' class='toc'><h2>目录</h2></div>{body}"
        "<div class='navbox'>历年报告</div></div>"
    )


def font_and_breaks(texts: Sequence[str]) -> str:
    lines = "<BR>\n<BR>\n".join("　　" + escape(t) for t in texts)
    return _page(
        "<TABLE><TR><TD><A HREF=1>领导之窗</A></TD><TD>"
        f"<CENTER><B>{TITLE}</B></CENTER><FONT SIZE=3>{lines}</FONT></TD></TR></TABLE>"
    )


def unknown_names(texts: Sequence[str]) -> str:
    return _page(
        f"<div class='k9'><div class='q1'><div class='q2'>{TITLE}</div><div class='q4'>{_paragraphs(texts)}</div></div>"
        f"{SIDE}</div>"
    )


def cut_into_parts(texts: Sequence[str]) -> str:
    parts = (f"<div class='part'><div>{_paragraphs(texts[i : i + 3])}</div></div>" for i in range(0, len(texts), 3))
    return _page(f"<div class='all'>{''.join(parts)}</div>{SIDE}")


def word(texts: Sequence[str]) -> str:
    form = "<p class=MsoNormal><span\nstyle='font-family:仿宋_GB2312'>{}<span lang=EN-US><o:p></o:p></span></span></p>"
    body = f"<div class=WordSection1>{_paragraphs(texts, form)}</div>"
    return f"<html><head><style><!-- p.MsoNormal{{x:1}} --></style></head><body>{body}</body></html>"


def plain_in_pre(texts: Sequence[str]) -> str:
    return f"<html><body><pre>{chr(10).join(map(escape, texts))}</pre></body></html>"


def article(texts: Sequence[str]) -> str:
    body = f"<main><article><h1>{TITLE}</h1>{_paragraphs(texts)}</article><aside>{SIDE}</aside></main>"
    return f"<html><body><nav>首页</nav>{body}</body></html>"


TEMPLATES: tuple[Callable[[Sequence[str]], str], ...] = (
    gov_cn,
    trs_in_layout_tables,
    form_around_all,
    forum,
    wechat,
    encyclopedia,
    font_and_breaks,
    unknown_names,
    cut_into_parts,
    word,
    plain_in_pre,
    article,
)
