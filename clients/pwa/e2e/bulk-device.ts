import { ActBuilder, textOf } from "../src/replica/core/act";
import { newId, newNonce, type Randomness } from "../src/replica/core/ids";
import { ask, begin, write } from "../src/replica/core/replica";
import type { Session, Written } from "../src/replica/core/types";
import type { Answer } from "../src/replica/core/wire";
import { jsonFraming } from "../src/replica/transport/framing";
import type { Rest } from "./rest";

/** As many acts as one slice carries. */
const SLICE = 500;

const random: Randomness = (count) => crypto.getRandomValues(new Uint8Array(count));

/** A device that only hands in, by thousands: it shows nothing and pulls nothing. */
export class BulkDevice {
  private session: Session;

  private constructor(
    private readonly base: string,
    private readonly token: string,
    private readonly person: string,
    replica: string,
  ) {
    this.session = begin(replica);
  }

  /** Enrols a new device for a person. `office` gives the code. */
  static async of(person: string, office: Rest, url: string): Promise<BulkDevice> {
    const base = `${url}/api/v1`;
    const code = await office.code({ person });
    const device = (await post(base, "/devices/enrol", { code, name: "bulk", app: "e2e" })) as {
      replica: string;
      secret: string;
    };
    const { replica, secret } = device;
    const access = await post(base, "/auth/device", { replica, secret });
    const { access_token: token } = access as { access_token: string };
    return new BulkDevice(base, token, person, replica);
  }

  /** Hands `count` acts in. `build` puts one together; `at` counts them. */
  async write(count: number, build: (act: ActBuilder, at: number) => void): Promise<void> {
    for (let from = 0; from < count; from += SLICE) {
      const rows: Written[] = [];
      for (let at = from; at < Math.min(count, from + SLICE); at += 1)
        rows.push(this.#row(build, at));
      await this.#push(rows);
    }
  }

  #row(build: (act: ActBuilder, at: number) => void, at: number): Written {
    const now = Date.now();
    const act = new ActBuilder({
      dot: [this.session.replica, this.session.last + 1],
      makeId: () => newId(now, random),
    });
    build(act, at);
    const deed = { actor: this.person, ops: textOf(act.ops), nonce: newNonce(random) };
    const [session, written] = write(this.session, deed, now, at);
    this.session = session;
    return written;
  }

  async #push(rows: readonly Written[]): Promise<void> {
    let left = rows;
    while (left.length > 0) {
      const [request] = ask(this.session, left, [], Date.now(), { pull: false });
      const body = jsonFraming.encodeSync(request);
      const answer = (await post(this.base, "/sync/push", body, this.token)) as Answer;
      const refused = answer.no?.find(([, verdict]) => verdict === "refused");
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
      const done = left.findIndex(({ n }) => n === answer.done);
      const last = left[done];
      if (last === undefined) throw new Error("nothing was decided");
      this.session = { ...this.session, after: [last.n, last.uid] };
      left = left.slice(done + 1);
    }
  }
}

async function post(
  base: string,
  path: string,
  body: object | Uint8Array<ArrayBuffer>,
  token?: string,
): Promise<unknown> {
  const answer = await fetch(base + path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    body: body instanceof Uint8Array ? body : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
