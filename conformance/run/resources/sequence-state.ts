import type { Exchange } from '../../checks/exchange.ts';
import type { Json } from '../../core/json.ts';
import type { Case } from '../../generators/case.ts';
import type { ShownValue } from '../../generators/expectation.ts';
import type { Resources } from './open.ts';
import type { Thing } from './things.ts';

/** What the run of a sequence needs. */
export type SequenceContext = {
  readonly resources: Resources;
  /** A word for the values of this run. */
  readonly run: string;
  readonly hasOther: boolean;
  /** Sends a case and judges it, without binding it to things; its exchange, if there was one. */
  readonly send: (testCase: Case) => Promise<Exchange | undefined>;
  /** Tells why a case is not sent. */
  readonly skip: (testCase: Case, reason: string) => void;
};

/** A thing of a sequence, and what the target shows of it. */
export type Kept = { readonly thing: Thing; shown: Json | undefined };

/** What the steps so far have led to. */
export type State = {
  first?: Kept | undefined;
  second?: Kept | undefined;
  /** The values that the last accepted change gave, with those before. */
  given: readonly ShownValue[];
  /** What happened last, as a clause. */
  since: string;
  /** Whether the last change was accepted, or refused as it should be. */
  isDone: boolean;
  isDeleted: boolean;
  /** Whether the last change wrote only a part. */
  isPartial: boolean;
};
