import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useReplica } from "@/app/data";
import type { Draft } from "@/app/records/useDraft";
import { callOut } from "@/app/station/callout";
import type { Catalogue } from "@/app/station/catalogue";
import type { Doc } from "@/generated/entities";

import { missing, orderOf, type Ticket } from "./ticket";
import type { NextNumber } from "./useNextNumber";

/** Places the order of a ticket and begins with a blank one. Taken back, the order is cancelled
 * and its ticket lies on the counter again. */
export function useSend(
  station: Doc<"station">,
  next: NextNumber,
  draft: Draft<Ticket>,
  catalogue: Catalogue,
): (ticket: Ticket, drink: Doc<"item"> | undefined) => Promise<void> {
  const { t } = useTranslation("walk-up");
  const replica = useReplica();
  const act = useAct();
  const isSending = useRef(false);
  const { spend, giveBack } = next;
  const { change, discard } = draft;
  return useCallback(
    async (ticket, drink) => {
      if (isSending.current || missing(ticket, drink) !== null) return;
      isSending.current = true;
      try {
        const number = await spend();
        let id = "";
        const takeBack = async () => {
          const order = await replica.get("drink_order", id);
          if (order === null) return;
          const cancelled = await act((doing) =>
            doing.edit("drink_order", order, { state: "cancelled" }),
          );
          if (cancelled !== null) change(ticket);
        };
        const text =
          number === null
            ? t("said.sentWithoutNumber", {
                drink: drink === undefined ? ticket.typed : catalogue.nameOf(drink),
              })
            : t("said.sent", { number: callOut(number) });
        const sent = await act(
          (doing) => {
            const placing = { station: station.id, number, at: replica.now() };
            id = doing.create("drink_order", orderOf(ticket, drink, placing));
          },
          { undo: { text, run: () => void takeBack() } },
        );
        if (sent !== null) await discard();
        else if (number !== null) giveBack(number);
      } finally {
        isSending.current = false;
      }
    },
    [act, catalogue, change, discard, giveBack, replica, spend, station.id, t],
  );
}
