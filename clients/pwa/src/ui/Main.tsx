import { createContext, type ReactNode, use } from "react";

import { VisuallyHidden } from "./VisuallyHidden";

const Within = createContext(false);

interface MainProps {
  /** The page's heading, for ears only; left out where one is in sight. */
  readonly title?: string;
  readonly className?: string | undefined;
  readonly children?: ReactNode;
}

/** Whether something is a part of the page rather than the page. */
export function useIsWithinMain(): boolean {
  return use(Within);
}

/** What the page is about: its one main landmark. Inside another one it is a plain box, so that a
 * page of one message can stand alone or in the midst of a layout. */
export function Main({ title, className, children }: MainProps) {
  const Part = use(Within) ? "div" : "main";
  return (
    <Within value={true}>
      <Part className={className}>
        {title !== undefined && <VisuallyHidden as="h1">{title}</VisuallyHidden>}
        {children}
      </Part>
    </Within>
  );
}
