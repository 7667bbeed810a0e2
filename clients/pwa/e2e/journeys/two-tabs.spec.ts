import { expectAllReceived } from "../pill";
import { expect, test } from "../stage";
import { goTo, order, ordered, stationOf, tap, ticket } from "../station";
import { Traffic } from "../traffic";

test("two tabs are one device: each sees the other's writes, one of them syncs @smoke", async ({
  arrive,
  office,
}) => {
  let traffic: Traffic | undefined;
  const { context, page: first } = await arrive("barista1", {
    prepare: (opened) => {
      traffic = new Traffic(opened);
    },
  });
  if (traffic === undefined) throw new Error("nobody listens");
  const station = stationOf(first);
  const lids = async () => {
    const shelves = await office.all("inventory_item", { station });
    return shelves.find(({ supply }) => supply === "lid")?.stock ?? 0;
  };
  const before = await lids();
  const second = await context.newPage();
  await second.goto(first.url());
  await expectAllReceived(second);

  await goTo(second, "現場點單");
  const call = await order(second, { drink: "美式咖啡", milk: null });
  await expect(ticket(first, call, "to-make")).toBeVisible();
  await tap(first, call, "to-make");
  await goTo(second, "出杯佇列");
  await expect(ticket(second, call, "making")).toBeVisible();
  await expectAllReceived(first);
  await expectAllReceived(second);
  expect(traffic.of(first)).toMatchObject({ sockets: 1 });
  expect(traffic.of(first).pushes).toBeGreaterThan(0);
  expect(traffic.of(second)).toEqual({ sockets: 0, pushes: 0, rounds: 0, polls: 0 });

  await first.close();
  await tap(second, call, "making");
  await expect.poll(() => traffic?.of(second).sockets).toBe(1);
  await expectAllReceived(second);

  const placed = await ordered(office, station, call);
  expect(placed.map(({ state }) => state)).toEqual(["completed"]);
  expect(await lids()).toBe(before - 1);
});
