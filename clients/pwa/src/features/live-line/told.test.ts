import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";

import type { Doc } from "@/generated/entities";
import { startI18n } from "@/i18n/i18n";
import type { Happened, Replica } from "@/replica/api";

import { hear } from "./hear";
import { heardToo, KEPT, merged, ofDelivery, type Told } from "./told";

const META = { v: { hub: 1 } };
const AT = 1_795_000_000_000;

beforeAll(async () => {
  await startI18n("zh-TW");
  await i18next.loadNamespaces("live-line");
});

function worded(line: Told | null): string {
  if (line === null) return "";
  return i18next.t(`live-line:told.${line.words}`, { ...line.facts, count: line.count });
}

const RECORDS: Readonly<Record<string, object>> = {
  "stop/s1": { id: "s1", route: "r1", customer: "c1", state: "planned" },
  "stop/s2": { id: "s2", route: "r1", customer: "c1", state: "delivered" },
  "stop/s3": { id: "s3", route: "r1", customer: "c1", state: "arrived" },
  "route/r1": { id: "r1", name: "大安線" },
  "customer/c1": { id: "c1", name: "黃太太" },
  "person/p1": { id: "p1", name: "怡雯" },
  "station/b": { id: "b", name: "B 吧台" },
  "inventory_item/i1": { id: "i1", station: "b", name: "燕麥奶" },
  "drink_order/d1": { id: "d1", station: "b", state: "completed", number: 47 },
  "drink_order/d2": { id: "d2", station: "b", state: "in_progress", number: 48 },
  "delivery_order/o1": { id: "o1", number: 2048, customer: "c1", state: "confirmed" },
  "message/m1": { id: "m1", author: "p1", text: "少一個人手" },
};

const replica = {
  get: (entity: string, id: string) => Promise.resolve(RECORDS[`${entity}/${id}`] ?? null),
} as unknown as Replica;

async function told(name: string, entity: string, id: string): Promise<string> {
  const event = { name, entity, id, by: "p1", at: AT } as Happened;
  const callOut = (number: number): string => `A${number}`;
  return worded(await hear(replica, event, { callOut, shelfName: ({ name }) => name }));
}

test("events are told with who and what, from the records", async () => {
  expect(await told("stop_updated", "stop", "s1")).toBe("怡雯調整了大安線的 1 個站點");
  expect(await told("stop_updated", "stop", "s3")).toBe("大安線 司機抵達 黃太太");
  expect(await told("low_stock_alert", "inventory_item", "i1")).toBe("B 吧台的燕麥奶偏低");
  expect(await told("order_updated", "drink_order", "d1")).toBe("B 吧台 A47 可取餐");
  expect(await told("order_updated", "delivery_order", "o1")).toBe("怡雯改了訂單 2048 黃太太");
  expect(await told("chat_message", "message", "m1")).toBe("怡雯說：少一個人手");
});

test("what another line tells, and what nobody needs to know, is not told", async () => {
  expect(await told("stop_updated", "stop", "s2")).toBe("");
  expect(await told("order_updated", "drink_order", "d2")).toBe("");
  expect(await told("inventory_updated", "inventory_item", "i1")).toBe("");
  expect(await told("stop_updated", "stop", "gone")).toBe("");
});

test("a proof of delivery tells where and, if it failed, why", () => {
  const known = { badge: 1, number: 21, customer: "黃太太" };
  const proof: Doc<"delivery"> = {
    id: "d1",
    _: META,
    stop: "s1",
    route: "r1",
    outcome: "delivered",
    left: 1,
    empties: 1,
    at: AT,
  };
  expect(worded(ofDelivery(proof, known))).toBe("路線 1 送達站點 21 黃太太");
  const failed = { ...proof, outcome: "failed" as const };
  expect(worded(ofDelivery(failed, known))).toBe("路線 1 站點 21 黃太太 無法送達");
  expect(worded(ofDelivery({ ...failed, failure: "沒人在家" }, known))).toBe(
    "路線 1 站點 21 黃太太 無法送達：沒人在家",
  );
  expect(ofDelivery(proof, undefined)).toBeNull();
});

const line = (key: string, at: number): Told => ({
  key,
  at,
  of: "fresh",
  words: "schedule",
  facts: {},
  count: 1,
});

test("the same happening within moments is one line that counts; later it is another", () => {
  const first = heardToo([], line("a", AT));
  const second = heardToo(first, line("a", AT + 5_000));
  expect(second.map(({ key, count }) => [key, count])).toEqual([["a", 2]]);
  expect(heardToo(second, line("a", AT + 60_000))).toHaveLength(2);
});

test("the newest stand first, and no more are kept than people look at", () => {
  const many = Array.from({ length: 80 }, (_, n) => line(`k${n}`, AT + n));
  const all = merged(many.slice(0, 40), many.slice(40));
  expect(all).toHaveLength(KEPT);
  expect(all[0]?.key).toBe("k79");
});
