import type { Choices } from "@/replica/api";

import type { Order } from "./board";

/** What one person wrote where several wrote without knowing of each other. */
export interface Side {
  /** The id of the person. */
  readonly actor: string;
  /** The hybrid stamp of the last of it. */
  readonly stamp: number;
  /** What to accept so that this side holds. */
  readonly choices: Choices;
  /** Field -> value, of what tells the sides apart for a person. */
  readonly says: readonly (readonly [field: string, value: unknown])[];
}

/** Times only follow from the rest: who starts a cup also writes when. */
const FOLLOWS: ReadonlySet<string> = new Set(["placed_at", "started_at", "completed_at"]);

/** The sides of an order's conflicts, one a person. */
export function sidesOf(order: Order): readonly Side[] {
  const sides = new Map<string, Side>();
  for (const [field, siblings] of Object.entries(order._.c ?? {})) {
    for (const [value, dot, stamp, actor] of siblings) {
      const side = sides.get(actor) ?? { actor, stamp: 0, choices: {}, says: [] };
      sides.set(actor, {
        actor,
        stamp: Math.max(side.stamp, stamp),
        choices: { ...side.choices, [field]: dot },
        says: FOLLOWS.has(field) ? side.says : [...side.says, [field, value]],
      });
    }
  }
  return [...sides.values()];
}
