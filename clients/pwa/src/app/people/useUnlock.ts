import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormat } from "@/app/data";

import type { Unlock } from "./people";
import { usePeople } from "./people-context";

interface Opener {
  readonly error: string | undefined;
  readonly open: (id: string, pin: string | null) => Promise<Unlock>;
  readonly forget: () => void;
}

/** Opens with a PIN, and says why not. */
export function useUnlock(): Opener {
  const { t } = useTranslation("shell");
  const people = usePeople();
  const format = useFormat();
  const [error, setError] = useState<string>();
  const open = useCallback(
    async (id: string, pin: string | null) => {
      const answer = await people.unlock(id, pin);
      const member = people.current().members.find((each) => each.id === id);
      if (answer === "open") setError(undefined);
      else if (answer === "wrong") setError(t("pin.wrong", { left: 5 - (member?.wrong ?? 0) }));
      else setError(t("pin.wait", { time: format.time(member?.waitUntil ?? 0) }));
      return answer;
    },
    [people, t, format],
  );
  const forget = useCallback(() => {
    setError(undefined);
  }, []);
  return { error, open, forget };
}
