import { createContext, useContext } from "react";

import type { Identity } from "@/replica/api";
import type { SignIn } from "@/replica/enrol";
import type { Lack } from "@/replica/fitness";

/** Who has signed in with the password. */
export interface SignedIn {
  readonly id: string;
  readonly userName: string;
  readonly role: string;
  readonly organisation: string;
}

/** What belongs to the browser rather than to its records: whom it knows, and its end. */
export interface Device {
  /** Signs a person in with user name and password. Fails with a Problem. */
  signIn(credentials: SignIn): Promise<SignedIn>;
  /** Ends the person's session; what waits goes on being sent by the device itself. */
  signOut(): Promise<void>;
  /** Makes this browser a device of the organisation by a code. */
  enrol(code: string, name: string): Promise<Identity>;
  /** Makes this browser the device of the person who is signed in. */
  enrolSelf(name: string): Promise<Identity>;
  /** The organisations of the person who is signed in. */
  organisations(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Asks the browser to keep the store; whether it promised, null where it cannot say. */
  keep(): Promise<boolean | null>;
  /** Deletes everything that is kept here and starts over. */
  wipe(): Promise<void>;
  /** What this browser lacks and work can do without. */
  readonly lacks: readonly Lack[];
  /** How requests fared, for who wants to know. */
  readonly figures: () => Figures;
}

/** How requests fared since the page was opened. Times are ms. */
export interface Figures {
  readonly requests: number;
  readonly failed: number;
  readonly retries: number;
  readonly sent: number;
  readonly received: number;
  readonly median: number | null;
  readonly slow: number | null;
}

export const DeviceContext = createContext<Device | null>(null);

/** This browser as a device. */
export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (device === null) throw new Error("useDevice outside of DeviceContext");
  return device;
}
