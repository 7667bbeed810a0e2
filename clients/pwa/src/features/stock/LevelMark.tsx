import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";

import { cupsLeft, type Level, levelOf } from "@/app/station/shelf";
import { LowShape } from "@/app/station/LowShape";
import type { Doc } from "@/generated/entities";
import { StateShape } from "@/ui/StateShape";

import styles from "./LevelMark.module.css";

const COLOUR = { enough: "fresh", low: "soon", out: "late" } as const;

/** How a shelf stands: shape, word and colour, and for how many cups where it runs low. */
export function LevelMark({ shelf }: { readonly shelf: Doc<"inventory_item"> }) {
  const { t } = useTranslation("stock");
  const level = levelOf(shelf);
  const cups = cupsLeft(shelf);
  const words: Record<Level, string> = {
    enough: t("level.enough"),
    low: cups === null ? t("level.low") : t("level.lowFor", { count: cups }),
    out: t("level.out"),
  };
  return (
    <span className={styles.mark} data-of={COLOUR[level]}>
      {level === "low" ? <LowShape /> : <StateShape of={level === "out" ? "late" : "received"} />}
      <span>{words[level]}</span>
    </span>
  );
}

/** The same as a bar, with a notch at the threshold. Full is the shelf's capacity, or four times
 * what counts as low. */
export function LevelBar({ shelf }: { readonly shelf: Doc<"inventory_item"> }) {
  const full = shelf.capacity ?? Math.max(shelf.threshold * 4, 1);
  const part = (amount: number) => Math.max(0, Math.min(1, amount / full));
  const style = { "--share": part(shelf.stock), "--notch": part(shelf.threshold) } as CSSProperties;
  return (
    <span
      className={styles.bar}
      data-of={COLOUR[levelOf(shelf)]}
      style={style}
      aria-hidden="true"
    />
  );
}
