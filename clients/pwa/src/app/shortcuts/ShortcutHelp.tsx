import { useTranslation } from "react-i18next";

import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";

import { useShortcutHelp } from "./shortcut-help";
import styles from "./ShortcutHelp.module.css";

interface KeyLine {
  readonly keys: readonly string[];
  /** Key of its words under `keys.`. */
  readonly does: string;
}

const GROUPS: readonly { readonly name: string; readonly lines: readonly KeyLine[] }[] = [
  {
    name: "everywhere",
    lines: [
      { keys: ["Ctrl K", "⌘K"], does: "palette" },
      { keys: ["U"], does: "undo" },
      { keys: ["?"], does: "help" },
      { keys: ["Esc"], does: "close" },
    ],
  },
  {
    name: "lists",
    lines: [
      { keys: ["J", "K"], does: "move" },
      { keys: ["Enter"], does: "open" },
      { keys: ["E"], does: "edit" },
      { keys: ["X"], does: "select" },
      { keys: ["/"], does: "filter" },
    ],
  },
  {
    name: "dispatch",
    lines: [
      { keys: ["A"], does: "assign" },
      { keys: ["M"], does: "move-to" },
      { keys: ["Shift ↑", "Shift ↓"], does: "reorder" },
    ],
  },
  {
    name: "queue",
    lines: [
      { keys: ["Enter"], does: "advance" },
      { keys: ["M"], does: "menu" },
    ],
  },
];

/** The keys, by where they work. */
export default function ShortcutHelp() {
  const { t } = useTranslation("shell");
  const { isOpen, open, close } = useShortcutHelp();
  return (
    <Dialog
      title={t("keys.title")}
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (next) open();
        else close();
      }}
      width="wide"
    >
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group.name}>
            <h3 className={styles.name}>{t(`keys.groups.${group.name}`)}</h3>
            <dl className={styles.lines}>
              {group.lines.map((line) => (
                <div key={line.does} className={styles.line}>
                  <dt className={styles.keys}>
                    {line.keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                  <dd>{t(`keys.does.${line.does}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
