import { Copy } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useAct, useAll, useFormat, useMay, useOne, useToday } from "@/app/data";
import { DetailFrame } from "@/app/records/DetailFrame";
import { FieldList, FieldRow } from "@/app/records/FieldList";
import { useHistory } from "@/app/records/history";
import { OpenRecord } from "@/app/records/OpenRecord";
import { useFieldText, useLinesText } from "@/app/records/useFieldText";
import { NOTHING_TO_ASK } from "@/app/records/useByIds";
import type { Customer, DeliveryOrder, FieldName } from "@/generated/entities";
import type { Query } from "@/replica/api";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

import { cancel, canCancel } from "./acts";
import styles from "./detail.module.css";
import { OrderState } from "./OrderState";
import { Progress } from "./Progress";
import { stepsOf } from "./progress";

interface OrderDetailProps {
  readonly id: string;
  readonly onEdit: () => void;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

/** One order: how far it is, all that is known of it, and the history of every field. */
export function OrderDetail(props: OrderDetailProps): ReactNode {
  const { t } = useTranslation("orders");
  return (
    <OpenRecord entity="delivery_order" id={props.id} gone={t("gone")} onClose={props.onClose}>
      {(order) => <Detail {...props} order={order} />}
    </OpenRecord>
  );
}

function Detail(props: OrderDetailProps & { readonly order: DeliveryOrder }): ReactNode {
  const { order } = props;
  const { t } = useTranslation("orders");
  const format = useFormat();
  const today = useToday();
  const text = useFieldText();
  const mayEdit = useMay("delivery_order", "edit");
  const customer = useOne("customer", order.customer) ?? undefined;
  const way = useWay(order);
  const history = useHistory("delivery_order", order.id, true);
  const steps = stepsOf({ order, ...way, revisions: history.revisions });
  const driver = useOne("person", way.route?.driver);
  return (
    <DetailFrame
      title={
        order.number === undefined ? t("order-unnumbered") : t("order", { number: order.number })
      }
      note={
        order.placed_at === undefined
          ? (customer?.name ?? "")
          : t("placed", { name: customer?.name ?? "", time: format.dateTime(order.placed_at) })
      }
      onEdit={mayEdit ? props.onEdit : null}
      onClose={props.onClose}
    >
      <p>
        <OrderState state={order.state} stop={way.stop} />
      </p>
      <Progress
        steps={steps}
        today={today}
        notes={{
          ...(way.route === undefined
            ? {}
            : { assigned: t("on-route", { route: way.route.name, driver: driver?.name ?? "" }) }),
          ...(way.stop?.seen_at === undefined ? {} : { started: t("seen") }),
          ...(way.stop?.failure === undefined ? {} : { failed: way.stop.failure }),
        }}
      />
      <Conflicts order={order} customer={customer} />
      <OrderFields order={order} customer={customer} text={text} />
      <Foot {...props} way={way} />
    </DetailFrame>
  );
}

interface Way {
  readonly stop: ReturnType<typeof useStopOf>;
  readonly route: NonNullable<ReturnType<typeof useOne<"route">>> | undefined;
  readonly delivery: NonNullable<ReturnType<typeof useOne<"delivery">>> | undefined;
}

/** The order's latest stop, its route and what was recorded there. */
function useWay(order: DeliveryOrder): Way {
  const stop = useStopOf(order.id);
  const route = useOne("route", stop?.route) ?? undefined;
  const deliveries = useAll(
    "delivery",
    stop === undefined ? (NOTHING_TO_ASK as Query<"delivery">) : { where: { stop: stop.id } },
  );
  return { stop, route, delivery: deliveries?.at(-1) };
}

function useStopOf(
  order: string,
): NonNullable<ReturnType<typeof useAll<"stop">>>[number] | undefined {
  const stops = useAll("stop", { where: { order } });
  return useMemo(() => stops?.at(-1), [stops]);
}

function OrderFields(props: {
  readonly order: DeliveryOrder;
  readonly customer: Customer | undefined;
  readonly text: ReturnType<typeof useFieldText>;
}): ReactNode {
  const { order, customer, text } = props;
  const { t } = useTranslation("orders");
  const format = useFormat();
  const lines = useLinesText();
  const row = (field: FieldName<"delivery_order">, value: ReactNode): ReactNode => (
    <FieldRow entity="delivery_order" doc={order} field={field}>
      {value}
    </FieldRow>
  );
  return (
    <FieldList>
      {customer === undefined ? null : (
        <FieldRow entity="customer" doc={customer} field="address">
          {text("customer", "address", customer.address)}
        </FieldRow>
      )}
      {row(
        "window",
        order.window === undefined ? t("form.any-time") : t("window", { ...order.window }),
      )}
      {row("lines", lines(order.lines))}
      {row("payment", text("delivery_order", "payment", order.payment))}
      {row("total", order.total === undefined ? "—" : format.money(order.total))}
      {row("priority", text("delivery_order", "priority", order.priority))}
      {customer === undefined ? null : (
        <FieldRow entity="customer" doc={customer} field="phone">
          {customer.phone === undefined ? (
            text("customer", "phone", null)
          ) : (
            <a href={`tel:${customer.phone.replaceAll(/[^\d+]/g, "")}`}>{customer.phone}</a>
          )}
        </FieldRow>
      )}
      {row("note", text("delivery_order", "note", order.note))}
      {customer?.note === undefined ? null : (
        <FieldRow entity="customer" doc={customer} field="note">
          {customer.note}
        </FieldRow>
      )}
    </FieldList>
  );
}

/** Says where a field of the order, or of its customer, waits for a choice. */
function Conflicts(props: {
  readonly order: DeliveryOrder;
  readonly customer: Customer | undefined;
}): ReactNode {
  const { t } = useTranslation("orders");
  const navigate = useNavigate();
  const record = [props.order, props.customer].find((one) => one?._.c !== undefined);
  if (record === undefined) return null;
  return (
    <Callout
      of="needs-you"
      title={t("conflict.title")}
      action={
        <Button onPress={() => void navigate(`/office/needs-you?record=${record.id}`)}>
          {t("conflict.choose")}
        </Button>
      }
    >
      {t("conflict.both-kept")}
    </Callout>
  );
}

function Foot(
  props: OrderDetailProps & { readonly order: DeliveryOrder; readonly way: Way },
): ReactNode {
  const { order, way } = props;
  const { t } = useTranslation("orders");
  const act = useAct();
  const navigate = useNavigate();
  const mayEdit = useMay("delivery_order", "edit");
  if (!mayEdit) return null;
  const number = order.number ?? "";
  const isCancellable = canCancel({
    order,
    stop: way.stop,
    customer: undefined,
    route: way.route,
    place: null,
  });
  return (
    <footer className={styles.foot}>
      <Button icon={<Copy aria-hidden size="1em" />} onPress={props.onCopy}>
        {t("copy")}
      </Button>
      <Button
        onPress={() =>
          void navigate(
            `/office/dispatch?order=${order.id}${way.route === undefined ? "" : `&day=${way.route.day}`}`,
          )
        }
      >
        {t("reassign")}
      </Button>
      {order.state === "draft" ? (
        <Button
          kind="main"
          onPress={() =>
            void act((draft) => draft.edit("delivery_order", order, { state: "confirmed" }), {
              undo: t("did.confirmed", { number }),
            })
          }
        >
          {t("confirm")}
        </Button>
      ) : null}
      {order.state === "cancelled" ? (
        <Button
          onPress={() =>
            void act((draft) => draft.edit("delivery_order", order, { state: "confirmed" }), {
              undo: t("did.reopened", { number }),
            })
          }
        >
          {t("reopen")}
        </Button>
      ) : null}
      {isCancellable ? (
        <Button
          kind="danger"
          onPress={() =>
            void act((draft) => cancel(draft, order, way.stop), {
              undo: t("did.cancelled", { number }),
            })
          }
        >
          {t("cancel-order")}
        </Button>
      ) : null}
    </footer>
  );
}
