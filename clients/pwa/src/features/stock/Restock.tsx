import { useTranslation } from "react-i18next";

import { useAct, useAll, useMe, useReplica } from "@/app/data";
import type { Doc } from "@/generated/entities";
import { Button } from "@/ui/Button";

import { useAmounts } from "./units";

interface RestockProps {
  readonly shelf: Doc<"inventory_item">;
  readonly name: string;
  readonly station: Doc<"station">;
}

/** Asks the organisers to bring more; where there are none, everybody. */
export function Restock({ shelf, name, station }: RestockProps) {
  const { t } = useTranslation("stock");
  const replica = useReplica();
  const act = useAct();
  const me = useMe();
  const amounts = useAmounts(shelf);
  const organisers = useAll("person", { where: { role: "organiser", active: true } });
  const ask = () => {
    const text = t("restock.text", {
      station: station.name,
      name,
      amount: amounts.words(Math.max(0, shelf.stock)),
    });
    const message = { author: me.id, text, from_station: station.id, sent_at: replica.now() };
    void act(
      (doing) => {
        for (const person of organisers ?? [])
          doing.create("message", { ...message, to_person: person.id });
        if (organisers?.length === 0) doing.create("message", { ...message, broadcast: true });
      },
      { undo: t("said.asked", { name }) },
    );
  };
  return (
    <Button size="touch" isDisabled={organisers === undefined} onPress={ask}>
      {t("restock.ask")}
    </Button>
  );
}
