"""Hold the glossary by which Chinese and English sentences are compared: one meaning a line, Chinese | English.

A compound is compared by its parts: 大语言模型 as 大, 语言, 模型. Words of one line count as
one, within a language as well. Words that stand for opposite things never share a line.
"""

from __future__ import annotations

import re
from typing import Final

from radar.brief.ground.words_affairs import AFFAIRS
from radar.brief.ground.words_fields import FIELDS
from radar.brief.ground.words_general import GENERAL
from radar.brief.ground.words_qualities import QUALITIES
from radar.brief.ground.words_science import SCIENCE
from radar.brief.ground.words_things import THINGS

ENTRIES: Final = tuple(
    line for line in (GENERAL + QUALITIES + AFFAIRS + THINGS + SCIENCE + FIELDS).splitlines() if line
)
"""All lines, with no empty one; a line's place is the number of its meaning."""

IDLE_EN: Final = frozenset(
    re.findall(
        r"\S+",
        """
        a about above across after again against all almost along already also although always am among an and
        another any are around as at away be became because become becomes becoming been before being below
        between both but by
        can cannot could did do does doing done down due during each either else enough even ever every few ones for
        from further get given gives go had has have having he hence her here hers him his how however i if in
        indeed instead into is it its itself just let like made make makes making many may me might more
        moreover most much must my namely near nearly need neither never no non nor not now of off often on
        once one only onto or other others our ours out over own per perhaps quite rather re really same she
        should since so some still such take taken takes than that the their them themselves then there thereby
        therefore these they this those though through throughout thus to together too toward towards under
        until up upon us use used uses using very via was way we well were what when where whereas whether
        which while who whole whom whose why will with within without would yet you your et al e.g i.e eg ie vs
        paper papers work works study studies research article articles authors author propose proposes
        proposed present presents presented introduce introduces introduced describe describes described
        discuss discusses discussed investigate investigates investigated examine examines examined explore
        explores explored consider considers considered show shows shown showed showing demonstrate
        demonstrates demonstrated demonstrating find finds found finding findings report reports reported
        reveal reveals revealed result results aim aims new novel approach approaches method methods called
        named provide provides provided offer offers focus focuses based aimed respectively address addresses
        addressing addressed conduct conducted conducts perform performs performed several various different
        particular particularly especially specifically furthermore additionally overall main first second two
        three four five six seven eight nine ten
        """,
    )
)
"""English words that carry nothing of their own: those of grammar, and those that every paper has."""

IDLE_ZH: Final = frozenset(
    re.findall(
        r"\S+",
        """
        的 了 和 与 及 或 在 是 对 为 中 将 其 并 等 该 此 以 从 而 于 由 被 把 让 向 到 至 上 下 内 里 之 所
        则 且 又 也 都 就 还 再 更 很 这 那 这些 那些 这种 这项 这篇 一种 一个 一类 一项 一些 一 两 二 三 四 五
        六 七 八 九 十 个 种 类 项 篇 名 位 本文 该文 本研究 本论文 该论文 论文 文章 研究 该研究 研究者
        研究人员 作者 我们 他们 它 它们 提出 提出了 介绍 介绍了 探讨了 研究了 分析了 通过 基于 用于 以及 从而
        并且 同时 此外 因此 然而 但 但是 而且 如果 由于 因为 所以 虽然 尽管 关于 针对 利用 使用 进行 可以 能够
        具有 存在 作为 得到 得以 以便 为了 其中 其他 各 另 另外 如何 什么 哪些 是否 有 使 使得 能 可 会 要 让
        表明 显示 发现 指出 结果 结果表明 旨在 名为 一系列 方面 之间 情况 过程 相应 分别 特别 尤其 尤其是 即 如
        例如 比如 来 去 下面 不 未 没有 没 无 非 并非 并未 未能 无法 不能 不会 不是 尚未 从未 不再 不应 而非
        而不是 不仅 不仅仅 不只 不但 也不 绝非 仍 仍然 已 已经 曾 正 着 过 地 得 吗 呢 吧 比 比起 相比 相较
        较 跟 同 给 用
        按 据 根据 按照 随着 当 时 性 化 者 式 型 度
        """,
    )
)
"""Chinese words that carry nothing of their own, and those that deny, which `polarity` reads."""
