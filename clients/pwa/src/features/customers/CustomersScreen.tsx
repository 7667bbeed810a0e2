import { Download, Plus } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { useFormat, useMay, useToday } from "@/app/data";
import { districtsOf } from "@/app/records/districts";
import { useListAddress } from "@/app/records/useListAddress";
import type { Customer } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/Empty";
import { DataTable, type TableHandle } from "@/ui/table/DataTable";
import { FilterChip } from "@/ui/table/FilterChip";
import { saveCsv } from "@/ui/table/files";
import { ListBody } from "@/ui/table/ListBody";
import { SearchBox } from "@/ui/table/SearchBox";
import { SplitView } from "@/ui/table/SplitView";
import { Toolbar, Totals } from "@/ui/table/Toolbar";
import { useWhole } from "@/ui/table/useWhole";

import { CustomerDetail } from "./CustomerDetail";
import { CustomerForm } from "./CustomerForm";
import { type Filters, readFilters, writeFilters } from "./filters";
import { sheetOf } from "./sheet";
import { useColumns } from "./useColumns";
import { useCustomers } from "./useCustomers";

const LIST = "/office/customers";

/** All customers: a dense list, and one of them, or a form, beside it. */
export default function CustomersScreen(): ReactNode {
  const { t } = useTranslation("customers");
  const [params, setParams] = useSearchParams();
  const { id, isNew, isEdit, go } = useListAddress(LIST);
  const format = useFormat();
  const today = useToday();
  const mayCreate = useMay("customer", "create");
  const filters = useMemo(() => readFilters(params), [params]);
  const { rows, total, more, whole } = useCustomers(filters);
  const columns = useColumns();
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);

  const change = useCallback(
    (patch: Partial<Filters>) =>
      setParams((before) => writeFilters(before, patch), { replace: true }),
    [setParams],
  );
  const open = (row: Customer): void => go(row.id);
  const detail =
    isNew || isEdit ? (
      <CustomerForm
        key={isNew ? "new" : id}
        id={isNew ? null : id}
        onDone={(made) => go(made, {}, { replaces: true })}
      />
    ) : id !== null ? (
      <CustomerDetail
        key={id}
        id={id}
        onEdit={() => go(id, { edit: "1" })}
        onClose={() => {
          go(null);
          table.current?.focus();
        }}
      />
    ) : null;

  const all = rows ?? [];
  const file = useWhole(rows !== undefined && all.length === total, whole, () =>
    saveCsv(t("file", { day: today }), sheetOf(all, t)),
  );
  const districts = districtsOf(
    all.map((row) => row.district),
    filters.district,
  );
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
          <>
            <Button
              icon={<Download aria-hidden size="1em" />}
              isDisabled={all.length === 0}
              isPending={file.wanted !== null}
              onPress={() => file.want("csv")}
            >
              CSV
            </Button>
            {mayCreate ? (
              <Button
                kind="main"
                icon={<Plus aria-hidden size="1em" />}
                onPress={() => go(null, { new: "1" })}
              >
                {t("new")}
              </Button>
            ) : null}
          </>
        }
      >
        <SearchBox
          label={t("search")}
          value={filters.text}
          onChange={(text) => change({ text })}
          ref={search}
        />
        <FilterChip
          label={t("district")}
          value={filters.district ?? t("all")}
          isOn={filters.district !== null}
          choices={districts.map((one) => ({ id: one, label: one }))}
          chosen={filters.district === null ? [] : [filters.district]}
          onChoose={([district]) => change({ district: district ?? null })}
          onRemove={() => change({ district: null })}
          removeLabel={t("remove-filter", { label: t("district") })}
        />
        {rows === undefined ? null : (
          <Totals>{t("total", { count: total, figure: format.number(total) })}</Totals>
        )}
      </Toolbar>
      <ListBody
        rows={rows}
        empty={
          <Empty
            title={
              filters.text === "" ? t("empty.title") : t("empty.search", { text: filters.text })
            }
          >
            {t("empty.how")}
          </Empty>
        }
      >
        {(found) => (
          <DataTable
            ref={table}
            label={t("title")}
            columns={columns}
            rows={found}
            idOf={idOf}
            nameOf={nameOf}
            total={total}
            onEnd={more}
            sorting={filters.sorting}
            onSort={(sorting) => change({ sorting })}
            current={id}
            onOpen={open}
            onMove={open}
            onEdit={(row) => go(row.id, { edit: "1" })}
            onFilter={() => search.current?.focus()}
            onClear={() => go(null)}
          />
        )}
      </ListBody>
    </SplitView>
  );
}

function idOf(row: Customer): string {
  return row.id;
}

function nameOf(row: Customer): string {
  return row.name;
}
