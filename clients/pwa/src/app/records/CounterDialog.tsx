import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useFormat } from "@/app/data";
import type { Doc, EntityName } from "@/generated/entities";
import { add, count } from "@/replica/core/changes";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Segmented } from "@/ui/Segmented";
import { Stepper } from "@/ui/Stepper";

import styles from "./CounterDialog.module.css";

interface CounterDialogProps<E extends EntityName> {
  readonly entity: E;
  readonly doc: Doc<E>;
  readonly field: string;
  /** What is counted, for the title. */
  readonly label: string;
  readonly value: number;
  readonly unit?: string;
  readonly step?: number;
  /** Which of the two ways it begins with. */
  readonly begin?: "add" | "count";
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Changes a counter in one of the two ways that people change one: so many more or fewer, which
 * adds up with what others do meanwhile; or a count, which says what is really there. */
export function CounterDialog<E extends EntityName>(props: CounterDialogProps<E>): ReactNode {
  const { isOpen, onOpenChange, label } = props;
  const { t } = useTranslation("records");
  return (
    <Dialog title={t("counter.title", { label })} isOpen={isOpen} onOpenChange={onOpenChange}>
      {isOpen ? <Choice {...props} /> : null}
    </Dialog>
  );
}

function Choice<E extends EntityName>(props: CounterDialogProps<E>): ReactNode {
  const { entity, doc, field, label, value, unit, step = 1, onOpenChange } = props;
  const { t } = useTranslation("records");
  const format = useFormat();
  const act = useAct();
  const [way, setWay] = useState<"add" | "count">(props.begin ?? "add");
  const [more, setMore] = useState(0);
  const [counted, setCounted] = useState(value);
  const isAdd = way === "add";
  const next = isAdd ? value + more : counted;
  const save = (): void => {
    const change = isAdd ? add(more) : count(counted);
    void act((draft) => draft.edit(entity, doc, { [field]: change }), {
      undo: t("counter.did", { label, value: format.number(next) }),
    });
    onOpenChange(false);
  };
  return (
    <div className={styles.choice}>
      <Segmented
        label={t("counter.way")}
        options={[
          { value: "add", label: t("counter.add") },
          { value: "count", label: t("counter.count") },
        ]}
        value={way}
        onChange={setWay}
      />
      <p className={styles.now}>
        {t("counter.now")} <b>{format.number(value)}</b> {unit ?? ""}
      </p>
      {isAdd ? (
        <Stepper label={t("counter.more")} value={more} onChange={setMore} step={step} />
      ) : (
        <Stepper
          label={t("counter.counted")}
          value={counted}
          onChange={setCounted}
          min={0}
          step={step}
        />
      )}
      <p className={styles.hint}>{isAdd ? t("counter.add-hint") : t("counter.count-hint")}</p>
      <Button kind="main" size="touch" isDisabled={isAdd && more === 0} onPress={save}>
        {t("counter.save", { value: format.number(next) })}
      </Button>
    </div>
  );
}
