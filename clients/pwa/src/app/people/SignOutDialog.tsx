import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useMe, useReplica, useStats, useToast } from "@/app/data";
import { useDevice } from "@/app/device";
import { outboxFileName, saveFile } from "@/app/save-file";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Dialog } from "@/ui/Dialog";

import { usePeople } from "./people-context";
import styles from "./SignOutDialog.module.css";

interface SignOutDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Leaving. What waits to be sent stays here and goes on its way; the records are removed only
 * when nothing could get lost by it. */
export default function SignOutDialog({ isOpen, onOpenChange }: SignOutDialogProps) {
  const { t } = useTranslation("shell");
  return (
    <Dialog title={t("leave.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <Ways />
    </Dialog>
  );
}

function Ways() {
  const { t } = useTranslation("shell");
  const replica = useReplica();
  const device = useDevice();
  const people = usePeople();
  const toasts = useToast();
  const me = useMe();
  const navigate = useNavigate();
  const stats = useStats();
  const [isExported, setExported] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const undecided = stats === undefined ? 0 : stats.waiting + stats.sent + stats.needsYou;
  const mayRemove = stats !== undefined && (undecided === 0 || isExported);

  const leave = async (): Promise<void> => {
    setBusy(true);
    try {
      await device.signOut();
    } catch {
      // Without contact the session ends by itself; on this device it ends now.
    }
    await people.leave(me.id);
    void navigate("/sign-in");
  };
  const exportAll = async (): Promise<void> => {
    saveFile(await replica.exportOutbox(), outboxFileName(new Date()));
    setExported(true);
    toasts.show({ text: t("leave.exported") });
  };
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await device.signOut();
    } catch {
      // Without contact the session ends by itself.
    }
    await device.wipe();
  };
  return (
    <div className={styles.ways}>
      {undecided > 0 && (
        <Callout of="waiting" title={t("leave.waiting", { count: undecided })}>
          {t("leave.waiting-why")}
        </Callout>
      )}
      <section className={styles.way}>
        <p>{t("leave.stay-why")}</p>
        <Button kind="main" size="touch" isPending={isBusy} onPress={() => void leave()}>
          {t("leave.stay")}
        </Button>
      </section>
      <section className={styles.way}>
        <p>{t(mayRemove ? "leave.remove-why" : "leave.remove-first")}</p>
        {undecided > 0 && (
          <Button size="touch" onPress={() => void exportAll()}>
            {t("leave.export")}
          </Button>
        )}
        <Button
          kind="danger"
          size="touch"
          isDisabled={!mayRemove}
          isPending={isBusy}
          onPress={() => void remove()}
        >
          {t("leave.remove")}
        </Button>
      </section>
    </div>
  );
}
