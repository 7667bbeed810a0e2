import { PROTOCOL } from "../../src/generated/entities";
import { expectAllReceived, expectWaiting } from "../pill";
import { speaks } from "../protocol";
import { expect, test } from "../stage";
import { fetchNumbers, order, ordered, stationOf } from "../station";

for (const { title, protocol, told } of [
  { title: "newer", protocol: PROTOCOL + 1, told: "伺服器比較新" },
  { title: "older", protocol: PROTOCOL - 1, told: "伺服器比較舊" },
]) {
  test(`a server that is ${title} than the app is told, and work goes on`, async ({
    arrive,
    office,
  }) => {
    const { page } = await arrive("barista1");
    const station = stationOf(page);
    await fetchNumbers(page);
    await speaks(page, protocol);
    await page.reload();

    const call = await order(page, { drink: "美式咖啡", milk: null });
    await expectWaiting(page, 1);
    await page.goto("/sync");
    await expect(page.getByText(told)).toBeVisible();
    await page.goto(`/station/${station}/queue`);
    await expect(page.getByText(call, { exact: true })).toBeVisible();

    // The server is brought to the app's version, or the other way round.
    await page.unrouteAll();
    await page.reload();
    await expectAllReceived(page);
    expect(await ordered(office, station, call)).toHaveLength(1);
  });
}
