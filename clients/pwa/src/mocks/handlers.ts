/**
 * A mock of the server's REST interface, made at run time from its own OpenAPI document: every path
 * answers with the success that the document describes, or with the refusal that a request asks for
 * by `Prefer: code=404`.
 */

import { http, type HttpHandler, HttpResponse } from "msw";

import { type Answer, type OpenApi, type Operation, openApi, type Schema } from "./document";
import { sample } from "./sample";

const METHODS = ["get", "post", "patch", "put", "delete"] as const;
const PREFERRED = /\bcode=(\d{3})\b/;

/** Handlers for every operation of the document, longer paths first. */
export function handlersOf(document: OpenApi = openApi): HttpHandler[] {
  const paths = Object.keys(document.paths).sort(
    (one, other) => variables(one) - variables(other) || other.length - one.length,
  );
  return paths.flatMap((path) =>
    METHODS.flatMap((method) => {
      const operation = document.paths[path]?.[method] as Operation | undefined;
      if (operation === undefined) return [];
      const at = `*${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
      return [
        http[method](at, ({ request }) =>
          answerOf(operation, request, document.components.schemas),
        ),
      ];
    }),
  );
}

/** A fixed address is meant before one with a name in it. */
function variables(path: string): number {
  return path.split("{").length;
}

function answerOf(
  operation: Operation,
  request: Request,
  schemas: Readonly<Record<string, Schema>>,
): Response {
  const asked = PREFERRED.exec(request.headers.get("prefer") ?? "")?.[1];
  const status = asked ?? Object.keys(operation.responses).find((code) => code.startsWith("2"));
  const answer = status === undefined ? undefined : operation.responses[status];
  if (status === undefined || answer === undefined) {
    return HttpResponse.text(`the document knows no such answer: ${asked ?? "2xx"}`, {
      status: 501,
    });
  }
  const [media, body] = Object.entries(answer.content ?? {})[0] ?? [];
  if (media === undefined || body?.schema === undefined) {
    return new HttpResponse(null, { status: Number(status) });
  }
  const value = sample(body.schema, schemas);
  const told = media.startsWith("application/problem")
    ? refusal(value, Number(status), answer)
    : value;
  return HttpResponse.json(told as Record<string, unknown>, {
    status: Number(status),
    headers: { "Content-Type": media },
  });
}

/** A problem with one of the codes that the document names for the status. */
function refusal(value: unknown, status: number, answer: Answer): Record<string, unknown> {
  const code = /`([a-z]+\/[a-z-]+)`/.exec(answer.description ?? "")?.[1] ?? "request/failed";
  return { ...(value as Record<string, unknown>), status, code, type: `/problems/${code}` };
}
