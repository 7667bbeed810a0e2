import type { ComponentType } from "react";
import { createBrowserRouter, type LazyRouteFunction, type RouteObject } from "react-router";

import { Crash } from "./Crash";
import { Landing } from "./Landing";
import { NotFound } from "./NotFound";
import { SessionGate } from "./SessionGate";
import { Shell } from "./Shell";
import { Starting } from "./Starting";

type Screen = () => Promise<{ default: ComponentType }>;

// Each screen is a chunk of its own; all of them are kept by the service worker.
function lazy(screen: Screen): { lazy: LazyRouteFunction<RouteObject> } {
  return { lazy: async () => ({ Component: (await screen()).default }) };
}

const station: RouteObject[] = [
  { path: "queue", ...lazy(() => import("@/features/queue/QueueScreen")) },
  { path: "walk-up", ...lazy(() => import("@/features/walk-up/WalkUpScreen")) },
  { path: "stock", ...lazy(() => import("@/features/stock/StockScreen")) },
  { path: "chat", ...lazy(() => import("@/features/chat/ChatScreen")) },
  { path: "shift", ...lazy(() => import("@/features/shift/ShiftScreen")) },
];

const office: RouteObject[] = [
  { path: "dashboard", ...lazy(() => import("@/features/dashboard/DashboardScreen")) },
  { path: "dispatch", ...lazy(() => import("@/features/dispatch/DispatchScreen")) },
  { path: "orders", ...lazy(() => import("@/features/orders/OrdersScreen")) },
  { path: "orders/:id", ...lazy(() => import("@/features/orders/OrdersScreen")) },
  { path: "customers", ...lazy(() => import("@/features/customers/CustomersScreen")) },
  { path: "customers/:id", ...lazy(() => import("@/features/customers/CustomersScreen")) },
  { path: "stock", ...lazy(() => import("@/features/inventory/InventoryScreen")) },
  { path: "needs-you", ...lazy(() => import("@/features/conflicts/ConflictsScreen")) },
];

/** Every address of the app. The layouts hold the session: nothing below `SessionGate` is drawn
 * for nobody. */
export const ROUTES: RouteObject[] = [
  {
    Component: Shell,
    ErrorBoundary: Crash,
    HydrateFallback: Starting,
    children: [
      { path: "/sign-in", ...lazy(() => import("@/features/sign-in/SignInScreen")) },
      { path: "/setup", ...lazy(() => import("@/features/sign-in/SetupScreen")) },
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
                ...lazy(() => import("@/features/ready-board/ReadyBoardScreen")),
              },
              {
                path: "/office",
                ...lazy(() => import("./office/OfficeLayout")),
                children: [{ ErrorBoundary: Crash, children: office }],
              },
              { path: "/sync", ...lazy(() => import("@/features/sync-centre/SyncCentreScreen")) },
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
