import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useAct, useMe, useReplica, useToast } from "@/app/data";
import type { Act, Mutation } from "@/replica/api";

/** Does the same to each of several records, an act each, so that one that is refused does not hold
 * up the others; one bar takes all of them back. `words`: what was done, for so many. */
export function useEach(): <T>(
  things: readonly T[],
  build: (act: Act, thing: T) => void,
  words: (count: number) => string,
) => Promise<void> {
  const { t } = useTranslation("orders");
  const act = useAct();
  const replica = useReplica();
  const toast = useToast();
  const { id: me } = useMe();
  return useCallback(
    async (things, build, words) => {
      const done: Mutation[] = [];
      let refused = 0;
      for (const thing of things) {
        const mutation = await act((draft) => build(draft, thing), {
          onProblem: () => {
            refused += 1;
          },
        });
        if (mutation !== null) done.push(mutation);
      }
      if (refused > 0) toast.show({ of: "failed", text: t("many.refused", { count: refused }) });
      if (done.length === 0) return;
      toast.offerUndo(words(done.length), t("many.undo"), () => {
        for (const mutation of done.reverse()) {
          replica.undo(me, mutation.seq).catch(() => {
            toast.show({ of: "failed", text: t("many.not-undone") });
          });
        }
      });
    },
    [act, replica, toast, me, t],
  );
}
