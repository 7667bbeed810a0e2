import type { Catalogue } from "@/app/station/catalogue";
import type { Doc } from "@/generated/entities";

import type { Ticket } from "./ticket";

/** What every step of a walk-up order is told. */
export interface StepProps {
  readonly ticket: Ticket;
  /** The chosen drink, where it is on the menu. */
  readonly drink: Doc<"item"> | undefined;
  readonly station: Doc<"station">;
  readonly stations: readonly Doc<"station">[];
  readonly catalogue: Catalogue;
  readonly onChange: (patch: Partial<Ticket>) => void;
}
