import { enteredAt, type Revision } from "@/app/records/versions";
import type { Delivery, DeliveryOrder, Route, Stop } from "@/generated/entities";

/** A step of an order's way to the kitchen. `past`: done; `here`: where it is; `ahead`. */
export interface Step {
  readonly id:
    | "confirmed"
    | "assigned"
    | "started"
    | "out_for_delivery"
    | "delivered"
    | "failed"
    | "cancelled";
  readonly is: "past" | "here" | "ahead";
  /** ms since 1970, where it is known. */
  readonly at: number | undefined;
}

/** All that is known of an order's way. */
export interface Known {
  readonly order: DeliveryOrder;
  readonly stop: Stop | undefined;
  readonly route: Route | undefined;
  readonly delivery: Delivery | undefined;
  /** Newest first; empty while there is no contact. */
  readonly revisions: readonly Revision[];
}

const WAY = ["confirmed", "assigned", "started", "out_for_delivery"] as const;

/** The steps of an order with the times that are known: out of the records themselves, and out of
 * the history where the server could be asked. */
export function stepsOf(known: Known): readonly Step[] {
  const { order, stop, route, delivery, revisions } = known;
  const reached = reachedBy(known);
  const end = order.state === "failed" || order.state === "cancelled" ? order.state : "delivered";
  const isOver = order.state === "delivered" || order.state === end;
  const times: Readonly<Record<Step["id"], number | undefined>> = {
    confirmed: order.placed_at ?? enteredAt(revisions, "confirmed"),
    assigned: enteredAt(revisions, "assigned"),
    started: route?.started_at,
    out_for_delivery: enteredAt(revisions, "out_for_delivery") ?? stop?.arrived_at,
    delivered: delivery?.at ?? enteredAt(revisions, "delivered"),
    failed: delivery?.at ?? enteredAt(revisions, "failed"),
    cancelled: enteredAt(revisions, "cancelled"),
  };
  const way = WAY.map((id, index): Step => {
    const is =
      index < reached || (isOver && index <= reached)
        ? "past"
        : index === reached
          ? "here"
          : "ahead";
    return { id, is, at: is === "ahead" ? undefined : times[id] };
  });
  return [...way, { id: end, is: isOver ? "here" : "ahead", at: isOver ? times[end] : undefined }];
}

/** The last step of the way that it certainly reached; -1 for a draft. */
function reachedBy({ order, stop, route, revisions }: Known): number {
  switch (order.state) {
    case "draft":
      return -1;
    case "confirmed":
      return 0;
    case "assigned":
      return route?.started_at === undefined ? 1 : 2;
    case "out_for_delivery":
    case "delivered":
    case "failed":
      return 3;
    case "cancelled":
      return stop === undefined && enteredAt(revisions, "assigned") === undefined ? 0 : 1;
  }
}
