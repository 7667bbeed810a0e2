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
import { sidesOf } from "./sides";

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
  const sides = sidesOf(order);
  return (
    <Dialog title={t("settle.title", { number })} isOpen={sides.length > 0} onOpenChange={onClose}>
      <div className={styles.choices}>
        <p className={styles.how}>{t("settle.how")}</p>
        {sides.map(({ actor, stamp, choices, says }) => (
          <Button
            key={actor}
            size="board"
            onPress={() => void act((doing) => doing.accept("drink_order", order, choices))}
          >
            <span className={styles.side}>
              <span>
                {t("settle.author", {
                  name: people?.find((person) => person.id === actor)?.name ?? t("somebody"),
                  time: format.time(msOf(stamp)),
                })}
              </span>
              {says.map(([field, value]) => (
                <span key={field} className={styles.says}>
                  <span>
                    {label(ENTITIES.drink_order.fields[field as FieldName<"drink_order">].label)}
                  </span>
                  <b>
                    <FieldValue entity="drink_order" field={field} value={value} />
                  </b>
                </span>
              ))}
            </span>
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
