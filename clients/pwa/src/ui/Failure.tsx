import { RotateCw } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useProblemWords, type ProblemLike } from "@/i18n/problem-words";

import { Button } from "./Button";
import { Callout } from "./Callout";

interface FailureProps {
  readonly problem: ProblemLike;
  /** Tries again; left out where that is of no use. */
  readonly onRetry?: () => void;
}

/** What went wrong, that nothing was lost by it, and the next step. */
export function Failure({ problem, onRetry }: FailureProps) {
  const { t } = useTranslation("ui");
  const words = useProblemWords();
  return (
    <Callout
      of="failed"
      role="alert"
      title={words.title(problem)}
      action={
        onRetry !== undefined && (
          <Button icon={<RotateCw aria-hidden="true" />} onPress={onRetry}>
            {t("try-again")}
          </Button>
        )
      }
    >
      {words.remedy(problem) ?? t("nothing-lost")}
    </Callout>
  );
}
