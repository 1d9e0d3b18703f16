import type { Exchange } from './exchange.ts';
import type { Strength } from '../core/contract/evidence.ts';
import type { Source } from '../core/source.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import type { Severity } from './severity.ts';

/** A defect that a check finds in one exchange. */
export type Observation = {
  /** Whole sentences about the exchange. */
  readonly message: string;
  /** The message for a reader who knows the response only, where it differs. */
  readonly messageWithoutRequest?: string;
  readonly expected: string;
  readonly actual: string;
  /** The broken rule of the contract. */
  readonly source: Source;
  /** The name of the defect among those of the same check: a place and a keyword. */
  readonly defect: string;
  /** The variation of the request, where another one of the same rule may be another defect. */
  readonly variation?: string | undefined;
  /** How strong the evidence for the broken rule is, where that decides the severity. */
  readonly strength?: Strength | undefined;
  /** `error` by default. A notice fails no case, unless the run is strict. */
  readonly severity?: Exclude<Severity, 'error'>;
  /** What repeating the request must do, so that the defect shows again. */
  readonly reproduction?: {
    /** The part of an earlier request that the response may repeat, and the value that it shows. */
    readonly repeats?: { readonly expression: string; readonly value?: Json };
    /** How long to wait for the response. */
    readonly maxSeconds?: number;
  };
};

/** Why no complete response came. It is part of the id of a finding, so it never changes. */
export type SilenceCause =
  | 'broken-off'
  | 'cut'
  | 'not-http'
  | 'timeout'
  | 'too-large'
  | 'unrequested-100';

/** A request without a complete response, although the target answers other requests. */
export type Silence = {
  readonly cause: SilenceCause;
  readonly reason: string;
  /** How long the run waits, in milliseconds. */
  readonly limit: number;
};

/** A rule for one exchange. Pure: same exchange, same observations, no clock, no network. */
export type Check = {
  readonly id: string;
  /** A short name, for example for the head of a column. */
  readonly label: string;
  readonly summary: string;
  /** Whether its defects may quote a response, so that secrets are redacted from them. */
  readonly quotesResponse?: true;
  /** One finding replaces those of all valid requests of an operation, if none of them passes. */
  readonly aggregates?: 'operation';
  /**
   * The check whose findings come first: where an operation has one, this check has nothing to say
   * that its repair may not change.
   */
  readonly impliedBy?: string;
  /**
   * What the check needs besides request and response: the time that the response took, that no
   * state of the target is in the way of the request, or the requests before it. The matcher knows
   * none of them by itself.
   */
  readonly needs?: 'duration' | 'state' | 'sequence';
  /** Whether the check applies; a check that does not apply counts neither as pass nor as fail. */
  readonly appliesTo: (exchange: Exchange) => boolean;
  /** Called only for an exchange that the check applies to. */
  readonly judge: (exchange: Exchange) => Iterable<Observation>;
  readonly judgeSilence?: (testCase: Case, silence: Silence) => Iterable<Observation>;
};
