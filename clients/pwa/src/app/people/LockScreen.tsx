import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Flag } from "@/ui/Flag";

import { MemberList } from "./MemberList";
import styles from "./LockScreen.module.css";
import type { Member } from "./people";
import { usePeople, useRoster } from "./people-context";
import { PinPad } from "./PinPad";
import { useMemberName } from "./useMemberName";
import { useUnlock } from "./useUnlock";

/** Covers the work until somebody says who they are. Writes go on being sent behind it. */
export default function LockScreen() {
  const { t } = useTranslation("shell");
  const people = usePeople();
  const { members } = useRoster();
  const [chosen, setChosen] = useState<Member | null>(people.present);
  const nameOf = useMemberName();
  const { error, open, forget } = useUnlock();
  const choose = (member: Member): void => {
    forget();
    if (member.pin === null) void open(member.id, null);
    else setChosen(member);
  };
  return (
    <main className={styles.page}>
      <Card className={styles.card ?? ""}>
        <Flag className={styles.flag} />
        {chosen === null ? (
          <>
            <h1 className={styles.title}>{t("lock.who")}</h1>
            <MemberList members={members} onChoose={choose} />
            <Link to="/sign-in">{t("people.somebody-else")}</Link>
          </>
        ) : (
          <>
            <h1 className={styles.title}>{nameOf(chosen)}</h1>
            <PinPad
              label={t("pin.of", { name: nameOf(chosen) })}
              action={t("lock.open")}
              error={error}
              onPin={async (pin) => {
                await open(chosen.id, pin);
              }}
            />
            <Button
              kind="plain"
              size="touch"
              onPress={() => {
                forget();
                setChosen(null);
              }}
            >
              {t("lock.not-me")}
            </Button>
          </>
        )}
      </Card>
    </main>
  );
}
