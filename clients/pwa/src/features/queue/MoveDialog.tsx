import { useTranslation } from "react-i18next";

import { useAll } from "@/app/data";
import type { Doc } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Empty } from "@/ui/Empty";

import type { Order } from "./board";
import styles from "./Choices.module.css";
import type { TicketVerbs } from "./verbs";

interface MoveDialogProps {
  readonly order: Order;
  readonly verbs: TicketVerbs;
  readonly onClose: () => void;
}

/** To which station an order goes; those that cannot make it say so, and can be chosen all the
 * same: they may know better. */
export function MoveDialog({ order, verbs, onClose }: MoveDialogProps) {
  const { t } = useTranslation("queue");
  const stations = useAll("station", { order: ["name"] });
  const others = (stations ?? []).filter((station) => station.id !== order.station);
  return (
    <Dialog title={t("move.title")} isOpen onOpenChange={onClose}>
      {others.length === 0 ? (
        <Empty title={t("move.none")}>{t("move.noneHow")}</Empty>
      ) : (
        <div className={styles.choices}>
          {others.map((station) => (
            <Button
              key={station.id}
              size="board"
              onPress={() => {
                verbs.move(order, station);
                onClose();
              }}
            >
              <span className={styles.choice}>
                <span>{station.name}</span>
                <Hindrance order={order} station={station} />
              </span>
            </Button>
          ))}
        </div>
      )}
      <p className={styles.note}>{t("move.note")}</p>
    </Dialog>
  );
}

function Hindrance({
  order,
  station,
}: {
  readonly order: Order;
  readonly station: Doc<"station">;
}) {
  const { t } = useTranslation("queue");
  const lacks = [order.item, order.milk].some(
    (item) => item !== undefined && station.sold_out?.includes(item),
  );
  if (!station.paused && !lacks) return null;
  return (
    <span className={styles.hindrance}>
      {station.paused ? t("move.paused") : t("move.soldOut")}
    </span>
  );
}
