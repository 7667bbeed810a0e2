import { useMemo } from "react";

import { useAll, useNow } from "@/app/data";
import type { Doc } from "@/generated/entities";

import { estimateMinutes } from "./estimate";

const SAID_ENOUGH = 20;

function handOf(order: Doc<"drink_order">): string | undefined {
  return order.barista;
}

/** How many whole minutes a guest who orders now will wait; null while it is not known. */
export function useWait(station: string): number | null {
  const now = useNow(15_000);
  const open = useAll("drink_order", { where: { station, state: ["pending", "in_progress"] } });
  const finished = useAll("drink_order", {
    where: { station, state: ["completed", "picked_up"] },
    order: ["-completed_at"],
    limit: SAID_ENOUGH,
  });
  return useMemo(() => {
    if (open === undefined || finished === undefined) return null;
    const making = open.filter((order) => order.state === "in_progress");
    const toMake = open.length - making.length;
    return estimateMinutes(
      { toMake, making: making.length, finished, hands: making.map(handOf) },
      now,
    );
  }, [open, finished, now]);
}
