import { ENTITIES, type Doc, type EntityName, type Values } from "../src/generated/entities";
import { PASSWORD } from "./accounts";

const PAGE = "200";
/** As many requests as one batch may hold. */
const BATCH = 500;

/** What the server itself holds, as a person reads and writes it through REST. */
export class Rest {
  private constructor(
    private readonly base: string,
    private readonly token: string,
    /** The person's id. */
    readonly person: string,
  ) {}

  /** Signs in at the server that answers at `url`. */
  static async as(url: string, user: string): Promise<Rest> {
    const base = `${url}/api/v1`;
    const answer = await fetch(`${base}/auth/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user_name: user, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`${user} cannot sign in: ${await answer.text()}`);
    const access = (await answer.json()) as { access_token: string; user: { id: string } };
    return new Rest(base, access.access_token, access.user.id);
  }

  /** Every record that a filter lets through, `{ station: id, "state.in": "pending" }`. */
  async all<E extends EntityName>(
    entity: E,
    filter: Readonly<Record<string, string>> = {},
  ): Promise<Doc<E>[]> {
    const found: Doc<E>[] = [];
    let after: string | null | undefined;
    do {
      const query = new URLSearchParams({ ...filter, limit: PAGE, ...(after && { after }) });
      const page = (await this.ask("GET", `/${plural(entity)}?${query.toString()}`)) as {
        readonly data: Doc<E>[];
        readonly next?: string | null;
      };
      found.push(...page.data);
      after = page.next;
    } while (after !== undefined && after !== null);
    return found;
  }

  one<E extends EntityName>(entity: E, id: string): Promise<Doc<E>> {
    return this.ask("GET", `/${plural(entity)}/${id}`) as Promise<Doc<E>>;
  }

  create<E extends EntityName>(entity: E, values: Values<E>): Promise<Doc<E>> {
    return this.ask("POST", `/${plural(entity)}`, values) as Promise<Doc<E>>;
  }

  /** Makes many records, in their order; their ids. */
  async createAll<E extends EntityName>(
    entity: E,
    values: readonly Values<E>[],
  ): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let from = 0; from < values.length; from += BATCH) {
      const requests = values.slice(from, from + BATCH).map((body) => ({ method: "POST", body }));
      const answer = await this.ask("POST", `/${plural(entity)}/batch`, { requests });
      const { results } = answer as { results: { data?: { id: string }; error?: unknown }[] };
      for (const { data, error } of results) {
        if (data === undefined) throw new Error(JSON.stringify(error));
        ids.push(data.id);
      }
    }
    return ids;
  }

  edit<E extends EntityName>(
    entity: E,
    id: string,
    values: Readonly<Record<string, unknown>>,
  ): Promise<Doc<E>> {
    return this.ask("PATCH", `/${plural(entity)}/${id}`, values) as Promise<Doc<E>>;
  }

  /** The id of whose account that is. */
  async personOf(user: string): Promise<string> {
    return (await Rest.as(this.base.replace(/\/api\/v1$/, ""), user)).person;
  }

  /** The writes that made a record what it is. */
  async history(
    entity: EntityName,
    id: string,
  ): Promise<{ readonly data: readonly { readonly actor: string }[] }> {
    const path = `/${plural(entity)}/${id}/history`;
    return (await this.ask("GET", path)) as { data: { actor: string }[] };
  }

  /** A code that makes something a device of a person, or of a station. */
  async code(of: { readonly person: string } | { readonly station: string }): Promise<string> {
    const whose = "station" in of ? { ...of, role: "barista" } : of;
    return ((await this.ask("POST", "/devices/enrolments", whose)) as { code: string }).code;
  }

  private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.base + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

function plural(entity: EntityName): string {
  return ENTITIES[entity].plural;
}
