"""Composes names, phone numbers and delivery notes; no real person or shop is meant."""

from random import Random

SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高簡朱鍾游彭詹施沈余"
_SURNAME_WEIGHTS = (11, 8, 6, 5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2, *(1 for _ in SURNAMES[14:]))
_GIVEN = (
    "志遠 雅婷 家豪 淑芬 宗翰 怡君 俊宏 美玲 建宏 佩珊 冠宇 秀英 文雄 麗華 承恩 品妤 宥翔 詩涵 "
    "柏翰 靜宜 國棟 惠雯 信宏 曉薇 明哲 玉珍 育誠 思穎 "
    "耀庭 淑惠 彥廷 筱涵 榮華 雅雯 金水 春嬌 添財 月霞"
).split()
_TITLES = "太太 先生 小姐 媽媽 阿嬤 老師 阿姨 伯伯".split()
_SHOP_FOUNDERS = (
    "阿財 阿明 阿義 阿福 阿珠 老曾 老李 老沈 三姊 大胖 小林 阿水 金鳳 源發 順興 合成".split()
)
_SHOP_TRADES = (
    "牛肉麵 小吃 麵館 豆漿店 早餐店 熱炒 鹹酥雞 滷味 便當 餃子館 火鍋 羊肉爐 臭豆腐 蚵仔煎 快炒 "
    "自助餐 粥品 雞肉飯 魯肉飯 水煎包 蔥油餅 燒臘 豆花 洗衣店 咖哩飯"
).split()
_ENGLISH = (
    "Amy Ben Chloe David Emma Frank Grace Henry Iris Jason Kelly Leo Mia Nick Olivia Peter Queenie "
    "Ray Sophie Tina Victor Wendy Yuki Zoe"
).split()
_HOUSE_NOTES = (
    "請按三樓電鈴",
    "請先打電話再上樓",
    "沒有電梯，請走後梯",
    "放門口即可，空瓶在樓梯間",
    "管理室代收，請登記",
    "家裡有狗，請勿直接開門",
    "瓦斯桶放後陽台，請幫忙接好",
    "請避開午休 12:00 到 13:30",
    "巷子窄，車停巷口",
    "老人家重聽，電鈴請多按幾次",
    "請檢查調整器有沒有漏氣",
    "一樓鐵門不用鎖",
)
_SHOP_NOTES = (
    "請從後門進廚房",
    "需要收據與統一編號",
    "店休日請改送隔壁",
    "十一點到一點半忙，請避開",
    "空瓶在後巷，請自行收回",
    "請找老闆娘簽收",
    "請檢查調整器有沒有漏氣",
)
_MOBILE_PREFIXES = (10, 12, 19, 21, 28, 32, 37, 52, 58, 63, 75, 88)


def surname(rng: Random) -> str:
    """One surname, the common ones more often."""
    return rng.choices(SURNAMES, _SURNAME_WEIGHTS)[0]


def person(rng: Random) -> str:
    """A surname and a given name."""
    return surname(rng) + rng.choice(_GIVEN)


def household(rng: Random) -> str:
    """How a company writes down a household: 王太太, or now and then the full name."""
    return person(rng) if rng.random() < 0.25 else surname(rng) + rng.choice(_TITLES)


def shop(rng: Random) -> str:
    """A shop's name: 陳記小吃, 阿財牛肉麵."""
    founder = f"{surname(rng)}記" if rng.random() < 0.5 else rng.choice(_SHOP_FOUNDERS)
    return founder + rng.choice(_SHOP_TRADES)


def guest(rng: Random) -> str:
    """The name that a guest gives at the counter, Chinese or English."""
    return rng.choice(_ENGLISH) if rng.random() < 0.45 else rng.choice(_GIVEN)


def delivery_note(rng: Random, *, shop: bool) -> str:
    """A note for the driver."""
    return rng.choice(_SHOP_NOTES if shop else _HOUSE_NOTES)


def phone(serial: int, *, landline: bool) -> str:
    """A phone number that is plainly composed (000 in its middle) and unlike any other serial's.

    Args:
        serial: 0 to 9,999.
        landline: 02-2000 xxxx instead of 09xx-000-xxx.
    """
    if landline:
        return f"02-2000 {serial:04d}"
    rest, prefix = divmod(serial, len(_MOBILE_PREFIXES))
    return f"09{_MOBILE_PREFIXES[prefix]}-000-{rest:03d}"
