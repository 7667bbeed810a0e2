import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Catalogue } from "@/app/station/catalogue";
import { useDraft } from "@/app/records/useDraft";
import type { Doc } from "@/generated/entities";
import { Callout } from "@/ui/Callout";
import { Skeleton } from "@/ui/Skeleton";

import styles from "./Counter.module.css";
import { DrinkStep } from "./DrinkStep";
import { MilkStep } from "./MilkStep";
import { NameStep } from "./NameStep";
import { byPopularity } from "./popularity";
import { BLANK, type Ticket } from "./ticket";
import { useNextNumber } from "./useNextNumber";
import { useSend } from "./useSend";

interface CounterProps {
  readonly station: Doc<"station">;
  readonly stations: readonly Doc<"station">[];
  readonly catalogue: Catalogue;
  readonly shelves: readonly Doc<"inventory_item">[];
  /** The latest orders here. */
  readonly asked: readonly Doc<"drink_order">[];
}

/** The three steps side by side, and the order that comes of them. */
export function Counter({ station, stations, catalogue, shelves, asked }: CounterProps) {
  const { t } = useTranslation("walk-up");
  const draft = useDraft<Ticket>(`walk-up/${station.id}`, BLANK);
  // The menu keeps its order while somebody stands before it: fingers learn places.
  const [popularity] = useState(() => byPopularity(catalogue, asked));
  const next = useNextNumber();
  const send = useSend(station, next, draft, catalogue);
  const ticket = draft.value;
  if (ticket === undefined) return <Skeleton height="page" />;
  const drink = catalogue.get(ticket.drink ?? undefined);
  const common = { ticket, drink, station, stations, catalogue, onChange: draft.change };
  return (
    <>
      {station.paused && (
        <Callout of="soon" title={t("paused.title")} className={styles.paused}>
          {t("paused.how")}
        </Callout>
      )}
      <div className={styles.steps}>
        <DrinkStep {...common} popularity={popularity} />
        <MilkStep {...common} popularity={popularity} shelves={shelves} />
        <NameStep {...common} next={next} onSend={() => void send(ticket, drink)} />
      </div>
    </>
  );
}
