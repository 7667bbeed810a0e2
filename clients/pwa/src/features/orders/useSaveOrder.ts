import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useAll, useReplica, useToast } from "@/app/data";
import type { FieldErrors } from "@/app/records/useFieldErrors";
import { NOTHING_TO_ASK } from "@/app/records/useByIds";
import type { DeliveryOrder } from "@/generated/entities";
import type { Act, Query } from "@/replica/api";
import type { Problem } from "@/replica/core/problem";

import { change } from "./acts";
import { changesOf, customerValues, type OrderDraft, valuesOf } from "./form";
import { nextNumber } from "./numbers";

interface Saving {
  readonly isSaving: boolean;
  /** Saves; the order's id, or null where it was refused and the fields say why. */
  readonly run: (draft: OrderDraft) => Promise<string | null>;
}

/** Saves what stands in the form as one act, with a customer who was taken in on the way. A new
 * order gets a number from those that this device keeps; where none is left it goes without, and
 * says so. */
export function useSaveOrder(
  order: DeliveryOrder | null,
  begun: OrderDraft,
  errors: FieldErrors,
): Saving {
  const { t } = useTranslation("orders");
  const replica = useReplica();
  const act = useAct();
  const toast = useToast();
  const [isSaving, setSaving] = useState(false);
  const stops = useAll(
    "stop",
    order === null ? (NOTHING_TO_ASK as Query<"stop">) : { where: { order: order.id } },
  );

  const place = async (draft: OrderDraft): Promise<string | null> => {
    const tried = errors.attempt((trial) => {
      const customer = takeIn(trial, draft);
      trial.create("delivery_order", valuesOf(draft, customer));
    });
    if (!tried) return null;
    const number = await nextNumber(replica);
    if (number === null) toast.show({ of: "waiting", text: t("form.no-number") });
    let id: string | null = null;
    const mutation = await act(
      (made) => {
        const customer = takeIn(made, draft);
        id = made.create("delivery_order", {
          ...valuesOf(draft, customer),
          number,
          placed_at: replica.now(),
          state: "confirmed",
        });
      },
      { undo: number === null ? t("did.placed-unnumbered") : t("did.placed", { number }) },
    );
    return mutation === null ? null : id;
  };

  const alter = async (draft: OrderDraft, standing: DeliveryOrder): Promise<string | null> => {
    const problems: Problem[] = [];
    await act(
      (made) => {
        const customer = takeIn(made, draft);
        change(made, standing, stops?.at(-1), changesOf(draft, begun, customer));
      },
      {
        undo: t("did.changed", { number: standing.number ?? "" }),
        onProblem: (problem) => {
          problems.push(problem);
          errors.take(problem);
        },
      },
    );
    return problems.length > 0 ? null : standing.id;
  };

  const run = async (draft: OrderDraft): Promise<string | null> => {
    setSaving(true);
    try {
      return order === null ? await place(draft) : await alter(draft, order);
    } finally {
      setSaving(false);
    }
  };
  return { isSaving, run };
}

/** The customer of the order: one who is there, or one who is taken in by the same act. */
function takeIn(act: Act, draft: OrderDraft): string {
  if (draft.newCustomer === null) return draft.customer ?? "";
  return act.create("customer", customerValues(draft.newCustomer));
}
