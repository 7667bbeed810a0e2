import type { Doc } from "@/generated/entities";

import type { Order } from "./board";
import { HandOverDialog } from "./HandOverDialog";
import { HistoryDialog } from "./HistoryDialog";
import { MoveDialog } from "./MoveDialog";
import { NoteDialog } from "./NoteDialog";
import { SettleDialog } from "./SettleDialog";
import type { Question, TicketVerbs } from "./verbs";

interface QuestionDialogProps {
  readonly question: Question;
  /** The order as it stands now, also while the dialog is open. */
  readonly order: Order;
  readonly station: Doc<"station">;
  readonly verbs: TicketVerbs;
  readonly onClose: () => void;
}

/** The dialog of a question that a ticket's menu asks. */
export default function QuestionDialog({
  question,
  order,
  station,
  verbs,
  onClose,
}: QuestionDialogProps) {
  switch (question) {
    case "hand-over":
      return <HandOverDialog {...{ order, station, verbs, onClose }} />;
    case "move":
      return <MoveDialog {...{ order, verbs, onClose }} />;
    case "note":
      return <NoteDialog {...{ order, verbs, onClose }} />;
    case "history":
      return <HistoryDialog {...{ order, onClose }} />;
    case "settle":
      return <SettleDialog {...{ order, onClose }} />;
  }
}
