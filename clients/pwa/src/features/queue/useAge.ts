import { useNow } from "@/app/data";
import { type Age, ageOf, type AgeLimits, placedAt } from "@/app/station/age";

import type { Order } from "./board";

/** An order's age, told anew each second. */
export function useAge(order: Order, limits: AgeLimits): Age {
  return ageOf(placedAt(order), useNow(1000), limits);
}
