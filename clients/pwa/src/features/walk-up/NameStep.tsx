import { useState } from "react";
import { Check, Hash, Phone, StickyNote, Users } from "lucide-react";
import { useTranslation } from "react-i18next";

import { callOut } from "@/app/station/callout";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/TextField";

import styles from "./NameStep.module.css";
import { Preview } from "./Preview";
import type { StepProps } from "./step";
import { StepHead } from "./StepHead";
import { missing } from "./ticket";
import type { NextNumber } from "./useNextNumber";

interface NameStepProps extends StepProps {
  readonly next: NextNumber;
  readonly onSend: () => void;
}

/** What is seldom asked for has a button that becomes its field. */
const EXTRAS = ["group", "phone", "note"] as const;
type Extra = (typeof EXTRAS)[number];

const ICONS = {
  group: <Users aria-hidden="true" />,
  phone: <Phone aria-hidden="true" />,
  note: <StickyNote aria-hidden="true" />,
};

/** Whom to call, and the order before it goes. */
export function NameStep(props: NameStepProps) {
  const { ticket, drink, station, catalogue, next, onChange, onSend } = props;
  const { t } = useTranslation("walk-up");
  const [opened, setOpened] = useState<Extra | null>(null);
  const lacks = missing(ticket, drink);
  const add = { group: t("add.group"), phone: t("add.phone"), note: t("add.note") };
  const label = { group: t("field.group"), phone: t("field.phone"), note: t("field.note") };
  const isOpen = (extra: Extra) => opened === extra || ticket[extra] !== "";
  const verb = {
    drink: t("send.drink"),
    milk: t("send.milk"),
    ready:
      next.number == null ? t("send.plain") : t("send.number", { number: callOut(next.number) }),
  }[lacks ?? "ready"];
  return (
    <form
      className={styles.step}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <StepHead
        number="3"
        title={t("name.title")}
        isDone={ticket.name.trim() !== ""}
        note={t("numbersKept", { count: next.left + (next.number == null ? 0 : 1) })}
      />
      <TextField
        label={t("field.name")}
        hidesLabel
        placeholder={t("name.placeholder")}
        size="touch"
        className={styles.name}
        value={ticket.name}
        onChange={(name) => onChange({ name })}
        maxLength={120}
        autoComplete="off"
        enterKeyHint="send"
      />
      <div className={styles.extras}>
        <Button
          size="touch"
          icon={<Hash aria-hidden="true" />}
          onPress={() => onChange({ name: "" })}
          className={styles.extra}
        >
          {t("add.numberOnly")}
        </Button>
        {EXTRAS.filter((extra) => !isOpen(extra)).map((extra) => (
          <Button
            key={extra}
            size="touch"
            icon={ICONS[extra]}
            onPress={() => setOpened(extra)}
            className={styles.extra}
          >
            {add[extra]}
          </Button>
        ))}
      </div>
      {EXTRAS.filter(isOpen).map((extra) => (
        <TextField
          key={extra}
          label={label[extra]}
          size="touch"
          type={extra === "phone" ? "tel" : "text"}
          value={ticket[extra]}
          onChange={(text) => onChange({ [extra]: extra === "phone" ? dialled(text) : text })}
          onBlur={() => setOpened(null)}
          maxLength={extra === "phone" ? 32 : extra === "group" ? 120 : 400}
          autoFocus={opened === extra}
          autoComplete="off"
        />
      ))}
      <Preview
        ticket={ticket}
        drink={drink}
        catalogue={catalogue}
        number={next.number}
        station={station}
      />
      <Button
        type="submit"
        kind="main"
        size="board"
        className={styles.send}
        icon={<Check aria-hidden="true" />}
        isDisabled={lacks !== null}
      >
        {verb}
      </Button>
    </form>
  );
}

/** What a telephone number may hold; full-width digits, as an input method makes them, count. */
function dialled(text: string): string {
  return text.normalize("NFKC").replace(/[^0-9+() #*-]/g, "");
}
