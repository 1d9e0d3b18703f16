import type { RenderOptions } from '../../../conformance/core/outputs.ts';
import type { DiffReport } from '../report.ts';

/** Renders what was found as text. Pure. */
export type Reporter = {
  readonly id: string;
  readonly summary: string;
  readonly render: (report: DiffReport, options: RenderOptions) => string;
};
