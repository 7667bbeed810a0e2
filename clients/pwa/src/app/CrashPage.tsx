import { useContext } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

import { LoadAgain } from "./LoadAgain";
import { MessagePage } from "./MessagePage";
import styles from "./MessagePage.module.css";
import { ReplicaContext } from "./replica-context";
import { outboxFileName, saveFile } from "./save-file";

interface CrashPageProps {
  readonly error: unknown;
}

/** The program itself failed. The queue is in the store and does not mind. */
export function CrashPage({ error }: CrashPageProps) {
  const { t } = useTranslation("shell");
  const replica = useContext(ReplicaContext);
  const exportAll = async (): Promise<void> => {
    if (replica !== null) saveFile(await replica.exportOutbox(), outboxFileName(new Date()));
  };
  return (
    <MessagePage>
      <Callout
        of="failed"
        role="alert"
        isHeading
        title={t("crash.title")}
        action={
          <>
            {replica !== null && (
              <Button size="touch" onPress={() => void exportAll()}>
                {t("leave.export")}
              </Button>
            )}
            <LoadAgain />
          </>
        }
      >
        {t("crash.why")}
        <details className={styles.details}>
          <summary>{t("crash.details")}</summary>
          <pre className={styles.trace}>{trace(error)}</pre>
        </details>
      </Callout>
    </MessagePage>
  );
}

function trace(error: unknown): string {
  if (error instanceof Error) return error.stack ?? `${error.name}: ${error.message}`;
  return typeof error === "string" ? error : JSON.stringify(error);
}
