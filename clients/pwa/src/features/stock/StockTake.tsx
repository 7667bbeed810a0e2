import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useReplica } from "@/app/data";
import { useDraft } from "@/app/records/useDraft";
import { useShelfName } from "@/app/records/useShelfName";
import type { Doc } from "@/generated/entities";
import { count } from "@/replica/core/changes";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";

import { Contested } from "./Contested";
import { CountField } from "./CountField";
import { type Counted, NEVER, offsetAfter, sumOf } from "./counted";
import { Restock } from "./Restock";
import { ShelfName } from "./ShelfName";
import { Since } from "./Since";
import styles from "./StockTake.module.css";
import { SoldOutButton } from "./SoldOutButton";
import { useAmounts } from "./units";

interface StockTakeProps {
  readonly shelf: Doc<"inventory_item">;
  readonly item: Doc<"item"> | undefined;
  readonly station: Doc<"station">;
}

/** Counting one shelf: what should stand there and why, what does, and the difference. */
export function StockTake({ shelf, item, station }: StockTakeProps) {
  const { t } = useTranslation("stock");
  const replica = useReplica();
  const act = useAct();
  const amounts = useAmounts(shelf);
  const name = useShelfName()(shelf);
  const last = useDraft<Counted>(`stock-take/${shelf.id}`, NEVER);
  const [counted, setCounted] = useState<number | null>(null);
  // Until somebody touches the figure it follows the stock, which others go on using.
  const figure = counted ?? amounts.figure(shelf.stock);
  const amount = Math.round(figure * amounts.per);
  const difference = counted === null ? 0 : amount - shelf.stock;
  const words = { amount: amounts.words(amount), difference: amounts.words(Math.abs(difference)) };
  const record = async () => {
    const written = await act(
      (doing) => doing.edit("inventory_item", shelf, { stock: count(amount) }),
      { undo: t("said.counted", { name, amount: words.amount }) },
    );
    if (written === null) return;
    last.change({
      seq: written.seq,
      at: replica.now(),
      figure: amount,
      offset: offsetAfter(shelf, amount),
      sum: sumOf(shelf),
    });
    setCounted(null);
  };
  return (
    <>
      <h2 className={styles.title}>{t("take.title")}</h2>
      <Card className={styles.card}>
        <h3 className={styles.name}>
          <ShelfName shelf={shelf} item={item} />
        </h3>
        <Contested shelf={shelf} />
        {last.value !== undefined && <Since shelf={shelf} last={last.value} />}
        <CountField
          label={t("take.counted")}
          value={figure}
          step={amounts.per > 1 ? shelf.pack / amounts.per : 1}
          unit={amounts.unit}
          onChange={setCounted}
        />
        <Button kind="main" size="board" onPress={() => void record()}>
          {difference === 0
            ? t("take.same", words)
            : difference > 0
              ? t("take.more", words)
              : t("take.less", words)}
        </Button>
      </Card>
      <div className={styles.pair}>
        <SoldOutButton item={shelf.item} name={name} station={station} />
        <Restock shelf={shelf} name={name} station={station} />
      </div>
    </>
  );
}
