import { useTranslation } from "react-i18next";

import { SyncPanel } from "@/app/slots";
import { Sheet } from "@/ui/Sheet";

interface SyncSheetProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** The sync centre beside the work. */
export default function SyncSheet(props: SyncSheetProps) {
  const { t } = useTranslation("shell");
  return (
    <Sheet title={t("sync-centre")} {...props}>
      <SyncPanel />
    </Sheet>
  );
}
