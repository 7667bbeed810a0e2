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
await texts;
createRoot(root).render(<Boot starting={starting} router={router} />);
void startUpdates();
