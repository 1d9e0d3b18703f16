import type { NamedApi } from '../../conformance/core/contract/named-contracts.ts';
import type { Report } from '../../conformance/report/report.ts';
import type { Settings } from './settings.ts';
import { site } from './site.ts';

/** What a site is made of. */
export type SiteInput = {
  readonly apis: readonly NamedApi[];
  readonly settings: Settings;
  /** The last report of `contracts check`. */
  readonly report?: Report;
  /** Where the mock is on the server of the site, such as `/mock`; absent without `--serve`. */
  readonly mockPath?: string;
  readonly isServed?: boolean;
  /** What was made of each API before, by name: a part that is there is not made again. */
  readonly kept?: Map<string, unknown>;
  /** Told how many pages are made, and of how many. */
  readonly progress?: (done: number, all: number) => void;
};

/** The files of a site, by their path in it. */
export type SiteFiles = ReadonlyMap<string, string | Uint8Array>;

/** Makes the files of a site. Throws a `UserError` for a broken description. */
export type Build = (input: SiteInput) => Promise<SiteFiles>;

/** @see Build */
export const build: Build = ({ apis }) => site(apis);
