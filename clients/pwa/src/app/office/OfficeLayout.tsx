import { Suspense } from "react";
import { Outlet } from "react-router";

import { LiveLine } from "@/app/slots";
import { Skeleton } from "@/ui/Skeleton";

import { OfficeBar } from "./OfficeBar";
import styles from "./OfficeLayout.module.css";
import { PhoneBar } from "./PhoneBar";

/** The office: the ink bar, the work, and what happens right now at its foot. */
export default function OfficeLayout() {
  return (
    <div className={styles.layout}>
      <OfficeBar />
      <main className={styles.work}>
        <Suspense fallback={<Skeleton height="page" />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className={styles.foot}>
        <LiveLine />
        <PhoneBar />
      </footer>
    </div>
  );
}
