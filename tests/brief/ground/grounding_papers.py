"""Forty abstracts of invented papers, as varied as real ones: fields, lengths, TeX, figures, English and Chinese."""

from __future__ import annotations

from datetime import date
from typing import Final

from radar.models import Paper

_TEXTS: Final = r"""
P01
Driftwood: Sparse Mixture Routing for Long-Context Language Models
Serving language models with long contexts is limited by memory bandwidth. We introduce Driftwood, a routing scheme that sends each token to two of sixteen experts and keeps the attention cache in 4-bit precision. On the LongBench and RULER benchmarks, Driftwood-7B matches a dense 13B model while using 2.4x less memory, and it reduces median latency from 310 ms to 142 ms per request. Accuracy on short inputs does not improve. Code will be released.

P02
A randomised trial of evening light exposure and sleep onset in shift workers
Background: Night work disturbs sleep, but the effect of evening light has not been tested in hospital staff. Methods: In this randomised, double-blind trial, 412 nurses in three hospitals were assigned to amber glasses or clear glasses for eight weeks. Results: Sleep onset was 17 minutes earlier in the amber group than in the control group (95% CI 9 to 25). Total sleep time did not differ between groups. Mild headache was reported by 6% of participants with amber glasses and 5% with clear glasses. Conclusions: Amber glasses may advance sleep onset in shift workers; longer trials are needed.

P03
Bounds for the chromatic number of sparse random hypergraphs
Let $H$ be a random $k$-uniform hypergraph on $n$ vertices with edge probability $p = c\,n^{1-k}$. We prove that for $k \geq 3$ the chromatic number of $H$ is concentrated on two consecutive integers with high probability. The upper bound follows from a second-moment argument, whereas the lower bound uses a weighted first-moment computation. Our result extends a theorem known for graphs, and we conjecture that concentration on one value holds for almost all $c$.

P04
Soil moisture controls the spread of late-summer wildfire in Mediterranean shrubland
Using 19 years of satellite observations (2003-2021) over Spain and Greece, we analyse how soil moisture affects burned area. Dry soils in July increase the burned area in August by 38%, whereas wind speed has a weaker influence. Forested areas are less sensitive to soil moisture than shrubland. Climate model projections suggest that the burned area could double by 2060 under a high-emission scenario. The analysis does not include human ignition sources.

P05
CellQuilt: self-supervised alignment of spatial transcriptomics and histology
Spatial transcriptomics measures gene expression in tissue sections but is expensive. CellQuilt is a self-supervised model that predicts expression of 2,000 genes from routine histology images. Trained on 86 sections of mouse brain and human breast tissue, it reaches a median Pearson correlation of 0.61, compared with 0.48 for HistoNet. Performance drops on tissue types that were not seen during training. The model is not intended for clinical diagnosis.

P06
Room-temperature valley polarisation in twisted bilayer WSe2 under strain
We report valley polarisation of 23% at 300 K in twisted bilayer WSe$_2$ under 1.2% uniaxial strain. Photoluminescence measurements show that the polarisation increases with strain and decreases with temperature. Without strain, no polarisation is observed above 180 K. A tight-binding model attributes the effect to reduced intervalley scattering. These results suggest that strain could be used in room-temperature valleytronic devices.

P07
Do code review comments written by machines get addressed? A study of 38 open-source projects
We study 51,204 review comments in 38 open-source projects, of which 9,870 were written by automated reviewers. Developers addressed 31% of automated comments and 54% of human comments. Comments that point to a failing test are addressed more often than comments on style. We found no evidence that automated comments slow down merging. Interviews with 21 developers reveal that repeated false alarms erode trust.

P08
Minimum wages and the hiring of young workers: evidence from matched employer data
This paper estimates the effect of minimum wage increases on hiring. Using matched employer-employee data from Portugal for 2010 to 2019 and a difference-in-differences design, we find that a 10% increase in the minimum wage reduces hiring of workers under 25 by 2.1%, while employment of older workers is unaffected. Wages rise for the lowest decile. Effects are larger in tourism than in manufacturing. We cannot rule out that firms substitute hours for heads.

P09
TideNet: probabilistic forecasting of coastal sea level with graph transformers
Forecasting storm surges requires reliable uncertainty. TideNet combines a graph transformer with a normalising flow and is trained on 214 tide gauges around the North Sea. For lead times of 48 hours it lowers the continuous ranked probability score by 12% relative to the operational hydrodynamic model and runs 400 times faster. For extreme surges above 2 m, however, TideNet underperforms the hydrodynamic model. We release the data under an open licence.

P10
Phage cocktail therapy delays resistance in Pseudomonas biofilms
Bacteriophages are an alternative to antibiotics. We show that a cocktail of four phages delays the emergence of resistance in Pseudomonas aeruginosa biofilms from 2 days to 9 days in vitro. Single phages were less effective than the cocktail. Adding ciprofloxacin did not further delay resistance. In a zebrafish infection model, the cocktail increased survival from 40% to 75%. Human safety remains untested.

P11
Contrastive decoding without a second model
Contrastive decoding improves factuality but needs a weaker model at inference time. We propose SelfContrast, which obtains the contrast from early layers of the same model and therefore needs no second model and no additional training. On TruthfulQA, SelfContrast improves accuracy by 4.3 percentage points over greedy decoding for Llama-2-7B. The gain vanishes for models with more than 30 billion parameters. Generation slows down by 8%.

P12
The mass of the Milky Way's dark halo from stellar streams
We model five stellar streams with Gaia DR3 proper motions to constrain the mass of the Milky Way. The enclosed mass within 50 kpc is $(4.3 \pm 0.4) \times 10^{11}\,M_\odot$. The halo is slightly oblate, and a prolate halo is disfavoured at the 95% level. Our estimate is lower than that from satellite galaxies. The Large Magellanic Cloud perturbs the Orphan stream; neglecting it biases the mass high by 15%.

P13
Teaching fractions with number lines: a classroom study in twelve schools
We compared number lines with area models for teaching fractions to 9-year-olds in twelve schools (n = 624). Pupils taught with number lines scored higher on magnitude comparison than pupils taught with area models, but not on arithmetic with fractions. The advantage was still present after six months. Teachers found number lines harder to introduce. The study was limited to public schools in one region of Canada.

P14
Low-temperature synthesis of LiFePO4 cathodes with recycled iron
We present a hydrothermal route to LiFePO$_4$ at 160 °C that uses iron recovered from steel waste. The cathodes deliver 152 mAh/g at 0.1C and retain 94% of their capacity after 500 cycles. Energy consumption falls by 35% compared with solid-state synthesis at 700 °C. Copper impurities above 0.5% degrade rate performance. The cost estimate is preliminary.

P15
Fairness constraints can harm the groups they protect
Group fairness constraints are widely imposed on classifiers. We prove that, under label noise that depends on the group, equalised odds can reduce the welfare of the disadvantaged group. Experiments on the Adult and COMPAS data sets confirm the effect for noise rates above 20%. A simple correction that estimates the noise removes the harm when the noise is known within 5%. Our analysis assumes binary labels.

P16
SwiftGrasp: tactile reflexes for robotic grasping of fragile objects
Robots often crush fragile objects. SwiftGrasp couples a tactile sensor array sampled at 1 kHz with a reflex controller and a slower vision policy. In 1,200 grasps of 40 objects, including eggs and strawberries, the success rate was 93%, compared with 71% for a vision-only policy. Removing the reflex controller triples the breakage rate. The system fails on transparent objects that are wet. Training took 3 hours on a single GPU.

P17
Attention maps are not explanations: a negative result for radiology transformers
Attention maps are often shown to radiologists as explanations. We evaluate attention maps of four vision transformers on 3,500 chest radiographs with expert annotations. Attention maps overlap with annotated lesions no better than random maps of the same size (IoU 0.11 versus 0.10). Gradient-based saliency performs better, with an IoU of 0.27. Showing attention maps did not change the diagnoses of eleven radiologists. We recommend against their use as explanations.

P18
Quantum error correction below threshold with a 9-qubit rotated code
We implement a nine-qubit surface code on a superconducting processor and observe a logical error rate of 0.7% per cycle, lower than the 1.1% of the best physical qubit. Leakage reduction units decrease correlated errors by a factor of three. The decoder runs in real time with a latency of 0.9 microseconds. Larger codes were not tested. Extrapolation indicates that distance seven may reach error rates of $10^{-4}$.

P19
Gut bacteria of honeybees degrade the pesticide imidacloprid slowly
Pesticides threaten pollinators. We exposed honeybees to imidacloprid and traced its degradation with labelled compounds. Gut bacteria degraded 11% of the dose within 48 hours; germ-free bees degraded 4%. Lactobacillus strains were more active than Gilliamella strains. Degradation did not protect bees from impaired learning. We conclude that the microbiome contributes little to pesticide tolerance.

P20
Compressing climate model output with learned wavelets
Climate models write petabytes of data. We train a learned wavelet transform that compresses output of the CMIP6 ensemble by a factor of 27 at a maximum relative error of 0.1%. It outperforms ZFP and SZ3 at equal error, but encoding takes five times longer than with ZFP. Extremes of precipitation are preserved, whereas small-scale winds are smoothed. Decoding needs a GPU.

P21
Multilingual speech recognition for under-documented languages with pronunciation lexica
We build speech recognisers for 14 under-documented languages of West Africa with less than five hours of transcribed speech each. Adding a pronunciation lexicon reduces the character error rate from 34.1% to 27.8% on average; larger gains come from languages with tonal spelling. Self-training on radio archives helps only when the lexicon is present. Whisper without fine-tuning fails on 11 of the 14 languages. All recordings were made with consent.

P22
Honest signals in peer review: when do reviewers disclose uncertainty?
We analyse 8,100 reviews from two computer science conferences. Reviewers who report low confidence write shorter reviews and give scores closer to the mean. Senior reviewers disclose uncertainty more often than junior reviewers. Papers with at least one low-confidence review were not accepted less often. Because assignments are not random, the findings are correlational.

P23
Exponential lower bounds for resolution over linear equations
We show that refuting random 3-CNF formulas requires size $2^{\Omega(n)}$ in tree-like resolution over linear equations modulo 2. Previously, only quadratic lower bounds were known for the dag-like system, which our method does not cover. The proof combines a game between a prover and a delayer with an expansion argument. As a consequence, tree-like resolution over linear equations is strictly weaker than the dag-like system.

P24
Urban trees cool streets less at night than by day
Street trees are promoted against heat. With 96 sensors in Lyon we measured air temperature for two summers. By day, streets with trees were 1.8 °C cooler than streets without trees; at night the difference was 0.3 °C and not significant. Irrigated trees cooled more than dry trees. Buildings taller than 20 m reduced the effect of trees. The study covers one city with a temperate climate.

P25
基于图神经网络的城市地铁短时客流预测
准确的客流预测对地铁调度十分重要。本文提出一种融合天气信息的图神经网络模型MetroGNN，用于预测未来15分钟的进站客流。在杭州地铁80个车站、25天的刷卡数据上，MetroGNN的平均绝对误差为18.6人，比LSTM降低了14%。在节假日，模型的误差明显增大。消融实验表明，去掉天气信息后误差上升3.2%。模型尚未在其他城市得到验证。

P26
青藏高原湖泊面积变化及其驱动因素
利用1990年至2020年的Landsat影像，本文分析了青藏高原面积大于10平方公里的312个湖泊。结果表明，湖泊总面积增加了21.7%，其中北部湖泊扩张最快，南部部分湖泊萎缩。降水增加是湖泊扩张的主要原因，冰川融水的贡献约为三分之一。本研究未考虑地下水的影响。

P27
面向电子病历的中文命名实体识别方法
电子病历中的实体嵌套严重。本文提出一种基于片段分类的命名实体识别方法SpanMed，并构建了包含1.2万份病历的标注语料。实验结果表明，SpanMed在嵌套实体上的F1值达到84.5%，优于BERT-CRF的79.3%，但在普通实体上二者没有显著差异。该方法的推理时间是BERT-CRF的1.6倍。语料因隐私原因不公开。

P28
钙钛矿太阳能电池在高湿环境下的稳定性研究
钙钛矿太阳能电池在高湿环境下容易失效。我们在钙钛矿层与空穴传输层之间引入一层2纳米厚的氟化聚合物。器件的初始效率为22.4%，在85%相对湿度下工作1000小时后仍保持初始效率的91%，而对照器件仅保持38%。氟化层没有降低开路电压。该工艺可能适用于大面积组件，但仍需验证。

P29
社区老年人使用智能手环的意愿及影响因素
通过对6个社区的1,048名60岁以上老年人进行问卷调查，本文分析了使用智能手环的意愿。结果显示，43%的受访者愿意使用智能手环；受教育程度和子女支持与使用意愿呈正相关，而年龄与使用意愿呈负相关。收入对使用意愿没有显著影响。由于采用横断面设计，不能推断因果关系。

P30
HarmBound: certified refusal for tool-using agents
Agents that use tools can be misled by injected text. HarmBound certifies, for a bounded set of tools, that a policy refuses all actions outside a declared envelope. Certification holds for up to 12 tool calls and adds 6% overhead. On AgentDojo the attack success rate falls from 47% to 3%, and the benign task success rate falls from 78% to 74%. The certificate does not cover text-only harms. To our knowledge, this is the first certificate for multi-step tool use.

P31
Sleep spindles predict vocabulary learning in toddlers better than total sleep
We recorded daytime naps of 78 toddlers after they had learned twelve new words. Spindle density during the nap predicted recall the next day, whereas nap length did not. Toddlers who napped within one hour of learning recalled more words than toddlers who napped later. Recall was higher for animal names than for tool names. The correlation does not show that spindles cause learning.

P32
GlyphBench: reading damaged inscriptions with vision-language models
GlyphBench contains 4,300 photographs of damaged Greek and Latin inscriptions with expert transcriptions. The best open model reads 62% of characters correctly, while trained epigraphers read 88%. Models do worse on Greek than on Latin. Adding a second photograph under raking light raises accuracy by 9 points. Larger models hallucinate missing words more often than smaller ones. We exclude inscriptions with fewer than five letters.

P33
Retrofitting steel bridges with shape-memory bolts: a field test
Conventional bolts loosen under traffic. We replaced 240 bolts of a highway bridge by shape-memory bolts and monitored preload for 18 months. Shape-memory bolts lost 4% of preload and conventional bolts lost 19%. The new bolts cost six times as much. Corrosion tests are still under way. The preload rises when the temperature falls.

P34
Electron-doped nickelate films show no superconductivity down to 50 mK
Hole-doped nickelates superconduct below 15 K. We grow electron-doped films of thickness 8 nm by molecular-beam epitaxy. No superconductivity is observed down to 50 mK. The resistivity increases upon cooling below 40 K. Magnetic order, not disorder, appears to suppress pairing. Films grown on SrTiO$_3$ are more conductive than films grown on LaAlO$_3$.

P35
Quotas and the careers of women in local councils
Using close elections in 1,940 municipalities, we estimate how gender quotas affect later careers. Quotas raise the share of women among council members by 11 percentage points, but they do not raise the share of women among mayors. Women elected under quotas stay in office longer than men. The effect is driven by large municipalities rather than by small ones. Spending on childcare rises after quotas.

P36
EdgeTune: private on-device personalisation of speech models
EdgeTune adapts speech models on the phone without sending audio to a server. It updates 0.3% of the parameters and needs 95 MB of memory. Word error rate drops from 14.2% to 9.8% for speakers with dysarthria, and from 6.1% to 5.9% for other speakers. Full fine-tuning reaches 9.1% but takes eleven times longer. Adaptation fails when fewer than 20 utterances are available.

P37
高温热浪对长江中下游水稻产量的影响
本文利用2003年至2022年的产量统计与遥感数据，评估了高温热浪对水稻产量的影响。抽穗期每增加一个热浪日，单产下降1.7%；灌浆期的影响较小。早稻受害轻于中稻。灌溉可以减轻但不能消除损失。品种更替对减损的贡献大于播期调整。结果不包括台风造成的损失。

P38
面向小样本工业缺陷检测的扩散数据生成
工业缺陷样本稀少。本文提出DefectDiff，用扩散模型生成缺陷图像以扩充训练集。在MVTec数据集上，使用50张真实样本时，DefectDiff将检测精度从81.2%提高到88.9%，优于GAN方法的85.0%。生成每张图像需要2.4秒，慢于GAN方法的0.1秒。当真实样本超过500张时，收益不再显著。

P39
Ants that farm fungi prefer leaves without induced defences
Leaf-cutter ants choose leaves for their fungus. In choice tests with 36 colonies, ants carried three times as many control leaves as leaves treated with jasmonic acid. The fungus grew more slowly on treated leaves. Ants did not avoid leaves that were merely older. Colonies with young fungus were choosier than colonies with mature fungus. The ants may taste phenolic compounds, but we did not test this.

P40
A sublinear-time algorithm for approximate matching in dynamic graphs
We maintain a $(2-\epsilon)$-approximate maximum matching in a graph under edge insertions and deletions with update time $O(n^{0.4})$. Earlier algorithms with the same guarantee needed $O(n^{0.5})$. The algorithm is randomised and works against an adaptive adversary. Deterministic algorithms remain slower. We also show that, unless a conjecture on matrix multiplication fails, no algorithm can reach $O(n^{0.1})$.
"""  # noqa: E501 (one abstract a line)


def _papers() -> dict[str, Paper]:
    found: dict[str, Paper] = {}
    for block in _TEXTS.strip().split("\n\n"):
        name, title, abstract = block.splitlines()
        paper_id = f"arxiv:2611.{int(name[1:]):05d}"
        found[name] = Paper(
            id=paper_id,
            day=date(2026, 11, 24),
            title=title,
            authors=("Sample Author 1",),
            abstract=abstract,
            url="",
            places=(),
        )
    return found


PAPERS: Final = _papers()
"""By name, `P01` to `P40`; ids are `arxiv:2611.00001` and so on."""
