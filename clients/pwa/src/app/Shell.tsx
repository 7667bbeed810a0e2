import { Suspense } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Outlet } from "react-router";

import { useLanguage } from "@/i18n/use-language";

import { LoadingPage } from "./LoadingPage";
import { ToastRegion } from "./toasts/ToastRegion";
import { UpdatePrompt } from "./updates/UpdatePrompt";

/** What stands around every page. */
export function Shell() {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <Suspense fallback={<LoadingPage />}>
        <Outlet />
      </Suspense>
      <UpdatePrompt />
      <ToastRegion />
    </I18nProvider>
  );
}
