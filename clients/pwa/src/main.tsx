import "@fontsource-variable/inter";
import "@/ui/tokens.css";
import "@/ui/states.css";
import "@/ui/base.css";

import { createRoot } from "react-dom/client";

import { Boot } from "@/app/Boot";
import { makeRouter } from "@/app/routes";
import { startApp } from "@/app/start-app";
import { startInstall } from "@/app/install/install";
import { startTheme } from "@/app/theme/theme";
import { startUpdates } from "@/app/updates/updates";
import { startI18n } from "@/i18n/i18n";

// A hundred slices: the screen need not wait for the list of them.
void import("@fontsource-variable/noto-sans-tc");

if (import.meta.env.MODE === "mock") await (await import("@/mocks/browser")).startMocks();

startTheme();
startInstall();
const texts = startI18n();
const starting = startApp();
const router = makeRouter();

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
// Until then index.html shows the flag. A fallback of React's would hold back for a third of a
// second what follows it.
const [app] = await Promise.all([starting, texts]);
createRoot(root).render(<Boot app={app} router={router} />);
void startUpdates();
