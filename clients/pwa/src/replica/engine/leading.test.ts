/** The tab that leads: an engine while there is an identity, and what was asked for before it. */

import { afterEach, expect, it, vi } from "vitest";

import type { Contact } from "../api";
import type { StoredIdentity } from "../store/rows";
import type { Engine } from "./engine";
import { lead } from "./leading";
import { Wishes } from "./wishes";

const IDENTITY: StoredIdentity = {
  secret: "s",
  organisation: { id: "o", name: "o", time_zone: "Asia/Taipei", currency: "TWD", languages: [] },
  person: "p",
  station: null,
  role: "dispatcher",
  name: "x",
};

/** An engine that runs until it is told how to end. */
class Stub {
  readonly asked: string[] = [];
  readonly contact: Contact = { link: "live", last: 1, tell: false, retryAt: 0, problem: null };
  end: (error?: Error) => void = () => undefined;

  run(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => {
        resolve(false);
      });
      this.end = (error) => {
        if (error) reject(error);
        else resolve(true);
      };
    });
  }

  nudge() {
    this.asked.push("written");
  }

  retryNow() {
    this.asked.push("retry");
  }

  lookAgain() {
    this.asked.push("look");
  }

  wantReceipt() {
    this.asked.push("receipt");
  }

  room(action: string, id: string) {
    this.asked.push(`${action} ${id}`);
  }
}

/** A tab that leads, as its parts are seen from outside. */
function leader(identity: StoredIdentity | null) {
  const engines: Stub[] = [];
  const contacts: Contact[] = [];
  const stirs = new Set<() => void>();
  const wishes = new Wishes();
  const end = new AbortController();
  const state = { identity };
  const done = lead(
    {
      store: { identity: () => Promise.resolve(state.identity) },
      screen: {
        setContact: (contact) => contacts.push(contact),
        setSignedOut: () => undefined,
        happened: () => undefined,
      },
      wishes,
      engine: () => {
        engines.push(new Stub());
        return engines.at(-1) as unknown as Engine;
      },
      onStir: (listener) => {
        stirs.add(listener);
        return () => stirs.delete(listener);
      },
    },
    end.signal,
  );
  const stir = () => {
    for (const listener of stirs) listener();
  };
  ended = () => {
    end.abort();
    return done;
  };
  return { engines, contacts, wishes, state, stir, end, done };
}

let ended: () => Promise<void> = () => Promise.resolve();

afterEach(async () => {
  await ended();
  vi.useRealTimers();
});

it("waits for an identity, and for another one after the store was wiped", async () => {
  const { engines, state, stir } = leader(null);
  stir();
  await Promise.resolve();
  expect(engines).toHaveLength(0);
  state.identity = IDENTITY;
  stir();
  await vi.waitFor(() => {
    expect(engines).toHaveLength(1);
  });
  state.identity = null;
  engines[0]?.end();
  await new Promise((resolve) => setTimeout(resolve));
  expect(engines).toHaveLength(1);
  state.identity = IDENTITY;
  stir();
  await vi.waitFor(() => {
    expect(engines).toHaveLength(2);
  });
});

it("runs another engine after a defect, and says that something broke", async () => {
  vi.useFakeTimers();
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  const { engines, contacts } = leader(IDENTITY);
  await vi.advanceTimersByTimeAsync(0);
  engines[0]?.end(new Error("a gap"));
  await vi.advanceTimersByTimeAsync(29_000);
  expect(engines).toHaveLength(1);
  expect(contacts.at(-1)).toMatchObject({ link: "offline", last: 1, problem: "request/failed" });
  expect(report).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(engines).toHaveLength(2);
  vi.unstubAllGlobals();
});

it("hands on what was asked before the engine began, and all that is asked then", async () => {
  const { engines, wishes, state, stir } = leader(null);
  wishes.hear({ type: "receipt" });
  wishes.hear({ type: "room", action: "join_station", id: "a" });
  wishes.hear({ type: "room", action: "join_station", id: "b" });
  wishes.hear({ type: "room", action: "leave_station", id: "a" });
  wishes.hear({ type: "written" });
  state.identity = IDENTITY;
  stir();
  await vi.waitFor(() => {
    expect(engines).toHaveLength(1);
  });
  wishes.hear({ type: "written" });
  wishes.hear({ type: "retry" });
  window.dispatchEvent(new Event("online"));
  window.dispatchEvent(new Event("offline"));
  expect(engines[0]?.asked).toEqual([
    "join_station b",
    "receipt",
    "written",
    "retry",
    "look",
    "look",
  ]);
});
