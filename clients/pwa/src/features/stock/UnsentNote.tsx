import { useTranslation } from "react-i18next";

import { useStats } from "@/app/data";
import { Callout } from "@/ui/Callout";

/** Without contact: what is kept here, and why nobody's figures will be overwritten. */
export function UnsentNote() {
  const { t } = useTranslation("stock");
  const stats = useStats();
  if (stats === undefined || stats.waiting === 0) return null;
  if (stats.contact.link === "live" || stats.contact.link === "online") return null;
  return (
    <Callout of="waiting" title={t("unsent.title", { count: stats.waiting })}>
      {t("unsent.how")}
    </Callout>
  );
}
