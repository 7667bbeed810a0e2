/** Places in the layouts that features fill; each is a chunk that comes when it is needed. */

import { lazy, Suspense } from "react";

import { Skeleton } from "@/ui/Skeleton";

const SyncCentre = lazy(() => import("@/features/sync-centre/SyncCentre"));
const Live = lazy(() => import("@/features/live-line/LiveLine"));

/** The sync centre beside the work. */
export function SyncPanel() {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <SyncCentre />
    </Suspense>
  );
}

/** What happens right now, at the foot of the office. */
export function LiveLine() {
  return (
    <Suspense fallback={null}>
      <Live />
    </Suspense>
  );
}
