/** Text on the map is drawn from the page's own fonts: there is no server for glyphs. */
export const LATIN = ["Inter Variable", "sans-serif"];

/** For characters that are drawn one by one. */
export const CHINESE =
  "'Noto Sans TC Variable', 'Noto Sans TC', 'Noto Sans CJK TC', 'PingFang TC', sans-serif";
