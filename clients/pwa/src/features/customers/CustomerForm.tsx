import { type SubmitEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useAll, useOne } from "@/app/data";
import { DraftNote } from "@/app/records/DraftNote";
import { LeaveGuard } from "@/app/records/LeaveGuard";
import { NOTHING_TO_ASK } from "@/app/records/useByIds";
import { useDraft } from "@/app/records/useDraft";
import { useFieldErrors } from "@/app/records/useFieldErrors";
import { type Customer, ENTITIES } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import type { Query } from "@/replica/api";
import type { Problem } from "@/replica/core/problem";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Checkbox } from "@/ui/Checkbox";
import { Skeleton } from "@/ui/Skeleton";
import { Stepper } from "@/ui/Stepper";
import { TextField } from "@/ui/TextField";

import styles from "./customers.module.css";
import { BLANK, changesOf, type CustomerDraft, draftOf, placeOf, SIZES, valuesOf } from "./form";

interface CustomerFormProps {
  /** The customer who is changed; null for a new one. */
  readonly id: string | null;
  readonly onDone: (made: string | null) => void;
}

const FIELDS = ENTITIES.customer.fields;
type Text = "name" | "phone" | "address" | "district" | "place" | "note";

/** A form for a customer; it waits until what it begins with is read. */
export function CustomerForm({ id, onDone }: CustomerFormProps): ReactNode {
  const customer = useOne("customer", id);
  if (customer === undefined) return <Skeleton lines={8} />;
  return <Fields customer={customer} onDone={onDone} />;
}

function Fields(props: {
  readonly customer: Customer | null;
  readonly onDone: (made: string | null) => void;
}): ReactNode {
  const { t } = useTranslation("customers");
  const said = useLabel();
  const act = useAct();
  const errors = useFieldErrors();
  const [customer] = useState(props.customer);
  const [begun] = useState(() => (customer === null ? BLANK : draftOf(customer)));
  const draft = useDraft<CustomerDraft>(`customers/${customer?.id ?? "new"}`, begun);
  const [isTried, setTried] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const { discard } = draft;
  useEffect(() => {
    if (saved === null) return;
    void discard();
    props.onDone(saved);
    // Once only: what it calls may change with every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [saved]);
  if (draft.value === undefined) return <Skeleton lines={8} />;
  const value = draft.value;
  const isNameless = value.name.trim() === "";
  const isLost = placeOf(value.place) === undefined;

  const errorAt = (field: Text): string | undefined => {
    if (isTried && field === "name" && isNameless) return t("form.no-name");
    if (isTried && field === "place" && isLost) return t("form.no-place");
    return errors.at(field);
  };
  const line = (field: Text, type = "text", description?: string): ReactNode => (
    <TextField
      label={said(FIELDS[field].label)}
      type={type}
      value={value[field]}
      onChange={(text) => draft.change({ [field]: text })}
      error={errorAt(field)}
      description={description}
      isRequired={field === "name"}
    />
  );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isNameless || isLost) return;
    void save().then(setSaved);
  };
  const save = async (): Promise<string | null> => {
    let id = customer?.id ?? null;
    const problems: Problem[] = [];
    await act(
      (made) => {
        if (customer === null) id = made.create("customer", valuesOf(value));
        else made.edit("customer", customer, changesOf(value, begun));
      },
      {
        undo: t(customer === null ? "did.taken-in" : "did.changed", { name: value.name.trim() }),
        onProblem: (problem) => {
          problems.push(problem);
          errors.take(problem);
        },
      },
    );
    return problems.length > 0 ? null : id;
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-labelledby="form-title">
      <h2 id="form-title" className={styles.title}>
        {customer === null ? t("new") : t("edit-name", { name: customer.name })}
      </h2>
      {draft.isRestored ? <DraftNote onDiscard={() => void draft.discard()} /> : null}
      <LeaveGuard
        isDirty={draft.isDirty && saved === null}
        onDiscard={() => void draft.discard()}
      />
      {line("name")}
      {line("phone", "tel")}
      <Twin phone={value.phone} self={customer?.id ?? null} />
      {line("address")}
      <div className={styles.pair}>
        {line("district")}
        {line("place", "text", t("form.place-how"))}
      </div>
      <TextField
        label={said(FIELDS.note.label)}
        lines={3}
        value={value.note}
        onChange={(note) => draft.change({ note })}
        error={errorAt("note")}
      />
      <fieldset className={styles.sizes}>
        <legend>{said(FIELDS.sizes.label)}</legend>
        {SIZES.map((size) => (
          <Checkbox
            key={size}
            isSelected={value.sizes.includes(size)}
            onChange={(isIn) =>
              draft.change({
                sizes: SIZES.filter((one) => (one === size ? isIn : value.sizes.includes(one))),
              })
            }
          >
            {t("kilograms", { size })}
          </Checkbox>
        ))}
      </fieldset>
      {customer === null ? (
        <div className={styles.pair}>
          <Stepper
            label={said(FIELDS.cylinders.label)}
            value={value.cylinders}
            min={0}
            onChange={(cylinders) => draft.change({ cylinders })}
          />
          <Stepper
            label={said(FIELDS.deposit.label)}
            value={value.deposit}
            step={100}
            onChange={(deposit) => draft.change({ deposit })}
          />
        </div>
      ) : null}
      {errors.rest === undefined ? null : (
        <p className={styles.error} role="alert">
          {errors.rest}
        </p>
      )}
      <footer className={styles.foot}>
        <Button kind="plain" onPress={() => props.onDone(customer?.id ?? null)}>
          {t("form.later")}
        </Button>
        <Button kind="main" type="submit">
          {t("form.save")}
        </Button>
      </footer>
    </form>
  );
}

const ENOUGH_DIGITS = 8;

/** Says that somebody else has the same phone: it may be the same person. */
function Twin(props: { readonly phone: string; readonly self: string | null }): ReactNode {
  const { t } = useTranslation("customers");
  const phone = props.phone.trim();
  const isWhole = phone.replaceAll(/\D/g, "").length >= ENOUGH_DIGITS;
  const same = useAll(
    "customer",
    isWhole ? { where: { phone }, limit: 2 } : (NOTHING_TO_ASK as Query<"customer">),
  );
  const twin = same?.find((one) => one.id !== props.self);
  if (twin === undefined) return null;
  return (
    <Callout of="soon" role="status" title={t("form.twin", { name: twin.name })}>
      {twin.address}
    </Callout>
  );
}
