import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { declared } from "@/app/records/declared";
import { usePersonName } from "@/app/records/usePersonName";
import type { EntityName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { State } from "@/ui/State";

import styles from "./conflicts.module.css";
import type { CameRight } from "./itself";

interface CameRightLinesProps {
  readonly entity: EntityName;
  readonly found: readonly CameRight[];
}

/** Counters that several people changed: said, so that nobody wonders; nothing to choose. */
export function CameRightLines({ entity, found }: CameRightLinesProps): ReactNode {
  return found.map((one) => <LineOf key={one.field} entity={entity} one={one} />);
}

function LineOf({
  entity,
  one,
}: {
  readonly entity: EntityName;
  readonly one: CameRight;
}): ReactNode {
  const { t } = useTranslation("conflicts");
  const said = useLabel();
  const format = useFormat();
  const shape = declared(entity, one.field);
  return (
    <div className={styles.itself}>
      <State of="received">{t("itself.title")}</State>
      <span>
        <b>
          {t("itself.figure", {
            field: shape === undefined ? one.field : said(shape.label),
            before: format.number(one.before),
            after: format.number(one.after),
          })}
        </b>{" "}
        {one.parts.map((part) => (
          <Part key={part.actor} actor={part.actor} change={part.change} />
        ))}
        {t("itself.all-count")}
      </span>
    </div>
  );
}

function Part({ actor, change }: { readonly actor: string; readonly change: number }): ReactNode {
  const { t } = useTranslation("conflicts");
  const format = useFormat();
  const person = usePersonName(actor);
  return t("itself.part", {
    name: person,
    change: `${change < 0 ? "−" : "+"}${format.number(Math.abs(change))}`,
  });
}
