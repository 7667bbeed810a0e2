import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import type { AgeLimits } from "@/app/station/age";
import { StateShape } from "@/ui/StateShape";

import styles from "./AgeMark.module.css";
import type { Order } from "./board";
import { useAge } from "./useAge";

interface AgeMarkProps {
  readonly order: Order;
  readonly limits: AgeLimits;
}

/** How old an order is: shape, minutes and seconds, and the word. */
export function AgeMark({ order, limits }: AgeMarkProps) {
  const age = useAge(order, limits);
  const { t } = useTranslation("queue");
  const format = useFormat();
  const word = { fresh: t("age.fresh"), soon: t("age.soon"), late: t("age.late") }[age.of];
  return (
    <span className={styles.age} data-of={age.of}>
      <StateShape of={age.of} className={styles.shape} />
      <span className={styles.time}>{format.minutes(age.elapsed)}</span>
      <span className={styles.word}>{word}</span>
    </span>
  );
}
