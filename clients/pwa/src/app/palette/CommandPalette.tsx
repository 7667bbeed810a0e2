import { FileText, Search } from "lucide-react";
import { useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Dialog } from "react-aria-components/Dialog";
import { Header } from "react-aria-components/Header";
import { Input } from "react-aria-components/Input";
import { Menu, MenuItem, MenuSection } from "react-aria-components/Menu";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { SearchField } from "react-aria-components/SearchField";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ENTITIES } from "@/generated/entities";
import { useLabel } from "@/i18n/use-language";

import styles from "./CommandPalette.module.css";
import { usePalette } from "./palette-context";
import { useCommands } from "./useCommands";
import { useHits } from "./useHits";

/** Goes anywhere and finds anything, by the keyboard. */
export default function CommandPalette() {
  const { isOpen, open, close } = usePalette();
  return (
    <ModalOverlay
      className={styles.overlay}
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (next) open();
        else close();
      }}
      isDismissable
    >
      <Modal className={styles.palette}>
        <Finder onDone={close} />
      </Modal>
    </ModalOverlay>
  );
}

function Finder({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("shell");
  const label = useLabel();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const hits = useHits(text);
  const lower = text.trim().toLowerCase();
  const commands = useCommands().filter((command) => command.label.toLowerCase().includes(lower));
  const run = (id: string): void => {
    onDone();
    const hit = hits.find((each) => each.id === id);
    if (hit === undefined) commands.find((command) => command.id === id)?.run();
    else void navigate(hit.to);
  };
  return (
    <Dialog className={styles.dialog} aria-label={t("palette.title")}>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchField className={styles.search} aria-label={t("palette.find")} autoFocus>
          <Search aria-hidden="true" />
          <Input className={styles.input} placeholder={t("palette.placeholder")} />
        </SearchField>
        {/* The keys of the field move through the list; who scrolls by key alone can reach it, too. */}
        <div className={styles.scroll} role="group" tabIndex={0} aria-label={t("palette.title")}>
          <Menu
            className={styles.list}
            aria-label={t("palette.title")}
            onAction={(key) => {
              run(String(key));
            }}
            renderEmptyState={() => <p className={styles.none}>{t("palette.none", { text })}</p>}
          >
            {hits.length > 0 && (
              <MenuSection>
                <Header className={styles.head}>{t("palette.records")}</Header>
                {hits.map((hit) => (
                  <MenuItem key={hit.id} id={hit.id} textValue={hit.name} className={styles.item}>
                    <FileText aria-hidden="true" />
                    <span className={styles.name}>{hit.name}</span>
                    <span className={styles.note}>{hit.note}</span>
                    <span className={styles.kind}>{label(ENTITIES[hit.entity].label)}</span>
                  </MenuItem>
                ))}
              </MenuSection>
            )}
            {commands.length > 0 && (
              <MenuSection>
                <Header className={styles.head}>{t("palette.commands")}</Header>
                {commands.map((command) => (
                  <MenuItem
                    key={command.id}
                    id={command.id}
                    textValue={command.label}
                    className={styles.item}
                  >
                    {command.icon}
                    <span className={styles.name}>{command.label}</span>
                  </MenuItem>
                ))}
              </MenuSection>
            )}
          </Menu>
        </div>
      </Autocomplete>
    </Dialog>
  );
}
