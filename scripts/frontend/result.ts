import type { OperationFacts } from './operation.ts';

/**
 * What came of a request, by the contract. `kind` says what the answer means, `status` is the documented
 * status (`200`, `4XX`, `default`), and both narrow `body`. What the contract does not document is
 * `unexpected`, and `status` is `undefined` there; `response.status` is always what the server sent.
 */
export type Result<Types, Facts extends OperationFacts> =
  | {
      [Status in keyof Facts['responses']]: Documented<Types, Facts, Status>;
    }[keyof Facts['responses']]
  | Unexpected;

/** An answer that the contract does not document: its status, its media type, or a body that can't be read. */
export type Unexpected = {
  readonly kind: 'unexpected';
  readonly status: undefined;
  readonly reason: 'status' | 'media-type' | 'body';
  readonly mediaType: string | undefined;
  readonly body: unknown;
  readonly response: Response;
};

/** The meaning of an answer; `other` is a redirect, or `304 Not Modified`. */
export type Meaning = 'success' | 'refusal' | 'failure' | 'other';

type Documented<
  Types,
  Facts extends OperationFacts,
  Status extends keyof Facts['responses'],
> = Facts['responses'][Status] extends readonly []
  ? Answer<KindOf<Facts, Status>, Status, undefined, undefined>
  : {
      [Media in Facts['responses'][Status][number]]: Answer<
        KindOf<Facts, Status>,
        Status,
        Media,
        BodyOf<Media, ContentOf<Types, Status>>
      >;
    }[Facts['responses'][Status][number]];

type Answer<Kind, Status, Media, Body> = {
  readonly kind: Kind;
  readonly status: Status;
  /** As documented. */
  readonly mediaType: Media;
  readonly body: Body;
  readonly response: Response;
};

/** The meaning of a documented status, as `meaningOf` says at run time. */
type KindOf<Facts extends OperationFacts, Status> = Status extends 'default'
  ? ByDefault<keyof Facts['responses']>
  : Status extends Refusing<Facts>
    ? 'refusal'
    : `${Status & (string | number)}` extends infer Text
      ? Text extends `2${string}`
        ? 'success' | (Text extends '2XX' ? RefusalIn<Facts> : never)
        : Text extends `4${string}`
          ? 'refusal'
          : Text extends `5${string}`
            ? 'failure'
            : 'other'
      : never;

type Refusing<Facts extends OperationFacts> = Facts extends {
  readonly refusals: readonly (infer Status)[];
}
  ? Status
  : never;

type RefusalIn<Facts extends OperationFacts> = [Refusing<Facts>] extends [never]
  ? never
  : 'refusal';

/** Beside a documented success, `default` documents errors only. */
type ByDefault<Statuses> = true extends (
  Statuses extends unknown
    ? `${Statuses & (string | number)}` extends `${2 | 3}${string}`
      ? true
      : false
    : never
)
  ? 'refusal' | 'failure'
  : Meaning;

type ContentOf<Types, Status> = Types extends { responses: infer Responses }
  ? Status extends keyof Responses
    ? Responses[Status] extends { content: infer Content }
      ? Content
      : unknown
    : unknown
  : unknown;

/** What a body is in a program, by its media type. */
type BodyOf<Media extends string, Content> = Media extends `${string}*${string}`
  ? unknown
  : IsJson<Media> extends true
    ? Media extends keyof Content
      ? Content[Media]
      : unknown
    : Lowercase<Media> extends
          | `text/event-stream${string}`
          | `${string}${'json-seq' | 'jsonl' | 'ndjson'}`
      ? ReadableStream<Uint8Array> | null
      : Lowercase<Media> extends
            | `text/${string}`
            | `${string}${'/' | '+'}xml${string}`
            | `${string}urlencoded`
        ? string
        : Blob;

/** Whether a media type is JSON, as `isJson` says at run time. */
export type IsJson<Media extends string> =
  Lowercase<Media> extends `${infer Essence};${string}`
    ? IsJson<Essence>
    : Lowercase<Media> extends
          | `${'application' | 'text'}/json`
          | `${'application' | 'text'}/${string}+json`
      ? true
      : false;

/** The kind of an answer by its status. */
export function meaningOf(status: number, { refusals }: OperationFacts): Meaning {
  if (status >= 500) return 'failure';
  if (status >= 400 || refusals?.includes(status)) return 'refusal';
  return status >= 200 && status < 300 ? 'success' : 'other';
}

/**
 * The key that documents a status: the status, its range, else `default`, which documents errors only
 * where a success is documented.
 */
export function documentedStatus(status: number, { responses, refusals }: OperationFacts) {
  const keys = Object.keys(responses);
  const range = `${Math.trunc(status / 100)}XX`;
  if (keys.includes(`${status}`)) return status;
  if (keys.includes(range)) return range;
  const isError = status >= 400 || refusals?.includes(status);
  const isCovered = isError || !keys.some((key) => /^[23]/.test(key));
  return keys.includes('default') && isCovered ? 'default' : undefined;
}

/** The documented media type that a received one is: by its name, else the range that says most. */
export function documentedMediaType(received: string, documented: readonly string[]) {
  const essence = received.split(';')[0]!.trim().toLowerCase();
  const fits = (key: string) => {
    const name = key.split(';')[0]!.trim().toLowerCase();
    return name === essence || (name.includes('*') && matches(name, essence));
  };
  return documented.filter(fits).toSorted((one, other) => stars(one) - stars(other))[0];
}
const stars = (key: string): number => key.split('*').length;
const matches = (range: string, essence: string): boolean =>
  range.split('*').reduce((rest: string | undefined, part) => {
    const at = rest?.indexOf(part) ?? -1;
    return at < 0 ? undefined : rest!.slice(at + part.length);
  }, essence) !== undefined;
