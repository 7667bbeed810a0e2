import { useEffect, useRef } from "react";

import { useAll, useReplica } from "@/app/data";

import { chime } from "./sound";

interface NewOrderBellProps {
  readonly station: string;
}

/** Is heard when an order arrives that was not entered on this device, on whichever of the
 * station's screens one happens to be. Shows nothing. */
export function NewOrderBell({ station }: NewOrderBellProps) {
  const own = useReplica().identity?.replica;
  const orders = useAll("drink_order", { where: { station, state: "pending" } });
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (orders === undefined) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...orders.map((order) => order.id)]);
    if (before === null) return;
    const isNews = orders.some(
      (order) => !before.has(order.id) && (own === undefined || !(own in order._.v)),
    );
    if (isNews) chime();
  }, [orders, own]);
  return null;
}
