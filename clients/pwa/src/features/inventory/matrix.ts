import { groupBy } from "@/app/records/groups";
import { alongTheShelves, levelOf } from "@/app/station/shelf";
import type { InventoryItem, Station } from "@/generated/entities";

/** One kind of supply, and where it stands: station id -> shelf. */
export interface SupplyRow {
  readonly key: string;
  readonly first: InventoryItem;
  readonly at: ReadonlyMap<string, InventoryItem>;
}

/** Shelves of the same thing in a row, in the order in which a station's are walked along. */
export function supplyRows(shelves: readonly InventoryItem[]): readonly SupplyRow[] {
  const rows: SupplyRow[] = [];
  for (const [key, same] of groupBy(shelves, keyOf)) {
    const [first] = same;
    if (first === undefined) continue;
    rows.push({ key, first, at: new Map(same.map((shelf) => [shelf.station, shelf])) });
  }
  return rows.sort((a, b) => alongTheShelves(a.first, b.first));
}

/** Shelves hold the same thing if they name the same item, or else have the same name. */
function keyOf(shelf: InventoryItem): string {
  return `${shelf.item ?? shelf.name}/${shelf.size ?? ""}`;
}

/** Whether somebody should bring something there. */
export function isShort(shelf: InventoryItem, station: Station | undefined): boolean {
  return levelOf(shelf) !== "enough" || isSoldOut(shelf, station);
}

/** Whether the station says that it does not serve it any more. */
export function isSoldOut(shelf: InventoryItem, station: Station | undefined): boolean {
  return shelf.item !== undefined && station?.sold_out?.includes(shelf.item) === true;
}

/** The rows in which some station runs short. */
export function shortRows(
  rows: readonly SupplyRow[],
  stations: ReadonlyMap<string, Station>,
): readonly SupplyRow[] {
  return rows.filter((row) =>
    [...row.at.values()].some((shelf) => isShort(shelf, stations.get(shelf.station))),
  );
}
