import type { Report } from '../report.ts';

export type RenderOptions = {
  readonly colors: boolean;
  /** How many columns there are, where that is limited. */
  readonly columns?: number | undefined;
};

/** The kinds of reports. `--help` lists them without loading the reporters, which takes longer. */
export const reportKinds = [
  'github',
  'html',
  'json',
  'junit',
  'markdown',
  'sarif',
  'text',
] as const;

/** Turns a finished report into text. Pure; writing it somewhere is the caller's business. */
export type Reporter = {
  readonly id: (typeof reportKinds)[number];
  readonly summary: string;
  readonly render: (report: Report, options: RenderOptions) => string;
};
