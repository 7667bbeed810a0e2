import { useTranslation } from "react-i18next";

import { useAct, useAll, useFormat } from "@/app/data";
import type { Doc } from "@/generated/entities";
import { msOf } from "@/replica/core/clock";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

import { sumOf } from "./counted";
import { useAmounts } from "./units";

/** What needs a person's eye: counts that did not know of each other, and what was taken before a
 * count and only became known after it. */
export function Contested({ shelf }: { readonly shelf: Doc<"inventory_item"> }) {
  const { t } = useTranslation("stock");
  const format = useFormat();
  const act = useAct();
  const amounts = useAmounts(shelf);
  const people = useAll("person");
  const nameOf = (id: string) => people?.find((person) => person.id === id)?.name ?? t("somebody");
  const counts = shelf._.c?.stock ?? [];
  const late = shelf._.r?.stock ?? [];
  return (
    <>
      {counts.length > 0 && (
        <Callout
          of="needs-you"
          title={t("counts.title")}
          action={counts.map(([offset, dot, stamp, actor]) => (
            <Button
              key={dot.join("/")}
              size="touch"
              onPress={() =>
                void act((doing) => doing.accept("inventory_item", shelf, { stock: dot }))
              }
            >
              {t("counts.choice", {
                amount: amounts.words(Number(offset) + sumOf(shelf)),
                name: nameOf(actor),
                time: format.time(msOf(stamp)),
              })}
            </Button>
          ))}
        >
          {t("counts.how")}
        </Callout>
      )}
      {late.length > 0 && (
        <Callout of="needs-you" title={t("late.title")}>
          <ul>
            {late.map(([amount, dot, stamp, actor]) => (
              <li key={dot.join("/")}>
                {t("late.line", {
                  amount: amounts.change(amount),
                  name: nameOf(actor),
                  time: format.time(msOf(stamp)),
                })}
              </li>
            ))}
          </ul>
          {t("late.how")}
        </Callout>
      )}
    </>
  );
}
