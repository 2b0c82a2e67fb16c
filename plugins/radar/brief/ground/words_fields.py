"""Hold the glossary's words of the natural sciences and medicine, and names of places: Chinese | English.

A line that begins with `!` names a thing (an organism, organ, illness, substance, place)
that a sentence may not bring in by itself: it must stand in the papers.
"""

from __future__ import annotations

from typing import Final

FIELDS: Final = """
量子|quantum
物理|physics physical
化学|chemistry chemical
生物 生物学|biology biological bio
天文 天体 天体物理|astronomy astronomical astrophysical
数学|mathematics mathematical
医学 医疗|medicine medical healthcare
临床|clinical clinic
材料|material
工程|engineering
地质|geology geological
气候|climate climatic
天气 气象|weather meteorological
温度 气温 低温 高温|temperature
压力 压强|pressure stress
密度|density
质量|mass
能级|level
电子|electron electronic
质子|proton
中子|neutron
光子|photon photonic
原子|atom atomic
分子|molecule molecular
离子|ion ionic
粒子 颗粒|particle
介子|meson
夸克|quark
中微子|neutrino
暗物质|dark matter
暗能量|dark energy
宇宙 宇宙学|universe cosmic cosmology cosmological
星系|galaxy galactic
恒星 星|star stellar
行星|planet planetary
系外行星|exoplanet
黑洞|black hole
红移|redshift
引力 重力|gravity gravitational
引力波|gravitational wave
辐射|radiation radiate
吸收|absorb absorption
散射|scatter scattering
发射 排放|emit emission launch
光谱|spectrum spectroscopy spectral
光 光学|light optical optics
激光|laser
波|wave
波长|wavelength
电磁|electromagnetic
磁 磁场 磁性|magnetic magnet magnetism
电场|electric
电压|voltage
电流|current
电阻|resistance resistivity
导电 电导 导电性|conduct conductivity conductive
超导 超导体 超导性|superconduct superconductivity superconductor superconducting
半导体|semiconductor
绝缘体|insulator
金属|metal metallic
合金|alloy
晶体 晶格|crystal lattice crystalline
薄膜 膜|film membrane
相变|transition
相|phase
自旋|spin
纠缠|entangle entanglement
纠错|error-correction correction correct
退相干 相干|coherence decoherence coherent
等离子体|plasma
湍流|turbulence turbulent
流体|fluid
粘度 黏度|viscosity
热 热力学 热量|heat thermal thermodynamic
冷却|cool cooling
电池|battery cell
阴极 正极|cathode
阳极 负极|anode
电解质 电解液|electrolyte
催化 催化剂|catalyst catalysis catalytic
反应|reaction react response
合成|synthesis synthesize
聚合物 高分子|polymer
氧化|oxidation oxidize
还原|reduction reduce
溶剂|solvent
溶液|solution
浓度|concentration
酸|acid
效率|efficiency
太阳能|solar
钙钛矿|perovskite
风能 风|wind
核|nuclear
基因|gene genetic
基因组|genome genomic
表达|express expression
突变 变异|mutation mutant variant variation
蛋白 蛋白质|protein
酶|enzyme
细胞|cell cellular
组织|tissue organize organization
受体|receptor
抗体|antibody
抗生素|antibiotic
耐药 耐药性 抗性|resistance resistant
免疫|immune immunity immunology
感染|infect infection infectious
病毒|virus viral
细菌|bacteria bacterial bacterium
菌株 株|strain
微生物|microbe microbial microbiome microorganism
疾病 病|disease illness disorder
症状|symptom
诊断|diagnose diagnosis diagnostic
治疗 疗法|treat treatment therapy therapeutic
药物 药|drug medicine medication
剂量|dose dosage
手术|surgery surgical operation
预后|prognosis prognostic
生存 存活|survive survival
死亡 死亡率|death mortality die deaths
发病率|incidence morbidity
患病率 流行率|prevalence
流行病 疫情 流行|epidemic pandemic outbreak epidemiology
钓鱼|phishing
疫苗 接种|vaccine vaccination
队列|cohort
对照 对照组|control controlled placebo
安慰剂|placebo
随机对照|randomized
双盲|double-blind
随访|follow-up
不良反应 不良事件 副作用|adverse side
干预|intervention intervene
影像 成像|imaging image
扫描|scan
磁共振|mri magnetic resonance
肿瘤|tumor tumour cancer
炎症|inflammation inflammatory
代谢|metabolic metabolism
激素|hormone
睡眠|sleep
疼痛|pain
饮食|diet dietary
营养|nutrition nutrient
运动|exercise motion
压力|stress pressure
抑郁 抑郁症|depression depressive
焦虑|anxiety
行为|behavior
进化 演化|evolution evolve evolutionary
物种|species
种群 人口 群体|population group
个体|individual
生态 生态系统|ecology ecosystem ecological
生物多样性|biodiversity
多样性 多样|diversity diverse variety
栖息地|habitat
植物|plant
作物|crop
产量|yield production
土壤|soil
水|water
降水 降雨 降雨量|precipitation rainfall rain
洪水|flood
干旱|drought
地震|earthquake seismic
海洋|ocean marine sea
冰 冰川|ice glacier
大气|atmosphere atmospheric
空气|air
污染|pollution pollutant contaminate
碳|carbon
二氧化碳|co2 carbon dioxide
!甲烷|methane
!氮|nitrogen
!氧 氧气|oxygen
!氢 氢气|hydrogen
!锂|lithium
!钠|sodium
!铁|iron
!铜|copper
!硅|silicon
金|gold
银|silver
塑料|plastic
微塑料|microplastic
森林|forest
河流|river
湖泊|lake
火山|volcano volcanic
沉积物|sediment
化石|fossil
!小鼠 鼠 老鼠|mouse mice rodent murine
!大鼠|rat rodent
!猴 猴子|monkey macaque primate
!斑马鱼|zebrafish
!果蝇|drosophila fly
!酵母|yeast
!鸟 鸟类|bird avian
!鱼 鱼类|fish
!蜜蜂|bee honeybee
!昆虫|insect
!猪|pig swine porcine
!牛|cattle cow bovine
!猫|cat feline
!水稻 稻|rice
!小麦|wheat
!玉米|maize corn
!大豆|soybean
!大肠杆菌|coli
!脑 大脑 脑部|brain cerebral
!心脏 心血管|heart cardiac cardiovascular cardiometabolic
!肝 肝脏|liver hepatic
!肾 肾脏|kidney renal
!肺 肺部|lung pulmonary
!皮肤|skin dermal
!肠道 肠|gut intestinal intestine bowel
!胃|stomach gastric
!血 血液|blood
!骨 骨骼|bone skeletal musculoskeletal
!眼 眼睛 视网膜|eye retina retinal ocular
!肌肉|muscle muscular
!海马 海马体|hippocampus hippocampal
!皮层|cortex cortical
!杏仁核|amygdala
!癌症 癌|cancer carcinoma tumor oncology
!乳腺癌 乳腺|breast
!肺癌|lung
!前列腺|prostate
!白血病|leukemia
!糖尿病|diabetes diabetic
!高血压|hypertension
!肥胖|obesity obese
!中风 卒中|stroke
!阿尔茨海默 阿尔茨海默病|alzheimer
!帕金森 帕金森病|parkinson
!痴呆|dementia
!癫痫|epilepsy epileptic seizure
!哮喘|asthma
!疟疾|malaria
!结核 结核病|tuberculosis
!流感|influenza flu
!新冠 新冠肺炎|covid coronavirus sars-cov-2
!艾滋病|hiv
!胰岛素|insulin
!阿司匹林|aspirin
!二甲双胍|metformin
!他汀|statin
!太阳|sun solar
!地球|earth terrestrial
!火星|mars martian
!月球|moon lunar
!银河系|milky
!中国|china chinese
!美国|united us usa american america
!英国|uk britain british kingdom
!德国|germany german
!法国|france french
!日本|japan japanese
!印度|india indian
!巴西|brazil brazilian
!俄罗斯|russia russian
!意大利|italy italian
!西班牙|spain spanish
!韩国|korea korean
!加拿大|canada canadian
!澳大利亚|australia australian
!非洲|africa african
!欧洲 欧盟|europe european eu
!亚洲|asia asian
!拉丁美洲|latin
!北京|beijing
!上海|shanghai
!北极|arctic
!南极|antarctic antarctica
!长江|yangtze
!黄河|yellow
!法语|french
!德语|german
!日语|japanese
!希腊 希腊文 希腊语|greek greece
!拉丁文 拉丁语|latin
!阿拉伯语|arabic
!西班牙语|spanish
"""
