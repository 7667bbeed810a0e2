/**
 * The server's REST interface, typed by its own OpenAPI document: for what does not sync, such as
 * history, devices and accounts.
 *
 * Calls give the answer of success. What the server refuses is thrown as `Rejected` (a Problem with
 * code and fields), no contact as `Unreachable`.
 */

import createClient from "openapi-fetch";

import type { paths } from "@/generated/openapi";
import { sleep } from "@/replica/engine/flag";

import { connection } from "./connection";
import { Sending } from "./sending";

const sending = new Sending(
  connection,
  async (ms, signal) => {
    await sleep(ms, signal);
    signal.throwIfAborted();
  },
  Math.random,
);

export const client = createClient<paths>({
  baseUrl: globalThis.location.origin,
  fetch: (request) => sending.send(request),
});
