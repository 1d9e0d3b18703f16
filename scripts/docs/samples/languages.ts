import * as all from './index.ts';
import type { SampleLanguage } from './sample.ts';

/** Every language of samples, in the order in which a page offers them. */
export const languages: readonly SampleLanguage[] = Object.values(all).sort(
  (one, other) => one.order - other.order,
);
