import type { ReactNode } from "react";

import { Skeleton } from "@/ui/Skeleton";

import styles from "./ListBody.module.css";

interface ListBodyProps<R> {
  /** Undefined while they are read for the first time. */
  readonly rows: readonly R[] | undefined;
  /** What stands there where there are none. */
  readonly empty: ReactNode;
  readonly children: (rows: readonly R[]) => ReactNode;
}

/** What stands below a list's toolbar: its rows, that there are none, or that they are being read. */
export function ListBody<R>({ rows, empty, children }: ListBodyProps<R>): ReactNode {
  if (rows === undefined) {
    return (
      <div className={styles.loading}>
        <Skeleton lines={12} />
      </div>
    );
  }
  if (rows.length === 0) return <div className={styles.empty}>{empty}</div>;
  return children(rows);
}
