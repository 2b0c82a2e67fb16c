"""Hold the glossary's words of qualities, amounts and relations: Chinese | English."""

from __future__ import annotations

from typing import Final

QUALITIES: Final = """
不安全|unsafe
不公平|unfair
不可知|agnostic
无标签 未标记 无标注|unlabeled unlabelled
无梯度|gradient-free
无分布|distribution-free
未观测|unobserved
无序|disordered disorder
无效|invalid ineffective
不良|adverse poor
不利|adverse unfavorable
不必要|unnecessary
额外 附加 另外的|additional extra further
不对称 不对称性|asymmetry asymmetric
非平凡|nontrivial non-trivial
非固定|variable fixed
无论|regardless whatever
无关|irrelevant unrelated independent
无偏|unbiased
无缝|seamless
无损|lossless
无条件|unconditional
不平等|inequality unequal
不可约|irreducible
不可能 不可能性|impossible impossibility
不可预测|unpredictable
不可区分|indistinguishable
不充分|insufficient inadequate
不完整 不完全|incomplete imperfect partial
不规则|irregular
不连续|discontinuous
不等式|inequality
不同程度|degree
不匹配|mismatch misalignment
不相关|irrelevant unrelated uncorrelated
不佳|poor bad
无模型|model-free model-agnostic
无风险|riskless risk-free
不可行|infeasible
不断|continuous continual constant
不显著|insignificant significant
不稳定 不稳定性|unstable instability
二元|binary
一元|unary univariate
正相关|positive correlate
负相关|negative correlate
存在 出现|present presence exist emerge appear occur emergence
消失|vanish disappear
容易 易|easy easily readily
更难 更困难|harder difficult hard
更容易|easier easy
更常 更频繁|often frequent
常 经常 频繁|often frequent common
代码 编程 程序|code program programming coding
硬件|hardware device
设备 装置 器件|device equipment apparatus
内存 存储 记忆 显存|memory storage store
存储|storage store
能源 能量 能耗 能|energy power
电力 功率 功耗|power electricity electric
消耗|consume consumption cost
节省 节约|save saving reduce
恢复 复原 重建 重构|recover restore reconstruct recovery reconstruction restoration
转换 变换 转化 转变|transform convert conversion transition transformation translate turn
变化 改变 变动|change vary variation shift alter
更新|update renew
选择 选取 挑选 筛选|select choose selection choice screen
搜索 检索 查询|search retrieve query retrieval
匹配|match matching
排序 排名|rank sort ranking
推荐|recommend recommendation
控制 调控|control regulate regulation
调节 调整 调优|adjust tune regulate modulate regulation
管理|manage management
决策|decision decision-making decide
规划 计划|plan planning
行为|behavior behaviour action
动作 行动|action motion act
互动 交互 相互作用|interact interaction interactive
合作 协作|cooperate collaborate collaboration collaborative cooperation
竞争|compete competition competitive
攻击|attack
防御 保护|defense defend protect protection
对抗|adversarial against combat
威胁|threat threaten
社会 社交|social society
经济|economic economy
市场|market
政策|policy
政府|government
公司 企业|company firm enterprise business corporate
教育|education educational
学生|student
教师 老师|teacher
学校|school
医院|hospital
家庭|household family home
收入|income revenue earning
价格|price pricing cost
贸易|trade
工资|wage salary
就业|employment job
失业|unemployment
公众 公共|public
媒体|media
新闻|news
法律|law legal
国家|country national nation state
城市|city urban municipality municipal
农村 乡村|rural village
交通|traffic transport transportation
道路 公路|road
车辆 汽车|vehicle car
驾驶 自动驾驶|drive driving
飞行 飞机|flight fly aircraft
无人机|drone uav unmanned
机器人|robot robotic
机器|machine
传感器|sensor
摄像头 相机|camera
卫星|satellite
遥感|remote
地图|map
位置 定位|location position localize localization place
轨迹 路径|trajectory path route
距离|distance
区域 地区|region area regional
边界 界限 界|boundary bound border limit
上界 上限|upper
下界 下限|lower
阈值|threshold
收敛|converge convergence
发散|diverge divergence
解 求解|solution solve
近年 近期 最近|recent recently
未来|future
年 年度 年间|year annual yearly
月 个月|month monthly
周 星期|week weekly
天 日|day daily
小时|hour hourly
分钟|minute
早期 早|early earlier
晚期 晚 更晚|late later
之前 以前 前|before previous prior pre ago
之后 以后 后|after later following post subsequent
先验|prior priori
后验|posterior
开源 公开 开放|open open-source public release available
发布|release publish
综述 回顾|review survey overview
讨论|discuss discussion
总结|summarize summary
定义|define definition
描述|describe description depict
指出 认为|argue point suggest think believe claim
考虑|consider account
关注 聚焦 重点|focus attention concentrate concern
针对 面向|target for toward
基于|based base
通过|via through by
名为 称为|called named dubbed term
包括 包含 涵盖 含|include contain comprise cover consist including involve
组成 构成|compose consist constitute form comprise
由|by from
无需 不需要 无须|without free no-need need
替代 取代 代替|replace alternative substitute instead
移除 去除 删除 消除|remove eliminate delete removal drop
失败 失效|fail failure
成功|success successful succeed
原因|reason cause why
意义|meaning significance implication
价值|value valuable worth
益处 好处 收益 受益|benefit gain profit advantage beneficial
缺点 弊端|drawback shortcoming disadvantage weakness
优点|advantage merit strength
建议 提议|suggest recommend propose advice suggestion
指导 引导|guide guidance instruct
反馈|feedback
贡献|contribution contribute
作者|author
年龄|age
性别|gender sex
女性 妇女|woman female
男性|man male
儿童 孩子|child
成人 成年人|adult
老年 老人 老年人|older elderly aging
青少年|adolescent teenager youth
健康|health healthy
患者 病人|patient
医生 医师 临床医生|physician doctor clinician
技术|technology technical technique
提取 抽取|extract extraction
步骤 步|step
状态|state status
概念|concept conceptual notion
标记|token tag mark label marker
执行|execute perform execution run conduct
帮助 助力|help assist aid facilitate support
部署|deploy deployment
创新|innovation innovative novel
映射|map mapping
效应|effect
科学|science scientific
辅助|auxiliary assist assistant aid support
设置 设定|setting configure set configuration
容易 易于|easy easily
分离|separate separation disentangle decouple
确定|determine identify
运行|run operate operation
敏感 敏感性|sensitive sensitivity
视角 角度|view perspective angle viewpoint
集合|set collection ensemble
融合|fuse fusion merge integrate
完全|complete fully full entire completely
事件|event
预算|budget
移动|mobile move movement
源|source
实体|entity
传播|propagate propagation spread dissemination
全面|comprehensive thorough extensive full
答案 回答|answer response
遗憾|regret
主动|active proactive
编辑|edit editing
投影|projection project
区分 辨别|distinguish discriminate differentiate discrimination
广泛|extensive wide widely broad range
空白|gap blank
填补|fill bridge
符号|symbol symbolic sign
综合|comprehensive synthesize integrated overall
差分|differential difference
变分|variational
平滑|smooth smoothness
数字|digital number numeric digit
传递|transfer pass message transmit
传输|transmission transport transmit transfer
异构 异质 异质性|heterogeneous heterogeneity
原始|raw original primal
抽象|abstract abstraction
定制|custom tailored customize personalize
期权|option
定价|pricing price
扰动|perturbation perturb disturbance
逼近|approximate approximation
出色 优异 优秀 卓越|excellent superior outstanding strong remarkable impressive good
启发 启发式|heuristic inspire
主题|topic theme subject
驱动|drive driven
"""
