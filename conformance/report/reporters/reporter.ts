import type { Report } from '../report.ts';

export type RenderOptions = {
  readonly colors: boolean;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
};

/** Renders a report as text. A reporter is pure; the caller writes the text. */
export type Reporter = {
  readonly id: string;
  readonly summary: string;
  readonly render: (report: Report, options: RenderOptions) => string;
};
