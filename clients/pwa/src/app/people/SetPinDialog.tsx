import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useToast } from "@/app/data";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

import { usePeople } from "./people-context";
import { PinPad } from "./PinPad";
import styles from "./PeopleScreen.module.css";

interface SetPinDialogProps {
  readonly person: string;
  readonly hasPin: boolean;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** A new PIN, typed twice; who changes one types the old one first. */
export function SetPinDialog({ person, hasPin, isOpen, onOpenChange }: SetPinDialogProps) {
  const { t } = useTranslation("shell");
  return (
    <Dialog
      title={t(hasPin ? "pin.change" : "pin.set")}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <Steps
        person={person}
        hasPin={hasPin}
        onDone={() => {
          onOpenChange(false);
        }}
      />
    </Dialog>
  );
}

interface StepsProps {
  readonly person: string;
  readonly hasPin: boolean;
  readonly onDone: () => void;
}

type Step = "old" | "new" | "again";

function Steps({ person, hasPin, onDone }: StepsProps) {
  const { t } = useTranslation("shell");
  const people = usePeople();
  const toasts = useToast();
  const [step, setStep] = useState<Step>(hasPin ? "old" : "new");
  const [first, setFirst] = useState("");
  const [error, setError] = useState<string>();

  const take = async (pin: string): Promise<void> => {
    setError(undefined);
    if (step === "old") {
      const answer = await people.unlock(person, pin);
      if (answer === "open") setStep("new");
      else setError(t(answer === "wait" ? "pin.wait-a-while" : "pin.not-that"));
    } else if (step === "new") {
      setFirst(pin);
      setStep("again");
    } else if (pin !== first) {
      setError(t("pin.differ"));
      setStep("new");
    } else {
      await people.setPin(person, pin);
      toasts.show({ text: t("pin.saved") });
      onDone();
    }
  };
  return (
    <div className={styles.pad}>
      <PinPad
        key={step}
        label={t(`pin.step.${step}`)}
        action={t(`pin.step.${step}`)}
        error={error}
        onPin={take}
      />
      {hasPin && step === "new" && (
        <Button
          kind="plain"
          onPress={() => {
            void people.setPin(person, null).then(onDone);
          }}
        >
          {t("pin.remove")}
        </Button>
      )}
    </div>
  );
}
