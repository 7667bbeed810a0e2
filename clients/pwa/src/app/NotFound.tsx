import { Signpost } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Empty } from "@/ui/Empty";

import { MessagePage } from "./MessagePage";

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation("shell");
  return (
    <MessagePage>
      <Empty
        isHeading
        title={t("not-found.title")}
        icon={<Signpost aria-hidden="true" />}
        action={<Link to="/">{t("not-here.home")}</Link>}
      >
        {t("not-found.why")}
      </Empty>
    </MessagePage>
  );
}
