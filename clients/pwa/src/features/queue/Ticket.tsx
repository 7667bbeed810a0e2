import { type CSSProperties, memo, type ReactNode, useId, useState } from "react";
import { Check, StickyNote, Users } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { AgeLimits } from "@/app/station/age";
import { callOut } from "@/app/station/callout";
import type { Catalogue } from "@/app/station/catalogue";
import { Milk } from "@/ui/Milk";

import { AgeMark } from "./AgeMark";
import type { Column, Order } from "./board";
import { Claims } from "./Claims";
import { TicketMenu } from "./TicketMenu";
import { TicketTarget } from "./TicketTarget";
import type { TicketVerbs } from "./verbs";
import styles from "./Ticket.module.css";
import { useAge } from "./useAge";

interface TicketProps {
  readonly order: Order;
  readonly column: Exclude<Column, "ready">;
  readonly limits: AgeLimits;
  readonly catalogue: Catalogue;
  readonly verbs: TicketVerbs;
}

/** One order on the board. The whole card is the target: a tap starts it, the next one finishes
 * it; everything else is in its menu, which a held finger opens, too. */
export const Ticket = memo(function Ticket(props: TicketProps) {
  const { order, column, limits, catalogue, verbs } = props;
  const { t } = useTranslation("queue");
  const [isMenuOpen, setMenuOpen] = useState(false);
  const words = useId();
  const verb = useId();
  const milk = catalogue.get(order.milk);
  const drink = catalogue.drinkOf(order);
  return (
    <Card order={order} column={column} limits={limits}>
      <TicketTarget
        order={order}
        labelledBy={`${verb} ${words}`}
        tap={verbs.tap}
        onHold={() => setMenuOpen(true)}
      />
      <div className={styles.words} id={words}>
        <div className={styles.top}>
          <strong className={styles.number}>
            {order.number === undefined ? t("noNumber") : callOut(order.number)}
          </strong>
          <AgeMark order={order} limits={limits} />
        </div>
        <div className={styles.drink}>
          <span>{drink}</span>
          <span className={styles.size}>{order.size}</span>
        </div>
        <div className={styles.how}>
          <Milk
            colour={order.milk === undefined ? null : milk?.colour}
            name={milk === undefined ? t("noMilk") : catalogue.nameOf(milk)}
            className={styles.milk}
          />
          <Shots shots={order.shots ?? 0} />
        </div>
        <Extras order={order} />
        <div className={styles.who}>
          <span>{order.name ?? t("noName")}</span>
          {order.group !== undefined && (
            <span className={styles.group}>
              <Users aria-hidden="true" /> {order.group}
            </span>
          )}
        </div>
        <Claims order={order} column={column} />
      </div>
      <div className={styles.side}>
        <span className={styles.verb} id={verb}>
          {column === "making" ? (
            <>
              <Check aria-hidden="true" /> {t("finish")}
            </>
          ) : (
            <span className={styles.quiet}>{t("start")}</span>
          )}
        </span>
        <TicketMenu
          order={order}
          column={column}
          verbs={verbs}
          isOpen={isMenuOpen}
          onOpenChange={setMenuOpen}
        />
      </div>
    </Card>
  );
});

interface CardProps extends Pick<TicketProps, "order" | "column" | "limits"> {
  readonly children: ReactNode;
}

/** The frame, which shows the age: it alone is drawn anew each second. */
function Card({ order, column, limits, children }: CardProps) {
  const age = useAge(order, limits);
  const gauge = { "--share": age.share, "--notch": age.notch } as CSSProperties;
  return (
    <li
      className={styles.card}
      data-of={age.of}
      data-column={column}
      data-testid="ticket"
      data-number={order.number}
      data-ticket={order.id}
    >
      {children}
      <span className={styles.gauge} style={gauge} aria-hidden="true" />
    </li>
  );
}

function Shots({ shots }: { readonly shots: number }) {
  const { t } = useTranslation("queue");
  if (shots === 0) return null;
  const words = shots === 1 ? t("shots.single") : shots === 2 ? t("shots.double") : undefined;
  return <span className={styles.shots}>{words ?? t("shots.many", { shots })}</span>;
}

/** What was asked for beside the menu: it decides the cup, so it is never cut short. */
function Extras({ order }: { readonly order: Order }) {
  const { t } = useTranslation("queue");
  const asked = [...(order.options ?? []), ...(order.note === undefined ? [] : [order.note])];
  if (asked.length === 0) return null;
  return (
    <p className={styles.extras}>
      <StickyNote aria-hidden="true" />
      <span>{asked.join(t("between"))}</span>
    </p>
  );
}
