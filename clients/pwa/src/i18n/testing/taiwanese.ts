/** What does not belong into a text for Taiwan. */

/** The characters of Big5, the repertoire of Taiwan: simplified forms of their own are not in it. */
const BIG5 = big5();

function big5(): ReadonlySet<string> {
  const decoder = new TextDecoder("big5");
  const characters = new Set<string>();
  for (let lead = 0xa1; lead <= 0xf9; lead += 1) {
    const bytes: number[] = [];
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail <= 0x7e || trail >= 0xa1) bytes.push(lead, trail);
    }
    for (const character of decoder.decode(Uint8Array.from(bytes))) characters.add(character);
  }
  return characters;
}

/** The Chinese characters of a text that nobody in Taiwan writes. */
export function foreignCharacters(text: string): readonly string[] {
  return Array.from(text.matchAll(/\p{Script=Han}/gu), ([character]) => character).filter(
    (character) => !BIG5.has(character),
  );
}

/** Words from elsewhere, or off the glossary -> what it is called here. */
export const OTHER_WORDS: Readonly<Record<string, string>> = {
  離線: "無法連線",
  斷線: "無法連線",
  衝突: "有兩個版本、需要您處理",
  等待送出: "待送出",
  未送出: "待送出（或：還沒送出）",
  等待中: "待送出、待製作",
  空桶: "空瓶",
  鋼瓶: "瓦斯桶",
  線路: "路線",
  定單: "訂單",
  咖啡站: "吧台",
  信息: "訊息",
  網絡: "網路",
  服務器: "伺服器",
  數據: "資料",
  默認: "預設",
  屏幕: "螢幕",
  用戶: "使用者",
  登錄: "登入",
  軟件: "軟體",
  設置: "設定",
  刷新: "重新載入",
  點擊: "點",
  鏈接: "連結",
  打印: "列印",
  賬: "帳",
  緩存: "快取",
  質量: "品質",
  視頻: "影片",
  優化: "改善",
  支持: "支援",
  激活: "啟用",
  刪掉記錄: "刪除紀錄",
  您好: "（不需要）",
};

/** Half-width marks of punctuation beside Chinese characters. */
export const HALF_WIDTH =
  /\p{Script=Han}\s?[,;:!?]|[,;:!?]\p{Script=Han}|\p{Script=Han}\.(?:$|\s)/u;
