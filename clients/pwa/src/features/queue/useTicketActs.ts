import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useMe, useReplica } from "@/app/data";
import { callOut } from "@/app/station/callout";
import type { Catalogue } from "@/app/station/catalogue";
import { usesOf } from "@/app/station/recipe";
import type { Doc } from "@/generated/entities";
import { add } from "@/replica/core/changes";
import { reads } from "@/replica/core/reach";

import type { Order } from "./board";

/** What a barista does with orders. Each is one act that the undo bar takes back whole. */
export interface TicketActs {
  /** Takes orders and starts them, in one act. */
  readonly start: (orders: readonly Order[]) => void;
  /** Done: what it used up leaves the shelves with it. */
  readonly finish: (order: Order) => void;
  readonly handOut: (order: Order) => void;
  /** Back from ready to making. `isRemade`: a second cup is made, so that what the first one used
   * up stays used; otherwise it was not done yet, and the shelves get it back. */
  readonly recall: (order: Order, isRemade: boolean) => void;
  /** Back from making to the queue, for whoever is free. */
  readonly putBack: (order: Order) => void;
  readonly handOver: (order: Order, to: Doc<"person">) => void;
  readonly move: (order: Order, to: Doc<"station">) => void;
  readonly cancel: (order: Order) => void;
  readonly note: (order: Order, text: string) => void;
}

/** See {@link TicketActs}. `shelves`: what stands at the station. */
export function useTicketActs(
  catalogue: Catalogue,
  shelves: readonly Doc<"inventory_item">[] | undefined,
): TicketActs {
  const { t } = useTranslation("queue");
  const replica = useReplica();
  const me = useMe();
  const act = useAct();
  return useMemo(() => {
    const called = (order: Order) =>
      order.number === undefined ? (order.name ?? t("noNumber")) : callOut(order.number);
    const uses = (order: Order) => usesOf(order, catalogue.get(order.item), shelves ?? []);
    return {
      start: (orders) => {
        const number = orders.map(called).join(t("between"));
        void act(
          (doing) => {
            for (const order of orders) {
              doing.edit("drink_order", order, {
                state: "in_progress",
                barista: me.id,
                started_at: replica.now(),
              });
            }
          },
          { undo: t("said.started", { number }) },
        );
      },
      finish: (order) => {
        void act(
          (doing) => {
            doing.edit("drink_order", order, { state: "completed", completed_at: replica.now() });
            for (const { shelf, amount } of uses(order))
              doing.edit("inventory_item", shelf, { stock: add(-amount) });
          },
          { undo: t("said.finished", { number: called(order) }) },
        );
      },
      handOut: (order) => {
        void act((doing) => doing.edit("drink_order", order, { state: "picked_up" }), {
          undo: t("said.handedOut", { number: called(order) }),
        });
      },
      recall: (order, isRemade) => {
        void act(
          (doing) => {
            doing.edit("drink_order", order, { state: "in_progress", completed_at: null });
            if (isRemade) return;
            for (const { shelf, amount } of uses(order))
              doing.edit("inventory_item", shelf, { stock: add(amount) });
          },
          { undo: t("said.recalled", { number: called(order) }) },
        );
      },
      putBack: (order) => {
        void act(
          (doing) =>
            doing.edit("drink_order", order, { state: "pending", barista: null, started_at: null }),
          { undo: t("said.putBack", { number: called(order) }) },
        );
      },
      handOver: (order, to) => {
        void act((doing) => doing.edit("drink_order", order, { barista: to.id }), {
          undo: t("said.handedOver", { number: called(order), name: to.name }),
        });
      },
      move: (order, to) => {
        const text = t("said.moved", { number: called(order), station: to.name });
        // Whoever works only here gives it out of hand: the way back begins over there.
        const keeps = reads("drink_order", me, { entity: "station", record: to });
        void act(
          (doing) => doing.edit("drink_order", order, { station: to.id }),
          keeps
            ? { undo: text }
            : { final: { text, note: t("said.movedAway", { station: to.name }) } },
        );
      },
      cancel: (order) => {
        void act((doing) => doing.edit("drink_order", order, { state: "cancelled" }), {
          undo: t("said.cancelled", { number: called(order) }),
        });
      },
      note: (order, text) => {
        void act((doing) => doing.edit("drink_order", order, { note: text.trim() || null }), {
          undo: t("said.noted", { number: called(order) }),
        });
      },
    };
  }, [act, catalogue, me, replica, shelves, t]);
}
