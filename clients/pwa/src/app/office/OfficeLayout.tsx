import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { Outlet } from "react-router";

import { createQueries } from "@/api/queries";
import { useFoot } from "@/app/foot";
import { LoadingPage } from "@/app/LoadingPage";
import { LiveLine } from "@/app/slots";
import { Main } from "@/ui/Main";

import { OfficeBar } from "./OfficeBar";
import styles from "./OfficeLayout.module.css";
import { PhoneBar } from "./PhoneBar";

/** For what does not sync; only the office asks for such things. */
const QUERIES = createQueries();

/** The office: the ink bar, the work, and what happens right now at its foot. */
export default function OfficeLayout() {
  const foot = useFoot<HTMLElement>();
  return (
    <QueryClientProvider client={QUERIES}>
      <div className={styles.layout}>
        <OfficeBar />
        <Main className={styles.work}>
          <Suspense fallback={<LoadingPage />}>
            <Outlet />
          </Suspense>
        </Main>
        <footer ref={foot} className={styles.foot}>
          <LiveLine />
          <PhoneBar />
        </footer>
      </div>
    </QueryClientProvider>
  );
}
