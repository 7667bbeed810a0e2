import { useTranslation } from "react-i18next";

import { useStats } from "@/app/data";
import { callOut } from "@/app/station/callout";
import type { Catalogue } from "@/app/station/catalogue";
import { useWait } from "@/app/station/useWait";
import type { Doc } from "@/generated/entities";
import { Milk } from "@/ui/Milk";
import { State } from "@/ui/State";

import styles from "./Preview.module.css";
import { NO_MILK, shotsOf, takesMilk, type Ticket } from "./ticket";

interface PreviewProps {
  readonly ticket: Ticket;
  readonly drink: Doc<"item"> | undefined;
  readonly catalogue: Catalogue;
  /** Null: none is left here; undefined: not known yet. */
  readonly number: number | null | undefined;
  readonly station: Doc<"station">;
}

/** The order as it will stand on the board, to be said back to the guest. */
export function Preview({ ticket, drink, catalogue, number, station }: PreviewProps) {
  const { t } = useTranslation("walk-up");
  const wait = useWait(station.id);
  const link = useStats()?.contact.link;
  // A device asks for its numbers when it first needs one; with contact they are here in a moment.
  const isOnItsWay = link === "live" || link === "online";
  const name = drink === undefined ? ticket.typed : catalogue.nameOf(drink);
  const milk = catalogue.get(ticket.milk ?? undefined);
  const shots = shotsOf(ticket, drink);
  const isBlack = !takesMilk(drink) || ticket.milk === NO_MILK;
  return (
    <div className={styles.card}>
      {number === null ? (
        <State of="soon" className={styles.none}>
          {isOnItsWay ? t("number.onItsWay") : t("number.none")}
        </State>
      ) : (
        <div className={styles.top}>
          <strong className={styles.number}>{number === undefined ? " " : callOut(number)}</strong>
          <span className={styles.kept}>{t("number.kept")}</span>
        </div>
      )}
      {name !== null && name !== "" ? (
        <>
          <p className={styles.drink}>{t("cup", { drink: name, size: ticket.size })}</p>
          <p className={styles.how}>
            {isBlack ? (
              <Milk colour={null} name={t("milk.none")} />
            ) : milk === undefined ? null : (
              <Milk colour={milk.colour} name={catalogue.nameOf(milk)} />
            )}
            {shots > 0 && <span className={styles.soft}>{t("shots", { count: shots })}</span>}
          </p>
        </>
      ) : (
        <p className={styles.soft}>{t("preview.blank")}</p>
      )}
      <p className={styles.soft}>
        {ticket.name.trim() === "" ? t("preview.numberOnly") : ticket.name.trim()}
      </p>
      {wait !== null && <p className={styles.soft}>{t("preview.wait", { count: wait })}</p>}
    </div>
  );
}
