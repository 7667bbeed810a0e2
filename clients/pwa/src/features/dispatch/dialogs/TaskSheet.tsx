import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { FieldValue } from "@/app/records/FieldValue";
import { ENTITIES } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Sheet } from "@/ui/Sheet";
import { State } from "@/ui/State";

import { isOpen, nameOf, type StopRow, type Task } from "../board/model";
import { columnOf, useBoardView } from "../BoardContext";
import { Badge } from "../columns/Badge";
import { StopMark } from "../columns/StopMark";
import styles from "./TaskSheet.module.css";

interface TaskSheetProps {
  readonly task: Task;
  readonly onClose: () => void;
}

/** All that is known of a stop or an order, and what can be done with it. */
export function TaskSheet({ task, onClose }: TaskSheetProps) {
  const { t } = useTranslation("dispatch");
  const { mayDispatch } = useBoardView();
  return (
    <Sheet
      title={nameOf(task)}
      isOpen
      onOpenChange={onClose}
      {...(mayDispatch ? { foot: <Deeds task={task} onClose={onClose} /> } : {})}
    >
      {task.kind === "stop" && <Where row={task} />}
      <Facts task={task} />
      {task.order !== undefined && (
        <Link className={styles.link} to={`/office/orders/${task.order.id}`}>
          {t("task.open-order", { number: task.order.number ?? "" })}
        </Link>
      )}
    </Sheet>
  );
}

function Where({ row }: { readonly row: StopRow }) {
  const { t } = useTranslation("dispatch");
  const { board } = useBoardView();
  const column = columnOf(board, row);
  return (
    <>
      <p className={styles.where}>
        {column && <Badge badge={column.badge} isHollow={column.contact.is === "out"} />}
        <span>{t("task.where", { number: row.number, driver: column?.driver?.name ?? "" })}</span>
        <span className={styles.state}>
          <StopMark row={row} />
          <span aria-hidden="true">{t(`standing.${row.standing}`)}</span>
        </span>
      </p>
      {isOpen(row) && !row.unseen && column?.unseen != null && (
        <State of="received">{t("seen.stop")}</State>
      )}
      {row.unseen && (
        <Callout of="sent" title={t("standing.unseen")}>
          {t("task.unseen-how")}
        </Callout>
      )}
      {row.crossed && (
        <Callout of="needs-you" title={t("stop.crossed")}>
          {t("task.crossed-how")}
        </Callout>
      )}
    </>
  );
}

/** The fields of three records that matter here, in the order of the questions people ask. */
function Facts({ task }: { readonly task: Task }) {
  const label = useLabel();
  const { customer, order } = task;
  const stop = task.kind === "stop" ? task.stop : undefined;
  const delivery = task.kind === "stop" ? task.delivery : undefined;
  const { fields: ofCustomer } = ENTITIES.customer;
  const { fields: ofOrder } = ENTITIES.delivery_order;
  const { fields: ofStop } = ENTITIES.stop;
  const { fields: ofDelivery } = ENTITIES.delivery;
  const facts = [
    {
      at: "delivery",
      field: "failure",
      label: ofDelivery.failure.label,
      value: delivery?.failure ?? stop?.failure,
    },
    { at: "delivery_order", field: "lines", label: ofOrder.lines.label, value: order?.lines },
    {
      at: "delivery_order",
      field: "window",
      label: ofStop.window.label,
      value: stop?.window ?? order?.window,
    },
    { at: "customer", field: "address", label: ofCustomer.address.label, value: customer?.address },
    { at: "customer", field: "phone", label: ofCustomer.phone.label, value: customer?.phone },
    { at: "customer", field: "note", label: ofCustomer.note.label, value: customer?.note },
    { at: "delivery_order", field: "note", label: ofOrder.note.label, value: order?.note },
    { at: "stop", field: "note", label: ofStop.note.label, value: stop?.note },
    { at: "delivery_order", field: "total", label: ofOrder.total.label, value: order?.total },
    { at: "delivery_order", field: "payment", label: ofOrder.payment.label, value: order?.payment },
    { at: "delivery", field: "at", label: ofDelivery.at.label, value: delivery?.at },
    {
      at: "delivery",
      field: "recipient",
      label: ofDelivery.recipient.label,
      value: delivery?.recipient,
    },
    { at: "delivery", field: "empties", label: ofDelivery.empties.label, value: delivery?.empties },
    { at: "delivery", field: "amount", label: ofDelivery.amount.label, value: delivery?.amount },
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts
        .filter((fact) => fact.value !== undefined && fact.value !== "")
        .map((fact) => (
          <div key={`${fact.at}.${fact.field}.${fact.label.en}`}>
            <dt>{label(fact.label)}</dt>
            <dd>
              {fact.field === "phone" ? (
                <a href={`tel:${String(fact.value)}`}>{String(fact.value)}</a>
              ) : (
                <FieldValue entity={fact.at} field={fact.field} value={fact.value} />
              )}
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Deeds({ task, onClose }: TaskSheetProps) {
  const { t } = useTranslation("dispatch");
  const { board, dispatching, ask } = useBoardView();
  const column = columnOf(board, task);
  if (task.kind === "order" || isOpen(task)) {
    return (
      <>
        {task.kind === "stop" && (
          <Button
            onPress={() => {
              dispatching.takeOff([task]);
              onClose();
            }}
          >
            {t("task.take-off")}
          </Button>
        )}
        <Button
          kind="main"
          onPress={() => {
            ask({ about: "place", tasks: [task] });
          }}
        >
          {t(task.kind === "order" ? "task.assign" : "task.move")}
        </Button>
      </>
    );
  }
  if (task.standing === "delivered" || column === undefined) return null;
  return (
    <>
      {task.order?.state === "failed" && (
        <Button
          onPress={() => {
            dispatching.waitAgain(task);
            onClose();
          }}
        >
          {t("task.wait-again")}
        </Button>
      )}
      <Button
        kind="main"
        onPress={() => {
          dispatching.tryAgain(column, task);
          onClose();
        }}
      >
        {t("task.try-again")}
      </Button>
    </>
  );
}
