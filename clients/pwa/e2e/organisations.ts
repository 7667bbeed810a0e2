import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { COMMAND, type Server } from "./server";

const run = promisify(execFile);

/** As an administrator of both would do it: there is no screen for it yet. */
const JOIN = `
import sqlite3, sys
data, name, user, role = sys.argv[1:]
with sqlite3.connect(data + "/fieldpost.sqlite", timeout=30) as store:
    store.execute(
        "INSERT INTO identity_memberships (organisation, person, role, disabled)"
        " SELECT o.id, a.id, ?, 0 FROM identity_organisations o, identity_accounts a"
        " WHERE o.name = ? AND a.user_name = ?", (role, name, user))
`;

/** Founds one more organisation on a server, and makes somebody with an account a member of it. */
export async function foundAnother(
  server: Server,
  name: string,
  { user, role }: { readonly user: string; readonly role: string },
): Promise<void> {
  const { data } = server;
  const words = ["--name", name, "--admin", "boss", "--admin-name", "老闆", "--data", data];
  await run(COMMAND, ["init", ...words], {
    env: { ...process.env, FIELDPOST_ADMIN_PASSWORD: "correct-horse-battery" },
  });
  await run(join(dirname(COMMAND), "python"), ["-c", JOIN, data, name, user, role]);
}
