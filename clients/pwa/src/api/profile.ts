import { list, object, text } from "./border";
import { client } from "./client";

/** An organisation that somebody belongs to. */
export interface Membership {
  readonly id: string;
  readonly name: string;
}

const readProfile = object({ organisations: list(object<Membership>({ id: text, name: text })) });

/** The organisations of the person who is signed in. */
export async function profileOrganisations(): Promise<readonly Membership[]> {
  const { data } = await client.GET("/api/v1/auth/profile");
  return readProfile(data, "profile").organisations;
}
