import { MapPinOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Empty } from "@/ui/Empty";

import { MessagePage } from "./MessagePage";

/** A record that this device does not hold: gone, or never in its scopes. */
export function NotHere() {
  const { t } = useTranslation("shell");
  return (
    <MessagePage>
      <Empty
        isHeading
        title={t("not-here.title")}
        icon={<MapPinOff aria-hidden="true" />}
        action={<Link to="/">{t("not-here.home")}</Link>}
      >
        {t("not-here.why")}
      </Empty>
    </MessagePage>
  );
}
