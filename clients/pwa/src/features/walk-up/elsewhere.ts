import type { Doc } from "@/generated/entities";

/** The first other station that takes orders and has not sold out of an item; null where none. */
export function whereElse(
  item: string,
  here: string,
  stations: readonly Doc<"station">[],
): Doc<"station"> | null {
  return (
    stations.find(
      (station) =>
        station.id !== here && !station.paused && station.sold_out?.includes(item) !== true,
    ) ?? null
  );
}
