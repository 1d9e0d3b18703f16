import type { Json } from '../core/json.ts';
import type { Identified } from '../core/resources/model.ts';

/** What earlier requests of a sequence mean for the response to a later one. */
export type Expectation = {
  /** The thing, for messages: "the book 12". */
  readonly thing: string;
  /** The names of such things in plain form, for reading answers that wrap them. */
  readonly names: readonly string[];
  /** What happened before, as a clause: "`POST /books` had made it". */
  readonly since: string;
  /** How an element of a list is found that has an identifier. */
  readonly by?: IdentifiedBy | undefined;
  /** How many elements a list was asked for, at most. */
  readonly asked?: number | undefined;
  /** Whether the description gives no maximum for that, so that a server may have one of its own. */
  readonly mayBeCut?: boolean | undefined;
} & (
  | ({ readonly of: 'created' } & Shown)
  | ({
      readonly of: 'changed';
      /** Values of optional members that a replacement left out: they must be gone. */
      readonly leftOut?: readonly ShownValue[];
      /** Whether the media type says what `null` and a list mean, as JSON Merge Patch does. */
      readonly isMergePatch?: boolean;
      /** The strong entity tag of the thing before the change. */
      readonly formerTag?: string | undefined;
      /** Whether the values may have moved on by themselves, as those of a job that runs. */
      readonly mayMoveOn?: boolean;
    } & Shown)
  | ({
      readonly of: 'unchanged';
      /** Whether what happened may be meant to reach further than its own thing. */
      readonly mayReachFurther?: boolean;
    } & Shown)
  | {
      readonly of: 'listed';
      readonly identifiers: readonly Json[];
      /** Whether they may have gone since: then they are only not there more than once. */
      readonly mayLack?: boolean;
    }
  | {
      readonly of: 'unlisted';
      readonly identifiers: readonly Json[];
      /** What it must hold all the same. */
      readonly others?: readonly Json[];
      /** What a deleted thing showed: the list may hold it with a mark. */
      readonly before?: Json | undefined;
    }
  | { readonly of: 'gone'; readonly before: Json | undefined }
  | {
      readonly of: 'unknown';
      /** The thing as it is elsewhere: another one of the same name is right. */
      readonly elsewhere?: Json | undefined;
      /** Whether it is only named in a body: a server may be lenient about such names. */
      readonly isReference?: true;
      /** Whether only what it lies below was deleted: a server may keep both. */
      readonly mayBeKept?: true;
    }
  /** A condition that is false: the request must not be done. */
  | { readonly of: 'stale' }
  | {
      readonly of: 'new';
      readonly resource: Identified;
      /** Those of the other things, also of the deleted one. */
      readonly identifiers: readonly Json[];
      readonly deleted?: Json | undefined;
      /** Whether the request was sent before: a server may find what it made then. */
      readonly isRepeated?: boolean;
    }
  | {
      readonly of: 'limited';
      readonly most: number;
      /** Texts of an element that another page had. */
      readonly not?: readonly string[] | undefined;
      /** Texts of the element that it must begin with. */
      readonly is?: readonly string[] | undefined;
      /** How many elements there are without the limit, at least. */
      readonly least?: number | undefined;
    }
  | {
      readonly of: 'filtered';
      readonly member: string;
      readonly value: Json;
      /** The identifier of a thing that has the value. */
      readonly has?: Json | undefined;
    }
  | { readonly of: 'hidden'; readonly identifier: Json | undefined }
);

/** What tells things of a resource apart: of the candidates for their identifier, the one at a rank. */
export type IdentifiedBy = { readonly resource: Identified; readonly rank: number };

/** Values that a response must show of a thing. */
type Shown = {
  readonly values: readonly ShownValue[];
  /** Whether the thing must be there at all: 404 is wrong. */
  readonly mustExist: boolean;
  /** What identifies the thing in a list. */
  readonly identifier?: Json | undefined;
};

export type ShownValue = {
  /** A JSON Pointer into the thing. */
  readonly pointer: string;
  readonly value: Json;
  /** What it was before a request gave it another value. */
  readonly before?: Json | undefined;
  /** Whether no request can give it, so that the server may move it by itself. */
  readonly isOfServer?: boolean;
};
