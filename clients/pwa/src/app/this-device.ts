import type { Started } from "@/replica/start";
import { askToPersist } from "@/replica/store/storage";

import type { Device, Figures } from "./device";
import { rememberEnrolled } from "./enrolled-mark";

const MEDIAN = 0.5;
const SLOW = 0.95;

/** This browser as a device, over what the replica's start gave. */
export function thisDevice(started: Started): Device {
  const { enrolment, metrics } = started;
  return {
    signIn: async (credentials) => {
      const account = await enrolment.signIn(credentials);
      return {
        id: account.id,
        userName: account.user_name,
        role: account.role,
        organisation: account.organisation,
      };
    },
    signOut: () => enrolment.signOut(),
    enrol: async (code, name) => {
      const identity = await enrolment.enrol(code, name);
      rememberEnrolled(true);
      return identity;
    },
    enrolSelf: async (name) => {
      const identity = await enrolment.enrolSelf(name);
      rememberEnrolled(true);
      return identity;
    },
    organisations: async () => {
      // Asked once in the life of a device: not worth carrying to every screen.
      const { profileOrganisations } = await import("@/api/profile");
      return profileOrganisations();
    },
    keep: askToPersist,
    wipe: async () => {
      await started.replica.store.clear();
      started.close();
      rememberEnrolled(false);
      location.assign("/sign-in");
    },
    lacks: started.lacks,
    figures: (): Figures => ({
      requests: metrics.requests,
      failed: [...metrics.failures.values()].reduce((sum, count) => sum + count, 0),
      retries: metrics.retries,
      sent: metrics.bytesUp,
      received: metrics.bytesDown,
      median: metrics.latency(MEDIAN),
      slow: metrics.latency(SLOW),
    }),
  };
}
