import { UserPlus } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { ComboBox } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";

import { useOne, useReplica } from "@/app/data";
import { type Customer, ENTITIES, type EntityName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import type { Sought } from "@/replica/api";
import { Button } from "@/ui/Button";
import field from "@/ui/Field.module.css";
import { FieldNote } from "@/ui/FieldNote";
import list from "@/ui/OpenList.module.css";
import { TextField } from "@/ui/TextField";

import type { NewCustomer } from "./form";
import styles from "./form.module.css";

interface CustomerPickerProps {
  readonly value: string | null;
  readonly fresh: NewCustomer | null;
  readonly error: string | undefined;
  readonly errorAt: (field: string) => string | undefined;
  readonly onChange: (customer: string | null, fresh: NewCustomer | null) => void;
}

const MOST = 12;
const SEARCHED: readonly EntityName[] = ["customer"];
const FRESH = "new";
const PHONE = /^[\d+() #*-]+$/;

/** Finds a customer by any part of name, phone or address, in what this device holds; or takes a
 * new one in. */
export function CustomerPicker(props: CustomerPickerProps): ReactNode {
  const { fresh, onChange } = props;
  if (fresh !== null) return <FreshCustomer {...props} fresh={fresh} />;
  return (
    <Found
      key={props.value}
      value={props.value}
      error={props.error}
      onChoose={(id) => onChange(id, null)}
      onNew={(typed) => onChange(null, begun(typed))}
    />
  );
}

/** What was typed to find somebody is where a new one begins. */
function begun(typed: string): NewCustomer {
  const text = typed.trim();
  const isPhone = PHONE.test(text);
  return { name: isPhone ? "" : text, phone: isPhone ? text : "", address: "", district: "" };
}

function Found(props: {
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly onNew: (typed: string) => void;
}): ReactNode {
  const { t } = useTranslation("orders");
  const said = useLabel();
  const chosen = useOne("customer", props.value);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? chosen?.name ?? "";
  const hits = useHits(typed ?? "");
  const items = [
    ...hits.map((one) => ({ id: one.id, name: one.name, note: noteOf(one) })),
    ...(text.trim() === ""
      ? []
      : [{ id: FRESH, name: t("form.take-in", { name: text }), note: "" }]),
  ];
  return (
    <ComboBox
      className={field.field}
      items={items}
      inputValue={text}
      onInputChange={setTyped}
      value={props.value}
      onChange={(key) => {
        if (key === null) return;
        if (key === FRESH) props.onNew(text);
        else props.onChoose(String(key));
      }}
      menuTrigger="input"
      allowsEmptyCollection
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
    >
      <Label className={field.label}>{said(ENTITIES.delivery_order.fields.customer.label)}</Label>
      <div className={styles.combo}>
        <Input className={field.box} placeholder={t("form.find-customer")} />
        <AriaButton className={styles.open} aria-label={t("form.find-customer")}>
          ▾
        </AriaButton>
      </div>
      <FieldNote
        error={props.error}
        description={chosen === null || chosen === undefined ? undefined : noteOf(chosen)}
      />
      <Popover className={list.popover} offset={4}>
        <ListBox
          className={list.list}
          renderEmptyState={() => <p className={styles.hint}>{t("form.type-to-find")}</p>}
        >
          {(item: { readonly id: string; readonly name: string; readonly note: string }) => (
            <ListBoxItem id={item.id} textValue={item.name} className={list.item}>
              {item.id === FRESH ? <UserPlus aria-hidden size="1em" /> : null}
              <span className={list.words}>
                <span>{item.name}</span>
                {item.note === "" ? null : <span className={list.note}>{item.note}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function noteOf(customer: Customer): string {
  return [customer.phone, customer.address].filter((one) => one !== undefined).join(" · ");
}

/** The customers who hold all words of a text. */
function useHits(text: string): readonly Customer[] {
  const replica = useReplica();
  const [hits, setHits] = useState<readonly Customer[]>([]);
  useEffect(() => {
    replica.prepareSearch(SEARCHED);
  }, [replica]);
  useEffect(() => {
    let isAsked = true;
    const wanted = text.trim();
    const take = (found: readonly Sought[]): void => {
      if (isAsked) setHits(found.map((hit) => hit.doc as Customer));
    };
    const search =
      wanted === "" ? Promise.resolve([]) : replica.search(wanted, SEARCHED, MOST, take);
    void search.then(take);
    return () => {
      isAsked = false;
    };
  }, [replica, text]);
  return hits;
}

function FreshCustomer(props: CustomerPickerProps & { readonly fresh: NewCustomer }): ReactNode {
  const { fresh, onChange, errorAt } = props;
  const { t } = useTranslation("orders");
  const said = useLabel();
  const fields = ENTITIES.customer.fields;
  const line = (name: keyof NewCustomer): ReactNode => (
    <TextField
      label={said(fields[name].label)}
      type={name === "phone" ? "tel" : "text"}
      value={fresh[name]}
      onChange={(text) => onChange(null, { ...fresh, [name]: text })}
      error={errorAt(name)}
      isRequired={name === "name"}
    />
  );
  return (
    <fieldset className={styles.fresh}>
      <legend>{t("form.new-customer")}</legend>
      <div className={styles.pair}>
        {line("name")}
        {line("phone")}
      </div>
      {line("address")}
      <div className={styles.pair}>
        {line("district")}
        <Button kind="plain" onPress={() => onChange(null, null)}>
          {t("form.known-customer")}
        </Button>
      </div>
    </fieldset>
  );
}
