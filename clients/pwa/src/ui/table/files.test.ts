// @vitest-environment node
import { expect, test } from "vitest";

import { toCsv } from "./csv";
import { toXlsx } from "./files";

test("CSV quotes what must be, keeps figures figures and no formula a formula", () => {
  const text = toCsv({
    name: "訂單",
    head: ["單號", "備註"],
    rows: [
      [2048, '說 "三樓", 沒電梯\n請帶零錢'],
      [null, "=HYPERLINK(1)"],
      [-3, "+886 912"],
      [undefined, true],
    ],
  });
  expect(text).toBe(
    "\uFEFF單號,備註\r\n" +
      '2048,"說 ""三樓"", 沒電梯\n請帶零錢"\r\n' +
      ",'=HYPERLINK(1)\r\n" +
      "-3,'+886 912\r\n" +
      ",true\r\n",
  );
});

test("a workbook is one file with a sheet each", async () => {
  const book = await toXlsx([
    { name: "路線", head: ["名稱"], rows: [["大安線"], [12]] },
    { name: "站點", head: ["順序"], rows: [] },
  ]);
  const bytes = new Uint8Array(await book.arrayBuffer());
  expect(new TextDecoder().decode(bytes.slice(0, 2))).toBe("PK");
  const names = new TextDecoder("latin1").decode(bytes);
  expect(names).toContain("xl/worksheets/sheet2.xml");
});
