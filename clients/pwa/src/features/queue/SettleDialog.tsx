import { useTranslation } from "react-i18next";

import { useAct, useAll, useFormat } from "@/app/data";
import { FieldValue } from "@/app/records/FieldValue";
import { callOut } from "@/app/station/callout";
import { ENTITIES, type FieldName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { msOf } from "@/replica/core/clock";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

import type { Order } from "./board";
import styles from "./Choices.module.css";

interface SettleDialogProps {
  readonly order: Order;
  readonly onClose: () => void;
}

/** Where several wrote without knowing of each other: each side with its author and time, and one
 * tap says which of them holds. */
export function SettleDialog({ order, onClose }: SettleDialogProps) {
  const { t } = useTranslation("queue");
  const label = useLabel();
  const format = useFormat();
  const act = useAct();
  const people = useAll("person");
  const number = order.number === undefined ? t("noNumber") : callOut(order.number);
  const conflicts = Object.entries(order._.c ?? {});
  return (
    <Dialog
      title={t("settle.title", { number })}
      isOpen={conflicts.length > 0}
      onOpenChange={onClose}
    >
      <p className={styles.note}>{t("settle.how")}</p>
      {conflicts.map(([field, siblings]) => (
        <section key={field} className={styles.choices}>
          <h3 className={styles.field}>
            {label(ENTITIES.drink_order.fields[field as FieldName<"drink_order">].label)}
          </h3>
          {siblings.map(([value, dot, stamp, actor]) => (
            <Button
              key={dot.join("/")}
              size="board"
              onPress={() =>
                void act((doing) => doing.accept("drink_order", order, { [field]: dot }))
              }
            >
              <span className={styles.choice}>
                <FieldValue entity="drink_order" field={field} value={value} />
                <span className={styles.author}>
                  {t("settle.author", {
                    name: people?.find((person) => person.id === actor)?.name ?? t("somebody"),
                    time: format.time(msOf(stamp)),
                  })}
                </span>
              </span>
            </Button>
          ))}
        </section>
      ))}
    </Dialog>
  );
}
