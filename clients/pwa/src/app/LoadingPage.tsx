import { useTranslation } from "react-i18next";

import { Main } from "@/ui/Main";
import { Skeleton } from "@/ui/Skeleton";

/** A page that is on its way: main landmark and heading are there before it is. */
export function LoadingPage() {
  const { t } = useTranslation("ui");
  return (
    <Main title={t("loading")}>
      <Skeleton height="page" />
    </Main>
  );
}
