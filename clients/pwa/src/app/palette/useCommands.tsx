import { Coffee, Languages, Monitor, Plus, RefreshCw, Users } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useAll, useMay, useMe } from "@/app/data";
import { useOfficeScreens } from "@/app/office/useOfficeScreens";
import { chooseTheme } from "@/app/theme/theme";
import { changeLanguage } from "@/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n/language";
import { useLanguage } from "@/i18n/use-language";

/** Something that the palette can do. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

/** The screens that the person may open, and what can be done from anywhere. */
export function useCommands(): readonly Command[] {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const language = useLanguage();
  const screens = useOfficeScreens();
  const stations = useAll("station");
  const { role } = useMe();
  const mayOrder = useMay("delivery_order", "create");
  return useMemo(() => {
    const go = (to: string) => () => void navigate(to);
    const commands: Command[] = screens.map(({ path, key, icon: Icon }) => ({
      id: `screen/${path}`,
      label: t(`office.${key}`),
      icon: <Icon aria-hidden="true" />,
      run: go(`/office/${path}`),
    }));
    if (mayOrder) {
      commands.unshift({
        id: "new-order",
        label: t("palette.new-order"),
        icon: <Plus aria-hidden="true" />,
        run: go("/office/orders?new=1"),
      });
    }
    if (role !== "driver" && role !== "dispatcher") {
      for (const station of stations ?? []) {
        commands.push({
          id: `station/${station.id}`,
          label: t("palette.station", { station: station.name }),
          icon: <Coffee aria-hidden="true" />,
          run: go(`/station/${station.id}/queue`),
        });
        commands.push({
          id: `board/${station.id}`,
          label: t("palette.board", { station: station.name }),
          icon: <Monitor aria-hidden="true" />,
          run: go(`/board/${station.id}`),
        });
      }
    }
    commands.push(
      {
        id: "sync",
        label: t("sync-centre"),
        icon: <RefreshCw aria-hidden="true" />,
        run: go("/sync"),
      },
      {
        id: "people",
        label: t("menu.people"),
        icon: <Users aria-hidden="true" />,
        run: go("/people"),
      },
    );
    for (const theme of ["light", "dark"] as const) {
      commands.push({
        id: `theme/${theme}`,
        label: t("menu.theme", { theme: t(`theme.${theme}`) }),
        icon: <Monitor aria-hidden="true" />,
        run: () => {
          chooseTheme(theme);
        },
      });
    }
    for (const other of LANGUAGES.filter((each) => each !== language)) {
      commands.push({
        id: `language/${other}`,
        label: LANGUAGE_NAMES[other],
        icon: <Languages aria-hidden="true" />,
        run: () => void changeLanguage(other),
      });
    }
    return commands;
  }, [t, navigate, language, screens, stations, role, mayOrder]);
}
