import type { ReactNode } from "react";
import { X } from "lucide-react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useTranslation } from "react-i18next";

import { IconButton } from "./IconButton";
import styles from "./Sheet.module.css";

interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
  /** Stays at its foot while the rest scrolls. */
  readonly foot?: ReactNode;
}

/** A panel from the side; on a phone from below. */
export function Sheet({ title, isOpen, onOpenChange, children, foot }: SheetProps) {
  const { t } = useTranslation("ui");
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
    >
      <Modal className={styles.sheet}>
        <AriaDialog className={styles.dialog}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
            <IconButton
              label={t("close")}
              size="touch"
              onPress={() => {
                onOpenChange(false);
              }}
            >
              <X aria-hidden="true" />
            </IconButton>
          </header>
          <div className={styles.body}>{children}</div>
          {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
