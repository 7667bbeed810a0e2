import { Ellipsis, Search } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";

import { usePalette } from "@/app/palette/palette-context";
import { Badge } from "@/ui/Badge";
import { MenuButton } from "@/ui/MenuButton";

import styles from "./PhoneBar.module.css";
import { useAttention } from "./useAttention";
import { useOfficeScreens } from "./useOfficeScreens";

/** The same places for a thumb, where the bar on top has no room for them. */
export function PhoneBar() {
  const { t } = useTranslation("shell");
  const screens = useOfficeScreens();
  const attention = useAttention();
  const navigate = useNavigate();
  const { open } = usePalette();
  const main = screens.filter((screen) => screen.isMain);
  const rest = screens.filter((screen) => !screen.isMain);
  return (
    <nav className={styles.bar} aria-label={t("office.nav")}>
      {main.map(({ path, key, icon: Icon }) => (
        <NavLink key={path} to={`/office/${path}`} className={styles.link}>
          <Icon aria-hidden="true" />
          <span>{t(`office.${key}`)}</span>
        </NavLink>
      ))}
      <MenuButton
        label={t("office.more")}
        size="touch"
        entries={[
          ...rest.map(({ path, key, icon: Icon }) => ({
            id: path,
            label: t(`office.${key}`),
            icon: <Icon aria-hidden="true" />,
            onAction: () => void navigate(`/office/${path}`),
          })),
          {
            id: "find",
            label: t("palette.title"),
            icon: <Search aria-hidden="true" />,
            startsGroup: true,
            onAction: open,
          },
        ]}
      >
        <Button className={styles.link}>
          <Ellipsis aria-hidden="true" />
          <span>{t("office.more")}</span>
          <Badge count={attention} of="needs-you" className={styles.badge ?? ""} />
        </Button>
      </MenuButton>
    </nav>
  );
}
