import { ArrowLeft, Lock, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useMe, useReplica } from "@/app/data";
import { ConnectionPill } from "@/app/pill/ConnectionPill";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";
import { IconButton } from "@/ui/IconButton";
import { Select } from "@/ui/Select";

import { MemberList } from "./MemberList";
import type { Member } from "./people";
import { usePeople, useRoster } from "./people-context";
import { PinPad } from "./PinPad";
import styles from "./PeopleScreen.module.css";
import { SetPinDialog } from "./SetPinDialog";
import { useMemberName } from "./useMemberName";
import { useUnlock } from "./useUnlock";

const IDLE_MINUTES = [0, 2, 5, 10, 30];

/** Who works on this device: switching, the PIN, the lock. */
export default function PeopleScreen() {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const people = usePeople();
  const { members, idleMinutes } = useRoster();
  const { identity } = useReplica();
  const me = useMe();
  const [asked, setAsked] = useState<Member | null>(null);
  const [isSettingPin, setSettingPin] = useState(false);
  const nameOf = useMemberName();
  const { error, open, forget } = useUnlock();
  const isShared = identity?.person == null;
  const hasPin = members.some((member) => member.id === me.id && member.pin !== null);

  const choose = (member: Member): void => {
    forget();
    if (member.id === me.id) void navigate(-1);
    else if (member.pin === null) void open(member.id, null).then(() => navigate("/"));
    else setAsked(member);
  };
  return (
    <div className={styles.page}>
      <header className={styles.bar} data-theme="dark">
        <IconButton label={t("back")} size="touch" onPress={() => void navigate(-1)}>
          <ArrowLeft aria-hidden="true" />
        </IconButton>
        <h1 className={styles.title}>{t("people.title")}</h1>
        <ConnectionPill />
      </header>
      <main className={styles.main}>
        <section className={styles.part}>
          <h2 className={styles.head}>{t("people.who")}</h2>
          <p className={styles.why}>{t(isShared ? "people.why-shared" : "people.why-own")}</p>
          <MemberList members={members} onChoose={choose} />
          {isShared && (
            <Button
              size="touch"
              icon={<UserPlus aria-hidden="true" />}
              onPress={() => void navigate("/sign-in")}
            >
              {t("people.somebody-else")}
            </Button>
          )}
        </section>
        <section className={styles.part}>
          <h2 className={styles.head}>{t("pin.title")}</h2>
          {hasPin ? (
            <>
              <div className={styles.row}>
                <Button
                  kind="main"
                  size="touch"
                  icon={<Lock aria-hidden="true" />}
                  onPress={() => void people.lock()}
                >
                  {t("menu.lock")}
                </Button>
                <Button
                  size="touch"
                  onPress={() => {
                    setSettingPin(true);
                  }}
                >
                  {t("pin.change")}
                </Button>
              </div>
              <Select
                label={t("lock.idle")}
                size="touch"
                value={String(idleMinutes)}
                options={IDLE_MINUTES.map((minutes) => ({
                  value: String(minutes),
                  label: minutes === 0 ? t("lock.never") : t("lock.after", { count: minutes }),
                }))}
                onChange={(value) => void people.setIdleMinutes(Number(value))}
              />
            </>
          ) : (
            <Callout
              of="fresh"
              title={t("pin.none")}
              action={
                <Button
                  kind="main"
                  size="touch"
                  onPress={() => {
                    setSettingPin(true);
                  }}
                >
                  {t("pin.set")}
                </Button>
              }
            >
              {t("pin.why")}
            </Callout>
          )}
        </section>
      </main>
      <SetPinDialog
        person={me.id}
        hasPin={hasPin}
        isOpen={isSettingPin}
        onOpenChange={setSettingPin}
      />
      <Dialog
        title={t("pin.of", { name: asked === null ? "" : nameOf(asked) })}
        isOpen={asked !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setAsked(null);
        }}
      >
        {asked !== null && (
          <div className={styles.pad}>
            <PinPad
              label={t("pin.of", { name: nameOf(asked) })}
              action={t("people.switch")}
              error={error}
              onPin={async (pin) => {
                if ((await open(asked.id, pin)) === "open") void navigate("/");
              }}
            />
          </div>
        )}
      </Dialog>
    </div>
  );
}
