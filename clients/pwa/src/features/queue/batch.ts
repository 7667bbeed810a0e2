import type { Order } from "./board";

/** Cups that are better made together: of one drink with one milk, or out of one jug of milk. */
export interface Batch {
  readonly by: "drink" | "milk";
  readonly orders: readonly Order[];
}

/** More than so many do not fit one jug. */
const MOST = 4;

/** The largest batch among the orders to make, which are given oldest first; of equally large
 * ones that of the oldest order. The same drink goes before the same milk alone. */
export function batchOf(orders: readonly Order[]): Batch | null {
  const milky = orders.filter((order) => order.milk !== undefined);
  const drinks = largest(milky, (order) => `${order.milk ?? ""} ${order.item ?? order.drink}`);
  if (drinks !== null) return { by: "drink", orders: drinks };
  const milk = largest(milky, (order) => order.milk ?? "");
  return milk && { by: "milk", orders: milk };
}

function largest(orders: readonly Order[], keyOf: (order: Order) => string): Order[] | null {
  const groups = new Map<string, Order[]>();
  for (const order of orders) {
    const key = keyOf(order);
    const group = groups.get(key) ?? [];
    if (group.length < MOST) group.push(order);
    groups.set(key, group);
  }
  let best: Order[] | null = null;
  for (const group of groups.values()) {
    if (group.length > Math.max(1, best?.length ?? 1)) best = group;
  }
  return best;
}
