import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import { useDevice } from "@/app/device";
import { usePeople } from "@/app/people/people-context";
import { useReplica } from "@/app/replica-context";
import { useToast } from "@/app/toasts/toasts-context";
import type { SignIn } from "@/replica/enrol";
import { Problem } from "@/replica/core/problem";

import { deviceName } from "./device-name";

/** An organisation to choose from. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

interface SigningIn {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** The organisations of a person who belongs to several and has not chosen yet. */
  readonly choices: readonly Choice[];
  readonly signIn: (credentials: SignIn) => Promise<void>;
}

/** Signs a person in; a browser that belongs to nobody becomes their device. */
export function useSignIn(): SigningIn {
  const { t } = useTranslation("sign-in");
  const replica = useReplica();
  const device = useDevice();
  const people = usePeople();
  const toasts = useToast();
  const navigate = useNavigate();
  const location = useLocation();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [choices, setChoices] = useState<readonly Choice[]>([]);

  const enter = async (credentials: SignIn): Promise<void> => {
    const person = await device.signIn(credentials);
    if (replica.identity === null) {
      const organisations =
        credentials.organisation === undefined ? await device.organisations() : [];
      if (organisations.length > 1) {
        setChoices(organisations);
        return;
      }
      await device.enrolSelf(deviceName(t));
      if ((await device.keep()) === false) {
        toasts.show({ of: "late", text: t("not-kept"), note: t("not-kept-why") });
      }
    } else if (replica.identity.person !== null && replica.identity.person !== person.id) {
      throw new Problem("device/other-person");
    }
    const profile = await replica.get("person", person.id);
    await people.arrive({ ...person, name: profile?.name ?? person.userName });
    const state = location.state as { readonly to?: string } | null;
    void navigate(state?.to ?? "/", { replace: true });
  };
  const signIn = async (credentials: SignIn): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await enter(credentials);
    } catch (error) {
      setProblem(
        error instanceof Problem ? error : new Problem("device/failure", { cause: error }),
      );
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, choices, signIn };
}
