/** A screen of the office in a test: the real replica over a database in memory, and the providers
 * and the router that the app puts around every screen. */

import { configure, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { Suspense } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { createMemoryRouter, RouterProvider } from "react-router";
import { vi } from "vitest";

import { People } from "@/app/people/people";
import { PeopleContext } from "@/app/people/people-context";
import { ReplicaContext } from "@/app/replica-context";
import { ToastRegion } from "@/app/toasts/ToastRegion";
import { Toasts } from "@/app/toasts/toasts";
import { ToastsContext } from "@/app/toasts/toasts-context";
import type { Doc, EntityName, Values } from "@/generated/entities";
import { startI18n } from "@/i18n/i18n";
import type { LocalReplica } from "@/replica/replica";

import { openLocal } from "./local";

// A machine that is busy with other things is no failure.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 60_000 });

const ME = "AZdispatcher__________";

/** An office with what a test of its screens needs. */
export interface Desk {
  readonly replica: LocalReplica;
  readonly me: string;
  readonly role: string;
  readonly make: <E extends EntityName>(entity: E, values: Values<E>) => Promise<string>;
  /** Reads a record as the screen shows it. */
  readonly read: <E extends EntityName>(entity: E, id: string) => Promise<Doc<E>>;
  readonly all: <E extends EntityName>(entity: E) => Promise<readonly Doc<E>[]>;
}

/** Opens an empty office for somebody of a role. */
export async function openDesk(role = "dispatcher"): Promise<Desk> {
  standInForLayout();
  await startI18n("zh-TW");
  const replica = await openLocal();
  return {
    replica,
    me: ME,
    role,
    make: async (entity, values) => {
      const act = replica.act();
      const id = act.create(entity, values);
      await replica.commit(ME, act);
      return id;
    },
    read: async (entity, id) => {
      const doc = await replica.get(entity, id);
      if (doc === null) throw new Error(`no ${entity} ${id}`);
      return doc;
    },
    all: async (entity) => {
      const live = replica.all(entity);
      const stop = live.subscribe(() => undefined);
      await vi.waitUntil(() => live.current() !== undefined, { timeout: 20_000 });
      const found = live.current() ?? [];
      stop();
      return found;
    },
  };
}

/** A screen that is shown; `search` reads its address. */
export interface Shown {
  readonly user: UserEvent;
  readonly path: () => string;
  readonly search: () => URLSearchParams;
  readonly leave: () => void;
}

/** Shows a screen as the app would, under `path` and `path/:id`. */
export async function show(
  desk: Desk,
  Screen: ComponentType,
  path: string,
  search = "",
): Promise<Shown> {
  const people = new People(desk.replica);
  await people.load();
  await people.arrive({ id: desk.me, name: "怡雯", userName: "yiwen", role: desk.role });
  const router = createMemoryRouter(
    [
      { path, Component: Screen },
      { path: `${path}/:id`, Component: Screen },
      { path: "*", element: null },
    ],
    { initialEntries: [`${path}${search}`] },
  );
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const view = render(
    <QueryClientProvider client={queries}>
      <ReplicaContext value={desk.replica}>
        <PeopleContext value={people}>
          <ToastsContext value={new Toasts()}>
            <I18nProvider locale="zh-TW">
              <Suspense fallback={null}>
                <RouterProvider router={router} />
                <ToastRegion />
              </Suspense>
            </I18nProvider>
          </ToastsContext>
        </PeopleContext>
      </ReplicaContext>
    </QueryClientProvider>,
  );
  return {
    user: userEvent.setup(),
    path: () => router.state.location.pathname,
    search: () => new URLSearchParams(router.state.location.search),
    leave: () => view.unmount(),
  };
}

const WIDTH = 1400;
const HEIGHT = 800;

/** What jsdom has no layout for: every element is as large as a desktop's window. */
export function standInForLayout(): void {
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
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
  for (const [name, size] of [
    ["clientWidth", WIDTH],
    ["offsetWidth", WIDTH],
    ["clientHeight", HEIGHT],
    ["offsetHeight", HEIGHT],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
  }
  Element.prototype.getAnimations = () => [];
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
}
