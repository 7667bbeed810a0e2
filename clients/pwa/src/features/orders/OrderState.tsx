import { Ban, CircleDashed, CircleDot, Truck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Stop } from "@/generated/entities";
import { State } from "@/ui/State";

import type { OrderState as StateName } from "./filters";
import styles from "./OrderState.module.css";

interface OrderStateProps {
  readonly state: StateName;
  readonly stop: Stop | undefined;
}

/** Where an order stands: shape, word and colour. An assigned one also says whether its driver has
 * seen it. */
export function OrderState({ state, stop }: OrderStateProps): ReactNode {
  const { t } = useTranslation("orders");
  switch (state) {
    case "draft":
      return <Plain icon={<CircleDashed aria-hidden size="1em" />}>{t("state.draft")}</Plain>;
    case "confirmed":
      return <State of="fresh">{t("state.confirmed")}</State>;
    case "assigned":
      return stop?.seen_at === undefined ? (
        <State of="sent">{t("state.unseen")}</State>
      ) : (
        <Plain icon={<CircleDot aria-hidden size="1em" />}>{t("state.seen")}</Plain>
      );
    case "out_for_delivery":
      return <Plain icon={<Truck aria-hidden size="1em" />}>{t("state.out_for_delivery")}</Plain>;
    case "delivered":
      return <State of="received">{t("state.delivered")}</State>;
    case "failed":
      return <State of="failed">{t("state.failed")}</State>;
    case "cancelled":
      return <Plain icon={<Ban aria-hidden size="1em" />}>{t("state.cancelled")}</Plain>;
  }
}

function Plain(props: { readonly icon: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <span className={styles.plain}>
      {props.icon}
      <span>{props.children}</span>
    </span>
  );
}
