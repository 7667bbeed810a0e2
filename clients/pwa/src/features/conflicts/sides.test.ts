// @vitest-environment node
import { expect, test } from "vitest";

import { cameRight } from "./itself";
import { differing, joinedText, splitsOf } from "./sides";

const side = (value: unknown, at = 0) => ({ value, dot: ["r", at] as const, actor: "p", at });

test("two texts become one; one that holds the other stands for both", () => {
  expect(joinedText([side("門鈴壞了"), side("請帶零錢", 1)])).toBe("門鈴壞了；請帶零錢");
  expect(joinedText([side("沒電梯。"), side("請帶零錢", 1)])).toBe("沒電梯。請帶零錢");
  expect(joinedText([side("Ring twice"), side("Bring change", 1)])).toBe(
    "Ring twice; Bring change",
  );
  expect(joinedText([side("請帶零錢"), side("門鈴壞了，請帶零錢", 1)])).toBe("門鈴壞了，請帶零錢");
  expect(joinedText([side("一樣"), side("一樣", 1)])).toBe("一樣");
});

test("what differs stands between what is the same", () => {
  expect(differing("0912-345-678", ["0912-345-687"])).toEqual({
    head: "0912-345-6",
    middle: "78",
    tail: "",
  });
  expect(differing("四號三樓", ["四號五樓"])).toEqual({ head: "四號", middle: "三", tail: "樓" });
  expect(differing("同", ["同"])).toEqual({ head: "同", middle: "", tail: "" });
});

test("the sides stand by time; only free text can be joined; a count is shown as what stands", () => {
  const [note, phone, cylinders] = splitsOf("customer", {
    v: {},
    c: {
      note: [
        ["後寫的", ["b", 2], 2_048_000, "p2"],
        ["先寫的", ["a", 1], 1_024_000, "p1"],
      ],
      phone: [
        ["0912", ["a", 1], 1_024_000, "p1"],
        ["0913", ["b", 2], 2_048_000, "p2"],
      ],
      cylinders: [
        [2, ["a", 1], 1_024_000, "p1"],
        [4, ["b", 2], 2_048_000, "p2"],
      ],
    },
    k: { cylinders: [-1, 2] },
  });
  expect(note?.sides.map((one) => [one.value, one.at])).toEqual([
    ["先寫的", 1000],
    ["後寫的", 2000],
  ]);
  expect([note?.canJoin, phone?.canJoin, cylinders?.canJoin]).toEqual([true, false, false]);
  expect(cylinders?.sides.map((one) => one.value)).toEqual([1, 3]);
});

test("a counter that two people changed came right by itself", () => {
  const revision = (actor: string, at: number, before: number, after: number) => ({
    position: at,
    act: "edit",
    actor,
    replica: actor,
    device: "",
    n: 1,
    at,
    received: at,
    fields: { cylinders: [before, after] },
  });
  const history = [
    revision("office", 30, 2, 1),
    revision("driver", 20, 3, 2),
    revision("x", 5, 9, 3),
  ];
  expect(cameRight("customer", history, 10)).toEqual([
    {
      field: "cylinders",
      before: 3,
      after: 1,
      parts: [
        { actor: "driver", change: -1 },
        { actor: "office", change: -1 },
      ],
    },
  ]);
  expect(cameRight("customer", history.slice(0, 1), 10)).toEqual([]);
});
