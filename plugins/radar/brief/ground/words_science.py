"""Hold the glossary's words of computing, mathematics and statistics: Chinese | English."""

from __future__ import annotations

from typing import Final

SCIENCE: Final = """
语言|language linguistic
自然语言|natural language
大语言模型 大型语言模型 大模型|llm language
文本|text textual
词 单词 词汇|word lexical vocabulary
句子 语句|sentence
文档 文件|document file
段落|passage paragraph
对话|dialogue conversation dialog conversational
翻译|translate translation
摘要|summary summarization abstract
问答|question answer qa
提示 提示词|prompt cue hint
指令|instruction command instruct
上下文 语境|context contextual in-context
语义|semantic
句法 语法|syntax grammar syntactic grammatical
情感 情绪|emotion sentiment affective emotional mood
语音 言语|speech voice
音频 声音|audio sound acoustic
音乐|music musical
图像 图片|image picture
视觉|vision visual
视频|video
像素|pixel
三维|3d three-dimensional
二维|2d two-dimensional planar
点云|point cloud
目标检测|object detection
物体 对象|object
场景|scene scenario
人脸 面部|face facial
姿态|pose posture
多模态 模态|multimodal modality multi-modal
跨模态|cross-modal
神经 神经元|neural neuron neuronal
神经网络|neural network
卷积|convolution convolutional cnn
循环|recurrent cycle loop circular
注意力|attention attentive
变换器|transformer
编码 编码器|encode encoder encoding code
解码 解码器|decode decoder
自编码器|autoencoder
嵌入|embed embedding
扩散|diffusion diffuse diffusive spread
流|flow stream
对抗|adversarial
监督 有监督|supervise supervision supervised
无监督|unsupervised
自监督|self-supervised
半监督|semi-supervised
弱监督|weakly
强化学习|reinforcement rl
奖励|reward
智能体 代理|agent
多智能体|multi-agent multiagent
联邦 联邦学习|federated
预训练|pretrain pre-training pretraining pre-trained pretrained
微调|finetune fine-tuning fine-tune fine-tuned tuning
蒸馏|distill distillation
剪枝|prune pruning
量化|quantize quantization quantify quantitative
压缩|compress compression
低秩|low-rank rank
专家混合|mixture expert
正则化 正则|regularize regularization
归一化 标准化|normalize normalization standardize
标准差|deviation standard
激活|activate activation
权重|weight
梯度 梯度下降|gradient descent
反向传播|backpropagation
优化器|optimizer
学习率|rate
批次 批量|batch
过拟合|overfit overfitting
零样本|zero-shot
少样本 小样本|few-shot
思维链|chain thought
幻觉|hallucination hallucinate
对齐|align alignment
检索增强|retrieval-augmented rag
图谱 知识图谱|graph
图 图神经网络|graph figure
节点 顶点|node vertex
边|edge side
树|tree
标签 标注 注释|label annotate annotation tag
众包|crowdsource crowdsourcing
数据增强 扩增|augment augmentation
合成|synthetic synthesize synthesis
异常 离群|anomaly outlier abnormal anomalous
缺失|missing
时间序列 时序|time series temporal
序列|sequence sequential series
长序列|long
窗口|window
词元 令牌|token
浮点|floating point
分布|distribution distributed
分布式|distributed decentralized
分布外|out-of-distribution ood
云 云计算|cloud
边缘|edge
服务器|server
客户端|client
网页 网络|web internet
区块链|blockchain
加密 密码 密码学|encrypt encryption cryptography cryptographic cipher
密钥|key
协议|protocol
通信 通讯|communication communicate
带宽|bandwidth
无线|wireless
信道|channel
吞吐量 吞吐|throughput
天线|antenna
频率 频段 频谱|frequency spectrum spectral band
数据库|database
查询|query
索引|index
缓存|cache
并发|concurrent concurrency
编译 编译器|compile compiler
漏洞|vulnerability bug
缺陷|defect bug flaw fault
修复|repair fix
测试用例|test
验证器|verifier
形式化|formal formalize
逻辑|logic logical
定理|theorem
引理|lemma
猜想|conjecture
证明|proof prove
公理|axiom
方程 方程组|equation
微分方程|differential equation pde ode
偏微分|partial differential
积分|integral integrate
导数|derivative
矩阵|matrix
张量|tensor
向量 矢量|vector
特征值|eigenvalue
谱|spectral spectrum
群|group
环|ring
拓扑|topology topological
几何|geometry geometric
流形|manifold
曲面 表面|surface
曲线|curve
维数|dimension
度规 度量|metric
同构|isomorphism isomorphic
代数|algebra algebraic
组合|combinatorial combination combinatorics
整数|integer
素数 质数|prime
多项式|polynomial
指数 指数级|exponential exponent index
对数|logarithmic logarithm log
常数 恒定|constant
正 积极 阳性|positive
负 消极 阴性|negative
零|zero null
无穷 无限|infinite infinity
有界|bounded
最坏|worst worst-case
凸|convex
非凸|nonconvex non-convex
对称 对称性|symmetry symmetric symmetrical
等变|equivariant
不变 不变性|invariant invariance unchanged
不变量|invariant
贝叶斯|bayesian bayes
高斯|gaussian gauss
马尔可夫|markov
蒙特卡洛 蒙特卡罗|monte carlo
傅里叶|fourier
核|kernel nuclear nucleus core
协方差|covariance
置信区间 置信|confidence interval
显著性|significance significant
假设检验|hypothesis test
中位数|median
分位数|quantile
熵|entropy
互信息|mutual
似然|likelihood
估计量|estimator
采样器|sampler
混合|mixed mixture hybrid
层次 分层 层级|hierarchy hierarchical level
层|layer
模块 模块化|module modular
块|block
组件 成分 分量|component
滤波 滤波器|filter
感知|perceive perception aware perceptual sensing
认知|cognition cognitive
记忆|memory memorize
遗忘|forget forgetting
注意|attention
意识|consciousness awareness
创造力 创造性|creativity creative
博弈 游戏|game
均衡 平衡|equilibrium balance balanced
不平衡|imbalance imbalanced unbalanced
权衡|tradeoff trade-off
拍卖|auction
激励|incentive excitation
投票|vote voting
调度|schedule scheduling
分配|allocate allocation assignment
排队|queue
库存|inventory
供应链|supply chain
物流|logistics
可视化|visualize visualization
界面|interface
虚拟现实|virtual reality
虚拟|virtual
增强现实|augmented reality
人机|human-computer
众多|numerous
开放世界|open-world
具身|embodied
抓取|grasp
操作 操纵|manipulate manipulation operate operation
运动|motion movement sport exercise
导航|navigation navigate
避障|obstacle
控制器|controller
反演 逆 逆问题|inverse inversion
正向|forward
反向 逆向|backward reverse
端到端|end-to-end
在线|online
离线|offline
实时|real-time
轻量 轻量级|lightweight light
高质量|high-quality
高分辨率 分辨率|resolution high-resolution
高保真|high-fidelity fidelity
细粒度|fine-grained
粗粒度|coarse
长尾|long-tail long-tailed
跨语言|cross-lingual
多语言|multilingual
低资源|low-resource
单语|monolingual
双语|bilingual
中文 汉语|chinese
英文 英语|english
水印|watermark
后门|backdoor
恶意|malicious
虚假|fake false misinformation
毒性 有毒|toxic toxicity
有害|harmful
越狱|jailbreak
审计|audit
监管|regulate regulatory regulation
伦理|ethics ethical
版权|copyright
透明|transparent transparency
责任|responsibility liability
人工智能|ai artificial intelligence
智能|intelligent intelligence smart
机器学习|machine ml
深度学习|deep
数据驱动|data-driven
模式|pattern mode
规则|rule
规律|regularity law
原则 原理|principle
标准 准则|standard criterion criteria
规范|specification norm
复现 可重复|reproduce reproducible replicate reproducibility
开销|overhead
瓶颈|bottleneck
冗余|redundant redundancy
并行|parallel
迭代|iterate iterative iteration
初始|initial
最终|final eventual
阶|order
比特|bit
"""
