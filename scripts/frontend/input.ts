import type { OperationFacts } from './operation.ts';
import type { IsJson } from './result.ts';

/** What a caller gives for one request: parameters and body as documented, and options of `fetch`. */
export type Input<Types, Facts extends OperationFacts> = ParametersOf<Types> &
  BodyInput<Types, Facts> &
  RequestOptions;

/** Options of one request that the contract does not speak of. */
export type RequestOptions = Omit<RequestInit, 'body' | 'headers' | 'method'> & {
  /** More header fields; `null` removes one that all requests have. */
  readonly headers?: Fields;
};

/** Header fields by name. */
export type Fields =
  | Headers
  | { readonly [name: string]: string | number | boolean | null | undefined };

/** The arguments of an operation: none are needed where it requires neither parameters nor a body. */
export type Arguments<Needed> = object extends Needed ? [input?: Needed] : [input: Needed];

type ParametersOf<Types> = Types extends { parameters: infer Parameters }
  ? object extends Parameters
    ? { readonly params?: Parameters }
    : { readonly params: Parameters }
  : unknown;

type BodyInput<Types, Facts extends OperationFacts> = Facts extends {
  readonly request: readonly [
    infer First extends string,
    ...infer Others extends readonly string[],
  ];
}
  ? IfRequired<Types, BodyWith<Types, First, true> | BodyOfOthers<Types, Others>>
  : unknown;

type BodyOfOthers<Types, Others extends readonly string[]> = {
  [Media in Others[number]]: BodyWith<Types, Media, false>;
}[Others[number]];

type BodyWith<Types, Media extends string, IsUsual> = {
  readonly body: Sent<Media, RequestContent<Types>>;
} & (IsUsual extends true ? { readonly mediaType?: Media } : { readonly mediaType: Media });

type IfRequired<Types, Input> = Types extends { requestBody: unknown }
  ? Input
  : Input | { readonly body?: undefined };

type RequestContent<Types> = Types extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: infer Content }
    ? Content
    : unknown
  : unknown;

/** What may be sent as a body of a media type. */
type Sent<Media extends string, Content> = Media extends keyof Content
  ? IsJson<Media> extends true
    ? Writable<Content[Media]>
    : Media extends `multipart/form-data${string}`
      ? Parts<Writable<Content[Media]>> | FormData
      : Media extends `application/x-www-form-urlencoded${string}`
        ? Writable<Content[Media]> | URLSearchParams
        : BodyInit
  : BodyInit;

/**
 * A body whose `readOnly` members may be left out, also where they are required: a server gives them.
 * @see https://spec.openapis.org/oas/v3.0.4.html#fixed-fields-for-schema-object
 */
type Writable<Body> = Body extends readonly unknown[]
  ? Body
  : Body extends object
    ? [ReadonlyKeys<Body>] extends [never]
      ? Body
      : Omit<Body, ReadonlyKeys<Body>> & Partial<Pick<Body, ReadonlyKeys<Body>>>
    : Body;

type ReadonlyKeys<Body> = {
  [Key in keyof Body]-?: Same<
    Pick<Body, Key>,
    { -readonly [Same in keyof Pick<Body, Key>]: Body[Same] }
  > extends true
    ? never
    : Key;
}[keyof Body];

type Same<One, Other> =
  (<Any>() => Any extends One ? 1 : 2) extends <Any>() => Any extends Other ? 1 : 2 ? true : false;

/** The members of a multipart body: what is described as a text may be a file. */
type Parts<Body> = Body extends object ? { [Member in keyof Body]: Part<Body[Member]> } : Body;

type Part<Value> = Value extends string
  ? string extends Value
    ? string | Blob
    : Value
  : Value extends readonly (infer Item)[]
    ? Part<Item>[]
    : Value;
