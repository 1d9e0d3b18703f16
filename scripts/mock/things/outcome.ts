import type { Operation } from '../../../conformance/core/contract/model.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import { headerOf, type ReadRequest } from '../../../conformance/core/http/read-request.ts';
import type { Thing } from './thing.ts';

/** A request for a mock that is stateful, and where it was sent. */
export type Asked = {
  readonly operation: Operation;
  readonly read: ReadRequest;
  readonly request: WireRequest;
  /** The requested path, with its query. */
  readonly target: string;
  /** Whether it came over TLS. */
  readonly isSecure?: boolean;
};

export const contentTypeOf = ({ request }: Asked): string | undefined =>
  headerOf(request, 'content-type');

/** A request that is refused, with the statuses that say why, the best one first. */
export type Refused = {
  readonly refused: readonly [number, ...number[]];
  readonly reason: string;
};

/** What a request did. */
export type Done =
  | {
      readonly done: 'made' | 'written' | 'removed' | 'found';
      readonly thing: Thing;
      /** Whether the answer shows something else. */
      readonly isUnseen?: boolean;
    }
  | { readonly done: 'listed' }
  | {
      readonly done: 'many';
      readonly what: 'made' | 'written' | 'removed';
      readonly things: readonly Thing[];
    };

/** What was done to one thing. */
export type DoneToOne = Extract<Done, { readonly thing: Thing }>;

export type Outcome = Done | Refused | typeof absent;

/** What a request is about is not there. */
export const absent = 'absent';

/** What a request says can't be done beside what is there. */
export const conflicting = (reason: string): Refused => ({ refused: [409, 422, 400], reason });
