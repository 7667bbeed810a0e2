import { useParams } from "react-router";
import { useTranslation } from "react-i18next";

import { useAll, useOne } from "@/app/data";
import { useCatalogue } from "@/app/station/catalogue";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";

import { Counter } from "./Counter";
import styles from "./WalkUpScreen.module.css";

/** So many of the latest orders say what is asked for here: about a day's. */
const LATEST = 300;

/** An order at the counter: drink, milk, name. */
export default function WalkUpScreen() {
  const { t } = useTranslation("walk-up");
  const { station: id = "" } = useParams();
  const station = useOne("station", id);
  const catalogue = useCatalogue();
  const asked = useAll("drink_order", {
    where: { station: id },
    order: ["-placed_at"],
    limit: LATEST,
  });
  const shelves = useAll("inventory_item", { where: { station: id } });
  const stations = useAll("station", { order: ["name"] });
  const isLoading =
    !station ||
    catalogue.isLoading ||
    asked === undefined ||
    shelves === undefined ||
    stations === undefined;
  return (
    <div className={styles.screen}>
      {isLoading ? (
        <Skeleton height="page" />
      ) : catalogue.drinks.length === 0 ? (
        <Empty title={t("noMenu.title")}>{t("noMenu.how")}</Empty>
      ) : (
        <Counter
          key={id}
          station={station}
          stations={stations}
          catalogue={catalogue}
          shelves={shelves}
          asked={asked}
        />
      )}
    </div>
  );
}
