import { Clock, Volume2, VolumeX } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";

import { useFormat, useNow, useReplica } from "@/app/data";
import { PersonMenu } from "@/app/person/PersonMenu";
import { ConnectionPill } from "@/app/pill/ConnectionPill";
import type { Doc } from "@/generated/entities";
import { Flag } from "@/ui/Flag";
import { VisuallyHidden } from "@/ui/VisuallyHidden";

import { setSound, useSound } from "./sound";
import styles from "./StationBar.module.css";
import { useWait } from "./useWait";

interface StationBarProps {
  readonly station: string;
  readonly doc: Doc<"station"> | undefined;
}

/** The ink bar of a station: where one is, how long guests wait, the bell, the time, the pill. */
export function StationBar({ station, doc }: StationBarProps) {
  const { t } = useTranslation("shell");
  const organisation = useReplica().identity?.organisation.name;
  const wait = useWait(station);
  return (
    <header className={styles.bar} data-theme="dark">
      <Flag className={styles.flag} />
      <div className={styles.where}>
        <h1 className={styles.name}>
          {doc?.name ?? <VisuallyHidden>{t("ui:loading")}</VisuallyHidden>}
        </h1>
        <span className={styles.organisation}>{organisation}</span>
      </div>
      {wait !== null && (
        <span className={styles.wait}>
          <Clock aria-hidden="true" />
          <span>{t("station.wait")}</span>
          <b>{t("station.minutes", { count: wait })}</b>
        </span>
      )}
      <SoundSwitch />
      <Time />
      <ConnectionPill size="touch" />
      <PersonMenu size="touch" />
    </header>
  );
}

function SoundSwitch() {
  const { t } = useTranslation("shell");
  const sound = useSound();
  if (sound === "missing") return null;
  const isOn = sound === "on";
  return (
    <Button
      className={styles.sound}
      aria-label={t(`station.sound.${sound}`)}
      aria-pressed={isOn}
      onPress={() => {
        void setSound(!isOn);
      }}
    >
      {isOn ? <Volume2 aria-hidden="true" /> : <VolumeX aria-hidden="true" />}
      <span>{t(`station.sound.${sound}`)}</span>
    </Button>
  );
}

function Time() {
  const format = useFormat();
  return <time className={styles.time}>{format.time(useNow(15_000))}</time>;
}
