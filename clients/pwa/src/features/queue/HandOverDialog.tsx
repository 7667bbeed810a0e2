import { useTranslation } from "react-i18next";

import { useAll, useMe } from "@/app/data";
import type { Doc } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Empty } from "@/ui/Empty";

import type { Order } from "./board";
import styles from "./Choices.module.css";
import type { TicketVerbs } from "./verbs";

interface HandOverDialogProps {
  readonly order: Order;
  readonly station: Doc<"station">;
  readonly verbs: TicketVerbs;
  readonly onClose: () => void;
}

/** To whom of the station's baristas an order is given. */
export function HandOverDialog({ order, station, verbs, onClose }: HandOverDialogProps) {
  const { t } = useTranslation("queue");
  const me = useMe();
  const people = useAll("person", { where: { active: true } });
  const mates = (people ?? [])
    .filter((person) => station.baristas?.includes(person.id) && person.id !== order.barista)
    .sort((one, other) => one.name.localeCompare(other.name, "zh-Hant-TW"));
  return (
    <Dialog title={t("handOver.title")} isOpen onOpenChange={onClose}>
      {mates.length === 0 ? (
        <Empty title={t("handOver.nobody")}>{t("handOver.nobodyHow")}</Empty>
      ) : (
        <div className={styles.choices}>
          {mates.map((person) => (
            <Button
              key={person.id}
              size="board"
              onPress={() => {
                verbs.handOver(order, person);
                onClose();
              }}
            >
              {person.id === me.id ? t("handOver.toMe", { name: person.name }) : person.name}
            </Button>
          ))}
        </div>
      )}
    </Dialog>
  );
}
