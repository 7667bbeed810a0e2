import { useTranslation } from "react-i18next";

import { useAll, useMe, useOne } from "@/app/data";
import { State } from "@/ui/State";

import type { Column, Order } from "./board";
import { claimsOf } from "./claims";
import styles from "./Claims.module.css";

interface ClaimsProps {
  readonly order: Order;
  readonly column: Column;
}

/** Whose cup it is where it is not mine, and who else holds it where several do. */
export function Claims({ order, column }: ClaimsProps) {
  const me = useMe();
  const { t } = useTranslation("queue");
  const barista = useOne("person", order.barista ?? null);
  const conflicts = order._.c;
  if (conflicts !== undefined) return <Contested order={order} />;
  if (order.barista === undefined || order.barista === me.id || column === "ready") return null;
  const name = barista?.name ?? t("somebody");
  return (
    <p className={styles.claim}>
      {column === "making" ? t("madeBy", { name }) : t("meantFor", { name })}
    </p>
  );
}

function Contested({ order }: { readonly order: Order }) {
  const { t } = useTranslation("queue");
  const people = useAll("person");
  const stations = useAll("station");
  const claims = claimsOf(order);
  const nameOf = (id: string) =>
    (claims.of === "station" ? stations : people)?.find((one) => one.id === id)?.name ??
    t("somebody");
  const names = claims.ids.map(nameOf).join(t("between"));
  const words = {
    people: t("claims.people", { names }),
    station: t("claims.stations", { names }),
    other: t("claims.other", { names }),
  }[claims.of];
  return (
    <p className={styles.contested}>
      <State of="needs-you">{words}</State>
    </p>
  );
}
