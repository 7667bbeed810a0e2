import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useShelfName } from "@/app/records/useShelfName";
import type { InventoryItem, Station } from "@/generated/entities";
import { VisuallyHidden } from "@/ui/VisuallyHidden";

import styles from "./inventory.module.css";
import { Level } from "./Level";
import { isShort, type SupplyRow } from "./matrix";
import { useAmount } from "./useAmount";

interface MatrixProps {
  readonly rows: readonly SupplyRow[];
  readonly stations: readonly Station[];
  readonly onOpen: (shelf: InventoryItem) => void;
}

/** What stands where: a row a supply, a column a station. The arrow keys go from shelf to shelf. */
export function Matrix({ rows, stations, onOpen }: MatrixProps): ReactNode {
  const { t } = useTranslation("inventory");
  const nameOf = useShelfName();
  return (
    <div className={styles.frame} role="region" aria-label={t("title")} tabIndex={-1}>
      <table className={styles.matrix} onKeyDown={walk}>
        <caption>
          <VisuallyHidden>{t("title")}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("supply")}</th>
            {stations.map((station) => (
              <th key={station.id} scope="col">
                {station.name}
                {station.paused ? <small>{t("paused")}</small> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{nameOf(row.first)}</th>
              {stations.map((station) => (
                <td key={station.id}>
                  <Shelf shelf={row.at.get(station.id)} station={station} onOpen={onOpen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same for a narrow screen: a part for each supply, a line for each station. */
export function Stack({ rows, stations, onOpen }: MatrixProps): ReactNode {
  const nameOf = useShelfName();
  return (
    <div className={styles.stack}>
      {rows.map((row) => (
        <section key={row.key}>
          <h2>{nameOf(row.first)}</h2>
          <ul>
            {stations.map((station) => (
              <li key={station.id}>
                <span>{station.name}</span>
                <Shelf shelf={row.at.get(station.id)} station={station} onOpen={onOpen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Shelf(props: {
  readonly shelf: InventoryItem | undefined;
  readonly station: Station;
  readonly onOpen: (shelf: InventoryItem) => void;
}): ReactNode {
  const { shelf, station } = props;
  const amount = useAmount();
  if (shelf === undefined) return <span className={styles.none}>—</span>;
  return (
    <button
      type="button"
      className={styles.shelf}
      data-short={isShort(shelf, station) || undefined}
      onClick={() => props.onOpen(shelf)}
    >
      <b>{amount(shelf)}</b>
      <Level shelf={shelf} station={station} />
    </button>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** Moves the focus from shelf to shelf; places where nothing stands are skipped. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const cell = (event.target as HTMLElement).closest("td");
  const row = cell?.parentElement;
  if (step === undefined || !(row instanceof HTMLTableRowElement) || cell === null) return;
  event.preventDefault();
  const { rows } = event.currentTarget;
  let [x, y] = [cell.cellIndex + step[0], row.rowIndex + step[1]];
  for (; rows[y]?.cells[x] !== undefined; x += step[0], y += step[1]) {
    const shelf = rows[y]?.cells[x]?.querySelector("button");
    if (shelf === null || shelf === undefined) continue;
    shelf.focus();
    return;
  }
}
