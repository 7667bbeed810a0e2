import { Image } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Card } from "@/ui/Card";

import parts from "./parts.module.css";

/** Photos whose record is on its way and whose bytes still lie here. */
export function Photos({ count }: { readonly count: number }) {
  const { t } = useTranslation("sync-centre");
  if (count === 0) return null;
  return (
    <Card className={parts.card ?? ""}>
      <Image className={parts.icon} aria-hidden="true" />
      <div className={parts.words}>
        <h2 className={parts.title}>{t("photos.count", { count })}</h2>
        <p className={parts.note}>{t("photos.why")}</p>
      </div>
    </Card>
  );
}
