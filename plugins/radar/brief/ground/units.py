"""Hold the units of figures in English and Chinese: what is measured, and how many of its base unit one is."""

from __future__ import annotations

import re
from typing import Final

PERCENT, POINTS, TIMES, SHARE, MONTH, PLAIN = "%", "points", "times", "share", "month", ""
"""What a figure may count besides what is measured: per cent, points, times, a share as a word, a month's place."""

_TABLE: Final = """
%        1 % percent per_cent pct
points   1 percentage_points percentage_point %_points points point pp pts 个百分点 百分点 个点
times    1 x X × times fold -fold 倍
order    1 orders_of_magnitude order_of_magnitude 个数量级 数量级
time     1e-15 fs femtoseconds femtosecond 飞秒
time     1e-12 ps picoseconds picosecond 皮秒
time     1e-9 ns nanoseconds nanosecond 纳秒
time     1e-6 µs μs us microseconds microsecond 微秒
time     1e-3 ms milliseconds millisecond msec 毫秒
time     1 s sec seconds second 秒 秒钟
time     60 min mins minutes minute 分钟
time     3600 h hr hrs hours hour 小时 个小时
time     86400 days day 天
time     604800 weeks week wk 周 个星期 星期
time     2629746 months month 个月
time     31556952 years year yr yrs 年
time     315569520 decades decade 十年
time     3155695200 centuries century 世纪
time     31556952000 kyr ka
time     31556952000000 Myr Ma
time     31556952000000000 Gyr Ga
length   1e-10 Å angstroms angstrom 埃
length   1e-9 nm nanometers nanometer nanometres nanometre 纳米
length   1e-6 µm μm um micrometers micrometer microns micron 微米
length   1e-3 mm millimeters millimeter millimetres 毫米
length   1e-2 cm centimeters centimeter centimetres 厘米
length   1 m meters meter metres metre 米
length   1000 km kilometers kilometer kilometres kilometre 千米 公里
length   1609.344 miles mile 英里
length   3.0857e16 pc parsecs parsec 秒差距
length   3.0857e19 kpc 千秒差距
length   3.0857e22 Mpc 兆秒差距
length   3.0857e25 Gpc
length   9.4607e15 light-years light-year light_years 光年
length   1.495979e11 AU au 天文单位
mass     1e-6 µg μg micrograms 微克
mass     1e-3 mg milligrams milligram 毫克
mass     1 g grams gram 克
mass     1e3 kg kilograms kilogram 千克 公斤
mass     1e6 tonnes tonne tons ton 吨
mass     1.98892e33 solar_masses solar_mass M_⊙ M⊙ M_sun M_odot 太阳质量 倍太阳质量 个太阳质量
energy   1e-3 meV 毫电子伏 毫电子伏特
energy   1 eV 电子伏 电子伏特
energy   1e3 keV 千电子伏
energy   1e6 MeV 兆电子伏
energy   1e9 GeV 吉电子伏
energy   1e12 TeV 太电子伏
joule    1 J joules 焦耳
joule    1e3 kJ 千焦
joule    1e6 MJ 兆焦
wh       1 Wh
wh       1e3 kWh 千瓦时
wh       1e6 MWh
power    1e-3 mW 毫瓦
power    1 W watts watt 瓦
power    1e3 kW 千瓦
power    1e6 MW 兆瓦
power    1e9 GW 吉瓦
rate     1 Hz hertz 赫兹 赫
rate     1e3 kHz 千赫 千赫兹
rate     1e6 MHz 兆赫 兆赫兹
rate     1e9 GHz 吉赫 吉赫兹
rate     1e12 THz 太赫 太赫兹
bytes    1e3 KB kB 千字节
bytes    1e6 MB 兆字节
bytes    1e9 GB 吉字节 GiB
bytes    1e12 TB 太字节 TiB
bits     1 bits bit 比特 位
qubits   1 qubits qubit 量子比特 个量子比特
kelvin   1 K kelvin 开尔文 开
celsius  1 °C degrees_Celsius 摄氏度
degrees  1 ° degrees degree deg 度
volt     1e-3 mV 毫伏
volt     1 V volts volt 伏 伏特
volt     1e3 kV 千伏
ampere   1e-3 mA 毫安
ampere   1 A amperes 安培
mah      1 mAh 毫安时
pascal   1 Pa 帕
pascal   1e3 kPa 千帕
pascal   1e6 MPa 兆帕
pascal   1e9 GPa 吉帕
tesla    1 T tesla 特斯拉
decibel  1 dB decibels 分贝
molar    1e-6 µM μM 微摩尔
molar    1e-3 mM 毫摩尔
fps      1 fps FPS frames_per_second 帧 帧每秒
usd      1 dollars dollar USD US_dollars 美元
yuan     1 yuan RMB CNY 元 元人民币
euro     1 euros euro EUR 欧元
litre    1e-3 mL ml milliliters 毫升
litre    1 L liters litres 升
area     1 m^2 平方米
area     1e6 km^2 square_kilometers square_kilometres 平方公里 平方千米
area     1e4 ha hectares hectare 公顷
"""

UNITS: Final = {
    name.replace("_", " ") if not name.startswith("M_") else name: (kind, float(factor))
    for kind, factor, *names in (line.split() for line in _TABLE.splitlines() if line)
    for name in names
}
"""A unit's kind, and its size in the base unit of that kind."""

_LATIN: Final = sorted((name for name in UNITS if name.isascii() or name[0] in "µμÅ°×"), key=len, reverse=True)
_HAN: Final = sorted((name for name in UNITS if name not in _LATIN), key=len, reverse=True)
UNIT: Final = (
    rf"(?:(?P<unit>{'|'.join(map(re.escape, _LATIN))})"
    r"(?:(?P<per>/(?:[a-zA-Z]{1,6}))|(?![A-Za-z0-9_])(?!-[a-z]{2}))"
    rf"|(?P<han>{'|'.join(map(re.escape, _HAN))}))"
)
"""A unit behind a figure, as a pattern; case counts: `m` is not `M`."""

MEASURES: Final = "[个种类项篇组名位例次套款条轮代层步阶家座颗对份只所门国人维大]"
"""Words by which Chinese counts."""
MONTHS: Final = {
    name: place
    for place, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june"),
            *("july", "august", "september", "october", "november", "december"),
        ),
        1,
    )
}
