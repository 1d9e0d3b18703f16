import type { Exchange } from './exchange.ts';
import type { Source } from '../core/source.ts';
import type { Case } from '../generators/case.ts';

/** What a check has to say of one exchange. */
export type Observation = {
  /** Whole sentences about the exchange. */
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  /** The rule of the contract that is broken. */
  readonly source: Source;
  /** What tells this defect from others that the same check finds: a place and a keyword. */
  readonly defect: string;
  /** A notice accuses nobody: it makes no case fail, unless the run is strict. */
  readonly severity?: 'notice';
};

/** One rule that an exchange must keep. Pure: same exchange, same observations, no clock, no network. */
export type Check = {
  readonly id: string;
  /** What it is called where there is little room, such as the head of a column. */
  readonly label: string;
  readonly summary: string;
  /** Whether what tells its defects apart may be words of the implementation, and not of the contract alone. */
  readonly quotesAnswers?: true;
  /** Whether an exchange has what it judges: where it has not, silence is no praise. */
  readonly concerns: (exchange: Exchange) => boolean;
  readonly judge: (exchange: Exchange) => Iterable<Observation>;
  /** What it says of a request that got no answer although the target answers others. */
  readonly judgeSilence?: (testCase: Case, reason: string) => Iterable<Observation>;
};
