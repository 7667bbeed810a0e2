import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { useAll, useFormat, useMay } from "@/app/data";
import { CounterRow } from "@/app/records/CounterRow";
import { DetailFrame } from "@/app/records/DetailFrame";
import { FieldList, FieldRow } from "@/app/records/FieldList";
import { OpenRecord } from "@/app/records/OpenRecord";
import { useFieldText, useLinesText } from "@/app/records/useFieldText";
import type { Customer, DeliveryOrder, FieldName } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Skeleton } from "@/ui/Skeleton";

import styles from "./customers.module.css";

interface CustomerDetailProps {
  readonly id: string;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

const LATEST = 12;

/** One customer: all fields with their history, and the latest orders. */
export function CustomerDetail(props: CustomerDetailProps): ReactNode {
  const { t } = useTranslation("customers");
  return (
    <OpenRecord entity="customer" id={props.id} gone={t("gone")} onClose={props.onClose}>
      {(customer) => <Detail {...props} customer={customer} />}
    </OpenRecord>
  );
}

function Detail(props: CustomerDetailProps & { readonly customer: Customer }): ReactNode {
  const { customer } = props;
  const { t } = useTranslation("customers");
  const format = useFormat();
  const navigate = useNavigate();
  const mayEdit = useMay("customer", "edit");
  const mayOrder = useMay("delivery_order", "create");
  return (
    <DetailFrame
      title={customer.name}
      onEdit={mayEdit ? props.onEdit : null}
      onClose={props.onClose}
    >
      {customer._.c === undefined ? null : (
        <Callout
          of="needs-you"
          title={t("conflict.title")}
          action={
            <Button onPress={() => void navigate(`/office/needs-you?record=${customer.id}`)}>
              {t("conflict.choose")}
            </Button>
          }
        >
          {t("conflict.both-kept")}
        </Callout>
      )}
      <Fields customer={customer} />
      <FieldList>
        <CounterRow entity="customer" doc={customer} field="cylinders" value={customer.cylinders}>
          {format.number(customer.cylinders)}
        </CounterRow>
        <CounterRow
          entity="customer"
          doc={customer}
          field="deposit"
          value={customer.deposit}
          step={100}
        >
          {format.money(customer.deposit)}
        </CounterRow>
      </FieldList>
      <section className={styles.part}>
        <h3>{t("orders")}</h3>
        <Orders customer={customer.id} />
        {mayOrder ? (
          <span className={styles.buttons}>
            <Button
              icon={<Plus aria-hidden size="1em" />}
              onPress={() => void navigate(`/office/orders?new=1&customer=${customer.id}`)}
            >
              {t("new-order")}
            </Button>
          </span>
        ) : null}
      </section>
    </DetailFrame>
  );
}

function Fields({ customer }: { readonly customer: Customer }): ReactNode {
  const text = useFieldText();
  const row = (field: FieldName<"customer">, value?: ReactNode): ReactNode => (
    <FieldRow entity="customer" doc={customer} field={field}>
      {value ?? text("customer", field, customer[field])}
    </FieldRow>
  );
  return (
    <FieldList>
      {row("name")}
      {row(
        "phone",
        customer.phone === undefined ? undefined : (
          <a href={`tel:${customer.phone.replaceAll(/[^\d+]/g, "")}`}>{customer.phone}</a>
        ),
      )}
      {row("address")}
      {row("district")}
      {row("place")}
      {row("note")}
      {row("sizes")}
    </FieldList>
  );
}

function Orders({ customer }: { readonly customer: string }): ReactNode {
  const { t } = useTranslation("customers");
  const { t: word } = useTranslation("records");
  const lines = useLinesText();
  const orders = useAll("delivery_order", {
    where: { customer },
    order: ["-placed_at"],
    limit: LATEST,
  });
  if (orders === undefined) return <Skeleton lines={3} />;
  if (orders.length === 0) return <p className={styles.soft}>{t("no-orders")}</p>;
  return (
    <ul className={styles.orders}>
      {orders.map((order: DeliveryOrder) => (
        <li key={order.id}>
          <Link to={`/office/orders/${order.id}`}>
            <b>{order.number ?? t("no-number")}</b>
            <span>{lines(order.lines)}</span>
            <span className={styles.soft}>{word(`value.delivery_order.state.${order.state}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
