import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import type { Age } from "@/app/station/age";
import { StateShape } from "@/ui/StateShape";

import styles from "./AgeMark.module.css";

/** How old an order is: shape, minutes and seconds, and the word. */
export function AgeMark({ age }: { readonly age: Age }) {
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
