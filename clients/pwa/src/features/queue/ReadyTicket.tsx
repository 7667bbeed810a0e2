import { memo, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormat, useNow } from "@/app/data";
import { callOut } from "@/app/station/callout";
import type { Catalogue } from "@/app/station/catalogue";
import { State } from "@/ui/State";
import { VisuallyHidden } from "@/ui/VisuallyHidden";

import type { Order, Progress } from "./board";
import { Claims } from "./Claims";
import styles from "./ReadyTicket.module.css";
import { TicketMenu } from "./TicketMenu";
import { TicketTarget } from "./TicketTarget";
import type { TicketVerbs } from "./verbs";

/** A cup that stood for so long, in ms, is cold: somebody should call again. */
const COLD_AFTER = 10 * 60_000;

interface ReadyTicketProps {
  readonly order: Order;
  readonly progress: Progress | undefined;
  readonly catalogue: Catalogue;
  readonly verbs: TicketVerbs;
}

/** A finished cup: a number to call, a name to hand it to. A tap hands it out. */
export const ReadyTicket = memo(function ReadyTicket(props: ReadyTicketProps) {
  const { order, progress, catalogue, verbs } = props;
  const { t } = useTranslation("queue");
  const [isMenuOpen, setMenuOpen] = useState(false);
  const words = useId();
  const verb = useId();
  return (
    <li
      className={styles.row}
      data-column="ready"
      data-testid="ticket"
      data-number={order.number}
      data-ticket={order.id}
    >
      <TicketTarget
        order={order}
        labelledBy={`${verb} ${words}`}
        tap={verbs.tap}
        onHold={() => setMenuOpen(true)}
      />
      <VisuallyHidden>
        <span id={verb}>{t("handOut")}</span>
      </VisuallyHidden>
      <div className={styles.words} id={words}>
        <strong className={styles.number}>
          {order.number === undefined ? t("noNumber") : callOut(order.number)}
        </strong>
        <div className={styles.who}>
          <span className={styles.name}>
            {order.group === undefined
              ? (order.name ?? t("noName"))
              : t("group", { code: order.group })}
          </span>
          <span className={styles.what}>
            {progress === undefined
              ? t("cup", { drink: catalogue.drinkOf(order), size: order.size })
              : t("progress", { ready: progress.ready, total: progress.total })}
          </span>
          <Cold since={order.completed_at} />
          <Claims order={order} column="ready" />
        </div>
      </div>
      <TicketMenu
        order={order}
        column="ready"
        verbs={verbs}
        isOpen={isMenuOpen}
        onOpenChange={setMenuOpen}
      />
    </li>
  );
});

function Cold({ since }: { readonly since: number | undefined }) {
  const { t } = useTranslation("queue");
  const format = useFormat();
  const now = useNow(1000);
  if (since === undefined || now - since < COLD_AFTER) return null;
  return (
    <State of="soon">
      {t("cold", { minutes: format.number(Math.floor((now - since) / 60_000)) })}
    </State>
  );
}
