import type { ReactNode } from "react";
import { X } from "lucide-react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useTranslation } from "react-i18next";

import { IconButton } from "./IconButton";
import styles from "./Dialog.module.css";

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
  /** Its buttons, the main one last. */
  readonly actions?: ReactNode;
  /** `alert`: it asks before something that cannot be undone. */
  readonly role?: "dialog" | "alertdialog";
  readonly width?: "narrow" | "wide";
}

/** A question over the page. Escape, the cross and a tap beside it close it. */
export function Dialog({
  title,
  isOpen,
  onOpenChange,
  children,
  actions,
  role = "dialog",
  width = "narrow",
}: DialogProps) {
  const { t } = useTranslation("ui");
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === "dialog"}
    >
      <Modal className={styles.modal} data-width={width}>
        <AriaDialog className={styles.dialog} role={role}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
            <IconButton
              label={t("close")}
              onPress={() => {
                onOpenChange(false);
              }}
            >
              <X aria-hidden="true" />
            </IconButton>
          </header>
          <div className={styles.body}>{children}</div>
          {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
