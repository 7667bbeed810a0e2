import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useRoster } from "@/app/people/people-context";
import { useReplica } from "@/app/replica-context";

import { Front } from "./Front";
import styles from "./SignInScreen.module.css";
import { SignInForm } from "./SignInForm";

/** Signing in with user name and password; on a shared tablet, for each person once. */
export default function SignInScreen() {
  const { t } = useTranslation("sign-in");
  const { identity } = useReplica();
  const { members } = useRoster();
  return (
    <Front
      title={identity === null ? t("title") : identity.organisation.name}
      why={identity === null ? t("why") : t("why-here", { device: identity.name })}
    >
      <SignInForm />
      <p className={styles.other}>
        {members.length > 0 && <Link to="/people">{t("choose-person")}</Link>}
        {identity === null && <Link to="/setup">{t("with-code")}</Link>}
      </p>
    </Front>
  );
}
