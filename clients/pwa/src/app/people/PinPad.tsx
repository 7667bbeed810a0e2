import { Delete } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";

import { Button as WordButton } from "@/ui/Button";
import { StateShape } from "@/ui/StateShape";

import styles from "./PinPad.module.css";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const SHORTEST = 4;
const LONGEST = 8;

interface PinPadProps {
  /** Whose PIN, or what for. */
  readonly label: string;
  /** What the button says. */
  readonly action: string;
  /** Gets four to eight digits; the pad is empty again when it is done. */
  readonly onPin: (pin: string) => Promise<void>;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
}

/** Digits under the thumb; the keyboard's do, too. What was typed is shown as dots only. */
export function PinPad({ label, action, onPin, error, isDisabled = false }: PinPadProps) {
  const { t } = useTranslation("shell");
  const [pin, setPin] = useState("");
  const [isBusy, setBusy] = useState(false);
  const hintId = useId();
  const isClosed = isDisabled || isBusy;
  const pad = useRef<HTMLDivElement>(null);
  // The keyboard's digits are for the pad, and so is Enter, whatever else had the focus.
  useEffect(() => {
    pad.current?.focus();
  }, []);

  const type = (digit: string): void => {
    setPin((before) => (before.length < LONGEST ? before + digit : before));
  };
  const done = (): void => {
    if (isClosed || pin.length < SHORTEST) return;
    setBusy(true);
    void onPin(pin).finally(() => {
      setBusy(false);
      setPin("");
    });
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isClosed || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^[0-9]$/.test(event.key)) type(event.key);
      else if (event.key === "Backspace") setPin((before) => before.slice(0, -1));
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) done();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  });

  return (
    <div
      ref={pad}
      className={styles.pad}
      role="group"
      tabIndex={-1}
      aria-label={label}
      aria-describedby={hintId}
    >
      <div className={styles.dots} data-failed={error === undefined ? undefined : ""}>
        {Array.from({ length: Math.max(SHORTEST, pin.length) }, (_, place) => (
          <span
            key={place}
            className={styles.dot}
            data-filled={place < pin.length ? "" : undefined}
          />
        ))}
      </div>
      <p id={hintId} className={styles.hint} role="status">
        {error === undefined ? (
          t("pin.typed", { count: pin.length })
        ) : (
          <span className={styles.error} data-of="failed">
            <StateShape of="failed" />
            {error}
          </span>
        )}
      </p>
      <div className={styles.digits}>
        {DIGITS.map((digit) => (
          <Digit key={digit} digit={digit} isDisabled={isClosed} onType={type} />
        ))}
        <span />
        <Digit digit="0" isDisabled={isClosed} onType={type} />
        <Button
          className={styles.digit}
          aria-label={t("pin.delete")}
          isDisabled={isClosed || pin === ""}
          onPress={() => {
            setPin((before) => before.slice(0, -1));
          }}
        >
          <Delete aria-hidden="true" />
        </Button>
      </div>
      <WordButton
        kind="main"
        size="touch"
        isDisabled={isDisabled || pin.length < SHORTEST}
        isPending={isBusy}
        onPress={done}
      >
        {action}
      </WordButton>
    </div>
  );
}

interface DigitProps {
  readonly digit: string;
  readonly isDisabled: boolean;
  readonly onType: (digit: string) => void;
}

function Digit({ digit, isDisabled, onType }: DigitProps) {
  return (
    <Button
      className={styles.digit}
      isDisabled={isDisabled}
      onPress={() => {
        onType(digit);
      }}
    >
      {digit}
    </Button>
  );
}
