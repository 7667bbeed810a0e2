import {
  ClipboardList,
  LayoutDashboard,
  type LucideIcon,
  Package,
  Route,
  TriangleAlert,
  UsersRound,
} from "lucide-react";

/** A screen of the office. `scopes`: who holds none of them has nothing to see there. */
export interface OfficeScreen {
  readonly path: string;
  /** Key of its name under `office.`. */
  readonly key: string;
  readonly icon: LucideIcon;
  readonly scopes: readonly string[];
  /** In the bar of a phone; the others are under "more". */
  readonly isMain: boolean;
}

export const OFFICE_SCREENS: readonly OfficeScreen[] = [
  {
    path: "dashboard",
    key: "dashboard",
    icon: LayoutDashboard,
    scopes: ["office", "event"],
    isMain: true,
  },
  { path: "dispatch", key: "dispatch", icon: Route, scopes: ["office"], isMain: true },
  { path: "orders", key: "orders", icon: ClipboardList, scopes: ["office"], isMain: true },
  { path: "customers", key: "customers", icon: UsersRound, scopes: ["office"], isMain: false },
  { path: "stock", key: "stock", icon: Package, scopes: ["event"], isMain: true },
  {
    path: "needs-you",
    key: "needs-you",
    icon: TriangleAlert,
    scopes: ["office", "event"],
    isMain: false,
  },
];
