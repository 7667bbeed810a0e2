import { expectAllReceived } from "../pill";
import { Middlebox } from "../middlebox";
import { expect, test } from "../stage";
import { goTo, order, tap, ticket } from "../station";
import { Traffic } from "../traffic";

test("where WebSocket is blocked, long polling keeps the board live @smoke", async ({
  arrive,
  server,
}) => {
  const box = await Middlebox.before(server.url);
  box.blocksSockets = true;
  try {
    let traffic: Traffic | undefined;
    const behind = await arrive("barista1", {
      through: box.url,
      prepare: (context) => {
        traffic = new Traffic(context);
      },
    });
    const colleague = await arrive("barista7");
    expect(box.asked).toBeGreaterThan(0);

    await goTo(colleague.page, "現場點單");
    const call = await order(colleague.page, { drink: "美式咖啡", milk: null });
    await expect(ticket(behind.page, call, "to-make")).toBeVisible();
    await tap(behind.page, call, "to-make");
    await goTo(colleague.page, "出杯佇列");
    await expect(ticket(colleague.page, call, "making")).toBeVisible();
    await expectAllReceived(behind.page);
    expect(traffic?.of(behind.page).polls).toBeGreaterThan(0);
  } finally {
    await box.close();
  }
});
