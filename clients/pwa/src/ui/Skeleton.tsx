import { useTranslation } from "react-i18next";

import { VisuallyHidden } from "./VisuallyHidden";
import styles from "./Skeleton.module.css";
import { useOneWait } from "./useOneWait";

type SkeletonProps =
  | { readonly lines: number; readonly height?: never }
  /** `rows`: of the height of a row or a card. */
  | { readonly lines?: never; readonly height: "row" | "card" | "page" };

/** Where something will stand as soon as it is read. It lies still: nothing here moves without
 * saying something. */
export function Skeleton({ lines, height }: SkeletonProps) {
  const { t } = useTranslation("ui");
  const frame = useOneWait<HTMLDivElement>();
  return (
    <div ref={frame} className={styles.skeleton} role="status" data-testid="skeleton">
      <VisuallyHidden>{t("loading")}</VisuallyHidden>
      {height === undefined ? (
        Array.from({ length: lines }, (_, line) => <span key={line} className={styles.line} />)
      ) : (
        <span className={styles.block} data-height={height} />
      )}
    </div>
  );
}
