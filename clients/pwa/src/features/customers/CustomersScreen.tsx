import { Download, Plus } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { useFormat, useMay, useToday } from "@/app/data";
import type { Customer } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/Empty";
import { Skeleton } from "@/ui/Skeleton";
import { DataTable, type TableHandle } from "@/ui/table/DataTable";
import { FilterChip } from "@/ui/table/FilterChip";
import { saveCsv } from "@/ui/table/files";
import { SearchBox } from "@/ui/table/SearchBox";
import { SplitView } from "@/ui/table/SplitView";
import { Toolbar, Totals } from "@/ui/table/Toolbar";
import { useWhole } from "@/ui/table/useWhole";

import { CustomerDetail } from "./CustomerDetail";
import { CustomerForm } from "./CustomerForm";
import styles from "./customers.module.css";
import { type Filters, readFilters, writeFilters } from "./filters";
import { sheetOf } from "./sheet";
import { useColumns } from "./useColumns";
import { useCustomers } from "./useCustomers";

const LIST = "/office/customers";

/** All customers: a dense list, and one of them, or a form, beside it. */
export default function CustomersScreen(): ReactNode {
  const { t } = useTranslation("customers");
  const { id = null } = useParams();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
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
  const go = (path: string, form?: "new" | "edit", replace = false): void => {
    const next = writeFilters(params, {});
    next.delete("new");
    next.delete("edit");
    if (form !== undefined) next.set(form, "1");
    void navigate({ pathname: path, search: next.toString() }, { replace });
  };
  const open = (row: Customer): void => go(`${LIST}/${row.id}`);
  const isNew = params.get("new") !== null;
  const isEdit = id !== null && params.get("edit") !== null;
  const detail =
    isNew || isEdit ? (
      <CustomerForm
        key={isNew ? "new" : id}
        id={isNew ? null : id}
        onDone={(made) => go(made === null ? LIST : `${LIST}/${made}`, undefined, true)}
      />
    ) : id !== null ? (
      <CustomerDetail
        key={id}
        id={id}
        onEdit={() => go(`${LIST}/${id}`, "edit")}
        onClose={() => {
          go(LIST);
          table.current?.focus();
        }}
      />
    ) : null;

  const all = rows ?? [];
  const file = useWhole(rows !== undefined && all.length === total, whole, () =>
    saveCsv(t("file", { day: today }), sheetOf(all, t)),
  );
  const districts = [
    ...new Set([
      ...all.flatMap((row) => row.district ?? []),
      ...(filters.district === null ? [] : [filters.district]),
    ]),
  ].sort((a, b) => a.localeCompare(b, "zh-TW"));
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
                onPress={() => go(LIST, "new")}
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
      {rows === undefined ? (
        <div className={styles.loading}>
          <Skeleton lines={12} />
        </div>
      ) : rows.length === 0 ? (
        <div className={styles.middle}>
          <Empty
            title={
              filters.text === "" ? t("empty.title") : t("empty.search", { text: filters.text })
            }
          >
            {t("empty.how")}
          </Empty>
        </div>
      ) : (
        <DataTable
          ref={table}
          label={t("title")}
          columns={columns}
          rows={rows}
          idOf={idOf}
          nameOf={nameOf}
          total={total}
          onEnd={more}
          sorting={filters.sorting}
          onSort={(sorting) => change({ sorting })}
          current={id}
          onOpen={open}
          onMove={open}
          onEdit={(row) => go(`${LIST}/${row.id}`, "edit")}
          onFilter={() => search.current?.focus()}
          onClear={() => go(LIST)}
        />
      )}
    </SplitView>
  );
}

function idOf(row: Customer): string {
  return row.id;
}

function nameOf(row: Customer): string {
  return row.name;
}
