import { instant, list, object, orNull, text } from "./border";
import { client } from "./client";

/** Devices of one page; the server allows no more. */
const PAGE = 500;

/** A device as the office sees it. `lastContact`, `revokedAt`: ms since 1970. */
export interface EnrolledDevice {
  readonly replica: string;
  readonly name: string;
  readonly app: string;
  readonly role: string;
  readonly person: string | null;
  readonly station: string | null;
  readonly lastContact: number | null;
  readonly revokedAt: number | null;
}

const readPage = object({
  devices: list(
    object({
      replica: text,
      name: text,
      app: text,
      role: text,
      person: orNull(text),
      station: orNull(text),
      last_contact: orNull(instant),
      revoked_at: orNull(instant),
    }),
  ),
  next: orNull(text),
});

/** All devices of the organisation; for the office only.
 *
 * @throws Unreachable, Rejected (`auth/forbidden`) */
export async function listDevices(signal: AbortSignal): Promise<readonly EnrolledDevice[]> {
  const found: EnrolledDevice[] = [];
  let after: string | null = null;
  do {
    const query: { limit: number; after?: string } = { limit: PAGE, ...(after && { after }) };
    const { data } = await client.GET("/api/v1/devices", { params: { query }, signal });
    const { devices, next } = readPage(data, "devices");
    for (const { last_contact: lastContact, revoked_at: revokedAt, ...device } of devices) {
      found.push({ ...device, lastContact, revokedAt });
    }
    after = next;
  } while (after !== null);
  return found;
}
