import { Suspense, useEffect } from "react";
import { Outlet, useParams } from "react-router";

import { useMay, useOne, useReplica } from "@/app/data";
import { NotHere } from "@/app/NotHere";
import { useSuitedTheme } from "@/app/theme/theme";
import { Main } from "@/ui/Main";
import { Skeleton } from "@/ui/Skeleton";

import { NewOrderBell } from "./NewOrderBell";
import { StationBar } from "./StationBar";
import { StationTabs } from "./StationTabs";
import styles from "./StationLayout.module.css";

/** A station's tablet: the bar, the work, the five tabs. Dark, unless somebody chose otherwise. */
export default function StationLayout() {
  const { station: id = "" } = useParams();
  const replica = useReplica();
  const station = useOne("station", id);
  useSuitedTheme("dark");
  useEffect(() => {
    replica.room("join_station", id);
    return () => {
      replica.room("leave_station", id);
    };
  }, [replica, id]);

  const mayOrder = useMay("drink_order", "create");
  useEffect(() => {
    // Before the network is gone for the first time, not when the first guest stands there.
    if (mayOrder) void replica.wantNumbers("drink_order.number");
  }, [replica, mayOrder]);

  if (station === null) return <NotHere />;
  return (
    <div className={styles.layout}>
      <StationBar station={id} doc={station} />
      <Main className={styles.work}>
        <Suspense fallback={<Skeleton height="page" />}>
          <Outlet />
        </Suspense>
      </Main>
      <StationTabs station={id} />
      <NewOrderBell station={id} />
    </div>
  );
}
