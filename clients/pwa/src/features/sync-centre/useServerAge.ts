import { useEffect, useState } from "react";

import type { Meta } from "@/api/meta";
import type { Stats } from "@/replica/api";
import { PROTOCOL, SCHEMA } from "@/replica/core/declarations";

/** How a server stands to this app, where the two do not speak with each other. */
export type ServerAge = "newer" | "older";

/** What a server says that does not speak with this app, or that knows less than it. */
const MISFITS: ReadonlySet<string | null> = new Set(["sync/protocol", "request/invalid"]);

/** Whether the server is too new or too old for this app; null where it fits, or is not known. */
export function useServerAge({ upgrade, contact }: Stats): ServerAge | null {
  const isAsked = upgrade || MISFITS.has(contact.problem);
  const [age, setAge] = useState<ServerAge | null>(null);
  useEffect(() => {
    if (!isAsked) return;
    let isHere = true;
    void askAge().then(
      (answer) => {
        if (isHere) setAge(answer);
      },
      // Without contact the last word stands.
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [isAsked, contact.retryAt]);
  if (!isAsked) return null;
  return upgrade ? (age ?? "newer") : age;
}

async function askAge(): Promise<ServerAge | null> {
  const { fetchMeta } = await import("@/api/meta");
  return ageOf(await fetchMeta());
}

/** How the versions that a server tells stand to this app's. */
export function ageOf(meta: Omit<Meta, "street_map">): ServerAge | null {
  if (meta.protocol > PROTOCOL || meta.oldest_schema > SCHEMA) return "newer";
  return meta.protocol < PROTOCOL || meta.schema < SCHEMA ? "older" : null;
}
