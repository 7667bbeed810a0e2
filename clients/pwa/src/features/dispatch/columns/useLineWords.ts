import { useCallback, useMemo } from "react";

import { useAll } from "@/app/data";
import type { Doc } from "@/generated/entities";

/** How an order's lines are said in figures: `20×2 16×1` is two cylinders of 20 kg and one of 16. */
export function useLineWords(): (order: Doc<"delivery_order"> | undefined) => string {
  const cylinders = useAll("item", { where: { kind: "cylinder" } });
  const sizes = useMemo(
    () => new Map((cylinders ?? []).map((item) => [item.id, String(item.size ?? item.name)])),
    [cylinders],
  );
  return useCallback(
    (order) =>
      (order?.lines ?? [])
        .map((line) => `${sizes.get(line.item) ?? "?"}×${line.quantity}`)
        .join(" "),
    [sizes],
  );
}
