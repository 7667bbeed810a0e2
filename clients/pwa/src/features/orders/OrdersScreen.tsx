import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { useFormat, useMay, useToday } from "@/app/data";
import { districtsOf } from "@/app/records/districts";
import { useListAddress } from "@/app/records/useListAddress";
import { Empty } from "@/ui/Empty";
import { Button } from "@/ui/Button";
import { DataTable, type TableHandle } from "@/ui/table/DataTable";
import { ListBody } from "@/ui/table/ListBody";
import { NOTHING, type Selection } from "@/ui/table/selection";
import { SplitView } from "@/ui/table/SplitView";
import { Toolbar, Totals } from "@/ui/table/Toolbar";

import { Actions } from "./Actions";
import { BulkBar } from "./BulkBar";
import { FilterBar } from "./FilterBar";
import { type Filters, readFilters, writeFilters } from "./filters";
import { useNumbersReady } from "./numbers";
import { OrderDetail } from "./OrderDetail";
import { OrderForm } from "./OrderForm";
import type { OrderRow } from "./rows";
import { useColumns } from "./useColumns";
import { useOrders } from "./useOrders";

const LIST = "/office/orders";

/** All orders: a dense list, and one of them, or a form, beside it. The address says which. */
export default function OrdersScreen(): ReactNode {
  const { t } = useTranslation("orders");
  const [params, setParams] = useSearchParams();
  const { id, isNew, isEdit, go } = useListAddress(LIST);
  const format = useFormat();
  const today = useToday();
  const mayCreate = useMay("delivery_order", "create");
  useNumbersReady(mayCreate);
  const filters = useMemo(() => readFilters(params), [params]);
  const { rows, total, sum, more, whole } = useOrders(filters);
  const columns = useColumns(filters.day !== "all");
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);

  const change = useCallback(
    (patch: Partial<Filters>) =>
      setParams((before) => writeFilters(before, patch), { replace: true }),
    [setParams],
  );
  const open = (row: OrderRow): void => go(row.order.id);
  const picked = (rows ?? []).filter((row) => selection.has(row.order.id));
  const day = filters.day === "today" ? today : filters.day === "all" ? null : filters.day;

  const detail = isNew ? (
    <OrderForm
      key={`new ${params.get("copy") ?? ""} ${params.get("customer") ?? ""}`}
      order={null}
      copyOf={params.get("copy")}
      customer={params.get("customer")}
      onDone={(made) => go(made, {}, { replaces: true })}
    />
  ) : isEdit ? (
    <OrderForm
      key={id}
      order={id}
      copyOf={null}
      customer={null}
      onDone={() => go(id, {}, { replaces: true })}
    />
  ) : id !== null ? (
    <OrderDetail
      key={id}
      id={id}
      onEdit={() => go(id, { edit: "1" })}
      onCopy={() => go(null, { new: "1", copy: id })}
      onClose={() => {
        go(null);
        table.current?.focus();
      }}
    />
  ) : null;

  return (
    <SplitView
      detail={detail}
      title={t("title")}
      detailLabel={isNew ? t("new") : t("detail")}
      onKeyDown={(event) => table.current?.press(event)}
    >
      <Toolbar
        title={t("title")}
        actions={
          <Actions
            rows={rows ?? []}
            isWhole={rows?.length === total}
            askForAll={whole}
            onNew={mayCreate ? () => go(null, { new: "1" }) : null}
          />
        }
      >
        <FilterBar
          filters={filters}
          onChange={change}
          districts={districtsOf(
            (rows ?? []).map((row) => row.customer?.district),
            filters.district,
          )}
          searchRef={search}
        />
        {rows === undefined ? null : (
          <Totals>
            {sum === null
              ? t("total", { count: total, figure: format.number(total) })
              : t("total-sum", {
                  count: total,
                  figure: format.number(total),
                  sum: format.money(sum),
                })}
          </Totals>
        )}
      </Toolbar>
      <ListBody rows={rows} empty={<Nothing filters={filters} onChange={change} />}>
        {(all) => (
          <DataTable
            ref={table}
            label={t("title")}
            columns={columns}
            rows={all}
            idOf={idOf}
            nameOf={(row) =>
              t("pick", { number: row.order.number, name: row.customer?.name ?? "" })
            }
            total={total}
            onEnd={more}
            sorting={filters.sorting}
            onSort={(sorting) => change({ sorting })}
            selection={selection}
            onSelect={setSelection}
            pickAllLabel={t("pick-all")}
            current={id}
            onOpen={open}
            onMove={open}
            onEdit={(row) => go(row.order.id, { edit: "1" })}
            onFilter={() => search.current?.focus()}
            onClear={() => go(null)}
          />
        )}
      </ListBody>
      {picked.length > 0 ? (
        <BulkBar rows={picked} day={day} onDone={() => setSelection(NOTHING)} />
      ) : null}
    </SplitView>
  );
}

function idOf(row: OrderRow): string {
  return row.order.id;
}

/** No orders: because of the filters, or because there are none yet. */
function Nothing(props: {
  readonly filters: Filters;
  readonly onChange: (change: Partial<Filters>) => void;
}): ReactNode {
  const { t } = useTranslation("orders");
  const { filters, onChange } = props;
  if (filters.day === "all" && filters.text === "") {
    return <Empty title={t("empty.title")}>{t("empty.how")}</Empty>;
  }
  return (
    <Empty
      title={filters.text === "" ? t("empty.day") : t("empty.search", { text: filters.text })}
      action={
        filters.day === "all" ? undefined : (
          <Button onPress={() => onChange({ day: "all" })}>{t("empty.all-days")}</Button>
        )
      }
    >
      {t("empty.filters")}
    </Empty>
  );
}
