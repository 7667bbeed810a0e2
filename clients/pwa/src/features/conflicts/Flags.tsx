import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { declared } from "@/app/records/declared";
import type { EntityName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { State } from "@/ui/State";

import styles from "./conflicts.module.css";

interface FlagsProps {
  readonly entity: EntityName;
  readonly flags: readonly string[];
}

/** What happened to a record that people should know of: words only, there is nothing to do. */
export function Flags({ entity, flags }: FlagsProps): ReactNode {
  const { t } = useTranslation("conflicts");
  const said = useLabel();
  return flags.map((flag) => {
    const [kind = "", field = ""] = flag.split(":");
    const shape = declared(entity, field);
    return (
      <div key={flag} className={styles.itself}>
        <State of="soon">{t("flag.know")}</State>
        <span>{t(`flag.${kind}`, { field: shape === undefined ? field : said(shape.label) })}</span>
      </div>
    );
  });
}
