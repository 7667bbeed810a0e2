import { Suspense, use, useState } from "react";
import { RouterProvider } from "react-router";

import type { Troubled, Unfit } from "@/replica/start";

import { CrashBoundary } from "./CrashBoundary";
import { DeviceContext } from "./device";
import { EvictionNote } from "./EvictionNote";
import { PeopleContext } from "./people/people-context";
import { ReplicaContext } from "./replica-context";
import { makeRouter } from "./routes";
import { Starting } from "./Starting";
import type { Running } from "./start-app";
import { StoreTroublePage } from "./StoreTroublePage";
import { ToastsContext } from "./toasts/toasts-context";
import { UnfitPage } from "./UnfitPage";

interface BootProps {
  readonly starting: Promise<Running | Unfit | Troubled>;
}

/** From a page that knows nothing to the first screen. */
export function Boot({ starting }: BootProps) {
  return (
    <CrashBoundary>
      <Suspense fallback={<Starting />}>
        <Booted starting={starting} />
      </Suspense>
    </CrashBoundary>
  );
}

function Booted({ starting }: BootProps) {
  const app = use(starting);
  switch (app.kind) {
    case "unfit":
      return <UnfitPage lacks={app.lacks} />;
    case "troubled":
      return <StoreTroublePage trouble={app.trouble} />;
    case "running":
      return <App running={app} />;
  }
}

function App({ running }: { readonly running: Running }) {
  const [router] = useState(makeRouter);
  return (
    <ReplicaContext value={running.replica}>
      <DeviceContext value={running.device}>
        <PeopleContext value={running.people}>
          <ToastsContext value={running.toasts}>
            <CrashBoundary>
              {running.isEvicted && <EvictionNote />}
              <RouterProvider router={router} />
            </CrashBoundary>
          </ToastsContext>
        </PeopleContext>
      </DeviceContext>
    </ReplicaContext>
  );
}
