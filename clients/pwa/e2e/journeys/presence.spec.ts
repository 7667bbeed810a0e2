import { expect, test } from "../stage";
import { stationOf } from "../station";

test("the screens of a station tell the hub who is there, and who left", async ({
  arrive,
  office,
}) => {
  const heard: string[] = [];
  const { page } = await arrive("barista1", {
    prepare: (context) =>
      context.on("page", (opened) =>
        opened.on("websocket", (socket) =>
          socket.on("framereceived", ({ payload }) => {
            const text = payload.toString();
            if (text.includes('"t":"presence"')) heard.push(text);
          }),
        ),
      ),
  });
  const station = stationOf(page);
  const first = await office.personOf("barista1");
  const { baristas = [] } = await office.one("station", station);
  await expect.poll(() => heard.some((frame) => frame.includes(first))).toBe(true);

  const people = await office.all("person", { role: "barista" });
  const other = people.find(({ id }) => id !== first && baristas.includes(id));
  if (other === undefined) throw new Error("nobody else works at this station");
  const accounts = Array.from({ length: 17 }, (_, at) => `barista${at + 1}`);
  let user = "";
  for (const account of accounts) {
    if ((await office.personOf(account)) === other.id) user = account;
    if (user !== "") break;
  }
  const { page: second } = await arrive(user);
  await second.goto(`/station/${station}/queue`);
  await expect
    .poll(() => heard.some((frame) => frame.includes(other.id) && frame.includes("true")))
    .toBe(true);
  await second.goto("/sync");
  await expect
    .poll(() => heard.some((frame) => frame.includes(other.id) && frame.includes("false")))
    .toBe(true);
});
