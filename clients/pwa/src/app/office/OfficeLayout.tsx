import { Suspense } from "react";
import { Outlet } from "react-router";

import { useFoot } from "@/app/foot";
import { LiveLine } from "@/app/slots";
import { Skeleton } from "@/ui/Skeleton";

import { OfficeBar } from "./OfficeBar";
import styles from "./OfficeLayout.module.css";
import { PhoneBar } from "./PhoneBar";

/** The office: the ink bar, the work, and what happens right now at its foot. */
export default function OfficeLayout() {
  const foot = useFoot<HTMLElement>();
  return (
    <div className={styles.layout}>
      <OfficeBar />
      <main className={styles.work}>
        <Suspense fallback={<Skeleton height="page" />}>
          <Outlet />
        </Suspense>
      </main>
      <footer ref={foot} className={styles.foot}>
        <LiveLine />
        <PhoneBar />
      </footer>
    </div>
  );
}
