import { ChevronDown, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";

import styles from "./FoldButton.module.css";

interface FoldButtonProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** Opens and closes what is folded away; its words say what that is. */
export function FoldButton({ isOpen, onToggle, children }: FoldButtonProps) {
  return (
    <Button className={styles.fold} aria-expanded={isOpen} onPress={onToggle}>
      {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
      <span className={styles.words}>{children}</span>
    </Button>
  );
}
