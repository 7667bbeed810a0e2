import { RouterProvider } from "react-router";

import type { Troubled, Unfit } from "@/replica/start";

import { CrashBoundary } from "./CrashBoundary";
import { DeviceContext } from "./device";
import { EvictionNote } from "./EvictionNote";
import { LossNote } from "./LossNote";
import { PeopleContext } from "./people/people-context";
import { ReplicaContext } from "./replica-context";
import type { makeRouter } from "./routes";
import type { Failed, Running } from "./start-app";
import { StoreTroublePage } from "./StoreTroublePage";
import { ToastsContext } from "./toasts/toasts-context";
import { UnfitPage } from "./UnfitPage";

interface BootProps {
  readonly app: Running | Unfit | Troubled | Failed;
  /** Made before: the screen of the address is on its way while the store is being opened. */
  readonly router: ReturnType<typeof makeRouter>;
}

/** The first page that knows something. */
export function Boot(props: BootProps) {
  return (
    <CrashBoundary>
      <Booted {...props} />
    </CrashBoundary>
  );
}

function Booted({ app, router }: BootProps) {
  switch (app.kind) {
    case "failed":
      throw app.error;
    case "unfit":
      return <UnfitPage lacks={app.lacks} />;
    case "troubled":
      return <StoreTroublePage trouble={app.trouble} />;
    case "running":
      return <App running={app} router={router} />;
  }
}

interface AppProps extends Pick<BootProps, "router"> {
  readonly running: Running;
}

function App({ running, router }: AppProps) {
  return (
    <ReplicaContext value={running.replica}>
      <DeviceContext value={running.device}>
        <PeopleContext value={running.people}>
          <ToastsContext value={running.toasts}>
            <CrashBoundary>
              {running.isEvicted && <EvictionNote />}
              <LossNote onLoss={running.onLoss} />
              <RouterProvider router={router} />
            </CrashBoundary>
          </ToastsContext>
        </PeopleContext>
      </DeviceContext>
    </ReplicaContext>
  );
}
