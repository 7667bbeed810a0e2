import { Keyboard, Languages, Lock, LogOut, Monitor, RefreshCw, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useMe } from "@/app/data";
import { usePeople } from "@/app/people/people-context";
import { useShortcutHelp } from "@/app/shortcuts/shortcut-help";
import { chooseTheme, THEME_CHOICES, useThemeChoice } from "@/app/theme/theme";
import { changeLanguage } from "@/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useLanguage } from "@/i18n/use-language";
import { MenuButton, type MenuEntry } from "@/ui/MenuButton";

import { initials } from "./initials";
import styles from "./PersonMenu.module.css";

const SignOutDialog = lazy(() => import("@/app/people/SignOutDialog"));

interface PersonMenuProps {
  readonly size?: "office" | "touch";
}

/** Who works here, and what concerns the person and the device rather than the work. */
export function PersonMenu({ size = "office" }: PersonMenuProps) {
  const { t } = useTranslation("shell");
  const me = useMe();
  const people = usePeople();
  const navigate = useNavigate();
  const language = useLanguage();
  const theme = useThemeChoice();
  const { open: openHelp } = useShortcutHelp();
  const [isLeaving, setLeaving] = useState(false);

  const otherLanguage = LANGUAGES.find((each) => each !== language) ?? language;
  const nextTheme =
    THEME_CHOICES[(THEME_CHOICES.indexOf(theme) + 1) % THEME_CHOICES.length] ?? "auto";
  const entries: MenuEntry[] = [
    {
      id: "people",
      label: t("menu.people"),
      icon: <Users aria-hidden="true" />,
      onAction: () => void navigate("/people"),
    },
    ...(people.present?.pin == null
      ? []
      : [
          {
            id: "lock",
            label: t("menu.lock"),
            icon: <Lock aria-hidden="true" />,
            onAction: () => void people.lock(),
          },
        ]),
    {
      id: "sync",
      label: t("sync-centre"),
      icon: <RefreshCw aria-hidden="true" />,
      onAction: () => void navigate("/sync"),
    },
    {
      id: "language",
      label: LANGUAGE_NAMES[otherLanguage],
      icon: <Languages aria-hidden="true" />,
      startsGroup: true,
      onAction: () => void changeLanguage(otherLanguage),
    },
    {
      id: "theme",
      label: t("menu.theme", { theme: t(`theme.${nextTheme}`) }),
      note: t("menu.theme-now", { theme: t(`theme.${theme}`) }),
      icon: <Monitor aria-hidden="true" />,
      onAction: () => {
        chooseTheme(nextTheme);
      },
    },
    {
      id: "keys",
      label: t("keys.title"),
      icon: <Keyboard aria-hidden="true" />,
      shortcut: "?",
      onAction: openHelp,
    },
    {
      id: "leave",
      label: t("menu.sign-out"),
      icon: <LogOut aria-hidden="true" />,
      startsGroup: true,
      onAction: () => {
        setLeaving(true);
      },
    },
  ];
  return (
    <>
      <MenuButton label={t("menu.title")} entries={entries} size={size}>
        <Button
          className={styles.button}
          data-size={size}
          aria-label={t("menu.of", { name: me.name })}
        >
          {initials(me.name)}
        </Button>
      </MenuButton>
      <Suspense fallback={null}>
        {isLeaving && <SignOutDialog isOpen onOpenChange={setLeaving} />}
      </Suspense>
    </>
  );
}
