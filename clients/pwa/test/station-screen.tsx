/** A station's screen in a test: the real replica over a database in memory, with a person, a menu
 * and shelves in it, and the providers that the app puts around every screen. */

import { configure, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { Suspense } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { MemoryRouter, Route, Routes } from "react-router";
import { vi } from "vitest";

import { People } from "@/app/people/people";
import { PeopleContext } from "@/app/people/people-context";
import { ReplicaContext } from "@/app/replica-context";
import { ToastRegion } from "@/app/toasts/ToastRegion";
import { Toasts } from "@/app/toasts/toasts";
import { ToastsContext } from "@/app/toasts/toasts-context";
import type { Doc, EntityName, Values } from "@/generated/entities";
import { startI18n } from "@/i18n/i18n";
import { newId } from "@/replica/core/ids";
import { LocalReplica } from "@/replica/replica";

// A machine that is busy with other things is no failure.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 60_000 });

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** A station with what a test of its screens needs. */
export interface Bar {
  readonly replica: LocalReplica;
  readonly toasts: Toasts;
  readonly station: string;
  readonly me: string;
  readonly latte: string;
  readonly espresso: string;
  readonly oat: string;
  /** The shelf of the oat milk, 5,000 ml, and of the beans, 1,000 g. */
  readonly milkShelf: string;
  readonly beanShelf: string;
  /** Makes a record, as the present person. */
  readonly make: <E extends EntityName>(entity: E, values: Values<E>) => Promise<string>;
  /** Reads one as the screen shows it. */
  readonly read: <E extends EntityName>(entity: E, id: string) => Promise<Doc<E>>;
  readonly drinks: () => Promise<readonly Doc<"drink_order">[]>;
}

/** Opens a station with an empty board. */
export async function openBar(): Promise<Bar> {
  standInForLayout();
  await startI18n("zh-TW");
  const replica = await LocalReplica.open({
    name: newId(Date.now(), random),
    engine: { indexedDB: new IDBFactory(), IDBKeyRange },
    locks: null,
  });
  const me = newId(Date.now(), random);
  const id = () => newId(Date.now(), random);
  await replica.enrol({
    replica: "tablet1",
    organisation: {
      id: id(),
      name: "燕麥與朋友",
      time_zone: "Asia/Taipei",
      currency: "TWD",
      languages: ["zh-TW", "en"],
    },
    person: me,
    station: null,
    role: "barista",
    name: "平板",
    secret: "secret",
  });
  const make: Bar["make"] = async (entity, values) => {
    const act = replica.act();
    const made = act.create(entity, values);
    await replica.commit(me, act);
    return made;
  };
  const station = await make("station", { name: "A 吧台", baristas: [me] });
  const latte = await make("item", {
    name: "拿鐵",
    name_en: "Latte",
    kind: "drink",
    shots: 2,
    milk_ml: 200,
  });
  const espresso = await make("item", { name: "濃縮", kind: "drink", shots: 1, milk_ml: 0 });
  const oat = await make("item", { name: "燕麥奶", kind: "milk", colour: "#d9a055" });
  const milkShelf = await make("inventory_item", {
    station,
    item: oat,
    name: "燕麥奶",
    supply: "milk",
    unit: "ml",
    per_cup: 200,
    pack: 1000,
    threshold: 1000,
    stock: 5000,
  });
  const beanShelf = await make("inventory_item", {
    station,
    name: "咖啡豆",
    supply: "beans",
    unit: "g",
    per_cup: 9,
    pack: 1000,
    stock: 1000,
  });
  const read: Bar["read"] = async (entity, wanted) => {
    const doc = await replica.get(entity, wanted);
    if (doc === null) throw new Error(`no ${entity} ${wanted}`);
    return doc;
  };
  const drinks = async () => {
    const live = replica.all("drink_order");
    const stop = live.subscribe(() => undefined);
    await vi.waitUntil(() => live.current() !== undefined, { timeout: 20_000 });
    stop();
    return live.current() ?? [];
  };
  const toasts = new Toasts();
  return {
    replica,
    toasts,
    station,
    me,
    latte,
    espresso,
    oat,
    milkShelf,
    beanShelf,
    make,
    read,
    drinks,
  };
}

/** Shows a screen of the station as the app would. */
export async function show(bar: Bar, Screen: React.ComponentType): Promise<UserEvent> {
  const people = new People(bar.replica);
  await people.load();
  await people.arrive({ id: bar.me, name: "美玲", userName: "mei", role: "barista" });
  render(
    <ReplicaContext value={bar.replica}>
      <PeopleContext value={people}>
        <ToastsContext value={bar.toasts}>
          <I18nProvider locale="zh-TW">
            <Suspense fallback={null}>
              <MemoryRouter initialEntries={[`/station/${bar.station}`]}>
                <Routes>
                  <Route path="/station/:station" element={<Screen />} />
                </Routes>
              </MemoryRouter>
              <ToastRegion />
            </Suspense>
          </I18nProvider>
        </ToastsContext>
      </PeopleContext>
    </ReplicaContext>,
  );
  return userEvent.setup();
}

/** What jsdom has no layout for. */
function standInForLayout(): void {
  vi.stubGlobal("matchMedia", () => ({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  Element.prototype.getAnimations = () => [];
  Element.prototype.scrollIntoView = () => undefined;
}
