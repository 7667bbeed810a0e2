import { useNavigate, useParams, useSearchParams } from "react-router";

/** What of the address speaks of a form; the rest are the list's filters. */
const OF_FORMS = ["new", "edit", "copy", "customer"] as const;

type OfForms = Partial<Record<(typeof OF_FORMS)[number], string>>;

/** What stands beside a list. */
export interface ListAddress {
  /** The record that is open. */
  readonly id: string | null;
  /** A form for a new one is open. */
  readonly isNew: boolean;
  /** The open one is being changed. */
  readonly isEdit: boolean;
  /** Opens a record, or none, or a form; the filters stay. `replaces`: there is no way back. */
  readonly go: (
    id: string | null,
    form?: OfForms,
    options?: { readonly replaces?: boolean },
  ) => void;
}

/** Which record of a list is open beside it, and in which form: the address says so. */
export function useListAddress(list: string): ListAddress {
  const { id = null } = useParams();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  return {
    id,
    isNew: params.has("new"),
    isEdit: id !== null && params.has("edit"),
    go: (to, form = {}, { replaces = false } = {}) => {
      const next = new URLSearchParams(params);
      for (const name of OF_FORMS) next.delete(name);
      for (const [name, value] of Object.entries(form)) next.set(name, value);
      const pathname = to === null ? list : `${list}/${to}`;
      void navigate({ pathname, search: next.toString() }, { replace: replaces });
    },
  };
}
