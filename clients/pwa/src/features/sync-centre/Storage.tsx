import { HardDrive } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useFormat, useReplica, useToast } from "@/app/data";
import { outboxFileName, saveFile } from "@/app/save-file";
import type { Stats } from "@/replica/api";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { State } from "@/ui/State";

import parts from "./parts.module.css";

/** How safely the browser keeps what lies here, and the queue as a file for the worst case. */
export function Storage({ storage }: { readonly storage: Stats["storage"] }) {
  const { t } = useTranslation("sync-centre");
  const replica = useReplica();
  const format = useFormat();
  const toasts = useToast();
  const { persistent, usage, quota } = storage;
  const exportAll = async (): Promise<void> => {
    saveFile(await replica.exportOutbox(), outboxFileName(new Date()));
    toasts.show({ text: t("storage.exported") });
  };
  return (
    <Card className={parts.card ?? ""}>
      <HardDrive className={parts.icon} aria-hidden="true" />
      <div className={parts.words}>
        <h2 className={parts.title}>
          {usage === null || quota === null
            ? t("storage.title")
            : t("storage.used", { used: format.bytes(usage), allowed: format.bytes(quota) })}
        </h2>
        {persistent === true && <State of="received">{t("storage.kept")}</State>}
        {persistent === false && (
          <>
            <State of="late">{t("storage.not-kept")}</State>
            <p className={parts.note}>{t("storage.not-kept-why")}</p>
          </>
        )}
        {persistent === null && <p className={parts.note}>{t("storage.unknown")}</p>}
      </div>
      <Button size="touch" onPress={() => void exportAll()}>
        {t("storage.export")}
      </Button>
    </Card>
  );
}
