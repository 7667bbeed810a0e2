import type { Page } from "@playwright/test";

/** One screen of the product, as a person comes to it. */
export interface Screen {
  readonly name: string;
  /** Whose screen it is; null: before signing in. */
  readonly user: string | null;
  /** Where it stands; `:station` is replaced by the person's own. */
  readonly path: string;
  /** What is done there before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

/** Every screen, for pictures and for the accessibility check. */
export const SCREENS: readonly Screen[] = [
  { name: "sign-in", user: null, path: "/sign-in" },
  { name: "set-up-tablet", user: null, path: "/setup" },
  { name: "station-queue", user: "barista1", path: "/station/:station/queue" },
  { name: "station-walk-up", user: "barista1", path: "/station/:station/walk-up" },
  { name: "station-stock", user: "barista1", path: "/station/:station/stock" },
  { name: "station-chat", user: "barista1", path: "/station/:station/chat" },
  { name: "station-shift", user: "barista1", path: "/station/:station/shift" },
  { name: "ready-board", user: "barista1", path: "/board/:station" },
  { name: "sync-centre", user: "barista1", path: "/sync" },
  { name: "people", user: "barista1", path: "/people" },
  { name: "dashboard", user: "admin1", path: "/office/dashboard" },
  { name: "dispatch", user: "dispatcher1", path: "/office/dispatch" },
  { name: "orders", user: "dispatcher1", path: "/office/orders" },
  { name: "order-new", user: "dispatcher1", path: "/office/orders?new=1" },
  {
    name: "order-detail",
    user: "dispatcher1",
    path: "/office/orders",
    act: (page) => page.getByRole("row").nth(2).click(),
  },
  { name: "customers", user: "dispatcher1", path: "/office/customers" },
  {
    name: "customer-detail",
    user: "dispatcher1",
    path: "/office/customers",
    act: (page) => page.getByRole("row").nth(2).click(),
  },
  { name: "inventory", user: "admin1", path: "/office/stock" },
  { name: "needs-you", user: "dispatcher1", path: "/office/needs-you" },
];

export const LANGUAGES = ["zh-TW", "en"] as const;
export const THEMES = ["light", "dark"] as const;
export const WIDTHS = [390, 820, 1280, 1920] as const;
