import { RadioGroup } from "react-aria-components/RadioGroup";
import { useTranslation } from "react-i18next";

import { cupsLeft, levelOf } from "@/app/station/shelf";
import { LowShape } from "@/app/station/LowShape";
import type { Doc } from "@/generated/entities";
import { Milk } from "@/ui/Milk";
import { Segmented } from "@/ui/Segmented";
import { Stepper } from "@/ui/Stepper";

import { Choice } from "./Choice";
import { whereElse } from "./elsewhere";
import styles from "./MilkStep.module.css";
import type { Popularity } from "./popularity";
import type { StepProps } from "./step";
import { StepHead } from "./StepHead";
import { NO_MILK, shotsOf, SIZES, takesMilk } from "./ticket";

interface MilkStepProps extends StepProps {
  readonly popularity: Popularity;
  readonly shelves: readonly Doc<"inventory_item">[];
}

/** Which milk, and what is seldom otherwise: size and shots. */
export function MilkStep(props: MilkStepProps) {
  const { ticket, drink, station, stations, catalogue, popularity, shelves, onChange } = props;
  const { t } = useTranslation("walk-up");
  const isAsked = drink !== undefined || ticket.typed !== null;
  const hasChoice = takesMilk(drink);
  const shots = shotsOf(ticket, drink);
  return (
    <section className={styles.step}>
      <StepHead
        number="2"
        title={t("milk.title")}
        isDone={isAsked && (ticket.milk !== null || !hasChoice)}
        note={drink && t("milk.usual", { count: drink.shots ?? 0 })}
      />
      <RadioGroup
        className={styles.milks}
        aria-label={t("milk.title")}
        value={hasChoice ? ticket.milk : NO_MILK}
        onChange={(milk) => onChange({ milk })}
      >
        {popularity.milks.map((milk) => {
          const isOut = station.sold_out?.includes(milk.id) === true;
          const elsewhere = isOut ? whereElse(milk.id, station.id, stations) : null;
          return (
            <Choice
              key={milk.id}
              value={milk.id}
              isOut={isOut || !hasChoice}
              className={styles.milk}
            >
              <Milk colour={milk.colour} name={catalogue.nameOf(milk)} />
              <span className={styles.note}>
                {isOut ? (
                  elsewhere === null ? (
                    t("soldOut")
                  ) : (
                    t("soldOutElsewhere", { station: elsewhere.name })
                  )
                ) : (
                  <Left shelf={shelves.find((shelf) => shelf.item === milk.id)} />
                )}
              </span>
            </Choice>
          );
        })}
        <Choice value={NO_MILK} className={styles.milk}>
          <Milk colour={null} name={t("milk.none")} />
        </Choice>
      </RadioGroup>
      <div className={styles.cup}>
        <div className={styles.size}>
          <span className={styles.label}>{t("size")}</span>
          <Segmented
            label={t("size")}
            size="touch"
            className={styles.sizes}
            value={ticket.size}
            onChange={(size) => onChange({ size })}
            options={SIZES.map((size) => ({ value: size, label: size }))}
          />
        </div>
        <Stepper
          label={t("shotsLabel")}
          value={shots}
          min={0}
          max={9}
          onChange={(next) => onChange({ shots: next })}
        />
      </div>
    </section>
  );
}

/** How many cups a milk that runs low is good for. */
function Left({ shelf }: { readonly shelf: Doc<"inventory_item"> | undefined }) {
  const { t } = useTranslation("walk-up");
  if (shelf === undefined || levelOf(shelf) === "enough") return null;
  return (
    <span className={styles.low} data-of="soon">
      <LowShape />
      {t("milk.left", { count: cupsLeft(shelf) ?? 0 })}
    </span>
  );
}
