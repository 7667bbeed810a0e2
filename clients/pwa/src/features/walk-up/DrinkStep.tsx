import { RadioGroup } from "react-aria-components/RadioGroup";
import { useTranslation } from "react-i18next";

import type { Doc } from "@/generated/entities";
import { TextField } from "@/ui/TextField";

import { Choice } from "./Choice";
import styles from "./DrinkStep.module.css";
import { whereElse } from "./elsewhere";
import type { Popularity } from "./popularity";
import { StepHead } from "./StepHead";
import type { StepProps } from "./step";
import { takesMilk } from "./ticket";

const TYPED = "typed";

interface DrinkStepProps extends StepProps {
  readonly popularity: Popularity;
}

/** Which drink; what is sold out says where else it is. */
export function DrinkStep({
  ticket,
  station,
  stations,
  catalogue,
  onChange,
  popularity,
}: DrinkStepProps) {
  const { t } = useTranslation("walk-up");
  const chosen = ticket.typed === null ? ticket.drink : TYPED;
  const choose = (id: string) => {
    if (id === TYPED) onChange({ drink: null, typed: ticket.typed ?? "", shots: null });
    else onChange({ drink: id, typed: null, shots: null });
  };
  return (
    <section className={styles.step}>
      <StepHead number="1" title={t("drink.title")} isDone={chosen !== null} />
      <RadioGroup
        className={styles.tiles}
        aria-label={t("drink.title")}
        value={chosen}
        onChange={choose}
      >
        {popularity.drinks.map((drink) => {
          const isOut = station.sold_out?.includes(drink.id) === true;
          const elsewhere = isOut ? whereElse(drink.id, station.id, stations) : null;
          return (
            <Choice key={drink.id} value={drink.id} isOut={isOut} className={styles.tile}>
              <span className={styles.name}>{catalogue.nameOf(drink)}</span>
              <span className={styles.note}>
                {isOut ? (
                  elsewhere === null ? (
                    t("soldOut")
                  ) : (
                    t("soldOutElsewhere", { station: elsewhere.name })
                  )
                ) : drink.id === popularity.first ? (
                  t("drink.mostAsked")
                ) : (
                  <Usual drink={drink} />
                )}
              </span>
            </Choice>
          );
        })}
        <Choice value={TYPED} className={styles.tile}>
          <span className={styles.name}>{t("drink.other")}</span>
          <span className={styles.note}>{t("drink.otherHow")}</span>
        </Choice>
      </RadioGroup>
      {ticket.typed !== null && (
        <TextField
          label={t("drink.typed")}
          size="touch"
          value={ticket.typed}
          onChange={(typed) => onChange({ typed })}
          maxLength={120}
          autoFocus
        />
      )}
    </section>
  );
}

function Usual({ drink }: { readonly drink: Doc<"item"> }) {
  const { t } = useTranslation("walk-up");
  const shots = drink.shots ?? 0;
  if (shots === 0) return t("drink.noCoffee");
  if (!takesMilk(drink)) return t("drink.noMilk");
  return t("shots", { count: shots });
}
