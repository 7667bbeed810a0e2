import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { useDevice } from "@/app/device";
import { usePeople } from "@/app/people/people-context";
import { useProblemWords } from "@/i18n/problem-words";
import { Problem } from "@/replica/core/problem";
import { Button } from "@/ui/Button";
import { Callout } from "@/ui/Callout";
import { TextField } from "@/ui/TextField";

import { deviceName } from "./device-name";
import { Front } from "./Front";
import styles from "./SignInScreen.module.css";

/** What a code is made of, as the server takes it: read aloud and typed with or without dashes. */
const CODE = /^[0-9A-Za-z -]{12,32}$/;

/** Setting a device up with a code from the office. */
export default function SetupScreen() {
  const { t } = useTranslation("sign-in");
  const words = useProblemWords();
  const device = useDevice();
  const people = usePeople();
  const navigate = useNavigate();
  const [code, setCode] = useState("");
  const [name, setName] = useState(() => deviceName(t));
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const isCode = CODE.test(code.trim());
  const enrol = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { person, role } = await device.enrol(code.trim(), name.trim());
      await device.keep();
      if (person === null) void navigate("/sign-in", { replace: true });
      else {
        await people.arrive({ id: person, name: "", userName: "", role });
        void navigate("/", { replace: true });
      }
    } catch (error) {
      setProblem(
        error instanceof Problem ? error : new Problem("device/failure", { cause: error }),
      );
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isCode && name.trim() !== "") void enrol();
  };
  const codeError = (): string | undefined => {
    if (isTried && !isCode) return t("code-form");
    return problem?.code === "enrol/code" ? words.title(problem) : words.ofField(problem, "code");
  };
  return (
    <Front title={t("setup")} why={t("setup-why")}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label={t("code")}
          description={t("code-where")}
          size="touch"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck="false"
          isRequired
          value={code}
          onChange={setCode}
          error={codeError()}
        />
        <TextField
          label={t("name")}
          description={t("name-why")}
          size="touch"
          isRequired
          maxLength={120}
          value={name}
          onChange={setName}
          error={
            isTried && name.trim() === "" ? words.field("required") : words.ofField(problem, "name")
          }
        />
        {problem !== null && problem.code !== "enrol/code" && (
          <Callout
            of={problem.code === "contact/none" ? "no-contact" : "failed"}
            role="alert"
            title={words.title(problem)}
          >
            {words.remedy(problem)}
          </Callout>
        )}
        <Button type="submit" kind="main" size="touch" isPending={isBusy}>
          {t("set-up")}
        </Button>
      </form>
      <p className={styles.other}>
        <Link to="/sign-in">{t("with-password")}</Link>
      </p>
    </Front>
  );
}
