import { Download, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useToday } from "@/app/data";
import { Button } from "@/ui/Button";
import { Kbd } from "@/ui/Kbd";
import { MenuButton } from "@/ui/MenuButton";
import { saveCsv, saveXlsx } from "@/ui/table/files";
import { useWhole } from "@/ui/table/useWhole";

import { useSheet } from "./exporting";
import styles from "./orders.module.css";
import type { OrderRow } from "./rows";

const FORMATS = ["csv", "xlsx"] as const;
type Format = (typeof FORMATS)[number];

interface ActionsProps {
  readonly rows: readonly OrderRow[];
  /** Whether `rows` are all that the filters leave. */
  readonly isWhole: boolean;
  readonly askForAll: () => void;
  /** Null where the person may not. */
  readonly onNew: (() => void) | null;
}

/** What can be done with the list: take it along as a file, add to it. */
export function Actions({ rows, isWhole, askForAll, onNew }: ActionsProps): ReactNode {
  const { t } = useTranslation("orders");
  const sheet = useSheet();
  const today = useToday();
  const name = t("export.file", { day: today });
  const isOff = rows.length === 0;
  const { want, wanted } = useWhole<Format>(isWhole, askForAll, (format) => {
    if (format === "csv") saveCsv(name, sheet(rows));
    else void saveXlsx(name, [sheet(rows)]);
  });
  const formats = FORMATS.map((id) => ({ id, label: id.toUpperCase(), onAction: () => want(id) }));
  return (
    <>
      <span className={styles.keys}>
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> {t("keys.move")} <Kbd>E</Kbd> {t("keys.edit")} <Kbd>X</Kbd> {t("keys.pick")}{" "}
        <Kbd>/</Kbd> {t("keys.search")}
      </span>
      <span className={styles.formats}>
        {formats.map((format) => (
          <Button
            key={format.id}
            icon={<Download aria-hidden size="1em" />}
            isDisabled={isOff}
            isPending={wanted === format.id}
            onPress={format.onAction}
          >
            {format.label}
          </Button>
        ))}
      </span>
      <span className={styles.formatMenu}>
        <MenuButton label={t("export.as")} entries={formats}>
          <Button
            icon={<Download aria-hidden size="1em" />}
            isDisabled={isOff}
            isPending={wanted !== null}
          >
            {t("export.as")}
          </Button>
        </MenuButton>
      </span>
      {onNew === null ? null : (
        <Button kind="main" icon={<Plus aria-hidden size="1em" />} onPress={onNew}>
          {t("new")}
        </Button>
      )}
    </>
  );
}
