import type { Problem } from '../problems.ts';

/** What was checked, and what was found. */
export type Findings = {
  /** The descriptions, as the user named them. */
  readonly checked: readonly string[];
  readonly problems: readonly Problem[];
};

/** Turns the findings into text. Pure. */
export type Format = (findings: Findings) => string;
