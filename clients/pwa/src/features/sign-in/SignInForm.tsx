import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";

import { useProblemWords } from "@/i18n/problem-words";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { Select } from "@/ui/Select";
import { TextField } from "@/ui/TextField";

import { retryAfter } from "./retry-after";
import styles from "./SignInScreen.module.css";
import { useSignIn } from "./useSignIn";

/** User name and password; the organisation only where there is a choice. */
export function SignInForm() {
  const { t } = useTranslation("sign-in");
  const words = useProblemWords();
  const { isBusy, problem, choices, signIn } = useSignIn();
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const [organisation, setOrganisation] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);

  const missing = (value: string): string | undefined =>
    isTried && value === "" ? words.field("required") : undefined;
  const isWrong = problem?.code === "auth/credentials";
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (userName === "" || password === "") return;
    if (choices.length > 0 && organisation === null) return;
    void signIn({
      userName: userName.trim(),
      password,
      ...(organisation !== null && { organisation }),
    }).then(() => {
      // What is asked only now is not missing yet.
      setTried(false);
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t("user-name")}
        size="touch"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck="false"
        isRequired
        value={userName}
        onChange={setUserName}
        error={missing(userName) ?? words.ofField(problem, "user_name")}
      />
      <TextField
        label={t("password")}
        size="touch"
        type="password"
        name="password"
        autoComplete="current-password"
        isRequired
        value={password}
        onChange={setPassword}
        error={
          missing(password) ?? (isWrong ? words.title(problem) : words.ofField(problem, "password"))
        }
      />
      {choices.length > 0 && (
        <Select
          label={t("organisation")}
          description={t("organisation-why")}
          size="touch"
          value={organisation}
          options={choices.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setOrganisation}
          error={missing(organisation ?? "")}
        />
      )}
      {problem !== null && !isWrong && Object.keys(problem.fields).length === 0 && (
        <Callout
          of={problem.code === "contact/none" ? "no-contact" : "failed"}
          role="alert"
          title={words.title(problem)}
        >
          {retryAfter(problem) === null
            ? words.remedy(problem)
            : t("locked-for", { count: Math.ceil((retryAfter(problem) ?? 0) / 60) })}
        </Callout>
      )}
      <Button type="submit" kind="main" size="touch" isPending={isBusy}>
        {isBusy ? t("signing-in") : t("sign-in")}
      </Button>
    </form>
  );
}
