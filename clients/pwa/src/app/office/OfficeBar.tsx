import { Search } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";
import { Link, NavLink } from "react-router";

import { usePalette } from "@/app/palette/palette-context";
import { PersonMenu } from "@/app/person/PersonMenu";
import { ConnectionPill } from "@/app/pill/ConnectionPill";
import { Badge } from "@/ui/Badge";
import { Flag } from "@/ui/Flag";
import { Kbd } from "@/ui/Kbd";

import styles from "./OfficeBar.module.css";
import { useAttention } from "./useAttention";
import { useOfficeScreens } from "./useOfficeScreens";

/** The ink bar of the office: where one can go, what one looks for, how the connection is, who. */
export function OfficeBar() {
  const { t } = useTranslation("shell");
  const screens = useOfficeScreens();
  const attention = useAttention();
  const { open } = usePalette();
  return (
    <header className={styles.bar} data-theme="dark">
      <Link to="/" className={styles.home} aria-label={t("home")}>
        <Flag />
      </Link>
      <nav className={styles.nav} aria-label={t("office.nav")}>
        {screens.map((screen) => (
          <NavLink key={screen.path} to={`/office/${screen.path}`} className={styles.link}>
            <span>{t(`office.${screen.key}`)}</span>
            {screen.path === "needs-you" && <Badge count={attention} of="needs-you" />}
          </NavLink>
        ))}
      </nav>
      <Button
        className={styles.find}
        aria-label={t("palette.title")}
        aria-keyshortcuts="Control+K Meta+K"
        onPress={open}
      >
        <Search aria-hidden="true" />
        <span className={styles.findWords}>{t("palette.find")}</span>
        <Kbd>{IS_MAC ? "⌘K" : "Ctrl K"}</Kbd>
      </Button>
      <ConnectionPill />
      <PersonMenu />
    </header>
  );
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
