import { Navigate } from "react-router";
import { useTranslation } from "react-i18next";

import { DriverPage } from "./landing/DriverPage";
import { StationChoice } from "./landing/StationChoice";
import { useAll, useMe } from "./data";
import { LoadingPage } from "./LoadingPage";
import { useReplica } from "./replica-context";

/** Sends everybody to where their work is. */
export function Landing() {
  useTranslation("shell");
  const { identity } = useReplica();
  const me = useMe();
  const stations = useAll("station", BY_NAME);
  if (identity?.station != null)
    return <Navigate to={`/station/${identity.station}/queue`} replace />;
  switch (me.role) {
    case "barista": {
      if (stations === undefined) return <LoadingPage />;
      const own = stations.filter((station) => station.baristas?.includes(me.id) === true);
      const [only] = own;
      if (only !== undefined && own.length === 1) {
        return <Navigate to={`/station/${only.id}/queue`} replace />;
      }
      return <StationChoice stations={own} />;
    }
    case "dispatcher":
      return <Navigate to="/office/dispatch" replace />;
    case "driver":
      return <DriverPage />;
    default:
      return <Navigate to="/office/dashboard" replace />;
  }
}

const BY_NAME = { order: ["name"] } as const;
