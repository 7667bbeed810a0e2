import { Component, type ReactNode } from "react";

import { CrashPage } from "./CrashPage";

interface CrashBoundaryState {
  readonly error: unknown;
  readonly isCrashed: boolean;
}

/** Catches what fails outside of any route. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, CrashBoundaryState> {
  override state: CrashBoundaryState = { error: null, isCrashed: false };

  static getDerivedStateFromError(error: unknown): CrashBoundaryState {
    return { error, isCrashed: true };
  }

  override render(): ReactNode {
    return this.state.isCrashed ? <CrashPage error={this.state.error} /> : this.props.children;
  }
}
