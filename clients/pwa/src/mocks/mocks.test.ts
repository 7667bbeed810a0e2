// @vitest-environment node
import { afterAll, beforeAll, expect, test } from "vitest";

import { type Operation, openApi, type Schema } from "./document";
import { mockServer } from "./node";
import { resolved, sample } from "./sample";

const { schemas } = openApi.components;
const HUB = "http://hub.example/api/v1";

beforeAll(() => {
  mockServer.listen({ onUnhandledRequest: "error" });
});
afterAll(() => {
  mockServer.close();
});

/** What of a schema a value breaks, by its path; the keywords that samples can get wrong. */
function broken(value: unknown, schema: Schema, at = "$"): string[] {
  if (schema.$ref !== undefined) return broken(value, resolved(schema.$ref, schemas), at);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    return choices.some((one) => broken(value, one, at).length === 0) ? [] : [`${at}: no choice`];
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${at}: not a choice`];
  if (value === null) {
    return [schema.type ?? "null"].flat().includes("null") ? [] : [`${at}: is null`];
  }
  if (typeof value === "string") {
    const fits = new RegExp(schema.pattern ?? "").test(value);
    return fits ? [] : [`${at}: ${value} is not of the form ${schema.pattern ?? ""}`];
  }
  if (typeof value === "number") {
    const inside = value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value);
    return inside ? [] : [`${at}: ${value} is out of bounds`];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined || items === false) return [];
    return value.flatMap((each, place) => broken(each, items, `${at}[${place}]`));
  }
  const parts = value as Record<string, unknown>;
  const missing = (schema.required ?? []).filter((name) => !(name in parts));
  return [
    ...missing.map((name) => `${at}.${name} is missing`),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
      name in parts ? broken(parts[name], part, `${at}.${name}`) : [],
    ),
  ];
}

const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) =>
    method === "parameters" ? [] : [{ path, method, operation: operation as Operation }],
  ),
);

test("every answer of every operation has a sample that its own schema allows", () => {
  let judged = 0;
  for (const { path, method, operation } of operations) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      for (const { schema } of Object.values(answer.content ?? {})) {
        if (schema === undefined) continue;
        expect(broken(sample(schema, schemas), schema), `${method} ${path} ${status}`).toEqual([]);
        judged += 1;
      }
    }
  }
  expect(judged).toBeGreaterThan(500);
});

test("every operation answers", async () => {
  for (const { path, method } of operations) {
    const url = `http://hub.example${path.replaceAll(/\{\w+\}/g, "AZNcAZNcAZNcAZNcAZNcAZ")}`;
    const answer = await fetch(url, { method: method.toUpperCase() });
    expect(answer.ok, `${method} ${path}`).toBe(true);
  }
});

test("a list has records, and a record has its fields", async () => {
  const page = (await (await fetch(`${HUB}/customers?limit=1`)).json()) as { data: object[] };
  expect(page.data[0]).toMatchObject({ id: "AZNcAZNcAZNcAZNcAZNcAZ", name: "name" });
  const made = await fetch(`${HUB}/customers`, { method: "POST", body: "{}" });
  expect(made.status).toBe(201);
});

test("a fixed address is not taken for a name", async () => {
  const day = (await (await fetch(`${HUB}/routes/reach?day=2026-11-21`)).json()) as object;
  expect(day).toHaveProperty("routes");
});

test("a refusal can be asked for", async () => {
  const headers = { Prefer: "code=404" };
  const answer = await fetch(`${HUB}/customers/AZNcAZNcAZNcAZNcAZNcAZ`, { headers });
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ status: 404, code: "record/unknown" });
  const unheard = await fetch(`${HUB}/customers`, { headers: { Prefer: "code=418" } });
  expect(unheard.status).toBe(501);
});
