import { type ReactNode, type Ref, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAll, useFormat, useToday } from "@/app/data";
import { dayAfter } from "@/app/records/days";
import type { Query } from "@/replica/api";
import { AddFilter, type Choice, FilterChip } from "@/ui/table/FilterChip";
import { SearchBox } from "@/ui/table/SearchBox";

import { type Filters, isStates, NOT_DRAFTS, PAYMENTS, STATES } from "./filters";

interface FilterBarProps {
  readonly filters: Filters;
  readonly onChange: (change: Partial<Filters>) => void;
  /** The districts of the orders in sight. */
  readonly districts: readonly string[];
  readonly searchRef: Ref<HTMLInputElement>;
}

const DAYS_BACK = 6;
const RECENT_ROUTES: Query<"route"> = { order: ["-day", "name"], limit: 60 };

/** What the list is narrowed to, a chip each. */
export function FilterBar({ filters, onChange, districts, searchRef }: FilterBarProps): ReactNode {
  const { t } = useTranslation("orders");
  const [asksDistrict, setAsksDistrict] = useState(false);
  const days = useDays();
  const routes = useRouteChoices(filters.day);
  const removeLabel = (label: string): string => t("filter.remove", { label });
  const stateWords = isStates(filters.states, NOT_DRAFTS)
    ? t("filter.not-drafts")
    : isStates(filters.states, STATES)
      ? t("filter.all")
      : filters.states.map((state) => t(`state.${state}`)).join(t("filter.between"));
  const showsDistrict = asksDistrict || filters.district !== null;
  return (
    <>
      <SearchBox
        label={t("filter.search")}
        value={filters.text}
        onChange={(text) => onChange({ text })}
        ref={searchRef}
      />
      <FilterChip
        label={t("filter.day")}
        hidesLabel
        value={days.find((one) => one.id === filters.day)?.label ?? filters.day}
        isOn={filters.day !== "all"}
        choices={days}
        chosen={[filters.day]}
        onChoose={([day]) => onChange({ day: day ?? "all" })}
        onRemove={() => onChange({ day: "all" })}
        removeLabel={removeLabel(t("filter.day"))}
      />
      <FilterChip
        label={t("filter.state")}
        value={stateWords}
        isOn={!isStates(filters.states, STATES)}
        several
        choices={STATES.map((id) => ({ id, label: t(`state.${id}`) }))}
        chosen={filters.states}
        onChoose={(ids) => onChange({ states: STATES.filter((state) => ids.includes(state)) })}
        onRemove={() => onChange({ states: STATES })}
        removeLabel={removeLabel(t("filter.state"))}
      />
      <FilterChip
        label={t("filter.route")}
        value={routes.find((one) => one.id === filters.route)?.label ?? t("filter.all")}
        isOn={filters.route !== null}
        choices={routes}
        chosen={filters.route === null ? [] : [filters.route]}
        onChoose={([route]) => onChange({ route: route ?? null })}
        onRemove={() => onChange({ route: null })}
        removeLabel={removeLabel(t("filter.route"))}
      />
      <FilterChip
        label={t("filter.payment")}
        value={
          filters.payments.length === 0
            ? t("filter.all")
            : filters.payments.map((one) => t(`payment.${one}`)).join(t("filter.between"))
        }
        isOn={filters.payments.length > 0}
        several
        choices={PAYMENTS.map((id) => ({ id, label: t(`payment.${id}`) }))}
        chosen={filters.payments}
        onChoose={(ids) => onChange({ payments: PAYMENTS.filter((one) => ids.includes(one)) })}
        onRemove={() => onChange({ payments: [] })}
        removeLabel={removeLabel(t("filter.payment"))}
      />
      {showsDistrict ? (
        <FilterChip
          label={t("filter.district")}
          value={filters.district ?? t("filter.all")}
          isOn={filters.district !== null}
          choices={districts.map((id) => ({ id, label: id }))}
          chosen={filters.district === null ? [] : [filters.district]}
          onChoose={([district]) => onChange({ district: district ?? null })}
          onRemove={() => onChange({ district: null })}
          removeLabel={removeLabel(t("filter.district"))}
        />
      ) : null}
      <AddFilter
        label={t("filter.add")}
        choices={showsDistrict ? [] : [{ id: "district", label: t("filter.district") }]}
        onAdd={() => setAsksDistrict(true)}
      />
    </>
  );
}

/** Today, the days around it, and all of them. */
function useDays(): readonly Choice[] {
  const { t } = useTranslation("orders");
  const format = useFormat();
  const today = useToday();
  const past = Array.from({ length: DAYS_BACK }, (_, index) => dayAfter(today, -1 - index));
  return [
    { id: "today", label: t("filter.today", { day: format.day(today) }) },
    { id: dayAfter(today, 1), label: format.day(dayAfter(today, 1)) },
    ...past.map((day) => ({ id: day, label: format.day(day) })),
    { id: "all", label: t("filter.all") },
  ];
}

/** The routes of the day; the latest ones where no day is asked for. */
function useRouteChoices(day: string): readonly Choice[] {
  const format = useFormat();
  const today = useToday();
  const asked = day === "today" ? today : day;
  const routes = useAll(
    "route",
    day === "all" ? RECENT_ROUTES : { where: { day: asked }, order: ["name"] },
  );
  return (routes ?? []).map((route) => ({
    id: route.id,
    label: day === "all" ? `${format.day(route.day)} ${route.name}` : route.name,
  }));
}
