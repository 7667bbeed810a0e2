import { useTranslation } from "react-i18next";

import { useFormat, useLive, useReplica } from "@/app/data";
import type { Stats } from "@/replica/api";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";

/** The server's signed word that everything is in; before it, the way to get it. What was refused is
 * in no receipt: it must be settled first. */
export function ReceiptCard({ stats }: { readonly stats: Stats }) {
  const { t } = useTranslation("sync-centre");
  const replica = useReplica();
  const format = useFormat();
  const receipt = useLive(replica.receipt());
  const open = stats.waiting + stats.sent + stats.photos;
  if (open === 0 && stats.needsYou > 0) {
    return (
      <Callout of="needs-you" title={t("receipt.needs-you", { count: stats.needsYou })}>
        {t("receipt.needs-you-why")}
      </Callout>
    );
  }
  if (receipt != null && open === 0) {
    return (
      <Callout of="received" title={t("receipt.all", { time: format.dateTime(receipt.at) })}>
        {t("receipt.why")}
      </Callout>
    );
  }
  return (
    <Callout
      of={open > 0 ? "waiting" : "fresh"}
      title={open > 0 ? t("receipt.open", { count: open }) : t("receipt.none")}
      action={
        <Button
          size="touch"
          onPress={() => {
            replica.wantReceipt();
          }}
        >
          {t("receipt.ask")}
        </Button>
      }
    >
      {t("receipt.how")}
    </Callout>
  );
}
