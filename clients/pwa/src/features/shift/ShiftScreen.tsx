import { useParams, useNavigate } from "react-router";
import { CalendarClock, UsersRound } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useMe, useOne } from "@/app/data";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";

import { Handover } from "./Handover";
import { MyShift } from "./MyShift";
import { Roster } from "./Roster";
import styles from "./ShiftScreen.module.css";
import { useShifts } from "./useShifts";

/** Who works at the station today: my own shift, everybody's, and word for those who take over. */
export default function ShiftScreen() {
  const { t } = useTranslation("shift");
  const { station: id = "" } = useParams();
  const station = useOne("station", id);
  const shifts = useShifts(id);
  const me = useMe();
  const navigate = useNavigate();
  if (!station || shifts === undefined) return <Skeleton height="page" />;
  const mine = shifts.filter((shift) => shift.person === me.id);
  return (
    <div className={styles.screen}>
      <div className={styles.halves}>
        <section className={styles.half}>
          <h2 className={styles.title}>{t("mine.title", { name: me.name })}</h2>
          <MyShift shifts={mine} />
          <Button
            size="touch"
            icon={<UsersRound aria-hidden="true" />}
            onPress={() => void navigate("/people")}
          >
            {t("switch")}
          </Button>
          <Handover station={station} />
        </section>
        <section className={styles.half}>
          <h2 className={styles.title}>{t("today")}</h2>
          {shifts.length === 0 ? (
            <Empty title={t("empty.title")} icon={<CalendarClock />}>
              {t("empty.how")}
            </Empty>
          ) : (
            <Roster shifts={shifts} />
          )}
        </section>
      </div>
    </div>
  );
}
