import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { useDeviceName } from "@/app/records/devices";
import { usePersonName } from "@/app/records/usePersonName";

import styles from "./fork.module.css";
import type { Side } from "./sides";

interface ForkProps {
  /** One write each, the earliest first. */
  readonly branches: readonly Side[];
  /** When the last value was written that all had seen, ms since 1970, where it is known. */
  readonly common: number | undefined;
}

const WIDTH = 1000;
const HEIGHT = 100;
/** Where the line parts, where the branches run straight, and where they meet again. */
const PARTS = 150;
const APART = 250;
const TOGETHER = 760;
const MEETS = 850;

/** How it came about: all had the same, then each went on alone, until both were here. */
export function Fork({ branches, common }: ForkProps): ReactNode {
  const { t } = useTranslation("conflicts");
  const format = useFormat();
  const first = branches[0]?.at ?? 0;
  const span = Math.max(1, (branches.at(-1)?.at ?? 0) - first);
  return (
    <figure className={styles.fork} aria-label={t("fork.label", { count: branches.length })}>
      <svg
        className={styles.lines}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={`M40 50H${PARTS}`} />
        {branches.map((branch, index) => {
          const y = ((index + 0.5) / branches.length) * HEIGHT;
          return (
            <path
              key={branch.dot.join("/")}
              d={`M${PARTS} 50C${PARTS + 50} 50 ${PARTS + 50} ${y} ${APART} ${y}H${TOGETHER}C${TOGETHER + 45} ${y} ${TOGETHER + 45} 50 ${MEETS} 50`}
            />
          );
        })}
        <path className={styles.after} d={`M${MEETS} 50H${WIDTH - 20}`} />
      </svg>
      <div className={styles.base}>
        <b>{common === undefined ? t("fork.before") : format.time(common)}</b>
        <span className={styles.dot} />
        <small>{t("fork.both-had")}</small>
      </div>
      <ol className={styles.branches}>
        {branches.map((branch) => (
          <Branch key={branch.dot.join("/")} side={branch} along={(branch.at - first) / span} />
        ))}
      </ol>
      <div className={styles.meet}>
        <b>{t("fork.here")}</b>
        <span className={styles.diamond} />
        <small>{t("fork.met")}</small>
      </div>
    </figure>
  );
}

/** `along`: how late it was written, from 0 for the first to 1 for the last. */
function Branch({ side, along }: { readonly side: Side; readonly along: number }): ReactNode {
  const { t } = useTranslation("conflicts");
  const format = useFormat();
  const device = useDeviceName();
  const author = usePersonName(side.actor);
  return (
    <li style={{ "--along": along } as CSSProperties}>
      <b>{t("fork.who", { time: format.time(side.at), name: author })}</b>
      <span className={styles.dot} />
      <small>{t("fork.where", { device: device(side.dot[0]) })}</small>
    </li>
  );
}
