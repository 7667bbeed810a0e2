import { useTranslation } from "react-i18next";

import { useAll, useFormat, useNow } from "@/app/data";
import { Card } from "@/ui/Card";

import styles from "./Roster.module.css";
import { ShiftMark } from "./ShiftMark";
import { type Shift, shiftState } from "./useShifts";

/** Everybody's shifts of today, those who are here first. */
export function Roster({ shifts }: { readonly shifts: readonly Shift[] }) {
  const { t } = useTranslation("shift");
  const format = useFormat();
  const now = useNow(15_000);
  const people = useAll("person");
  const rows = shifts.map((shift) => ({ shift, state: shiftState(shift, now) }));
  const here = rows.filter((row) => row.state === "here").length;
  const rank = { here: 0, missing: 1, "to-come": 2, over: 3 } as const;
  rows.sort((one, other) => rank[one.state] - rank[other.state]);
  return (
    <Card flush>
      <p className={styles.here}>{t("here", { count: here })}</p>
      <ul>
        {rows.map(({ shift, state }) => (
          <li key={shift.id} className={styles.row}>
            <span className={styles.name}>
              {people?.find((person) => person.id === shift.person)?.name ?? t("somebody")}
            </span>
            <span className={styles.span}>
              {t("span", { from: format.time(shift.starts_at), to: format.time(shift.ends_at) })}
            </span>
            <ShiftMark shift={shift} state={state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
