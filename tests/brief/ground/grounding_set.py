"""Sentences written by hand on the papers of `grounding_papers`: true ones, and ones that go wrong in a known way.

Each line: paper, language, kind; the sentence; words by which the quoted sentence of the
abstract is found (several, parted by ` & `). The quotation stands in the paper: what is
judged is whether it carries the sentence. Papers of even number up to
30 are held back: rules are not to be fitted to them.

    true, paraphrase         to be published: near the paper's words, or far from them
    negated, direction       says the contrary
    reversed                 swaps the sides of a comparison, a cause, a change
    number, unit             a wrong figure; a right one that counts something else
    swapped                  true of another paper than the one quoted
    invented                 brings in a method, data set, place or fact
    overclaim                surer or wider than the paper
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from grounding_papers import PAPERS

from radar.sift.sentences import sentences

GOOD: Final = ("true", "paraphrase")

_LINES: Final = """
P01 en true | Driftwood sends each token to two of sixteen experts and keeps the attention cache in 4-bit precision. | routing scheme
P01 en paraphrase | Median latency per request falls from 310 ms to 142 ms with Driftwood. | median latency
P01 zh true | Driftwood是一种路由方案，将每个词元送往16个专家中的两个，并以4比特精度保存注意力缓存。 | routing scheme
P01 zh paraphrase | Driftwood-7B与13B稠密模型性能相当，内存占用减少到1/2.4，延迟中位数由310毫秒降至142毫秒。 | median latency
P01 en negated | Driftwood improves accuracy on short inputs. | short inputs
P01 zh negated | Driftwood提高了短输入上的准确率。 | short inputs
P01 en reversed | A dense 13B model uses 2.4x less memory than Driftwood-7B. | median latency
P01 en number | Driftwood uses 3.4x less memory than a dense model. | median latency
P01 zh number | Driftwood将延迟中位数从310毫秒降至124毫秒。 | median latency
P01 en unit | Driftwood reduces median latency from 310 s to 142 s per request. | median latency
P01 zh reversed | Driftwood使延迟中位数从142毫秒增加到310毫秒。 | median latency
P01 en invented | Driftwood outperforms Mixtral-8x7B on LongBench. | LongBench
P01 en overclaim | Driftwood is the first routing scheme for long contexts. | routing scheme
P02 en true | Sleep onset was 17 minutes earlier with amber glasses than in the control group. | 17 minutes
P02 en paraphrase | In 412 nurses, amber glasses brought sleep onset forward by 17 minutes, but total sleep time was the same in both groups. | 412 nurses & 17 minutes & Total sleep
P02 zh true | 琥珀色眼镜组的入睡时间比对照组早17分钟。 | 17 minutes
P02 zh paraphrase | 两组的总睡眠时间没有差异。 | Total sleep
P02 en negated | Total sleep time differed between the groups. | Total sleep
P02 zh negated | 佩戴琥珀色眼镜的护士总睡眠时间与对照组有显著差异。 | Total sleep
P02 en direction | Sleep onset was 17 minutes later in the amber group than in the control group. | 17 minutes
P02 en unit | Sleep onset was 17 hours earlier in the amber group. | 17 minutes
P02 zh number | 试验将421名护士随机分组，为期八周。 | 412 nurses
P02 en overclaim | The trial proves that amber glasses advance sleep onset in shift workers. | may advance
P02 zh overclaim | 研究证实琥珀色眼镜能使轮班工作者提前入睡。 | may advance
P02 en swapped | Adding ciprofloxacin did not further delay resistance. | Total sleep
P03 en true | For k ≥ 3 the chromatic number of H is concentrated on two consecutive integers with high probability. | consecutive integers
P03 en paraphrase | The upper bound comes from a second-moment argument and the lower bound from a weighted first-moment computation. | upper bound
P03 zh true | 本文证明，当k≥3时，随机超图的色数以高概率集中在两个相邻整数上。 | consecutive integers
P03 zh paraphrase | 上界由二阶矩论证得到，下界则采用加权一阶矩计算。 | upper bound
P03 en reversed | The lower bound follows from a second-moment argument, whereas the upper bound uses a weighted first-moment computation. | upper bound
P03 en number | The chromatic number is concentrated on three consecutive integers with high probability. | consecutive integers
P03 en overclaim | We prove that concentration on one value holds for all c. | conjecture
P03 zh overclaim | 作者证明了对几乎所有c色数都集中在一个值上。 | conjecture
P03 en invented | The proof relies on the Lovász local lemma and the Szemerédi regularity lemma. | upper bound
P03 zh negated | 随机超图的色数并不集中在两个相邻整数上。 | consecutive integers
P04 en true | Dry soils in July increase the burned area in August by 38%. | Dry soils
P04 en paraphrase | Wind speed affects the burned area less than soil moisture does. | Dry soils
P04 zh true | 7月土壤干燥会使8月的过火面积增加38%，而风速的影响较弱。 | Dry soils
P04 zh paraphrase | 该分析没有考虑人为火源。 | human ignition
P04 en reversed | Shrubland is less sensitive to soil moisture than forested areas. | Forested areas
P04 en direction | Dry soils in July decrease the burned area in August by 38%. | Dry soils
P04 zh direction | 7月土壤干燥使8月的过火面积减少38%。 | Dry soils
P04 en negated | The analysis includes human ignition sources. | human ignition
P04 en overclaim | The burned area will double by 2060 under a high-emission scenario. | double by 2060
P04 zh number | 研究利用19年的卫星观测，发现过火面积到2050年可能翻倍。 | double by 2060 & 19 years
P04 en invented | The study uses MODIS observations over Portugal and Italy. | 19 years
P05 en true | CellQuilt predicts expression of 2,000 genes from routine histology images. | 2,000 genes
P05 en paraphrase | With a median Pearson correlation of 0.61, CellQuilt does better than HistoNet at 0.48. | 0.61
P05 zh true | CellQuilt是一种自监督模型，可从常规组织学图像预测2,000个基因的表达。 | 2,000 genes
P05 zh paraphrase | 在训练中未见过的组织类型上，模型性能下降。 | Performance drops
P05 en negated | The model is intended for clinical diagnosis. | clinical diagnosis
P05 zh negated | CellQuilt可用于临床诊断。 | clinical diagnosis
P05 en reversed | HistoNet reaches a median Pearson correlation of 0.61, compared with 0.48 for CellQuilt. | 0.61
P05 zh reversed | HistoNet的皮尔逊相关系数中位数为0.61，而CellQuilt为0.48。 | 0.61
P05 en direction | Performance improves on tissue types that were not seen during training. | Performance drops
P05 zh number | CellQuilt在68个小鼠脑和人类乳腺组织切片上训练。 | 86 sections
P05 en swapped | The model was trained on 214 tide gauges around the North Sea. | 86 sections
P05 zh invented | CellQuilt在小鼠肝脏和人类肾脏组织上训练。 | 86 sections
P06 en true | Valley polarisation of 23% at 300 K is reported in twisted bilayer WSe2 under 1.2% uniaxial strain. | 23%
P06 en paraphrase | Polarisation grows with strain and falls with temperature. | Photoluminescence
P06 zh true | 光致发光测量表明，极化随应变增大而增大，随温度升高而减小。 | Photoluminescence
P06 zh paraphrase | 在没有应变的情况下，180 K以上未观察到极化。 | Without strain
P06 en direction | Photoluminescence measurements show that the polarisation decreases with strain and increases with temperature. | Photoluminescence
P06 zh negated | 无应变时，在180 K以上也能观察到极化。 | Without strain
P06 en number | Valley polarisation of 32% is reached at 300 K. | 23%
P06 en unit | Valley polarisation of 23% is reached at 300 °C. | 23%
P06 en overclaim | The results prove that strain enables room-temperature valleytronic devices. | could be used
P06 zh invented | 该效应由MoS2与hBN之间的莫尔势引起。 | tight-binding
P07 en true | Developers addressed 31% of automated comments and 54% of human comments. | 31%
P07 en paraphrase | Human review comments are addressed more often (54%) than automated ones (31%). | 31%
P07 zh true | 开发者处理了31%的自动评论和54%的人工评论。 | 31%
P07 zh paraphrase | 指向测试失败的评论比关于风格的评论更常被处理。 | failing test
P07 en reversed | Developers addressed 54% of automated comments and 31% of human comments. | 31%
P07 zh reversed | 关于风格的评论比指向测试失败的评论更常被处理。 | failing test
P07 en negated | Automated comments slow down merging. | slow down
P07 zh negated | 研究发现自动评论会减慢合并速度。 | slow down
P07 en number | The study covers 51,204 review comments in 83 open-source projects. | 51,204
P07 zh number | 研究分析了38个开源项目中的15,204条评审评论。 | 51,204
P07 en overclaim | All developers lost trust in automated comments after false alarms. | Interviews
P07 en invented | GitHub Copilot wrote most of the automated comments. | 51,204
P08 en true | A 10% increase in the minimum wage reduces hiring of workers under 25 by 2.1%. | 2.1%
P08 en paraphrase | Hiring of the young falls by 2.1% when the minimum wage goes up by 10%; employment of older workers stays the same. | 2.1%
P08 zh true | 最低工资每提高10%，25岁以下劳动者的招聘减少2.1%，而年长劳动者的就业不受影响。 | 2.1%
P08 zh paraphrase | 旅游业受到的影响大于制造业。 | tourism
P08 en reversed | Effects are larger in manufacturing than in tourism. | tourism
P08 zh reversed | 制造业受到的影响大于旅游业。 | tourism
P08 en direction | A 10% increase in the minimum wage raises hiring of workers under 25 by 2.1%. | 2.1%
P08 en unit | A 10% increase in the minimum wage reduces hiring of workers under 25 by 2.1 percentage points. | 2.1%
P08 zh unit | 最低工资提高10%，25岁以下劳动者的招聘减少2.1个百分点。 | 2.1%
P08 en negated | We can rule out that firms substitute hours for heads. | rule out
P08 en invented | The effect is estimated with synthetic controls on data from Germany. | matched employer-employee
P08 zh swapped | 收入对使用意愿没有显著影响。 | 2.1%
P09 en true | TideNet combines a graph transformer with a normalising flow and is trained on 214 tide gauges around the North Sea. | 214
P09 en paraphrase | At 48 hours ahead, TideNet's continuous ranked probability score is 12% lower than that of the operational hydrodynamic model. | 48 hours
P09 zh true | TideNet将图Transformer与归一化流结合，用北海周边214个验潮站的数据训练。 | 214
P09 zh paraphrase | 对于超过2米的极端风暴潮，TideNet不如水动力模型。 | extreme surges
P09 en reversed | For extreme surges above 2 m, the hydrodynamic model underperforms TideNet. | extreme surges
P09 zh direction | 对于超过2米的极端风暴潮，TideNet优于水动力模型。 | extreme surges
P09 en direction | For extreme surges above 2 m, TideNet outperforms the hydrodynamic model. | extreme surges
P09 en number | TideNet runs 40 times faster than the operational hydrodynamic model. | 48 hours
P09 zh number | TideNet的运行速度是业务水动力模型的500倍。 | 48 hours
P09 en unit | For lead times of 48 days TideNet lowers the score by 12%. | 48 hours
P09 en overclaim | TideNet is the best model for all surges. | extreme surges
P10 en true | A cocktail of four phages delays the emergence of resistance from 2 days to 9 days in vitro. | four phages
P10 en paraphrase | The cocktail worked better than single phages. | Single phages
P10 zh true | 由四种噬菌体组成的鸡尾酒疗法将铜绿假单胞菌生物膜中耐药性的出现从2天推迟到9天。 | four phages
P10 zh paraphrase | 加入环丙沙星并未进一步延缓耐药性。 | ciprofloxacin
P10 en negated | Adding ciprofloxacin further delayed resistance. | ciprofloxacin
P10 en reversed | Single phages were more effective than the cocktail. | Single phages
P10 zh reversed | 单一噬菌体比鸡尾酒疗法更有效。 | Single phages
P10 en number | In a zebrafish infection model, the cocktail increased survival from 40% to 85%. | zebrafish
P10 en invented | In a mouse infection model, the cocktail increased survival from 40% to 75%. | zebrafish
P10 zh invented | 在小鼠感染模型中，该疗法将存活率从40%提高到75%。 | zebrafish
P10 en overclaim | The cocktail is safe in humans. | Human safety
P10 zh reversed | 该疗法使斑马鱼存活率从75%降至40%。 | zebrafish
P11 en true | SelfContrast obtains the contrast from early layers of the same model and needs no second model. | early layers
P11 en paraphrase | On TruthfulQA, accuracy rises by 4.3 points over greedy decoding for Llama-2-7B. | 4.3
P11 zh true | SelfContrast从同一模型的早期层获得对比，因此无需第二个模型，也无需额外训练。 | early layers
P11 zh paraphrase | 在TruthfulQA上，SelfContrast使Llama-2-7B的准确率比贪心解码提高4.3个百分点。 | 4.3
P11 en unit | On TruthfulQA, SelfContrast improves accuracy by 4.3% over greedy decoding. | 4.3
P11 zh unit | SelfContrast将TruthfulQA准确率提高了4.3%。 | 4.3
P11 en negated | SelfContrast needs a second model and additional training. | early layers
P11 zh negated | SelfContrast需要额外训练。 | early layers
P11 en direction | Generation speeds up by 8%. | slows down
P11 zh overclaim | SelfContrast对任何规模的模型都有效。 | gain vanishes
P11 en overclaim | The gain holds for all models, however large. | gain vanishes
P11 en invented | On HaluEval, SelfContrast improves accuracy by 4.3 percentage points. | 4.3
P12 en true | The enclosed mass within 50 kpc is (4.3 ± 0.4) × 10^11 solar masses. | enclosed mass
P12 en paraphrase | The authors constrain the Milky Way's mass with five stellar streams and Gaia DR3 proper motions. | Gaia DR3
P12 zh true | 本文利用Gaia DR3自行数据对五条恒星流建模，以约束银河系的质量。 | Gaia DR3
P12 zh paraphrase | 晕略呈扁球形，长球形晕在95%水平上不被支持。 | oblate
P12 en negated | A prolate halo is favoured at the 95% level. | oblate
P12 en direction | Our estimate is higher than that from satellite galaxies. | satellite galaxies
P12 zh direction | 该估计高于由卫星星系得到的结果。 | satellite galaxies
P12 en number | The enclosed mass within 50 kpc is (4.3 ± 0.4) × 10^12 solar masses. | enclosed mass
P12 en unit | The enclosed mass within 50 pc is (4.3 ± 0.4) × 10^11 solar masses. | enclosed mass
P12 en swapped | Extremes of precipitation are preserved, whereas small-scale winds are smoothed. | enclosed mass
P12 en invented | The mass of Andromeda is constrained with Hubble proper motions. | Gaia DR3
P13 en true | Pupils taught with number lines scored higher on magnitude comparison than pupils taught with area models. | magnitude comparison
P13 en paraphrase | The advantage of number lines persisted after six months. | six months
P13 zh true | 使用数轴学习的学生在大小比较上的得分高于使用面积模型的学生，但在分数运算上没有优势。 | magnitude comparison
P13 zh paraphrase | 教师认为数轴更难引入。 | Teachers
P13 en reversed | Pupils taught with area models scored higher on magnitude comparison than pupils taught with number lines. | magnitude comparison
P13 zh direction | 教师认为数轴更容易引入。 | Teachers
P13 en negated | Pupils taught with number lines scored higher on arithmetic with fractions. | magnitude comparison
P13 zh number | 该研究在二十所学校对624名9岁儿童进行了比较。 | twelve schools
P13 en number | The advantage was still present after nine months. | six months
P13 en invented | The study was limited to private schools in Sweden. | public schools
P13 en overclaim | Number lines are the best way to teach fractions in every school. | magnitude comparison
P14 en true | The cathodes deliver 152 mAh/g at 0.1C and retain 94% of their capacity after 500 cycles. | 152
P14 en paraphrase | Iron recovered from steel waste serves in a hydrothermal route to LiFePO4 at 160 °C. | hydrothermal
P14 zh true | 与700 °C的固相合成相比，能耗降低35%。 | Energy consumption
P14 zh paraphrase | 铜杂质超过0.5%会降低倍率性能。 | Copper
P14 en direction | Energy consumption rises by 35% compared with solid-state synthesis. | Energy consumption
P14 zh number | 正极在5000次循环后仍保持94%的容量。 | 152
P14 en unit | The cathodes retain 94% of their capacity after 500 hours. | 152
P14 en invented | Nickel impurities above 0.5% degrade rate performance. | Copper
P14 en overclaim | The route is proven to be the cheapest of all. | preliminary
P14 zh direction | 铜杂质超过0.5%可改善倍率性能。 | Copper
P15 en true | Under label noise that depends on the group, equalised odds can reduce the welfare of the disadvantaged group. | equalised odds
P15 en paraphrase | Experiments on Adult and COMPAS bear this out when noise rates exceed 20%. | COMPAS
P15 zh true | 本文证明，当标签噪声依赖于群体时，均等化赔率可能降低弱势群体的福利。 | equalised odds
P15 zh paraphrase | 当噪声已知到5%以内时，一种估计噪声的简单校正可消除这种损害。 | simple correction
P15 en direction | Equalised odds can increase the welfare of the disadvantaged group. | equalised odds
P15 zh direction | 均等化赔率可以提高弱势群体的福利。 | equalised odds
P15 en number | Experiments confirm the effect for noise rates above 40%. | COMPAS
P15 en overclaim | Equalised odds always reduces the welfare of every group. | equalised odds
P15 zh invented | 在German Credit数据集上的实验证实了该效应。 | COMPAS
P15 en swapped | Gut bacteria degraded 11% of the dose within 48 hours. | COMPAS
P15 en negated | The analysis does not assume binary labels. | binary labels
P16 en true | SwiftGrasp couples a tactile sensor array sampled at 1 kHz with a reflex controller and a slower vision policy. | tactile sensor
P16 en paraphrase | The success rate was 93% over 1,200 grasps, against 71% for a policy that uses vision only. | 1,200
P16 zh true | 在对40种物体的1,200次抓取中，成功率为93%，而仅使用视觉的策略为71%。 | 1,200
P16 zh paraphrase | 去掉反射控制器会使破损率增至三倍。 | triples
P16 en reversed | The vision-only policy reached 93%, compared with 71% for SwiftGrasp. | 1,200
P16 en direction | Removing the reflex controller reduces the breakage rate. | triples
P16 zh direction | 去掉反射控制器后破损率降低。 | triples
P16 en number | Training took 8 hours on a single GPU. | Training took
P16 en unit | Training took 3 days on a single GPU. | Training took
P16 zh unit | 训练在单个GPU上耗时3天。 | Training took
P16 en negated | The system does not fail on transparent objects that are wet. | transparent
P16 en overclaim | SwiftGrasp never breaks any object. | 1,200
P17 en true | Attention maps overlap with annotated lesions no better than random maps of the same size. | no better
P17 en paraphrase | Gradient-based saliency reaches an IoU of 0.27 and so performs better. | Gradient-based
P17 zh true | 展示注意力图并未改变十一名放射科医生的诊断。 | eleven
P17 zh paraphrase | 注意力图与标注病灶的重叠并不优于同样大小的随机图（IoU为0.11对0.10）。 | no better
P17 en negated | Attention maps overlap with annotated lesions better than random maps of the same size. | no better
P17 zh negated | 展示注意力图改变了十一名放射科医生的诊断。 | eleven
P17 en negated | We recommend their use as explanations. | recommend
P17 zh negated | 注意力图与病灶的重叠优于随机图。 | no better
P17 en number | Gradient-based saliency performs better, with an IoU of 0.72. | Gradient-based
P17 en reversed | Attention maps perform better than gradient-based saliency, which has an IoU of 0.11. | Gradient-based
P17 zh number | 研究在5,300张胸片上评估了四种视觉Transformer的注意力图。 | 3,500
P18 en true | The logical error rate of 0.7% per cycle is lower than the 1.1% of the best physical qubit. | 0.7%
P18 en paraphrase | Correlated errors fall by a factor of three with leakage reduction units. | Leakage
P18 zh true | 解码器实时运行，延迟为0.9微秒。 | decoder
P18 zh paraphrase | 每周期逻辑错误率为0.7%，低于最佳物理量子比特的1.1%。 | 0.7%
P18 en reversed | The best physical qubit has an error rate of 0.7%, lower than the 1.1% of the logical qubit. | 0.7%
P18 en unit | The decoder runs in real time with a latency of 0.9 milliseconds. | decoder
P18 zh unit | 解码器的延迟为0.9毫秒。 | decoder
P18 en direction | Leakage reduction units increase correlated errors by a factor of three. | Leakage
P18 en overclaim | The authors demonstrate that distance seven reaches error rates of 10^{-4}. | Extrapolation
P18 en invented | A neutral-atom processor with erasure conversion was used. | nine-qubit
P18 zh negated | 研究还测试了更大的码。 | Larger codes
P19 en true | Gut bacteria degraded 11% of the dose within 48 hours; germ-free bees degraded 4%. | 11%
P19 en paraphrase | The bees' microbiome adds little to pesticide tolerance, the authors conclude. | conclude
P19 zh true | 肠道细菌在48小时内降解了11%的剂量，无菌蜜蜂降解了4%。 | 11%
P19 zh paraphrase | 降解并未保护蜜蜂免受学习能力受损。 | impaired learning
P19 en negated | Degradation protected bees from impaired learning. | impaired learning
P19 zh negated | 降解作用使蜜蜂免于学习能力受损。 | impaired learning
P19 en reversed | Gilliamella strains were more active than Lactobacillus strains. | Lactobacillus
P19 zh reversed | Gilliamella菌株比Lactobacillus菌株更活跃。 | Lactobacillus
P19 en number | Gut bacteria degraded 11% of the dose within 24 hours. | 11%
P19 en overclaim | The microbiome completely protects bees from all pesticides. | conclude
P19 en invented | Bumblebees were exposed to glyphosate. | exposed honeybees
P20 en true | The transform compresses output of the CMIP6 ensemble by a factor of 27 at a maximum relative error of 0.1%. | factor of 27
P20 en paraphrase | At the same error it beats ZFP and SZ3, though encoding is five times slower than with ZFP. | outperforms ZFP
P20 zh true | 在同等误差下，该方法优于ZFP和SZ3，但编码耗时是ZFP的五倍。 | outperforms ZFP
P20 zh paraphrase | 降水极值得到保留，而小尺度风场被平滑。 | Extremes
P20 en reversed | ZFP and SZ3 outperform the learned transform at equal error. | outperforms ZFP
P20 zh reversed | 在同等误差下，ZFP和SZ3优于该方法。 | outperforms ZFP
P20 en number | The output is compressed by a factor of 72. | factor of 27
P20 en negated | Decoding needs no GPU. | Decoding
P20 zh negated | 解码不需要GPU。 | Decoding
P20 en reversed | Small-scale winds are preserved, whereas extremes of precipitation are smoothed. | Extremes
P20 en invented | The method was tested on ERA5 reanalysis. | factor of 27
P21 en true | Adding a pronunciation lexicon reduces the character error rate from 34.1% to 27.8% on average. | 34.1%
P21 en paraphrase | Whisper, when not fine-tuned, fails on 11 of the 14 languages. | Whisper
P21 zh true | 加入发音词典后，字符错误率平均从34.1%降至27.8%。 | 34.1%
P21 zh paraphrase | 只有在有发音词典时，利用广播档案的自训练才有帮助。 | Self-training
P21 en reversed | Adding a pronunciation lexicon changes the character error rate from 27.8% to 34.1%. | 34.1%
P21 zh reversed | 加入发音词典后，字符错误率平均从27.8%升至34.1%。 | 34.1%
P21 en negated | Self-training on radio archives helps even when the lexicon is absent. | Self-training
P21 zh number | Whisper在不微调的情况下在14种语言中的12种上失败。 | Whisper
P21 en invented | Speech recognisers are built for 14 languages of East Asia. | 14 under-documented
P21 en overclaim | Whisper fails on all of the languages, even with fine-tuning. | Whisper
P22 en true | Senior reviewers disclose uncertainty more often than junior reviewers. | Senior
P22 en paraphrase | Reviews by people of low confidence are shorter, with scores nearer to the mean. | low confidence
P22 zh true | 资深评审人比初级评审人更常披露不确定性。 | Senior
P22 zh paraphrase | 由于分配并非随机，这些发现只是相关性的。 | correlational
P22 en reversed | Junior reviewers disclose uncertainty more often than senior reviewers. | Senior
P22 zh reversed | 初级评审人比资深评审人更常披露不确定性。 | Senior
P22 en negated | Papers with at least one low-confidence review were accepted less often. | accepted less
P22 en direction | Reviewers who report low confidence write longer reviews. | low confidence
P22 en number | The analysis covers 1,800 reviews from two computer science conferences. | 8,100
P22 en overclaim | Low confidence causes lower scores, as the analysis proves. | correlational
P22 zh overclaim | 研究证明低置信度会导致更低的评分。 | correlational
P23 en true | Refuting random 3-CNF formulas requires size 2^{Ω(n)} in tree-like resolution over linear equations modulo 2. | refuting
P23 en paraphrase | The proof uses a prover-delayer game together with an expansion argument. | delayer
P23 zh true | 证明结合了证明者与延迟者之间的博弈和一个扩展论证。 | delayer
P23 zh paraphrase | 此前对dag-like系统只知道二次下界，而本方法不涵盖该系统。 | quadratic
P23 en reversed | The dag-like system is strictly weaker than tree-like resolution over linear equations. | strictly weaker
P23 en negated | The method also covers the dag-like system. | quadratic
P23 en direction | Tree-like resolution over linear equations is strictly stronger than the dag-like system. | strictly weaker
P23 zh number | 此前只知道三次下界。 | quadratic
P23 en overclaim | The result settles P versus NP. | refuting
P23 en swapped | A prolate halo is disfavoured at the 95% level. | strictly weaker
P24 en true | By day, streets with trees were 1.8 °C cooler than streets without trees. | 1.8
P24 en paraphrase | At night the difference was only 0.3 °C and not significant. | 1.8
P24 zh true | 白天有树的街道比无树的街道凉爽1.8 °C；夜间差异为0.3 °C且不显著。 | 1.8
P24 zh paraphrase | 高于20米的建筑减弱了树木的效果。 | Buildings
P24 en reversed | Dry trees cooled more than irrigated trees. | Irrigated
P24 zh reversed | 干旱的树木比灌溉的树木降温更多。 | Irrigated
P24 en direction | By day, streets with trees were 1.8 °C warmer than streets without trees. | 1.8
P24 en negated | At night the difference was 0.3 °C and significant. | 1.8
P24 zh number | 研究在里昂布设了69个传感器，测量了两个夏季的气温。 | 96 sensors
P24 en overclaim | The study shows that trees cool every city in the world. | one city
P24 en invented | The study covers Paris and Berlin. | one city
P25 zh true | MetroGNN融合天气信息，用于预测未来15分钟的进站客流。 | 融合天气
P25 zh paraphrase | 与LSTM相比，MetroGNN的平均绝对误差降低14%，为18.6人。 | 18.6
P25 en true | The mean absolute error of MetroGNN is 18.6 passengers, 14% lower than that of LSTM. | 18.6
P25 zh negated | 在节假日，模型的误差没有增大。 | 节假日
P25 zh direction | 去掉天气信息后误差下降3.2%。 | 消融
P25 zh number | MetroGNN的平均绝对误差为16.8人。 | 18.6
P25 zh reversed | LSTM的平均绝对误差比MetroGNN降低了14%。 | 18.6
P25 zh overclaim | 模型已在其他城市得到验证。 | 其他城市
P25 en invented | MetroGNN was tested on the Beijing metro. | 18.6
P25 zh invented | MetroGNN在上海地铁上优于ST-GCN。 | 18.6
P26 zh true | 1990年至2020年间，湖泊总面积增加了21.7%，北部湖泊扩张最快。 | 21.7%
P26 zh paraphrase | 冰川融水对湖泊扩张的贡献约为三分之一。 | 三分之一
P26 en true | Total lake area increased by 21.7%; lakes in the north expanded fastest, while some in the south shrank. | 21.7%
P26 zh direction | 湖泊总面积减少了21.7%。 | 21.7%
P26 zh negated | 本研究考虑了地下水的影响。 | 地下水
P26 zh number | 本文分析了213个面积大于10平方公里的湖泊。 | 312
P26 zh unit | 本文分析了面积大于10公顷的312个湖泊。 | 312
P26 zh reversed | 冰川融水是湖泊扩张的主要原因，降水增加的贡献约为三分之一。 | 三分之一
P26 en direction | Total lake area decreased by 21.7%. | 21.7%
P26 zh overclaim | 所有南部湖泊都在萎缩。 | 21.7%
P27 zh true | SpanMed在嵌套实体上的F1值达到84.5%，优于BERT-CRF的79.3%。 | 84.5%
P27 zh paraphrase | SpanMed的推理时间为BERT-CRF的1.6倍。 | 1.6
P27 en true | SpanMed reaches an F1 of 84.5% on nested entities, better than the 79.3% of BERT-CRF. | 84.5%
P27 zh reversed | BERT-CRF在嵌套实体上的F1值达到84.5%，优于SpanMed的79.3%。 | 84.5%
P27 zh negated | 在普通实体上二者有显著差异。 | 84.5%
P27 zh number | 标注语料包含12万份病历。 | 1.2万
P27 en true | The annotated corpus contains 12,000 records. | 1.2万
P27 zh overclaim | 语料已完全公开。 | 隐私
P27 en negated | The corpus is made public. | 隐私
P27 zh invented | SpanMed基于RoBERTa并在CCKS数据集上测试。 | 1.2万
P28 zh true | 器件在85%相对湿度下工作1000小时后仍保持初始效率的91%，而对照器件仅保持38%。 | 91%
P28 zh paraphrase | 该工艺或可用于大面积组件，但仍需验证。 | 大面积
P28 en true | After 1,000 hours at 85% relative humidity the devices retain 91% of their initial efficiency, compared with 38% for the control. | 91%
P28 zh negated | 氟化层降低了开路电压。 | 开路电压
P28 zh reversed | 对照器件保持初始效率的91%，而引入氟化层的器件仅保持38%。 | 91%
P28 zh unit | 聚合物层厚2微米。 | 2纳米
P28 zh overclaim | 该工艺已被证明适用于大面积组件。 | 大面积
P28 en negated | The fluorinated layer lowers the open-circuit voltage. | 开路电压
P28 zh swapped | 模型尚未在其他城市得到验证。 | 大面积
P29 zh true | 43%的受访者愿意使用智能手环。 | 43%
P29 zh paraphrase | 受教育程度越高、子女越支持，使用意愿越强。 | 43%
P29 en true | Income had no significant effect on willingness to use a smart bracelet. | 收入
P29 zh negated | 收入对使用意愿有显著影响。 | 收入
P29 zh direction | 年龄与使用意愿呈正相关，受教育程度与使用意愿呈负相关。 | 43%
P29 zh number | 调查覆盖1,480名60岁以上老年人。 | 1,048
P29 zh overclaim | 研究证明子女支持导致使用意愿上升。 | 横断面
P29 en direction | Age is positively correlated with willingness to use the bracelet. | 43%
P29 zh invented | 调查在北京和上海的社区进行。 | 1,048
P30 en true | On AgentDojo the attack success rate falls from 47% to 3%, and the benign task success rate falls from 78% to 74%. | AgentDojo
P30 en paraphrase | Certification adds an overhead of 6% and works for at most 12 tool calls. | 12 tool calls
P30 zh true | 在AgentDojo上，攻击成功率从47%降至3%，良性任务成功率从78%降至74%。 | AgentDojo
P30 zh paraphrase | 该证书不涵盖纯文本危害。 | text-only
P30 en swapped | Performance drops on tissue types that were not seen during training. | AgentDojo
P30 en negated | The certificate covers text-only harms. | text-only
P30 zh negated | 该证书涵盖纯文本危害。 | text-only
P30 en direction | The benign task success rate rises from 74% to 78%. | AgentDojo
P30 en number | Certification holds for up to 21 tool calls. | 12 tool calls
P30 zh overclaim | HarmBound能够彻底消除一切攻击。 | AgentDojo
P30 en true | The authors believe this to be the first certificate for multi-step tool use. | first certificate
P31 en true | Spindle density during the nap predicted recall the next day, whereas nap length did not. | Spindle density
P31 en paraphrase | How long a toddler napped told nothing about recall; spindle density did. | Spindle density
P31 zh true | 午睡时的纺锤波密度能预测次日的回忆，而午睡时长不能。 | Spindle density
P31 zh paraphrase | 学习后一小时内午睡的幼儿比更晚午睡的幼儿记住更多单词。 | within one hour
P31 zh reversed | 午睡时长能预测次日的回忆，而纺锤波密度不能。 | Spindle density
P31 en reversed | Nap length predicted recall the next day, whereas spindle density did not. | Spindle density
P31 zh reversed | 更晚午睡的幼儿比学习后一小时内午睡的幼儿记住更多单词。 | within one hour
P31 en reversed | Recall was higher for tool names than for animal names. | animal names
P31 zh reversed | 幼儿对工具名称的回忆高于对动物名称的回忆。 | animal names
P31 en overclaim | The study shows that spindles cause learning. | does not show
P31 zh negated | 相关性表明纺锤波导致学习。 | does not show
P31 en number | Naps of 87 toddlers were recorded. | 78 toddlers
P32 en true | The best open model reads 62% of characters correctly, while trained epigraphers read 88%. | 62%
P32 en paraphrase | A second photograph taken under raking light brings 9 points more accuracy. | raking light
P32 zh true | 最好的开放模型能正确读出62%的字符，而受过训练的铭文学家能读出88%。 | 62%
P32 zh paraphrase | 模型在希腊文上的表现不如拉丁文。 | worse on Greek
P32 zh reversed | 最好的开放模型能正确读出88%的字符，而受过训练的铭文学家能读出62%。 | 62%
P32 en reversed | Trained epigraphers read 62% of characters correctly, while the best open model reads 88%. | 62%
P32 en reversed | Models do worse on Latin than on Greek. | worse on Greek
P32 zh reversed | 模型在拉丁文上的表现不如希腊文。 | worse on Greek
P32 zh reversed | 较小的模型比较大的模型更常幻觉出缺失的词。 | hallucinate
P32 en unit | A second photograph raises accuracy by 9%. | raking light
P32 en negated | Inscriptions with fewer than five letters are included. | fewer than five
P32 zh number | GlyphBench包含3,400张受损铭文照片。 | 4,300
P32 en invented | GlyphBench also covers Egyptian hieroglyphs. | 4,300
P33 en true | Shape-memory bolts lost 4% of preload and conventional bolts lost 19%. | lost 4%
P33 en paraphrase | Over 18 months the loss of preload was 4% for shape-memory bolts against 19% for conventional ones. | lost 4% & 18 months
P33 zh true | 形状记忆螺栓损失了4%的预紧力，而常规螺栓损失了19%。 | lost 4%
P33 zh paraphrase | 新螺栓的成本是原来的六倍。 | six times
P33 zh reversed | 形状记忆螺栓损失了19%的预紧力，而常规螺栓损失了4%。 | lost 4%
P33 en reversed | Conventional bolts lost 4% of preload and shape-memory bolts lost 19%. | lost 4%
P33 en direction | The preload falls when the temperature falls. | preload rises
P33 zh direction | 温度下降时预紧力降低。 | preload rises
P33 zh direction | 温度上升时预紧力上升。 | preload rises
P33 en negated | Corrosion tests have been completed. | Corrosion
P33 en overclaim | Shape-memory bolts never loosen. | lost 4%
P33 en number | Preload was monitored for 28 months. | 18 months
P34 en true | No superconductivity is observed down to 50 mK in electron-doped films of thickness 8 nm. | No superconductivity & 8 nm
P34 en paraphrase | Below 40 K the resistivity goes up as the films are cooled. | resistivity
P34 zh true | 直到50 mK也未观察到超导性。 | No superconductivity
P34 zh paraphrase | 抑制配对的似乎是磁序而不是无序。 | Magnetic order
P34 zh negated | 在50 mK观察到超导性。 | No superconductivity
P34 en negated | Superconductivity is observed at 50 mK. | No superconductivity
P34 en reversed | Disorder, not magnetic order, appears to suppress pairing. | Magnetic order
P34 zh reversed | 抑制配对的似乎是无序而不是磁序。 | Magnetic order
P34 zh reversed | 在LaAlO3上生长的薄膜比在SrTiO3上生长的薄膜导电性更好。 | more conductive
P34 en reversed | Films grown on LaAlO3 are more conductive than films grown on SrTiO3. | more conductive
P34 zh unit | 薄膜厚度为8微米。 | 8 nm
P34 en unit | Hole-doped nickelates superconduct below 15 mK. | 15 K
P35 en true | Quotas raise the share of women among council members by 11 percentage points, but not the share of women among mayors. | 11 percentage
P35 en paraphrase | It is large municipalities, not small ones, that drive the effect. | driven by
P35 zh true | 配额使女性在议员中的比例提高了11个百分点，但没有提高女性在市长中的比例。 | 11 percentage
P35 zh paraphrase | 该效应由大城市而非小城市驱动。 | driven by
P35 en reversed | The effect is driven by small municipalities rather than by large ones. | driven by
P35 zh reversed | 该效应由小城市而非大城市驱动。 | driven by
P35 en reversed | Men stay in office longer than women elected under quotas. | stay in office
P35 zh reversed | 男性比通过配额当选的女性任职时间更长。 | stay in office
P35 zh negated | 配额提高了女性在市长中的比例。 | 11 percentage
P35 en unit | Quotas raise the share of women among council members by 11%. | 11 percentage
P35 en direction | Spending on childcare falls after quotas. | childcare
P35 en overclaim | Quotas raise the share of women in all offices. | 11 percentage
P36 en true | Word error rate drops from 14.2% to 9.8% for speakers with dysarthria. | 14.2%
P36 en paraphrase | Full fine-tuning gets to 9.1%, yet it takes eleven times longer. | Full fine-tuning
P36 zh true | 对于构音障碍说话人，词错误率从14.2%降至9.8%。 | 14.2%
P36 zh paraphrase | 可用话语少于20条时，适配会失败。 | fewer than 20
P36 zh reversed | 对于构音障碍说话人，词错误率从6.1%降至5.9%。 | 14.2%
P36 en reversed | Word error rate drops from 6.1% to 5.9% for speakers with dysarthria, and from 14.2% to 9.8% for other speakers. | 14.2%
P36 en negated | EdgeTune sends audio to a server. | without sending
P36 zh negated | EdgeTune需要将音频发送到服务器。 | without sending
P36 en unit | EdgeTune needs 95 GB of memory. | 95 MB
P36 zh number | EdgeTune更新3%的参数。 | 0.3%
P37 zh true | 抽穗期每增加一个热浪日，单产下降1.7%。 | 1.7%
P37 zh paraphrase | 与中稻相比，早稻受害较轻。 | 早稻
P37 en true | Each additional heatwave day at heading lowers yield by 1.7%. | 1.7%
P37 zh reversed | 中稻受害轻于早稻。 | 早稻
P37 zh reversed | 播期调整对减损的贡献大于品种更替。 | 品种
P37 zh negated | 灌溉可以消除损失。 | 灌溉
P37 zh direction | 抽穗期每增加一个热浪日，单产上升1.7%。 | 1.7%
P37 zh negated | 结果包括台风造成的损失。 | 台风
P37 en overclaim | Irrigation eliminates all losses. | 灌溉
P38 zh true | DefectDiff将检测精度从81.2%提高到88.9%，优于GAN方法的85.0%。 | 81.2%
P38 zh paraphrase | 生成一张图像需2.4秒，比GAN方法慢。 | 2.4秒
P38 en true | DefectDiff raises detection accuracy from 81.2% to 88.9%, better than the 85.0% of the GAN method. | 81.2%
P38 zh reversed | GAN方法将检测精度从81.2%提高到88.9%，优于DefectDiff的85.0%。 | 81.2%
P38 zh direction | 生成每张图像需要2.4秒，快于GAN方法的0.1秒。 | 2.4秒
P38 zh negated | 当真实样本超过500张时，收益仍然显著。 | 500
P38 zh reversed | DefectDiff将检测精度从88.9%变为81.2%。 | 81.2%
P38 zh number | 在MVTec数据集上使用了500张真实样本时精度为88.9%。 | 81.2%
P39 en true | Ants carried three times as many control leaves as leaves treated with jasmonic acid. | jasmonic
P39 en paraphrase | On treated leaves the growth of the fungus was slower. | more slowly
P39 zh true | 真菌在处理过的叶片上生长更慢。 | more slowly
P39 zh paraphrase | 蚂蚁并不回避仅仅较老的叶片。 | merely older
P39 en reversed | Ants carried three times as many leaves treated with jasmonic acid as control leaves. | jasmonic
P39 zh reversed | 拥有成熟真菌的蚁群比拥有年轻真菌的蚁群更挑剔。 | choosier
P39 en reversed | Colonies with mature fungus were choosier than colonies with young fungus. | choosier
P39 en direction | The fungus grew faster on treated leaves. | more slowly
P39 zh negated | 蚂蚁回避较老的叶片。 | merely older
P39 en overclaim | The ants taste phenolic compounds. | phenolic
P39 zh overclaim | 实验证实蚂蚁能尝出酚类化合物。 | phenolic
P40 en true | A (2-ε)-approximate maximum matching is maintained under edge insertions and deletions with update time O(n^{0.4}). | 0.4
P40 en paraphrase | Earlier algorithms with this guarantee took O(n^{0.5}) per update. | Earlier & 0.4
P40 zh true | 该算法是随机化的，能对抗自适应对手。 | randomised
P40 zh paraphrase | 确定性算法仍然较慢。 | Deterministic
P40 en direction | Deterministic algorithms remain faster. | Deterministic
P40 zh direction | 确定性算法更快。 | Deterministic
P40 en number | The update time is O(n^{0.3}). | 0.4
P40 en negated | The algorithm does not work against an adaptive adversary. | randomised
P40 en overclaim | We prove that no algorithm can reach O(n^{0.1}). | 0.1
P01 en paraphrase | Short inputs see no gain in accuracy. | short inputs
P01 en paraphrase | With a memory footprint 2.4 times smaller, Driftwood-7B equals a dense 13B model on LongBench and RULER. | LongBench
P01 zh paraphrase | 短输入上的准确率没有提高。 | short inputs
P01 zh reversed | 13B稠密模型比Driftwood-7B少用2.4倍内存。 | median latency
P03 en paraphrase | Whether concentration on one value holds for almost all c remains a conjecture. | conjecture
P03 zh paraphrase | 作者猜想对几乎所有c，色数集中在一个值上。 | conjecture
P05 en paraphrase | Unseen tissue types make the model's performance drop. | Performance drops
P05 en paraphrase | HistoNet, at 0.48, is behind CellQuilt, whose median Pearson correlation is 0.61. | 0.61
P05 zh true | CellQuilt的皮尔逊相关系数中位数为0.61，高于HistoNet的0.48。 | 0.61
P05 zh reversed | HistoNet的相关系数高于CellQuilt。 | 0.61
P05 en negated | Routine histology images cannot be used to predict the expression of genes. | 2,000 genes
P07 en paraphrase | Comments on style are addressed less often than those that point to a failing test. | failing test
P07 zh true | 与关于风格的评论相比，指向测试失败的评论更常得到处理。 | failing test
P07 en paraphrase | According to interviews with 21 developers, false alarms that keep coming wear down trust. | Interviews
P07 zh paraphrase | 对21名开发者的访谈显示，反复的误报会削弱信任。 | Interviews
P07 zh direction | 对21名开发者的访谈显示，反复的误报会增强信任。 | Interviews
P07 zh reversed | 开发者处理了54%的自动评论和31%的人工评论。 | 31%
P09 en paraphrase | The hydrodynamic model is better than TideNet when surges exceed 2 m. | extreme surges
P09 zh true | 对于超过2米的极端风暴潮，水动力模型优于TideNet。 | extreme surges
P09 zh reversed | 对于超过2米的极端风暴潮，水动力模型不如TideNet。 | extreme surges
P09 zh paraphrase | 在48小时的预见期上，TideNet将连续分级概率评分降低了12%，并且快400倍。 | 48 hours
P09 en reversed | The operational hydrodynamic model runs 400 times faster than TideNet. | 48 hours
P11 en paraphrase | Generation becomes 8% slower. | slows down
P11 zh true | 生成速度减慢8%。 | slows down
P11 zh direction | 生成速度加快8%。 | slows down
P11 zh paraphrase | 对于参数超过300亿的模型，增益消失。 | gain vanishes
P11 zh number | 对于参数超过30亿的模型，增益消失。 | gain vanishes
P11 en reversed | Greedy decoding improves accuracy by 4.3 percentage points over SelfContrast on TruthfulQA. | 4.3
P13 en paraphrase | Area models led to lower scores on magnitude comparison than number lines did. | magnitude comparison
P13 zh paraphrase | 六个月后优势依然存在。 | six months
P13 zh negated | 六个月后优势不再存在。 | six months
P13 en negated | The advantage had disappeared after six months. | six months
P13 en reversed | Teachers found area models harder to introduce. | harder to introduce
P15 en paraphrase | Once the noise is known to within 5%, estimating it and correcting for it takes the harm away. | simple correction
P15 zh true | 在Adult和COMPAS数据集上的实验证实，当噪声率高于20%时存在该效应。 | COMPAS
P15 zh number | 在Adult和COMPAS数据集上的实验证实，当噪声率高于2%时存在该效应。 | COMPAS
P15 zh negated | 该分析并未假设二元标签。 | binary labels
P17 en paraphrase | Eleven radiologists kept their diagnoses when they were shown attention maps. | eleven
P17 zh true | 作者建议不要将注意力图用作解释。 | recommend
P17 zh negated | 作者建议将注意力图用作解释。 | recommend
P17 zh true | 基于梯度的显著性表现更好，IoU为0.27。 | Gradient-based
P17 zh reversed | 随机图与病灶的重叠优于基于梯度的显著性。 | Gradient-based
P19 en paraphrase | Bees that lacked germs broke down 4% of the dose, while gut bacteria broke down 11% in two days. | 11%
P19 en reversed | Germ-free bees degraded 11% of the dose; gut bacteria degraded 4%. | 11%
P19 zh reversed | 无菌蜜蜂在48小时内降解了11%的剂量，肠道细菌降解了4%。 | 11%
P19 zh paraphrase | Lactobacillus菌株的活性高于Gilliamella菌株。 | Lactobacillus
P21 en paraphrase | Languages spelled with tones gain more from the lexicon. | 34.1%
P21 zh paraphrase | 所有录音均在征得同意后制作。 | consent
P21 en number | Recognisers are built for 41 under-documented languages. | 14 under-documented
P21 zh negated | Whisper在不微调的情况下在所有14种语言上都成功。 | Whisper
P23 en paraphrase | The dag-like system is strictly stronger than tree-like resolution over linear equations. | strictly weaker
P23 zh reversed | dag-like系统严格弱于线性方程上的树状归结。 | strictly weaker
P25 zh paraphrase | 不使用天气信息时，误差增加3.2%。 | 消融
P25 zh true | 在节假日，MetroGNN的误差明显增大。 | 节假日
P25 en paraphrase | On holidays the model's error is clearly larger. | 节假日
P27 zh paraphrase | 在嵌套实体上，BERT-CRF的F1值79.3%低于SpanMed的84.5%。 | 84.5%
P27 zh reversed | SpanMed在嵌套实体上不如BERT-CRF。 | 84.5%
P27 zh reversed | BERT-CRF的推理时间是SpanMed的1.6倍。 | 1.6
P29 zh paraphrase | 年龄越大，使用意愿越低。 | 43%
P29 zh direction | 年龄越大，使用意愿越高。 | 43%
P29 zh true | 由于是横断面设计，不能推断因果关系。 | 横断面
P29 zh negated | 由于采用横断面设计，可以推断因果关系。 | 横断面
P31 en paraphrase | Toddlers remembered animal names better than tool names. | animal names
P31 zh paraphrase | 幼儿对动物名称的回忆高于对工具名称的回忆。 | animal names
P32 zh paraphrase | 较大的模型比较小的模型更常幻觉出缺失的词。 | hallucinate
P32 en paraphrase | Latin is easier for the models than Greek. | worse on Greek
P33 en paraphrase | Six times the cost of the old ones is what the new bolts take. | six times
P33 zh paraphrase | 腐蚀试验仍在进行。 | Corrosion
P35 en paraphrase | After quotas, more is spent on childcare. | childcare
P35 zh true | 通过配额当选的女性比男性任职时间更长。 | stay in office
P36 zh true | 全量微调可达9.1%，但耗时是其十一倍。 | Full fine-tuning
P38 zh paraphrase | 与GAN方法的85.0%相比，DefectDiff的检测精度更高，为88.9%。 | 81.2%
P39 zh true | 拥有年轻真菌的蚁群比拥有成熟真菌的蚁群更挑剔。 | choosier
P40 en paraphrase | Deterministic algorithms are still slower than this randomised one. | Deterministic
"""  # noqa: E501 (one case a line)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """Hold one sentence with what it quotes."""

    paper: str
    lang: str
    kind: str
    text: str
    spans: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Tell a sentence that may be published."""
        return self.kind in GOOD

    @property
    def is_held_back(self) -> bool:
        """Tell a sentence that no rule was fitted to."""
        return int(self.paper[1:]) in range(2, 31, 2)


def _case(line: str) -> Case:
    head, text, found_by = line.split(" | ")
    paper, lang, kind = head.split()
    parts = sentences(PAPERS[paper].abstract)
    spans = tuple(next(part for part in parts if words in part) for words in found_by.strip().split(" & "))
    return Case(paper=paper, lang=lang, kind=kind, text=text, spans=spans)


CASES: Final = tuple(_case(line) for line in _LINES.strip().splitlines())
