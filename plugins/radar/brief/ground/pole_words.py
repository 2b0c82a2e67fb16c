"""Hold the words that say which way: an axis, a sign, and the words of that end of it."""

from __future__ import annotations

from typing import Final

POLES: Final = """
change   + increase rise grow raise enlarge elevate higher greater more growth longer expand exceed 增加 上升
change   + 增长 增大 升高 增多 加剧 增至 升至 更高 较高 更多 较多 更长 高于 多于 更常 更频繁
change   + boost enhance gain 提高 提升
change   - relieve narrow minimize cheaper 最小化 更便宜
change   - decrease reduce lower decline drop fall shrink fewer less diminish cut mitigate alleviate shorter
change   - decrement 降低 减少 下降 减小 缩短 减轻 降至 缩小 削减 减弱 更低 较低 更少 较少 更短 缓解 低于 少于
change   = unchanged constant maintain preserve retain 保持 维持 保留 不变
quality  + improve better outperform surpass beat superior best enhance boost upgrade 改进 改善 提高 提升 优于
quality  + 超过 超越 胜过 强于 好于 更好 最好 最佳 更优
quality  - worsen degrade deteriorate worse worst underperform inferior impair harm hurt lag 恶化 变差 退化
quality  - 劣化 损害 更差 较差 最差 逊于 不及 差于 劣于 不如
quality  = comparable par match competitive equal rival on-par 相当 持平 媲美 可比
speed    + faster accelerate speedup quicker 加速 更快 加快 快于
speed    - slower slow slowdown decelerate 减慢 更慢 放缓 慢于
strength + stronger strengthen 增强 更强 加强
strength - erode weaker weaken 削弱 更弱 减弱
size     + larger bigger largest 更大 最大 大于
size     - smaller smallest 更小 最小 小于
extreme  + maximize maximum 最大化
extreme  - minimize minimum 最小化
sign     + positive positively 正相关 阳性 积极 正
sign     - negative negatively 负相关 阴性 消极 负
inside   + include 包括 包含
inside   - exclude 排除
need     + require need necessary 需要 须 必须
need     - unnecessary 无需 不需要 无须 不必
possible + possible feasible 可行
possible - impossible infeasible 不可能 不可行
thrift   + efficient efficiently 高效
thrift   - inefficient inefficiently 低效
holds    + hold persist 成立 持续
holds    - vanish disappear 消失
presence + present available 存在
presence - absent missing 缺失
favour   + favoured favored favour favor
favour   - disfavoured disfavored
effect   + promote activate stimulate 促进 激活 刺激
effect   - inhibit suppress block 抑制 阻断 阻碍
support  + support confirm corroborate 支持 证实 印证
support  - refute contradict reject disprove 反驳 矛盾 推翻 否定 反对
accept   + accept 接受
accept   - reject 拒绝
warmth   + warmer warming 变暖 升温
warmth   - cooler cooling 变冷 降温 冷却
age      + older 年长
age      - younger 年轻
time     + before prior 之前 以前
time     - after following 之后 以后
sooner   + earlier 更早 早于
sooner   - later 更晚 晚于
worth    + expensive costly 昂贵
worth    - cheap cheaper 廉价 便宜
commonly + common frequent 常见 频繁
commonly - rare uncommon infrequent 罕见 稀有 少见
balance  + sufficient adequate enough 充分 足够
balance  - insufficient inadequate 不足
steady   + stable 稳定
steady   - unstable unstably 不稳定
line     + linear 线性
line     - nonlinear 非线性
watched  + supervised 有监督
watched  - unsupervised 无监督
weight   + significant significantly 显著
weight   - insignificant negligible negligibly 不显著 微不足道
ease     + easy easier 容易 更容易
ease     - hard harder difficult 困难 更难 更困难
force    + stronger 更强
force    - weaker 更弱
"""
ABOVE: Final = (
    "高于",
    "大于",
    "多于",
    "快于",
    "早于",
    "重于",
    "强于",
    "长于",
    "深于",
    "好于",
    "优于",
    "胜于",
    "热于",
)
BELOW: Final = (
    "低于",
    "小于",
    "少于",
    "慢于",
    "晚于",
    "轻于",
    "弱于",
    "短于",
    "浅于",
    "差于",
    "劣于",
    "逊于",
    "冷于",
)
"""Chinese verbs that set two sides in order, the greater or better first, and last."""
