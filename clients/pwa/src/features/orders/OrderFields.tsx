import { type SubmitEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { DraftNote } from "@/app/records/DraftNote";
import { LeaveGuard } from "@/app/records/LeaveGuard";
import { useDraft } from "@/app/records/useDraft";
import { useFieldErrors } from "@/app/records/useFieldErrors";
import { ENTITIES, type DeliveryOrder } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { Button } from "@/ui/Button";
import { Select } from "@/ui/Select";
import { Segmented } from "@/ui/Segmented";
import { Skeleton } from "@/ui/Skeleton";
import { TextField } from "@/ui/TextField";

import { CustomerPicker } from "./CustomerPicker";
import { type Payment, PAYMENTS } from "./filters";
import { faultsOf, type OrderDraft, totalOf } from "./form";
import styles from "./form.module.css";
import { LinesEditor } from "./LinesEditor";
import { useSaveOrder } from "./useSaveOrder";
import { WindowFields } from "./WindowFields";

const PRIORITIES: readonly DeliveryOrder["priority"][] = ["low", "normal", "high", "urgent"];
const FIELDS = ENTITIES.delivery_order.fields;

interface OrderFieldsProps {
  readonly draftKey: string;
  readonly order: DeliveryOrder | null;
  readonly begun: OrderDraft;
  readonly onDone: (made: string | null) => void;
}

/** The fields of an order. What is typed is kept on the device until it is saved. */
export function OrderFields(props: OrderFieldsProps): ReactNode {
  const { draftKey, order, onDone } = props;
  // What others change meanwhile is theirs: only what was touched here is written.
  const [begun] = useState(props.begun);
  const { t } = useTranslation("orders");
  const said = useLabel();
  const format = useFormat();
  const draft = useDraft<OrderDraft>(draftKey, begun);
  const errors = useFieldErrors();
  const [isTried, setTried] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const save = useSaveOrder(order, begun, errors);
  const { discard } = draft;
  useEffect(() => {
    if (saved === null) return;
    void discard();
    onDone(saved);
    // Once only: what it calls may change with every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [saved]);
  if (draft.value === undefined) return <Skeleton lines={8} />;
  const value = draft.value;
  const faults = isTried ? faultsOf(value) : {};
  const errorAt = (field: string): string | undefined => {
    const fault = faults[field];
    return fault === undefined ? errors.at(field) : t(`form.${fault}`);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faultsOf(value)).length > 0) return;
    void save.run(value).then(setSaved);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-labelledby="form-title">
      <h2 id="form-title" className={styles.title}>
        {order === null
          ? t("new")
          : order.number === undefined
            ? t("edit-unnumbered")
            : t("edit-order", { number: order.number })}
      </h2>
      {draft.isRestored ? <DraftNote onDiscard={() => void draft.discard()} /> : null}
      <LeaveGuard
        isDirty={draft.isDirty && saved === null}
        onDiscard={() => void draft.discard()}
      />
      <CustomerPicker
        value={value.customer}
        fresh={value.newCustomer}
        error={errorAt("customer")}
        errorAt={errorAt}
        onChange={(customer, newCustomer) => draft.change({ customer, newCustomer })}
      />
      <LinesEditor
        lines={value.lines}
        error={errorAt("lines")}
        onChange={(lines) => draft.change({ lines })}
      />
      <fieldset className={styles.group}>
        <legend>{said(FIELDS.window.label)}</legend>
        <WindowFields
          start={value.start}
          end={value.end}
          error={errorAt("window")}
          onChange={(window) => draft.change(window)}
        />
      </fieldset>
      <div className={styles.group}>
        <span className={styles.label}>{said(FIELDS.priority.label)}</span>
        <Segmented
          label={said(FIELDS.priority.label)}
          options={PRIORITIES.map((one) => ({ value: one, label: t(`priority.${one}`) }))}
          value={value.priority}
          onChange={(priority) => draft.change({ priority })}
        />
      </div>
      <Select
        label={said(FIELDS.payment.label)}
        options={PAYMENTS.map((one) => ({ value: one, label: t(`payment.${one}`) }))}
        value={value.payment}
        onChange={(payment) => draft.change({ payment: payment as Payment })}
        error={errorAt("payment")}
      />
      <TextField
        label={said(FIELDS.note.label)}
        lines={3}
        value={value.note}
        onChange={(note) => draft.change({ note })}
        error={errorAt("note")}
      />
      {errors.rest === undefined ? null : (
        <p className={styles.error} role="alert">
          {errors.rest}
        </p>
      )}
      <footer className={styles.foot}>
        <p className={styles.total}>
          {t("form.total")} <b>{format.money(totalOf(value.lines))}</b>
        </p>
        <Button kind="plain" onPress={() => onDone(order?.id ?? null)}>
          {t("form.later")}
        </Button>
        <Button kind="main" type="submit" isPending={save.isSaving}>
          {order === null ? t("form.place") : t("form.save")}
        </Button>
      </footer>
    </form>
  );
}
