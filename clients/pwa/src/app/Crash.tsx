import { isRouteErrorResponse, useRouteError } from "react-router";

import { CrashPage } from "./CrashPage";
import { NotFound } from "./NotFound";

/** What a route shows when its screen failed; the rest of the app stays. */
export function Crash() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return <CrashPage error={error} />;
}
