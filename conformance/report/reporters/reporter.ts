import type { Report } from '../report.ts';

export type RenderOptions = {
  readonly colors: boolean;
  /** How many columns there are, where that is limited. */
  readonly columns?: number | undefined;
};

/** Turns a finished report into text. Pure; writing it somewhere is the caller's business. */
export type Reporter = {
  readonly id: string;
  readonly summary: string;
  readonly render: (report: Report, options: RenderOptions) => string;
};
