import { lazy, Suspense } from "react";
import { Navigate, Outlet, useLocation } from "react-router";

import { usePalette } from "./palette/palette-context";
import { PaletteProvider } from "./palette/PaletteProvider";
import { FirstContents } from "./FirstContents";
import { useRoster } from "./people/people-context";
import { useIdleLock } from "./people/useIdleLock";
import { useIsEnrolled } from "./replica-context";
import { useShortcutHelp } from "./shortcuts/shortcut-help";
import { ShortcutHelpProvider } from "./shortcuts/ShortcutHelpProvider";
import { useGlobalKeys } from "./shortcuts/useGlobalKeys";

// What is not seen at first comes when it is called.
const CommandPalette = lazy(() => import("./palette/CommandPalette"));
const LockScreen = lazy(() => import("./people/LockScreen"));
const ShortcutHelp = lazy(() => import("./shortcuts/ShortcutHelp"));

/** Pages that nobody needs to be present for: the guests' board writes nothing. */
const FOR_NOBODY = /^\/board\//;

/** Lets in whoever works here. A browser that belongs to no organisation signs in; on a station's
 * tablet somebody must be present; behind a lock there is only the lock. */
export function SessionGate() {
  const isEnrolled = useIsEnrolled();
  const { present, locked } = useRoster();
  const location = useLocation();
  const isOpenToAll = FOR_NOBODY.test(location.pathname);
  if (!isEnrolled || (present === null && !isOpenToAll)) {
    const to = location.pathname + location.search;
    return <Navigate to="/sign-in" replace state={{ to }} />;
  }
  if (locked && !isOpenToAll) return <LockScreen />;
  return (
    <PaletteProvider>
      <ShortcutHelpProvider>
        <FirstContents>
          <Outlet />
        </FirstContents>
        <Around />
      </ShortcutHelpProvider>
    </PaletteProvider>
  );
}

function Around() {
  useGlobalKeys();
  useIdleLock();
  const palette = usePalette();
  const help = useShortcutHelp();
  return (
    <Suspense fallback={null}>
      {palette.isOpen && <CommandPalette />}
      {help.isOpen && <ShortcutHelp />}
    </Suspense>
  );
}
