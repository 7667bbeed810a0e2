import { GripVertical } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { GridListItem } from "react-aria-components/GridList";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";

import { isOpen, nameOf, type StopRow } from "../board/model";
import styles from "./StopLine.module.css";
import { StopMark } from "./StopMark";
import { useWindowWords } from "./useWindowWords";

interface StopLineProps {
  readonly row: StopRow;
  /** Its lines in figures. */
  readonly load: string;
  readonly isFixed: boolean;
  readonly onOpen: (row: StopRow) => void;
}

/** One stop in a route's column. */
export function StopLine({ row, load, isFixed, onOpen }: StopLineProps) {
  const { t } = useTranslation("dispatch");
  const name = nameOf(row);
  return (
    <GridListItem
      id={row.id}
      value={row}
      textValue={t("stop.label", { number: row.number, name })}
      className={styles.line}
      data-testid="stop"
      data-id={row.id}
      data-standing={row.standing}
      data-unseen={row.unseen && isOpen(row) ? "" : undefined}
      onAction={() => {
        onOpen(row);
      }}
    >
      {!isFixed && (
        <Button
          slot="drag"
          className={styles.grip}
          isDisabled={!isOpen(row)}
          aria-label={t("stop.drag", { name })}
        >
          <GripVertical aria-hidden="true" />
        </Button>
      )}
      <StopMark row={row} />
      <span className={styles.number}>{row.number}</span>
      <span className={styles.name}>{name}</span>
      <span className={styles.load}>{load}</span>
      <span className={styles.when}>
        <When row={row} />
      </span>
      <Note row={row} />
    </GridListItem>
  );
}

function When({ row }: { readonly row: StopRow }) {
  const format = useFormat();
  const windowWords = useWindowWords();
  const done = row.delivery?.at ?? row.delivery?.at_device;
  if (!isOpen(row)) return done ? format.time(done) : null;
  return row.stop.window ? windowWords(row.stop.window, "short") : null;
}

/** What must be said in words under the name. */
function Note({ row }: { readonly row: StopRow }) {
  const { t } = useTranslation("dispatch");
  const reason = row.delivery?.failure ?? row.stop.failure;
  const note = row.crossed
    ? t(row.standing === "delivered" ? "stop.crossed-delivered" : "stop.crossed")
    : row.standing === "failed"
      ? (reason ?? t("standing.failed"))
      : null;
  if (note === null) return null;
  return (
    <span className={styles.note} data-of={row.crossed ? "needs-you" : "failed"}>
      {note}
    </span>
  );
}
