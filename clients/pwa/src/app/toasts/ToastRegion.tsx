import { Undo2, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Countdown } from "@/ui/Countdown";
import { IconButton } from "@/ui/IconButton";
import { StateShape } from "@/ui/StateShape";

import { UNDO_FOR, type Toast } from "./toasts";
import { useToast } from "./toasts-context";
import styles from "./ToastRegion.module.css";

/** What is said in passing, above the foot of the screen; it never takes the focus. */
export function ToastRegion() {
  const { t } = useTranslation("shell");
  const toasts = useToast();
  const shown = useSyncExternalStore(toasts.subscribe, toasts.current);
  return (
    <section className={styles.region} aria-label={t("toasts")} aria-live="polite">
      {shown.map((toast) => (
        <Bar
          key={toast.id}
          toast={toast}
          onAct={() => {
            toasts.act(toast.id);
          }}
          onDismiss={() => {
            toasts.dismiss(toast.id);
          }}
        />
      ))}
    </section>
  );
}

interface BarProps {
  readonly toast: Toast;
  readonly onAct: () => void;
  readonly onDismiss: () => void;
}

function Bar({ toast, onAct, onDismiss }: BarProps) {
  const { t } = useTranslation("ui");
  const { action } = toast;
  return (
    <div className={styles.toast} data-of={toast.of}>
      <StateShape of={toast.of} size="text" />
      <div className={styles.words}>
        <p>{toast.text}</p>
        {toast.note !== undefined && <p className={styles.note}>{toast.note}</p>}
      </div>
      {action !== undefined && (
        <Button
          size="touch"
          icon={toast.undoes ? <Undo2 aria-hidden="true" /> : undefined}
          onPress={onAct}
        >
          {action.label}
          {toast.undoes && <Seconds until={toast.until} />}
        </Button>
      )}
      {!toast.undoes && (
        <IconButton label={t("dismiss")} onPress={onDismiss}>
          <X aria-hidden="true" />
        </IconButton>
      )}
      {toast.undoes && <Left until={toast.until} />}
    </div>
  );
}

function useLeft(until: number, everyMs: number): number {
  const [left, setLeft] = useState(() => until - Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setLeft(until - Date.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [until, everyMs]);
  return Math.max(0, left);
}

function Seconds({ until }: { readonly until: number }) {
  const { t } = useTranslation("ui");
  const left = useLeft(until, 250);
  // Read out once with the bar, not once a second.
  return (
    <span className={styles.seconds} aria-hidden="true">
      {t("undo-left", { seconds: Math.ceil(left / 1000) })}
    </span>
  );
}

function Left({ until }: { readonly until: number }) {
  const left = useLeft(until, 100);
  return (
    <span className={styles.left}>
      <Countdown left={left} of={UNDO_FOR} />
    </span>
  );
}
