import { Merge } from "lucide-react";
import type { ReactNode } from "react";
import { RadioButton, RadioField, RadioGroup } from "react-aria-components/RadioGroup";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";
import { declared } from "@/app/records/declared";
import { useDeviceName } from "@/app/records/devices";
import { FieldValue } from "@/app/records/FieldValue";
import { usePersonName } from "@/app/records/usePersonName";
import type { EntityName } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";
import { Kbd } from "@/ui/Kbd";
import { TextField } from "@/ui/TextField";

import styles from "./conflicts.module.css";
import { type Choice, differing, joinedText, type Side, type Split } from "./sides";

interface FieldChoiceProps {
  readonly entity: EntityName;
  readonly split: Split;
  /** What the field held before, where it is known. */
  readonly was: unknown;
  readonly choice: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
  /** The keys choose in this field now. */
  readonly isNext: boolean;
  readonly onFocus: () => void;
}

const BOTH = "both";

/** One field with all its sides, each with who wrote it and when; texts can both be kept. */
export function FieldChoice(props: FieldChoiceProps): ReactNode {
  const { entity, split, was, choice, onChoose } = props;
  const { t } = useTranslation("conflicts");
  const said = useLabel();
  const shape = declared(entity, split.field);
  const label = shape === undefined ? split.field : said(shape.label);
  const chosen = choice === undefined ? null : choice.take === "both" ? BOTH : choice.dot.join("/");
  return (
    <section className={styles.field} data-next={props.isNext || undefined} onFocus={props.onFocus}>
      <h3>
        {label}
        {was === undefined ? null : (
          <span>
            {t("was")} <FieldValue entity={entity} field={split.field} value={was} />
          </span>
        )}
      </h3>
      <RadioGroup
        aria-label={label}
        className={styles.sides}
        value={chosen}
        onChange={(value) => onChoose(choiceOf(split, value))}
      >
        {split.sides.map((side, index) => (
          <SideCard key={side.dot.join("/")} {...props} side={side} number={index + 1} />
        ))}
        {split.canJoin ? (
          <div className={styles.join} data-on={chosen === BOTH || undefined}>
            <RadioField value={BOTH}>
              <RadioButton className={styles.joinRadio}>
                <span className={styles.radio} />
                <Merge aria-hidden size="1.25em" />
                {t("keep-both")}
              </RadioButton>
            </RadioField>
            {choice?.take === "both" ? (
              <TextField
                label={t("both-text", { field: label })}
                hidesLabel
                lines={2}
                value={choice.text}
                onChange={(text) => onChoose({ take: "both", text })}
                className={styles.joinText ?? ""}
              />
            ) : (
              <span className={styles.joinHint}>{joinedText(split.sides)}</span>
            )}
            {props.isNext ? <Kbd>{String(split.sides.length + 1)}</Kbd> : null}
          </div>
        ) : null}
      </RadioGroup>
    </section>
  );
}

/** The choice that a radio button or a key stands for. */
export function choiceOf(split: Split, value: string): Choice {
  if (value === BOTH) return { take: "both", text: joinedText(split.sides) };
  const side = split.sides.find((one) => one.dot.join("/") === value);
  return { take: "side", dot: side?.dot ?? ["", 0] };
}

/** The choice under a number key, or null where there is none. */
export function choiceAt(split: Split, number: number): Choice | null {
  const side = split.sides[number - 1];
  if (side !== undefined) return { take: "side", dot: side.dot };
  if (split.canJoin && number === split.sides.length + 1) return choiceOf(split, BOTH);
  return null;
}

function SideCard(
  props: FieldChoiceProps & { readonly side: Side; readonly number: number },
): ReactNode {
  const { entity, split, side, number } = props;
  const { t } = useTranslation("conflicts");
  const format = useFormat();
  const device = useDeviceName();
  const author = usePersonName(side.actor);
  return (
    <RadioField value={side.dot.join("/")} className={styles.sideField}>
      <RadioButton className={styles.side}>
        <span className={styles.radio} />
        <span className={styles.value}>
          <Marked entity={entity} split={split} side={side} />
        </span>
        <span className={styles.by}>
          <b>{author}</b>{" "}
          {t("side", { device: device(side.dot[0]), time: format.dateTime(side.at) })}
        </span>
        {props.isNext && number < 10 ? (
          <span className={styles.key}>
            <Kbd>{String(number)}</Kbd>
          </span>
        ) : null}
      </RadioButton>
    </RadioField>
  );
}

/** A side's value; in short texts what differs is underlined. */
function Marked(props: {
  readonly entity: EntityName;
  readonly split: Split;
  readonly side: Side;
}): ReactNode {
  const { entity, split, side } = props;
  const isShort =
    typeof side.value === "string" && declared(entity, split.field)?.type.enum === undefined;
  const texts = split.sides.map((one) => String(one.value));
  if (
    !isShort ||
    declared(entity, split.field)?.ref !== undefined ||
    texts.some((one) => one.length > 40)
  ) {
    return <FieldValue entity={entity} field={split.field} value={side.value} />;
  }
  const { head, middle, tail } = differing(
    side.value,
    texts.filter((one) => one !== side.value),
  );
  // Where nearly all of it differs, underlining it all says nothing.
  if (head.length + tail.length < 3) return side.value;
  return (
    <>
      {head}
      <mark>{middle}</mark>
      {tail}
    </>
  );
}
