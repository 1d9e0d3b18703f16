import type { Exchange } from '../../checks/exchange.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
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
export type Kept = {
  readonly thing: Thing;
  shown: Json | undefined;
  /** The pointers of values that moved between its creation and the first read. */
  moving?: ReadonlySet<string>;
};

/** What the steps so far have led to. */
export type State = {
  first?: Kept | undefined;
  second?: Kept | undefined;
  /** The values that the last accepted change gave, with those before. */
  given: readonly ShownValue[];
  /** The pointers of all values that the last change sent, also of those that it repeated. */
  sent: readonly string[];
  /** What happened last, as a clause. */
  since: string;
  /** Whether the last change or deletion was accepted. */
  isDone: boolean;
  /** Whether the last request was refused, or about another thing. */
  isUnchanged: boolean;
  isDeleted: boolean;
  /** Whether the last change wrote only a part. */
  isPartial: boolean;
  /** Values of the optional members that the last accepted replacement left out. */
  leftOut: readonly ShownValue[];
  /** Whether the last change was a JSON Merge Patch. */
  isMergePatch: boolean;
  /** Texts that a refused creation gave. */
  refused: readonly Json[];
  /** Texts of a creation that was refused for a conflict, which one element of a list had before. */
  unique: readonly string[];
  /** The elements of the last list, as texts. */
  elements: readonly (readonly string[])[];
  /** The request that made the first thing. */
  request?: PlannedRequest | undefined;
  /** How many pages of one element were read. */
  pages: number;
  /** What the last of them had, as texts. */
  pageElement?: readonly string[] | undefined;
  /** What the last of them calls the next one. */
  cursor?: string | undefined;
  /** A thing that was made when the first one was gone. */
  third?: Kept | undefined;
  /** What the answer to a command shows of the thing, with what it showed before where that is other. */
  commanded?: readonly ShownValue[];
  /** What the first thing was last written as a whole. */
  written?: Json | undefined;
  /** The entity tag of the first thing before the last change, and now. */
  formerTag?: string | undefined;
  tag?: string | undefined;
  /** Whether something that needs the second thing was made. */
  isUsed?: boolean;
  /** Whether the deletion of a used thing was refused. */
  isDeletionRefused?: boolean;
  /** Another parent than that of the first thing, and a thing below it. */
  parent?: Thing | undefined;
  orphan?: Thing | undefined;
  isParentDeleted?: boolean;
};
