import { ENTITIES, type EntityName } from "@/generated/entities";
import type { paths } from "@/generated/openapi";

import { instant, list, map, object, orNull, text, values, whole } from "./border";
import { client } from "./client";

const readAnswer = object({
  data: list(
    object({
      act: text,
      actor: text,
      at: instant,
      device: text,
      fields: map(values),
      n: whole,
      position: whole,
      received: orNull(instant),
      replica: text,
    }),
  ),
});

/** Each entity's history has the same shape at a path of its own. */
type HistoryPath = Extract<keyof paths, `${string}/history`>;

/** What became of a record, newest first; only the server knows it.
 *
 * @throws Unreachable, Rejected */
export async function readHistory(entity: EntityName, id: string, signal: AbortSignal) {
  const path = `/api/v1/${ENTITIES[entity].plural}/{id}/history` as HistoryPath;
  const { data } = await client.GET(path, { params: { path: { id } }, signal });
  return readAnswer(data, "history").data;
}
