"""Hold the glossary's words of actions, people and affairs: Chinese | English."""

from __future__ import annotations

from typing import Final

AFFAIRS: Final = """
角色|role character
报告|report
反事实|counterfactual
满足|satisfy meet
推导|derive derivation
自主|autonomous autonomy
消费|consumption consumer consume
期望|expectation expected
产品|product
顺序|order sequential sequence
隐藏|hidden latent hide
交叉|cross intersection
故障|fault failure
注入|inject injection
情境|context situation
灵活 灵活性|flexible flexibility
明确 显式|explicit clear
模糊|fuzzy ambiguous vague blur ambiguity
详细|detail detailed
服务|service serve
历史|history historical
固定|fixed fix
背景|background
子集|subset
渐近|asymptotic
独特|unique distinct distinctive
初步|preliminary initial
校准|calibrate calibration
投资|investment invest investor portfolio
覆盖|cover coverage
干扰|interference interfere disturbance
生产|produce production
表格|table tabular
现象|phenomenon
冲突|conflict
消息|message
连贯 连贯性|coherent coherence
算子|operator
雷达|radar
哈密顿|hamiltonian
黑盒|black-box black
加权|weighted weight
任意|arbitrary any
形成|form formation
参考|reference
均匀|uniform homogeneous
自然|natural nature
共享|share shared
完整|complete full integrity
演示|demonstration demo
插值|interpolation interpolate
认证|certify certification certificate authentication
双重|dual double
跟踪 追踪|track tracking trace
赌博机|bandit
修改|modify modification
推动|drive promote advance push
严格|strict rigorous
外部|external outer
内部|internal inner
聚合|aggregate aggregation
奇异|singular
复制|replicate copy replication
补丁|patch
忠实 忠实性|faithful faithfulness
检查|check inspect examine examination
数值|numerical value
文献|literature
进展|progress advance progression
写作|writing
弥补|bridge fill compensate
拓展|extend expand
模仿|imitate imitation
方言|dialect
现代|modern
说话人|speaker
信任|trust
收集|collect collection gather
资产|asset
增量|incremental increment
形状|shape
重复|repeat repetition repeated
评论|comment review
合理|reasonable rational plausible
添加 加入|add addition adding
课程|curriculum course
缩放|scale scaling
行业 工业|industry industrial
客户|customer client
访问|access visit
身份|identity
通道|channel
单元|unit cell
配置|configuration configure
治理|governance
障碍|obstacle barrier
记录|record
专业|professional expert expertise
漂移|drift shift
心理|psychological mental psychology
外推|extrapolate extrapolation
版本|version
政治|political politics
实施|implement implementation
货币|money monetary currency
嵌套|nested
门控|gated gate
切换|switch switching
体积|volume
递归|recursive recursion
昂贵|expensive costly
洞察|insight
设施|facility
社区|community
建筑|building architecture
资本|capital
密集|dense intensive
替换|replace substitute
衡量|measure
信念|belief
耦合|couple coupling
债券|bond
线索|cue clue
预期|expected anticipate expectation
响应|response respond
代表|represent representative
范数|norm
归因|attribution attribute
擦除|erase erasure
链接|link
接受|accept acceptance receive
推广|generalize extend promote generalization
面临|face
分区|partition
回报|return reward payoff
尾部|tail
活动|activity
紧凑|compact
构造|construct construction
符合|conform consistent comply
衰减|decay attenuation
歧义|ambiguity ambiguous
主义|ism
字典 词典|dictionary lexicon
声学|acoustic
寻找|find seek search
诱导|induce
指南|guideline guide
福利|welfare
残差|residual
劳动 劳动者 劳动力|labor labour worker
家族|family
惩罚|penalty penalize punish
严重|severe serious
接口|interface
完成|complete accomplish finish
级联|cascade
候选|candidate
召回 召回率|recall
遗传|genetic
监控 监测|monitor monitoring surveillance
欺诈|fraud
拟合|fit fitting
妥协|compromise
评级|rating
大小|size magnitude
降解|degrade degradation decompose
分解|decompose decomposition
学生|student pupil learner
病灶|lesion
地下水|groundwater
证书|certificate
交易|trade trading transaction
选项|option
频繁|frequent
原创|original
重复性|repeatability
剩余|remaining residual
占|account occupy
达|reach
涉及|involve concern
属于|belong
位于|locate
受益于|benefit
暴露|expose exposure
伤害 损害|harm injury damage hurt
保护 防护 免于 免受|protect protection preserve
放射|radiology radiation
放射科|radiology radiologist
护士|nurse
工人|worker
员工 雇员|employee worker staff
开发者 开发人员|developer
参与者 受试者 受访者|participant subject respondent
居民|resident
农民|farmer
乘客|passenger
站点 车站|station site
街道|street
树木|tree
湖泊|lake
夜间 夜晚|night
白天|day daytime
夏季|summer
冬季|winter
入睡|sleep onset
早期|early
延长|extend prolong lengthen
推迟|delay postpone
持续时间 时长 长度|duration length
有限|limited finite
有效期|validity
残留|residual residue
混淆|confuse confusion confound
均值|mean average
比例|proportion ratio
大幅|large substantial
份额|share
次要|secondary minor
额度|amount quota
手工|manual handcrafted
手环|bracelet wristband
问卷|questionnaire survey
访谈|interview
横断面|cross-sectional
纵向|longitudinal
关联|association link
电子病历 病历|record medical
命名实体|named entity
片段|span fragment segment
湿度|humidity humid
聚合物|polymer
薄层|layer thin
开路|open-circuit
对照|control
器件|device
冰川|glacier
融水|meltwater
扩张|expand expansion
萎缩|shrink atrophy
假期 节假日|holiday
客流|passenger flow
消融|ablation
"""
