import type { RenderOptions } from '../../core/outputs.ts';
import type { Report } from '../report.ts';

export type { RenderOptions } from '../../core/outputs.ts';

/** Renders a report as text. A reporter is pure; the caller writes the text. */
export type Reporter = {
  readonly id: string;
  readonly summary: string;
  readonly render: (report: Report, options: RenderOptions) => string;
};
