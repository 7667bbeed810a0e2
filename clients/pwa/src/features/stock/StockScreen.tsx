import { useState } from "react";
import { useParams } from "react-router";
import { Package } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useAll, useOne } from "@/app/data";
import { alongTheShelves, levelOf } from "@/app/station/shelf";
import { useCatalogue } from "@/app/station/catalogue";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";

import { Orders } from "./Orders";
import { ShelfRow } from "./ShelfRow";
import { StockTake } from "./StockTake";
import styles from "./StockScreen.module.css";
import { UnsentNote } from "./UnsentNote";

/** What stands at the station, and counting it. */
export default function StockScreen() {
  const { t } = useTranslation("stock");
  const { station: id = "" } = useParams();
  const station = useOne("station", id);
  const shelves = useAll("inventory_item", { where: { station: id } });
  const catalogue = useCatalogue();
  const [chosen, setChosen] = useState<string | null>(null);
  if (!station || shelves === undefined || catalogue.isLoading) return <Skeleton height="page" />;
  const rows = [...shelves].sort(alongTheShelves);
  // Until somebody chooses, what runs out first is what will be counted first.
  const shelf =
    rows.find((row) => row.id === chosen) ??
    rows.find((row) => levelOf(row) !== "enough") ??
    rows[0];
  return (
    <div className={styles.screen}>
      <div className={styles.halves}>
        <section className={styles.half} aria-labelledby="stock-list">
          <header className={styles.head}>
            <h2 className={styles.title} id="stock-list">
              {t("title")}
            </h2>
            <p className={styles.how}>{t("how")}</p>
          </header>
          {rows.length === 0 ? (
            <Empty title={t("empty.title")} icon={<Package />}>
              {t("empty.how")}
            </Empty>
          ) : (
            <ul className={styles.list}>
              {rows.map((row) => (
                <ShelfRow
                  key={row.id}
                  shelf={row}
                  item={catalogue.get(row.item)}
                  isChosen={row.id === shelf?.id}
                  onChoose={() => setChosen(row.id)}
                />
              ))}
            </ul>
          )}
        </section>
        <section className={styles.half} id="stock-take">
          {shelf !== undefined && (
            <StockTake
              key={shelf.id}
              shelf={shelf}
              item={catalogue.get(shelf.item)}
              station={station}
            />
          )}
          <UnsentNote />
          <Orders station={station} catalogue={catalogue} />
        </section>
      </div>
    </div>
  );
}
