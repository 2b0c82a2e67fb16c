"""Hold 120 labelled sentences on twelve invented abstracts, by another hand than the author of `ground`.

Nothing here was changed to suit the checker. In `TEXT` a paper starts with `#` and its
id, then its title and abstract. `>` starts a passage of that abstract; the sentences under
it rest on it: language, `true` or the kind of falsehood, then the sentence. Two spaces go on
with the line before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from radar.brief.drafts import GIST, Claim, Draft, Grounded, Part, Quote
from radar.brief.ground.claims import check
from radar.models import Paper

TRUE = "true"
KINDS = ("negated", "reversed", "number", "unit", "swapped", "invented", "overclaim", "cause", "scope", "subject")

TEXT = """
# glacier
Thinning of debris-covered and clean glacier tongues in a dry mountain range
Debris-covered tongues are often assumed to melt more slowly than clean ice. We surveyed four glaciers with repeat
  drone photogrammetry between 2017 and 2023 and compared the thinning of debris-covered and clean tongues at the
  same elevation. Debris-covered tongues thinned by 0.84 ± 0.06 m per year, nearly as fast as clean ice (0.91 m per
  year). Ice cliffs and ponds cover only 9% of the debris-covered area but account for 36% of its melt. We found no
  significant relation between debris thickness and thinning where debris was thinner than 20 cm. Because all four
  glaciers lie in one range, the results may not hold for wetter climates.
> We surveyed four glaciers with repeat drone photogrammetry between 2017 and 2023
zh true 研究者在2017至2023年间用无人机反复航测了四条冰川。
> Debris-covered tongues thinned by 0.84 ± 0.06 m per year, nearly as fast as clean ice (0.91 m per year).
zh true 有表碛覆盖的冰舌每年减薄约0.84米，与裸冰的0.91米相差无几。
en reversed Debris-covered tongues lost thickness slightly faster than clean ice at the same elevation.
zh number 表碛覆盖的冰舌每年减薄0.48米，几乎与裸冰一样快。
> Ice cliffs and ponds cover only 9% of the debris-covered area but account for 36% of its melt.
en true More than a third of the melt of the debris-covered area comes from cliffs and ponds that make up 9% of it.
zh true 冰崖和冰面湖只占表碛区面积的9%，却贡献了36%的融化量。
> We found no significant relation between debris thickness and thinning where debris was thinner than 20 cm.
zh negated 在表碛薄于20厘米处，厚度与冰川减薄显著相关。
> Because all four glaciers lie in one range, the results may not hold for wetter climates.
en true The authors caution that four glaciers of a single range may not represent wetter regions.
en overclaim The results prove that debris-covered glaciers behave this way in wetter climates too.
en scope Across the world's glaciers, debris-covered tongues thin nearly as fast as clean ice.
# trial
Colchicine after minor stroke: a randomised, double-blind, placebo-controlled trial
In this double-blind trial, 1,482 adults with a recent minor stroke were randomly assigned to colchicine 0.5 mg once
  daily or placebo. The primary outcome was recurrent stroke within 12 months. Recurrent stroke occurred in 41
  patients (5.5%) given colchicine and in 62 patients (8.4%) given placebo (hazard ratio 0.65, 95% CI 0.44 to 0.96).
  Diarrhoea was more common with colchicine than with placebo (11% vs 6%). Mortality did not differ between the
  groups. Colchicine may reduce recurrent stroke after minor stroke, but the trial was stopped early and larger
  trials are needed.
> 1,482 adults with a recent minor stroke were randomly assigned to colchicine 0.5 mg once daily or placebo
en true The trial randomised 1,482 adults who had recently had a minor stroke to daily low-dose colchicine or placebo.
zh unit 1482名近期发生轻型卒中的成人被随机分配，每天服用0.5克秋水仙碱或安慰剂。
> Recurrent stroke occurred in 41 patients (5.5%) given colchicine and in 62 patients (8.4%) given placebo
zh true 服用秋水仙碱的患者中有5.5%再次卒中，安慰剂组为8.4%。
en true Within a year, 5.5% of those on colchicine had another stroke, against 8.4% of those on placebo.
en number Recurrent stroke occurred in 5.5% of patients on colchicine and 9.4% of those on placebo.
> Diarrhoea was more common with colchicine than with placebo (11% vs 6%).
zh reversed 安慰剂组的腹泻比秋水仙碱组更常见。
> Mortality did not differ between the groups.
zh true 两组的死亡率没有差别。
en negated Mortality differed between the two groups.
> Colchicine may reduce recurrent stroke after minor stroke, but the trial was stopped early
en true The drug may lower the risk of another stroke, though the trial ended earlier than planned.
zh overclaim 该试验证实秋水仙碱能够防止轻型卒中后的复发，可以直接用于临床。
# catalyst
A nickel-iron phosphide anode for the electrolysis of alkaline seawater
Electrolysis of seawater is limited by chloride corrosion of the anode. Here we report a nickel-iron phosphide grown
  on carbon cloth that reaches 500 mA/cm2 at an overpotential of 287 mV in alkaline seawater. The electrode ran for
  320 h with a voltage loss below 3%. In situ Raman spectroscopy shows that a phosphate layer formed during operation
  repels chloride ions and thereby suppresses corrosion. Iridium oxide, the benchmark, needed 361 mV under the same
  conditions. Without iron, the activity fell by a factor of four. Performance in untreated, neutral seawater was not
  tested.
> a nickel-iron phosphide grown on carbon cloth that reaches 500 mA/cm2 at an overpotential of 287 mV
zh true 长在碳布上的镍铁磷化物在287毫伏过电位下即可达到每平方厘米500毫安的电流密度。
en swapped The material kept 81% of its room-temperature capacity at −20 °C.
> The electrode ran for 320 h with a voltage loss below 3%.
en true The electrode held out for 320 hours while losing less than 3% in voltage.
en unit The electrode ran for 320 days with a voltage loss below 3%.
> a phosphate layer formed during operation repels chloride ions and thereby suppresses corrosion
zh true 运行中生成的磷酸盐层排斥氯离子，从而抑制了腐蚀。
zh cause 腐蚀排斥了氯离子，由此在运行中生成磷酸盐层。
en invented Measurements with ChloroMap show that a phosphate layer formed in operation repels chloride ions.
> Iridium oxide, the benchmark, needed 361 mV under the same conditions.
zh subject 镍铁磷化物在相同条件下需要361毫伏的过电位。
> Performance in untreated, neutral seawater was not tested.
zh true 作者没有测试它在未经处理的中性海水中的表现。
en true How the anode would fare in untreated, neutral seawater was left untested.
# tables
LadderQA: questions over tables and text in nine languages
We present LadderQA, a benchmark of 8,600 questions over tables and text in nine languages. The strongest of 14 open
  models answers 61.3% of the questions correctly, against 92.7% for human annotators. Accuracy drops by 18 points
  when the answer needs a sum over more than five rows. Retrieval with BM25 outperforms dense retrieval on tables,
  whereas dense retrieval is better on prose. Fine-tuning on English alone does not improve accuracy in Swahili or
  Thai. LadderQA contains no questions on images, and its annotators were all students.
> We present LadderQA, a benchmark of 8,600 questions over tables and text in nine languages.
en true LadderQA asks 8,600 questions about tables and text in nine languages.
zh invented 研究者在WikiGrid数据集上提出了8600个涵盖九种语言的表格与文本问题。
> The strongest of 14 open models answers 61.3% of the questions correctly, against 92.7% for human annotators.
zh true 14个开放模型中最强的答对61.3%的问题，而人类标注者为92.7%。
en true Even the best of 14 open models gets 61.3% right, well short of the 92.7% that people reach.
en subject Human annotators answer 61.3% of the questions correctly, against 92.7% for the strongest open model.
> Retrieval with BM25 outperforms dense retrieval on tables, whereas dense retrieval is better on prose.
zh true 在表格上BM25检索优于稠密检索，在普通文本上则相反。
en true On tables BM25 beats dense retrieval; on prose it is the other way round.
zh reversed 在表格上，稠密检索优于BM25检索。
> Fine-tuning on English alone does not improve accuracy in Swahili or Thai.
en negated Fine-tuning on English alone improves accuracy in Swahili and Thai.
zh scope 只用英语微调对任何其他语言都没有帮助。
# wage
Minimum wages and the working hours of the young
We study a 2019 reform that raised the minimum wage for workers under 21 by 14% in one country. Using payroll records
  of 2.3 million employees and a difference-in-differences design, we find that employment of young workers did not
  fall. Average weekly hours decreased by 1.2 hours, so that monthly earnings rose by only 7%. The effect was larger
  in restaurants than in retail. Firms that faced higher labour costs raised prices by about 1.5%. Our estimates
  cover the first 18 months only and say little about long-run effects.
> Using payroll records of 2.3 million employees and a difference-in-differences design
zh true 研究用双重差分方法分析了230万名雇员的工资记录。
en number The study draws on payroll records of 23 million employees and a difference-in-differences design.
> we find that employment of young workers did not fall
en true The authors see no decline in the employment of young workers.
zh negated 研究发现年轻劳动者的就业下降了。
> Average weekly hours decreased by 1.2 hours, so that monthly earnings rose by only 7%.
zh true 每周平均工时减少了1.2小时，因此月收入只增加了7%。
en cause Monthly earnings rose by only 7%, so that average weekly hours decreased by 1.2 hours.
> The effect was larger in restaurants than in retail.
zh true 餐饮业受到的影响大于零售业。
en true Restaurants felt the effect more strongly than retail did.
> Our estimates cover the first 18 months only and say little about long-run effects.
zh overclaim 估计结果证明，提高最低工资在长期内也必然有效。
en scope The estimates cover the long run as well as the first 18 months.
# bats
Street lights of two colours and the evening emergence of bats
Artificial light changes when nocturnal animals become active. We tracked 74 Myotis bats at six roosts with passive
  tags during 2021 and 2022, switching street lamps from white to red light every two weeks. Under white light, bats
  emerged 23 minutes later than in darkness; under red light the delay was 6 minutes. Later emergence shortened
  foraging and led to lower body mass in juveniles (mean 5.9 g versus 6.4 g). Adult survival was not affected by
  either light. Whether insects moved away from the lamps remains unknown.
> We tracked 74 Myotis bats at six roosts with passive tags during 2021 and 2022
en true Seventy-four Myotis bats from six roosts carried passive tags in 2021 and 2022.
zh swapped 研究者在28所学校中让612名学生阅读同样的文章。
> Under white light, bats emerged 23 minutes later than in darkness; under red light the delay was 6 minutes.
zh true 白光下蝙蝠比黑暗中晚23分钟出洞，红光下只推迟6分钟。
en true White lamps delayed the bats by 23 minutes, red ones by only 6.
en reversed Under white light, bats emerged 23 minutes earlier than in darkness.
en unit Under white light, bats emerged 23 seconds later than in darkness.
zh number 白光下蝙蝠比黑暗中晚32分钟出洞。
> Later emergence shortened foraging and led to lower body mass in juveniles
zh cause 幼蝠体重偏低导致它们出洞更晚。
> Adult survival was not affected by either light.
zh true 两种灯光都没有影响成年蝙蝠的存活。
> Whether insects moved away from the lamps remains unknown.
en true It is still unclear whether the insects had left the lamps.
# galaxy
Spectroscopy of a massive quiescent galaxy at redshift 4.9
We report spectroscopy of a massive quiescent galaxy at z = 4.92 obtained with the NIRSpec instrument. Its stellar
  mass is 68 billion solar masses, and its star formation rate is below 5 solar masses per year. The spectrum
  suggests that star formation ceased about 300 million years before the observed epoch. Broad sodium absorption
  indicates an outflow of neutral gas, which we attribute to an active nucleus rather than to supernovae. Simulations
  predict ten times fewer such galaxies than the number density we infer. A single object cannot settle the number
  density, and dust could hide residual star formation.
> Its stellar mass is 68 billion solar masses, and its star formation rate is below 5 solar masses per year.
zh true 该星系的恒星质量达680亿个太阳质量，每年形成的恒星不足5个太阳质量。
zh unit 该星系的恒星质量为68万个太阳质量。
> The spectrum suggests that star formation ceased about 300 million years before the observed epoch.
zh true 光谱表明，恒星形成大约在观测时刻之前3亿年就已停止。
en true Star formation appears to have stopped some 300 million years before the time we observe.
zh invented 用QuenchFit模型拟合光谱后，作者认为恒星形成在约3亿年前停止。
> an outflow of neutral gas, which we attribute to an active nucleus rather than to supernovae
zh true 作者把中性气体外流归因于活动星系核，而不是超新星。
en subject The outflow of neutral gas is attributed to supernovae rather than to an active nucleus.
en swapped Without iron, the activity fell by a factor of four.
> A single object cannot settle the number density, and dust could hide residual star formation.
en true One galaxy cannot fix the number density, and dust may conceal some remaining star formation.
en overclaim This single object settles the number density of such galaxies once and for all.
# graphs
Bounded treewidth for subcubic graphs without long induced cycles
We prove that every graph of maximum degree at most 3 without induced cycles longer than 7 has treewidth at most 48.
  The bound is not tight; we believe that it can be lowered to 12. As a consequence, maximum independent set can be
  solved in linear time on this class. The proof is constructive and does not use the graph minor theorem. For
  unbounded degree the statement fails: complete graphs have no induced cycle longer than 3 but unbounded treewidth.
> every graph of maximum degree at most 3 without induced cycles longer than 7 has treewidth at most 48
zh true 论文证明，最大度不超过3且没有长于7的诱导圈的图，树宽至多为48。
en true Graphs of maximum degree 3 with no induced cycle longer than 7 are shown to have treewidth at most 48.
zh scope 论文证明，所有图的树宽都至多为48。
zh swapped 论文证明，半量还田的产量与全量还田无显著差异。
> The bound is not tight; we believe that it can be lowered to 12.
en true The authors do not consider the bound tight and expect that 12 is possible.
> As a consequence, maximum independent set can be solved in linear time on this class.
zh true 由此，最大独立集问题在这类图上可在线性时间内求解。
en cause Because maximum independent set can be solved in linear time, the treewidth of this class is bounded.
> The proof is constructive and does not use the graph minor theorem.
en true The constructive proof gets by without the graph minor theorem.
zh negated 该证明是构造性的，并且用到了图子式定理。
en invented The proof is constructive and rests on the GridSwap algorithm.
# battery
Ageing of sodium-ion pouch cells at low and at room temperature
Sodium-ion batteries lose less capacity in the cold than lithium-ion ones, but their life is poorly known. We cycled
  96 pouch cells of hard carbon and layered oxide at −20 °C, 0 °C and 25 °C for 1,500 cycles. At −20 °C the cells
  kept 81% of their room-temperature capacity, compared with 58% for lithium iron phosphate cells of the same size.
  Ageing was fastest at 25 °C, where capacity faded to 80% after 1,180 cycles. Impedance rose mainly at the cathode,
  not at the anode. Energy density, at 128 Wh/kg, remains lower than that of lithium iron phosphate (165 Wh/kg).
  Cells were charged at no more than 1C, so fast charging was not assessed.
> At −20 °C the cells kept 81% of their room-temperature capacity, compared with 58% for lithium iron phosphate cells
zh true 在零下20摄氏度，钠离子电池保持了室温容量的81%，磷酸铁锂电池只有58%。
en true At −20 °C sodium-ion cells retained 81% of their capacity, while lithium iron phosphate cells retained 58%.
en number At −20 °C the cells kept 88% of their room-temperature capacity.
> capacity faded to 80% after 1,180 cycles
en unit Capacity faded to 80% after 1,180 hours.
> Impedance rose mainly at the cathode, not at the anode.
zh true 阻抗的上升主要发生在正极而非负极。
zh subject 阻抗的上升主要发生在负极而非正极。
> Energy density, at 128 Wh/kg, remains lower than that of lithium iron phosphate (165 Wh/kg).
zh true 其能量密度为128 Wh/kg，仍低于磷酸铁锂的165 Wh/kg。
zh reversed 其能量密度为128 Wh/kg，高于磷酸铁锂。
> Cells were charged at no more than 1C, so fast charging was not assessed.
en true Fast charging was outside the study, as the cells were never charged above 1C.
en negated Fast charging was assessed, with the cells charged at up to 1C.
# reading
Reading on paper and on tablets in primary school
In a preregistered experiment, 612 pupils aged 9 to 11 in 28 schools read the same texts on paper and on tablets.
  Comprehension was slightly higher on paper (Cohen's d = 0.18), but only for informational texts; for stories no
  difference was found. Pupils read faster on tablets and overestimated their understanding more. A five-minute
  instruction to read slowly removed the difference. Teachers' attitudes towards tablets did not predict the results.
  The study did not include pupils with dyslexia.
> 612 pupils aged 9 to 11 in 28 schools read the same texts on paper and on tablets
en true Some 612 children between 9 and 11 years, from 28 schools, read identical texts on paper and on tablets.
zh number 来自82所学校的612名学生分别在纸上和平板电脑上阅读了同样的文章。
en swapped The study followed 1,482 adults with a recent minor stroke.
> Comprehension was slightly higher on paper (Cohen's d = 0.18), but only for informational texts
zh true 纸上阅读的理解成绩略高，但仅限于信息类文章。
zh scope 无论哪类文章，纸上阅读的理解成绩都更高。
zh overclaim 纸上阅读的理解成绩远远高于屏幕阅读，学校应当停用平板电脑。
> Pupils read faster on tablets and overestimated their understanding more.
zh true 学生在平板上读得更快，也更容易高估自己的理解。
en subject Teachers read faster on tablets and overestimated their understanding more.
> A five-minute instruction to read slowly removed the difference.
en true Telling pupils for five minutes to slow down made the gap disappear.
> The study did not include pupils with dyslexia.
en true Pupils with dyslexia did not take part.
# rice
秸秆还田对双季稻田甲烷排放和产量的影响
秸秆还田可提高土壤肥力，但可能增加甲烷排放。本研究于2018—2022年在湖南开展五年田间定位试验，设秸秆全量还田、
  半量还田和不还田三个处理。结果表明，与不还田相比，全量还田使早稻产量提高6.2%，但甲烷排放量增加47%。半量还田的
  产量与全量还田无显著差异，甲烷排放仅增加15%。土壤有机碳含量由18.4 g/kg上升到20.1 g/kg。产甲烷菌丰度升高是排放
  增加的主要原因，而甲烷氧化菌丰度没有明显变化。由于试验仅在一个站点进行，结论能否推广到单季稻区仍有待验证。
> 与不还田相比，全量还田使早稻产量提高6.2%，但甲烷排放量增加47%
zh true 全量还田让早稻增产6.2%，代价是甲烷排放增加47%。
en true Returning all straw raised early rice yield by 6.2% but also methane emissions by 47%.
en reversed Returning all straw lowered early rice yield by 6.2% compared with no straw.
> 半量还田的产量与全量还田无显著差异，甲烷排放仅增加15%
zh true 只还田一半秸秆，产量与全量还田相当，甲烷排放只多15%。
zh invented 用MethaRice模型估算，半量还田的甲烷排放仅增加15%。
> 产甲烷菌丰度升高是排放增加的主要原因
zh cause 排放增加是产甲烷菌丰度升高的主要原因。
> 由于试验仅在一个站点进行，结论能否推广到单季稻区仍有待验证
zh true 试验只有一个站点，能否适用于单季稻区还需验证。
en true With a single site, it remains to be tested whether the findings extend to single-season rice.
en overclaim The findings are conclusive and apply to single-season rice as well.
en scope Across China, returning straw to rice fields raises both yield and methane emissions.
# tunnel
基于分布式光纤的软土地铁隧道沉降监测
针对软土地区地铁隧道长期沉降难以连续监测的问题，本文提出一种基于分布式光纤的监测方法FiberSag。在上海一段3.2公里
  的运营隧道中布设光纤，连续监测26个月，共获得1.4亿条应变记录。与水准测量相比，沉降误差的均方根由2.7毫米降至
  0.9毫米。监测结果显示，相邻基坑开挖导致隧道最大沉降11.5毫米，大于列车荷载引起的沉降。夏季的误差高于冬季，
  这可能与温度补偿不足有关。该方法尚未在盾构接缝破损的区段验证，也不能测量水平位移。
> 在上海一段3.2公里的运营隧道中布设光纤，连续监测26个月，共获得1.4亿条应变记录
en true Fibres along 3.2 km of a working Shanghai tunnel yielded 140 million strain records in 26 months.
zh unit 在上海一段3.2公里的运营隧道中，光纤连续监测了26天。
zh swapped 研究者对湖南的稻田进行了五年定位试验。
en invented Records from the DeepTunnel array cover 26 months of a 3.2 km tunnel in Shanghai.
> 沉降误差的均方根由2.7毫米降至0.9毫米
zh true 沉降的均方根误差从2.7毫米下降到0.9毫米。
en true The root mean square error of settlement fell from 2.7 mm to 0.9 mm.
> 相邻基坑开挖导致隧道最大沉降11.5毫米，大于列车荷载引起的沉降
zh subject 列车荷载导致隧道最大沉降11.5毫米，大于相邻基坑开挖引起的沉降。
en cause Settlement of the tunnel by 11.5 mm led to the excavation of the adjacent pit.
> 该方法尚未在盾构接缝破损的区段验证，也不能测量水平位移
zh true 该方法还没有在接缝破损的区段得到验证，也测不了水平位移。
en true The method cannot measure horizontal displacement and is untested where segment joints are damaged.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """Hold a sentence, the passage it rests on, and what it is."""

    lang: str
    kind: str
    """`TRUE`, or one of `KINDS`."""
    text: str
    paper: str
    span: str


def _lines() -> list[str]:
    """Give the lines of `TEXT`, continued ones joined: with a space, but none next to Chinese."""
    lines: list[str] = []
    for line in TEXT.strip().splitlines():
        if line.startswith("  "):
            lines[-1] += line.strip() if ord(lines[-1][-1]) > 0x2E80 else f" {line.strip()}"
        else:
            lines.append(line)
    return lines


def _paper(key: str, title: str, abstract: str) -> Paper:
    return Paper(
        id=f"fixture:{key}", day=date(2026, 11, 2), title=title, authors=(), abstract=abstract, url="", places=()
    )


def _read() -> tuple[dict[str, Paper], tuple[Sentence, ...]]:
    papers: dict[str, Paper] = {}
    sentences: list[Sentence] = []
    lines = iter(_lines())
    key = span = ""
    for line in lines:
        if line.startswith("# "):
            paper = _paper(line[2:], next(lines), next(lines))
            key = paper.id
            papers[key] = paper
        elif line.startswith("> "):
            span = line[2:]
        else:
            lang, kind, text = line.split(" ", 2)
            sentences.append(Sentence(lang=lang, kind=kind, text=text, paper=key, span=span))
    return papers, tuple(sentences)


PAPERS, SENTENCES = _read()


def judged(sentence: Sentence, meaning: Callable[[str, str], float] | None = None) -> Grounded:
    """Check one sentence alone, as a gist, with all twelve papers as the input."""
    claim = Claim(
        text=sentence.text,
        cites=(sentence.paper,),
        quotes=(Quote(paper_id=sentence.paper, span=sentence.span),),
    )
    draft = Draft(lang=sentence.lang, title="", parts=(Part(name=GIST, claims=(claim,)),))
    return check(draft, PAPERS, meaning=meaning)
