import styles from "./Kbd.module.css";

/** A key of the keyboard. Screen readers hear of it through `aria-keyshortcuts` instead. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <kbd className={styles.key} aria-hidden="true">
      {children}
    </kbd>
  );
}
