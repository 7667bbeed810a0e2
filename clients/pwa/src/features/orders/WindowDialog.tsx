import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Window } from "@/generated/entities";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

import { WindowFields } from "./WindowFields";

interface WindowDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly count: number;
  readonly onChoose: (window: Window | null) => void;
}

/** Asks for a time window for several orders. */
export function WindowDialog(props: WindowDialogProps): ReactNode {
  const { t } = useTranslation("orders");
  const [start, setStart] = useState("09:00");
  const [end, setEnd] = useState("12:00");
  const isBackwards = start !== "" && end !== "" && end <= start;
  const isHalf = (start === "") !== (end === "");
  const choose = (): void => {
    props.onChoose(start === "" ? null : { start, end });
    props.onOpenChange(false);
  };
  return (
    <Dialog
      title={t("window-dialog.title", { count: props.count })}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      actions={
        <Button kind="main" isDisabled={isBackwards || isHalf} onPress={choose}>
          {t("window-dialog.save")}
        </Button>
      }
    >
      <WindowFields
        start={start}
        end={end}
        error={
          isBackwards ? t("form.window-backwards") : isHalf ? t("form.window-half") : undefined
        }
        onChange={(next) => {
          setStart(next.start);
          setEnd(next.end);
        }}
      />
    </Dialog>
  );
}
