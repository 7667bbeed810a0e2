import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { listDevices } from "@/api/devices";
import { useReplica } from "@/app/data";

const FRESH_MS = 60_000;

/** What people call the device that wrote under a replica's id; the id itself where nobody can say
 * (without contact, or for the office's own records). */
export function useDeviceName(): (replica: string) => string {
  const { t } = useTranslation("records");
  const identity = useReplica().identity;
  const { data: devices } = useQuery({
    queryKey: ["devices", identity?.organisation.id ?? ""],
    queryFn: ({ signal }) => listDevices(signal),
    staleTime: FRESH_MS,
  });
  return useCallback(
    (replica) => {
      if (replica === identity?.replica) return t("this-device");
      const device = devices?.find((one) => one.replica === replica);
      return device?.name ?? t("device", { id: replica });
    },
    [devices, identity, t],
  );
}
