"""Hold the glossary's words of methods, measures and results: Chinese | English."""

from __future__ import annotations

from typing import Final

GENERAL: Final = """
模型 建模|model modeling modelling
方法 方式 手段 途径 做法|method approach technique way procedure methodology means strategy scheme
算法|algorithm
框架|framework architecture scaffold pipeline
架构 体系结构|architecture structure
结构 结构化|structure structural architecture
系统 体系|system
网络|network net
数据|data dataset
数据集 语料 语料库 数据库|dataset corpus benchmark data collection database
基准 基准测试 基线|benchmark baseline
任务|task
问题 难题|problem issue question challenge
挑战 困难 难以 难|challenge difficult hard difficulty struggle
解决 应对 处理 克服 求解|solve address tackle handle overcome resolve process solution treat deal cope
解决方案 方案|solution scheme
提高 提升 改进 改善 增强 优化 促进 强化 更好|improve enhance boost increase better raise gain strengthen promote upgrade refine
增加 上升 增长 增大 升高 增多 加剧 增至 升至|increase grow rise raise enlarge more gain escalate elevate
降低 减少 下降 减小 缩短 减轻 降至 缩小 削减 减弱 降|reduce decrease lower decline drop cut shrink fewer less mitigate alleviate diminish fall low
缓解 减轻 抑制|mitigate alleviate relieve suppress reduce ease
恶化 变差 退化 劣化 损害 削弱 更差|erode degrade worsen deteriorate harm impair hurt worse weaken degradation
优于 超过 超越 胜过 强于 好于 超出 优势 优越|outperform surpass exceed beat superior better advantage outperforming superiority above
低于 不及 劣于 差于 逊于|underperform inferior below worse lag
相当 持平 媲美 可比 相近 竞争力|comparable par match competitive similar equal rival
最先进 先进 前沿|state-of-the-art sota advanced art frontier cutting-edge modern
最佳 最优 最好 最优性|best optimal optimum optimality top
显著 明显 大幅 极大 大大 大幅度|significant substantial considerable marked dramatic notable large great strong remarkable
轻微 略微 略 小幅 稍|slight small marginal minor
性能 表现 效果|performance perform effect effective result behavior
准确率 准确性 精度 准确 精确 准确度 精准 精确度 精确率|accuracy accurate precision precise correct exact
正确 正确性 正确率|correct right accuracy correctness
错误 误差 错误率 差错|error mistake wrong incorrect fault
损失|loss
效率 高效 有效率|efficiency efficient
低效|inefficient inefficiency
有效 有效性 有效地|effective effectiveness efficacy valid
速度 快速 加速 加快 更快 快|speed fast quick rapid accelerate faster speedup throughput
慢 更慢 减慢 缓慢 放缓|slow slower slowdown
成本 代价 开销 费用|cost expense overhead price expensive
时间 时长 耗时 时延|time duration temporal latency hour
延迟 滞后|latency delay lag
计算 运算 算力|compute calculate computing calculation arithmetic
复杂 复杂度 复杂性|complex complexity complicated
简单 简洁 简化|simple simplify simplicity
训练|train training
学习|learn learning
推理|inference reason reasoning infer
推断 推测 推论|infer inference deduce
预测 预报 预估|predict forecast prediction estimate
估计 估算 评估|estimate estimation assess evaluate
评价 评测 评估 考察 测评|evaluate assess evaluation assessment measure
测试 检验 检测|test detect examine check
检测 探测 检出 识别|detect detection recognize identify sense
识别 辨识 辨认|recognize identify recognition identification
分类 类别 分类器|classify class category categorize classifier label
分割|segment partition split
聚类 簇|cluster
回归|regression regress
生成 产生 产出|generate produce yield create output
实现 达到 达成 取得 获得|achieve reach attain obtain realize implement enable accomplish yield gain
使用 采用 利用 运用 借助 应用|use adopt employ utilize apply leverage exploit application utilise
应用 适用 适用于|apply applicable application practice suitable
提供 给出|provide offer give supply
引入 导入|introduce incorporate inject import
结合 整合 融合 集成 组合|combine integrate fuse merge incorporate unify ensemble couple together fusion combination
构建 建立 搭建 建造 创建|build construct establish create develop
开发 研发 发展|develop development
设计|design
分析 解析|analyze analysis analytic dissect
探索 探讨 探究|explore investigate exploration examine study
调查 考察 研究|investigate survey examine study inquiry
比较 对比 相比 较 相较|compare comparison contrast relative versus than
验证 证实 确认|verify validate confirm validation verification
证明 论证|prove demonstrate proof show
表明 显示 说明 展示|show demonstrate indicate suggest reveal illustrate
揭示 阐明 揭露|reveal uncover elucidate expose clarify
发现 观察到 观测到|find discover observe discovery
导致 引起 造成 引发 诱发 使得 带来|cause lead induce result trigger produce bring give
影响 作用|effect influence impact affect
依赖 依靠 取决于|depend rely dependent dependence
需要 需 要求 所需|require need demand requirement necessary
支持 支撑|support
保持 维持 保留 保存|maintain preserve retain keep sustain
保证 确保 保障|guarantee ensure assure
允许 使 能够 可以|allow enable can able permit
避免 防止 预防|avoid prevent avoidance prevention
限制 局限 局限性 受限 约束 有限|limit limitation constrain restrict constraint bound restriction limited
假设 假定 前提|assume assumption hypothesis suppose premise
条件 情况 情形 场景|condition case setting scenario situation circumstance conditional
环境|environment environmental setting
参数|parameter
变量|variable
因素 因子|factor
特征 特性 特点|feature characteristic trait property
性质 属性|property attribute
表示 表征|represent representation characterize express
空间|space spatial
时空|spatiotemporal spatio-temporal
维 维度 维数 高维 低维|dimension dimensional high-dimensional low-dimensional
规模 尺度 大规模 大型 多尺度|scale large large-scale size multiscale massive
大 巨大 更大 较大|large big great huge larger vast
小 更小 较小 小型|small little smaller tiny compact
高 更高 较高|high higher tall
低 更低 较低|low lower
多 更多 大量 众多 许多 多个 多种 多项|many multiple more multi numerous several various large much variety abundant
少 更少 较少 少量 极少|few less fewer little small
强 更强 强大|strong powerful stronger strength robust
弱 更弱 较弱 微弱|weak weaker
深 深度 深层|deep depth
浅|shallow
长 更长 长期 较长|long longer long-term length
短 更短 短期 较短|short shorter short-term brief
新 新型 新颖 新的 全新|new novel fresh newly
旧 传统 经典 常规|traditional classical conventional classic old standard
现有 已有 以往 先前 既有|existing prior previous current available earlier
不同 差异 区别 不同于|different difference differ distinct various diverse discrepancy variation unlike
差距 鸿沟|gap difference
相同 一致 同样|same identical consistent equal
一致性 一致|consistency consistent agreement agree coherent
相似 类似 相似性 相似度|similar similarity analogous resemble
相关 相关性 关联 有关|correlate correlation relevant related associate association relate
关系 联系 联系起来 连接|relation relationship connection link connect associate
因果 因果关系|causal causality cause
机制 机理|mechanism
过程 流程|process procedure pipeline workflow
阶段 步骤|stage phase step
策略|policy strategy
目标 目的 旨在|objective goal target aim purpose
目标函数|objective
函数|function functional
优化|optimize optimization optimal
最小 最小化 极小 最少|minimum minimize minimal least smallest fewest
最大 最大化 极大 最多|maximum maximize maximal most largest
平均 均值|average mean
方差|variance
概率|probability probabilistic likelihood
统计|statistic statistical
随机 随机性|random stochastic randomize randomness
确定性|deterministic certainty
不确定 不确定性|uncertainty uncertain
稳定 稳定性 稳健|stable stability steady robust
鲁棒 鲁棒性 稳健性 稳健|robust robustness
可靠 可靠性 可信|reliable reliability trustworthy trust credible
安全 安全性|safe safety secure security
风险 危险|risk hazard danger
隐私|privacy private
公平 公平性|fair fairness equity
偏差 偏见 偏倚 偏置|bias prejudice deviation
偏好|preference prefer
解释 可解释性 可解释|explain interpret interpretable interpretability explanation explainable
理解 了解|understand understanding comprehension insight
知识|knowledge
信息|information
信号|signal
噪声 噪音|noise noisy
输入|input
输出|output
自动 自动化|automatic automate automated automatically
人工 手动|manual artificial human hand
人类 人 人员|human people person participant
用户 使用者|user
专家|expert specialist
真实 现实 实际|real realistic actual practical real-world true practice
世界 全球|world global worldwide
实验 试验|experiment experimental trial empirical
实证 经验|empirical experience empirically
理论|theory theoretical
模拟 仿真|simulate simulation simulator
测量 度量 测得|measure measurement metric
观测 观察|observe observation observational
指标|metric indicator index measure
结果 成果|result outcome finding consequence
结论|conclusion conclude
证据|evidence
样本 样品|sample specimen
采样 抽样|sample sampling
案例 例子 示例 实例|case example instance
领域 域|domain field area
跨域 跨领域|cross-domain interdisciplinary
适应 自适应 适配|adapt adaptive adaptation
泛化|generalize generalization
迁移 转移|transfer migration shift
扩展 可扩展 可扩展性 延伸|extend scale scalable scalability extension expand
通用 一般 普遍|general universal generic common general-purpose
特定 具体 专门|specific particular special dedicated task-specific
局部 本地|local
全局 整体|global overall whole
整体 总体 总|overall total whole aggregate
部分|part partial portion some
所有 全部 一切 任何 每个 各种|all every each any entire various
每|each every per
关键 重要 主要 核心|key important critical crucial main essential core central major primary vital
重要性|importance significance
必要 必须|necessary must essential required
充分 足够|sufficient enough adequate
不足 缺乏 缺少 匮乏 欠缺|lack insufficient scarce shortage deficiency absence inadequate scarcity missing limited
丰富|rich abundant
稀疏 稀疏性|sparse sparsity
稀有 罕见 稀缺 少见|rare scarce uncommon
连续 持续|continuous continual ongoing sustained persistent continue
离散|discrete
动态 动力学|dynamic dynamics dynamical
静态 静止|static stationary
线性|linear
非线性|nonlinear non-linear
独立|independent independently
直接|direct directly straightforward
间接|indirect
同时 并行 联合|simultaneous parallel joint concurrent same
逐步 渐进|gradual progressive stepwise
首次 首个 率先|first
唯一|only unique sole
仅 只 仅仅|only merely just solely
至少|least
几乎 接近 近似 大约 约|near nearly almost approximate about close around approximation
超出 以上|above over exceed beyond
以下 之下|below under
范围|range scope span
程度 水平 级别|degree level extent grade
数量 数目 个数|number amount quantity count
比例 比率 占比 率|ratio proportion rate fraction share percentage
质量 品质|quality
能力|ability capability capacity
潜力 潜在|potential latent
可能 或许 也许|may might possible likely could possibly potentially perhaps
机会|opportunity
需求|demand need
资源|resource
工具|tool
平台|platform
软件|software
意愿 愿意|willingness willing intention intend
不如 逊色|worse inferior underperform
分数 得分 评分|fraction score grade
未知|unknown unseen
未见 未见过|unseen
不均匀|inhomogeneous nonuniform uneven heterogeneous
不可计算|intractable uncomputable
不具备|lack without
不可逆|irreversible
不可微|nondifferentiable non-differentiable
不平稳 非平稳|nonstationary non-stationary
不相交|disjoint
不适定|ill-posed
不动点|fixed
不一致 不一致性|inconsistent inconsistency disagreement mismatch
不准确|inaccurate
"""  # noqa: E501 (one meaning a line)
