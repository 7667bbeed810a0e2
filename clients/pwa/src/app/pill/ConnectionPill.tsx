import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useStats } from "@/app/data";
import { Pill, type PillState } from "@/ui/Pill";

import { pillStates, type PillWord } from "./pill-states";

/** A panel beside the work needs so much room, else the sync centre is a page of its own. */
const ROOM_FOR_PANEL = "(min-width: 60em)";

const SyncSheet = lazy(() => import("./SyncSheet"));

interface ConnectionPillProps {
  readonly size?: "office" | "touch";
}

/** How the connection is and what waits, top right on every screen; opens the sync centre. */
export function ConnectionPill({ size = "office" }: ConnectionPillProps) {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const stats = useStats();
  const [isOpen, setOpen] = useState(false);
  if (stats === undefined) return null;

  const said = (word: PillWord): PillState => ({
    of: word.of,
    text: t(`pill.${word.key}`, { count: word.count }),
  });
  const [first, second] = pillStates(stats);
  const states: [PillState] | [PillState, PillState] =
    second === undefined ? [said(first)] : [said(first), said(second)];
  const open = (): void => {
    if (matchMedia(ROOM_FOR_PANEL).matches) setOpen(true);
    else void navigate("/sync");
  };
  return (
    <>
      <Pill
        states={states}
        size={size}
        label={t("pill.label", { states: states.map(({ text }) => text).join(t("ui:list-comma")) })}
        waiting={stats.waiting}
        onPress={open}
      />
      <Suspense fallback={null}>{isOpen && <SyncSheet isOpen onOpenChange={setOpen} />}</Suspense>
    </>
  );
}
