import { LogIn, LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useAct, useFormat, useNow, useReplica } from "@/app/data";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";

import styles from "./MyShift.module.css";
import { ShiftMark } from "./ShiftMark";
import { type Shift, shiftState } from "./useShifts";

/** My own shifts of today, each with the one button that it needs. */
export function MyShift({ shifts }: { readonly shifts: readonly Shift[] }) {
  const { t } = useTranslation("shift");
  if (shifts.length === 0) {
    return (
      <Card className={styles.card}>
        <p>{t("mine.none")}</p>
        <p className={styles.soft}>{t("mine.noneHow")}</p>
      </Card>
    );
  }
  return shifts.map((shift) => <OneShift key={shift.id} shift={shift} />);
}

function OneShift({ shift }: { readonly shift: Shift }) {
  const { t } = useTranslation("shift");
  const format = useFormat();
  const replica = useReplica();
  const act = useAct();
  const state = shiftState(shift, useNow(15_000));
  const checkIn = () =>
    void act((doing) => doing.edit("schedule", shift, { checked_in_at: replica.now() }), {
      undo: t("said.in"),
    });
  const checkOut = () =>
    void act((doing) => doing.edit("schedule", shift, { checked_out_at: replica.now() }), {
      undo: t("said.out"),
    });
  return (
    <Card className={styles.card}>
      <p className={styles.span}>
        {t("span", { from: format.time(shift.starts_at), to: format.time(shift.ends_at) })}
      </p>
      <ShiftMark shift={shift} state={state} />
      {shift.note !== undefined && <p className={styles.soft}>{shift.note}</p>}
      {state === "here" ? (
        <Button size="board" icon={<LogOut aria-hidden="true" />} onPress={checkOut}>
          {t("checkOut")}
        </Button>
      ) : (
        state !== "over" && (
          <Button kind="main" size="board" icon={<LogIn aria-hidden="true" />} onPress={checkIn}>
            {t("checkIn")}
          </Button>
        )
      )}
    </Card>
  );
}
