"""Hold the glossary's words of things, from ants to inscriptions: Chinese | English."""

from __future__ import annotations

from typing import Final

THINGS: Final = """
!镍|nickel
!钴|cobalt
!锌|zinc
!铝|aluminium aluminum
!钛|titanium
!磷|phosphorus
!硫|sulfur sulphur
!钙|calcium
!钾|potassium
!镁|magnesium
!锰|manganese
!铀|uranium
!氦|helium
!兔 兔子|rabbit
!羊 绵羊|sheep
!马匹|horse
!鸡|chicken
!蚊子|mosquito
!蜘蛛|spider
!蛙|frog
!三文鱼|salmon
!橡树|oak
!松树|pine
!番茄|tomato
!马铃薯|potato
!棉花|cotton
!线虫|elegans nematode
!太平洋|pacific
!大西洋|atlantic
!金星|venus
!木星|jupiter
!狗 犬|dog canine
真菌|fungus fungal fungi
群落 蚁群|colony
!蚂蚁|ant
叶片 叶|leaf
成熟|mature
年轻|young
桥梁 桥|bridge
螺栓|bolt
厚度|thickness thick
游客|tourist visitor
住房|housing house
税 税收|tax
债务|debt
通胀 通货膨胀|inflation
银行|bank
贷款|loan
选举|election
选民|voter
战争|war
移民|immigrant migrant migration
难民|refugee
文化|culture cultural
艺术|art
博物馆|museum
档案|archive
图书馆|library
声调|tone tonal
元音|vowel
潮位 潮汐 潮|tide tidal
风暴潮|surge
风暴|storm
野火 火灾|wildfire fire
烟雾 烟|smoke
粉尘 尘埃|dust
臭氧|ozone
气溶胶|aerosol
草地 草原|grass grassland
灌木|shrub shrubland
花粉|pollen
授粉 传粉|pollinate pollinator pollination
农药 杀虫剂|pesticide insecticide
化肥 肥料|fertilizer
灌溉|irrigate irrigation
混凝土|concrete
钢 钢铁|steel
腐蚀|corrosion corrode
裂纹 裂缝|crack
疲劳|fatigue
摩擦|friction
振动|vibration vibrate
发动机|engine
燃料|fuel
燃烧|combustion burn
头痛|headache
发热 发烧|fever
骨折|fracture
妊娠 怀孕|pregnancy pregnant
婴儿|infant baby
幼儿|toddler
出生|birth born
重症|intensive critical
伤口|wound
牙齿|tooth dental
听力|hearing
步态|gait
午睡 小睡|nap
词语 单词|word
录音|recording record
同意|consent agree
眼镜|glasses spectacles
护理|care nursing
轮班|shift
夜班|night
审稿 评审|review reviewer
评审人 审稿人|reviewer
初级|junior
资深|senior
议员|council member councillor
市长|mayor
配额|quota
子女|child
受教育|education
血压|pressure
分钟数|minute
赤道|equator
温带|temperate
热带|tropical
热浪|heatwave
寒潮|cold
灌浆|filling
抽穗|heading
播种 播期|sowing
品种|variety cultivar
台风|typhoon
雪 积雪|snow
融化|melt
体积|volume
海平面|sea
沿海|coastal coast
港口|port harbour
航运|shipping
渔业|fishery
石油|oil
天然气|gas
煤|coal
矿物|mineral
岩石|rock
断层|fault
沙漠|desert
湿地|wetland
沉降|subsidence settle
抗压|compressive
强度|strength intensity
硬度|hardness
弹性|elastic elasticity
塑性|plastic plasticity
孔隙|pore porosity porous
纳米|nano nanoscale
石墨烯|graphene
二维材料|2d
异质结|heterostructure
带隙|gap bandgap
能带|band
空穴|hole
激子|exciton
谷|valley
极化|polarization polarisation
应变|strain
晕|halo
流星|meteor
星流|stream
自行|proper motion
恒星流|stream stellar
色数|chromatic
超图|hypergraph
判定|decide
博弈论|game
归结|resolution
公式|formula
匹配问题|matching
对手|adversary
铭文|inscription
照片|photograph photo
希腊|greek
蛋|egg
草莓|strawberry
触觉|tactile
易碎|fragile
透明|transparent
反射|reflex reflection
病历|record
"""
