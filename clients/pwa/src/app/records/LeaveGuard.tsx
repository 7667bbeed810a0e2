import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

import { useOpenDraft } from "@/app/updates/open-drafts";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

interface LeaveGuardProps {
  readonly isDirty: boolean;
  readonly onDiscard: () => void;
}

/** Asks once before a form with unsaved work is left. Nothing is lost either way: the draft stays
 * on this device unless somebody throws it away. */
export function LeaveGuard({ isDirty, onDiscard }: LeaveGuardProps): ReactNode {
  const { t } = useTranslation("records");
  useOpenDraft(isDirty);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty &&
      (currentLocation.pathname !== nextLocation.pathname ||
        formOf(currentLocation.search) !== formOf(nextLocation.search)),
  );
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isDirty]);
  if (blocker.state !== "blocked") return null;
  return (
    <Dialog
      title={t("leave.title")}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) blocker.reset();
      }}
      actions={
        <>
          <Button
            kind="plain"
            onPress={() => {
              onDiscard();
              blocker.proceed();
            }}
          >
            {t("leave.discard")}
          </Button>
          <Button onPress={() => blocker.reset()}>{t("leave.stay")}</Button>
          <Button kind="main" onPress={() => blocker.proceed()}>
            {t("leave.keep")}
          </Button>
        </>
      }
    >
      {t("leave.kept")}
    </Dialog>
  );
}

/** Which form an address shows; filters may change beside it. */
function formOf(search: string): string {
  const params = new URLSearchParams(search);
  return FORMS.map((name) => params.get(name) ?? "").join(" ");
}

const FORMS: readonly string[] = ["new", "edit", "copy"];
