import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { useByIds } from "@/app/records/useByIds";
import { useFieldText } from "@/app/records/useFieldText";
import type { Sheet } from "@/ui/table/csv";

import { useGasDay } from "./useGasDay";

/** The day's routes and stops as tables for a file; null while they are read or where there are
 * none. */
export function useGasSheet(day: string): (() => readonly Sheet[]) | null {
  const { t } = useTranslation("dashboard");
  const format = useFormat();
  const text = useFieldText();
  const records = useGasDay(day);
  const customers = useByIds(
    "customer",
    (records?.stops ?? []).map((stop) => stop.customer),
  );
  const people = useByIds(
    "person",
    (records?.routes ?? []).map((route) => route.driver),
  );
  if (records === undefined || records.routes.length === 0) return null;
  const { routes, stops, deliveries } = records;
  const deliveryOf = new Map(deliveries.map((delivery) => [delivery.stop, delivery]));
  const along = [...stops].sort((a, b) => a.sequence - b.sequence);
  return () => [
    {
      name: t("sheet.routes"),
      head: [
        t("sheet.route"),
        t("sheet.driver"),
        t("sheet.state"),
        t("gas.delivered"),
        t("sheet.stops"),
      ],
      rows: routes.map((route) => {
        const own = stops.filter((stop) => stop.route === route.id);
        return [
          route.name,
          people.get(route.driver ?? "")?.name,
          text("route", "state", route.state),
          own.filter((stop) => stop.state === "delivered").length,
          own.length,
        ];
      }),
    },
    {
      name: t("sheet.stops"),
      head: [
        t("sheet.route"),
        t("sheet.sequence"),
        t("sheet.customer"),
        t("sheet.address"),
        t("sheet.state"),
        t("time"),
        t("gas.taken"),
        t("sheet.left"),
        t("gas.empties"),
        t("sheet.reason"),
      ],
      rows: routes.flatMap((route) =>
        along
          .filter((stop) => stop.route === route.id)
          .map((stop, index) => {
            const customer = customers.get(stop.customer ?? "");
            const delivery = deliveryOf.get(stop.id);
            return [
              route.name,
              index + 1,
              customer?.name,
              customer?.address,
              text("stop", "state", stop.state),
              delivery?.at === undefined ? "" : format.time(delivery.at),
              delivery?.amount,
              delivery?.left,
              delivery?.empties,
              stop.failure,
            ];
          }),
      ),
    },
  ];
}
