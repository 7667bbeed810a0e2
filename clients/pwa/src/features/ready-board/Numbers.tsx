import { useId, useRef } from "react";
import { Coffee } from "lucide-react";

import { useNow } from "@/app/data";
import { callOut } from "@/app/station/callout";
import type { Doc } from "@/generated/entities";
import { StateShape } from "@/ui/StateShape";

import { callName } from "./callName";
import styles from "./Numbers.module.css";
import { useTurning } from "./useTurning";
import { useWholeRows } from "./useWholeRows";

/** ms for which a number that has just become ready stands out. */
const NEW_FOR = 20_000;

/** More than so many are drawn smaller, so that nobody waits long for the page with his own. */
const FEW = 6;

interface NumbersProps {
  readonly of: "ready" | "making";
  readonly title: string;
  readonly orders: readonly Doc<"drink_order">[];
  readonly empty: string;
  readonly emptyHow: string;
}

/** One half of the board: large numbers, and the names that may be called. */
export function Numbers({ of, title, orders, empty, emptyHow }: NumbersProps) {
  const heading = useId();
  const list = useRef<HTMLUListElement>(null);
  const now = useNow(5_000);
  useTurning(list);
  useWholeRows(list, orders);
  return (
    <section className={styles.half} data-half={of} aria-labelledby={heading}>
      <h2 className={styles.title} id={heading} data-of={of === "ready" ? "received" : "fresh"}>
        {of === "ready" ? (
          <StateShape of="received" className={styles.shape} />
        ) : (
          <Coffee aria-hidden="true" className={styles.shape} />
        )}
        {title} <span className={styles.count}>{orders.length}</span>
      </h2>
      {orders.length === 0 && (
        <p className={styles.empty}>
          {empty}
          <span>{emptyHow}</span>
        </p>
      )}
      <ul
        className={styles.list}
        ref={list}
        tabIndex={0}
        aria-labelledby={heading}
        data-many={orders.length > FEW ? "" : undefined}
      >
        {orders.map((order) => {
          const name = callName(order.name);
          const isNew = of === "ready" && now - (order.completed_at ?? 0) < NEW_FOR;
          return (
            <li key={order.id} className={styles.call} data-new={isNew ? "" : undefined}>
              {order.number !== undefined && (
                <strong className={styles.number}>{callOut(order.number)}</strong>
              )}
              {name !== null && (
                <span className={styles.name}>
                  <span>{name}</span>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
