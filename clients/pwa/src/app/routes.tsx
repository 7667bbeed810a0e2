import type { ComponentType } from "react";
import { createBrowserRouter, type LazyRouteFunction, type RouteObject } from "react-router";

import { prepareTexts } from "@/i18n/i18n";

import { Crash } from "./Crash";
import { Landing } from "./Landing";
import { NotFound } from "./NotFound";
import { SessionGate } from "./SessionGate";
import { Shell } from "./Shell";
import { Starting } from "./Starting";

type Screen = () => Promise<{ default: ComponentType }>;

// Each screen is a chunk of its own; all of them are kept by the service worker. Its texts come
// along with it.
function lazy(screen: Screen, texts?: string): { lazy: LazyRouteFunction<RouteObject> } {
  return {
    lazy: async () => {
      const [{ default: Component }] = await Promise.all([
        screen(),
        texts === undefined ? null : prepareTexts(texts),
      ]);
      return { Component };
    },
  };
}

const station: RouteObject[] = [
  { path: "queue", ...lazy(() => import("@/features/queue/QueueScreen"), "queue") },
  { path: "walk-up", ...lazy(() => import("@/features/walk-up/WalkUpScreen"), "walk-up") },
  { path: "stock", ...lazy(() => import("@/features/stock/StockScreen"), "stock") },
  { path: "chat", ...lazy(() => import("@/features/chat/ChatScreen"), "chat") },
  { path: "shift", ...lazy(() => import("@/features/shift/ShiftScreen"), "shift") },
];

const office: RouteObject[] = [
  { path: "dashboard", ...lazy(() => import("@/features/dashboard/DashboardScreen"), "dashboard") },
  { path: "dispatch", ...lazy(() => import("@/features/dispatch/DispatchScreen"), "dispatch") },
  { path: "orders", ...lazy(() => import("@/features/orders/OrdersScreen"), "orders") },
  { path: "orders/:id", ...lazy(() => import("@/features/orders/OrdersScreen"), "orders") },
  { path: "customers", ...lazy(() => import("@/features/customers/CustomersScreen"), "customers") },
  {
    path: "customers/:id",
    ...lazy(() => import("@/features/customers/CustomersScreen"), "customers"),
  },
  { path: "stock", ...lazy(() => import("@/features/inventory/InventoryScreen"), "inventory") },
  { path: "needs-you", ...lazy(() => import("@/features/conflicts/ConflictsScreen"), "conflicts") },
];

/** Every address of the app. The layouts hold the session: nothing below `SessionGate` is drawn
 * for nobody. */
export const ROUTES: RouteObject[] = [
  {
    Component: Shell,
    ErrorBoundary: Crash,
    HydrateFallback: Starting,
    children: [
      { path: "/sign-in", ...lazy(() => import("@/features/sign-in/SignInScreen"), "sign-in") },
      { path: "/setup", ...lazy(() => import("@/features/sign-in/SetupScreen"), "sign-in") },
      {
        Component: SessionGate,
        children: [
          {
            ErrorBoundary: Crash,
            children: [
              { index: true, Component: Landing },
              {
                path: "/station/:station",
                ...lazy(() => import("./station/StationLayout")),
                children: [{ ErrorBoundary: Crash, children: station }],
              },
              {
                path: "/board/:station",
                ...lazy(() => import("@/features/ready-board/ReadyBoardScreen"), "ready-board"),
              },
              {
                path: "/office",
                ...lazy(() => import("./office/OfficeLayout")),
                children: [{ ErrorBoundary: Crash, children: office }],
              },
              {
                path: "/sync",
                ...lazy(() => import("@/features/sync-centre/SyncCentreScreen"), "sync-centre"),
              },
              { path: "/people", ...lazy(() => import("./people/PeopleScreen")) },
            ],
          },
        ],
      },
      { path: "*", Component: NotFound },
    ],
  },
];

/** The router of the page. */
export function makeRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter(ROUTES);
}
