import type { Problem } from '../problems.ts';

/** What was checked, and what was found. */
export type Findings = {
  /** The descriptions, as the user named them. */
  readonly checked: readonly string[];
  readonly problems: readonly Problem[];
};

/** Renders what was found as text. Pure. */
export type Reporter = {
  readonly id: string;
  readonly summary: string;
  readonly render: (findings: Findings) => string;
};
