import type { ReactNode } from "react";

import { Flag } from "@/ui/Flag";
import { Main, useIsWithinMain } from "@/ui/Main";

import styles from "./MessagePage.module.css";

/** A page of one message. Where it stands alone, it has the bar that tops every page. */
export function MessagePage({ children }: { readonly children: ReactNode }) {
  const isInner = useIsWithinMain();
  return (
    <>
      {!isInner && (
        <header className={styles.bar} data-theme="dark">
          <Flag />
          <span>Fieldpost</span>
        </header>
      )}
      <Main className={styles.page}>{children}</Main>
    </>
  );
}
