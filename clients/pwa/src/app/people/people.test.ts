// @vitest-environment node
import { describe, expect, it } from "vitest";

import { People, type Shelf } from "./people";
import { checkPin, makePin } from "./pin";
import { waitAfter } from "./wrong-tries";

class MemoryShelf implements Shelf {
  readonly kept = new Map<string, string>();
  draft(key: string): Promise<string | null> {
    return Promise.resolve(this.kept.get(key) ?? null);
  }
  saveDraft(key: string, text: string | null): Promise<void> {
    if (text === null) this.kept.delete(key);
    else this.kept.set(key, text);
    return Promise.resolve();
  }
}

const YIWEN = { id: "yiwen", name: "陳怡雯", userName: "yiwen", role: "barista" };
const MEILING = { id: "meiling", name: "王美玲", userName: "meiling", role: "barista" };

describe("a PIN", () => {
  it("is kept as a salted hash of many rounds", async () => {
    const one = await makePin("2468");
    const other = await makePin("2468");
    expect(one.iterations).toBeGreaterThanOrEqual(310_000);
    expect(one.hash).not.toBe(other.hash);
    expect(JSON.stringify(one)).not.toContain("2468");
    expect(await checkPin("2468", one)).toBe(true);
    expect(await checkPin("2469", one)).toBe(false);
    expect(await checkPin("", one)).toBe(false);
  });

  it("makes who guesses wait longer and longer", () => {
    expect([1, 2, 3, 4].map(waitAfter)).toEqual([0, 0, 0, 0]);
    expect([5, 6, 7].map(waitAfter)).toEqual([30_000, 60_000, 120_000]);
    expect(waitAfter(100)).toBe(3_600_000);
  });
});

describe("the people of a device", () => {
  async function opened(shelf = new MemoryShelf(), now = { ms: 0 }) {
    const people = new People(shelf, () => now.ms);
    await people.load();
    return { people, shelf, now };
  }

  it("are those who signed in, and the last one is present", async () => {
    const { people } = await opened();
    await people.arrive(YIWEN);
    await people.arrive(MEILING);
    expect(people.current().members.map(({ id }) => id)).toEqual(["yiwen", "meiling"]);
    expect(people.present?.id).toBe("meiling");
    people.close();
  });

  it("survive a reload, with PIN and lock", async () => {
    const { people, shelf } = await opened();
    await people.arrive(YIWEN);
    await people.setPin("yiwen", "1357");
    await people.lock();
    people.close();
    const again = await opened(shelf);
    expect(again.people.current().locked).toBe(true);
    expect(await again.people.unlock("yiwen", "1357")).toBe("open");
    expect(again.people.current().locked).toBe(false);
    again.people.close();
  });

  it("switch by PIN, without the network", async () => {
    const { people } = await opened();
    await people.arrive(YIWEN);
    await people.setPin("yiwen", "1357");
    await people.arrive(MEILING);
    expect(await people.unlock("yiwen", "9999")).toBe("wrong");
    expect(people.present?.id).toBe("meiling");
    expect(await people.unlock("yiwen", "1357")).toBe("open");
    expect(people.present?.id).toBe("yiwen");
    people.close();
  });

  it("cannot be tried through: after five wrong ones the right one waits, too", async () => {
    const { people, now } = await opened();
    await people.arrive(YIWEN);
    await people.setPin("yiwen", "1357");
    for (let tries = 1; tries < 5; tries += 1) {
      expect(await people.unlock("yiwen", "0000")).toBe("wrong");
    }
    expect(await people.unlock("yiwen", "0000")).toBe("wait");
    expect(await people.unlock("yiwen", "1357")).toBe("wait");
    now.ms = 30_001;
    expect(await people.unlock("yiwen", "1357")).toBe("open");
    expect(people.present?.wrong).toBe(0);
    people.close();
  });

  it("are not locked out where there is no PIN to open with", async () => {
    const { people } = await opened();
    await people.arrive(YIWEN);
    await people.lock();
    expect(people.current().locked).toBe(false);
    people.close();
  });

  it("keep their PIN when they sign in again, and lose it when they leave", async () => {
    const { people } = await opened();
    await people.arrive(YIWEN);
    await people.setPin("yiwen", "1357");
    await people.arrive(YIWEN);
    expect(people.present?.pin).not.toBeNull();
    await people.leave("yiwen");
    await people.arrive(YIWEN);
    expect(people.present?.pin).toBeNull();
    people.close();
  });
});
