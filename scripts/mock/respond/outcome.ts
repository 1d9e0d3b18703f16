import { responseFor } from '../../../conformance/core/contract/responses.ts';
import { codecOf } from '../../../conformance/core/http/codecs.ts';
import { documentedMediaType, isJson } from '../../../conformance/core/http/media-type.ts';
import type {
  Contract,
  MediaType,
  Operation,
  Refusal,
} from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Schema, Violation } from '../../../conformance/core/schema/model.ts';
import { withValueAt } from '../../../conformance/core/pointer.ts';
import { isFree, kindOf, writtenSchema } from './unconstrained.ts';
import { headerFieldsOf, type Headers } from './header-fields.ts';
import { holesOf, type Context } from './bindings.ts';
import { madeBody } from '../made-body.ts';
import { choose, type Wanted } from './prism.ts';
import { templateOf } from './template.ts';

/** One answer to one request. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** What the text says, for those who need it as a value. */
  readonly body: () => Json | undefined;
};

/** A documented answer that was chosen, ready to be given to any number of requests. */
export type Outcome = {
  readonly example: string | undefined;
  readonly mediaType: MediaType | undefined;
  /** The answer to one request. Throws where it would break its contract, and says where. */
  readonly answer: (context: Context) => Answer;
};

/** What decides on an outcome. */
export type Asked = Wanted & {
  readonly accept?: string | undefined;
  /** What a refusal says of the fault. */
  readonly says?: Refusal['says'];
  /** Makes bodies anew for each answer, in place of an example. */
  readonly bodies?: ((schema: Schema) => () => Json) | undefined;
};

/** How many different values an outcome remembers the proof of, where the values themselves count, and of what length. */
const proofs = 1000;
const longest = 1000;

/**
 * Prepares an answer: Prism chooses it, and what it repeats is left open. That it keeps its contract is proved once for
 * each combination of what is filled in; where a schema says more of a place than its type, once for each value.
 */
export function outcomeOf(
  contract: Contract,
  operation: Operation,
  { accept, says, bodies, ...wanted }: Asked,
): Outcome {
  const { status, mediaType: negotiated, example } = choose(operation, wanted, accept);
  const response = responseFor(operation, status);
  const content = response?.content ?? [];
  const mediaType = documentedMediaType(content, negotiated) ?? content[0];
  const type = mediaType && concrete(mediaType.name);
  const fields = headerFieldsOf(response, mediaType, {
    ...(operation.deprecated ? { deprecation: 'true' } : {}),
    ...(type === undefined ? {} : { 'content-type': type }),
  });
  const nextBody = mediaType?.schema && bodies?.(mediaType.schema);
  const fixed = nextBody
    ? undefined
    : mediaType && (example ? example.value : madeBody(mediaType, type!));

  function refuse(place: string, { message, source }: Violation): never {
    throw new Error(
      `The documented answer ${status} of ${operation.id} breaks its own contract: "${place}" ${message} (${source.file}:${contract.line(source)}).`,
    );
  }
  if (!response) throw new Error(`The status ${status} is not documented for ${operation.id}.`);

  /** Judges a body, and what a reader makes of its text: plain text has no form for an object. */
  function prove(body: Json, text: string): void {
    const codec = isJson(type ?? '') ? undefined : codecOf(type ?? '');
    const read = codec?.decode(Buffer.from(text), type!, mediaType!) ?? { value: body };
    const [broken] = mediaType?.schema?.validate(body) ?? [];
    const [unread] = 'value' in read ? (mediaType?.schema?.validate(read.value) ?? []) : [];
    if (broken ?? unread) refuse((broken ?? unread)!.pointer, (broken ?? unread)!);
  }

  /** An answer with these places filled in, whatever with. */
  function variantOf(places: readonly string[]) {
    const schema =
      mediaType && writtenSchema(contract, operation, response!.status, mediaType.name);
    const areFree = places.map((place) => isFree(schema, place, contract.document.deref));
    // what stands within another place can't be cut out of the text by itself
    const areApart = places.every(
      (place) => !places.some((other) => other.startsWith(`${place}/`)),
    );
    const template = mediaType && isJson(type!) && areApart ? templateOf(fixed, places) : undefined;
    const proven = new Set<string>();
    const filled = (values: readonly Json[]) =>
      places.reduce<Json | undefined>(
        (body, place, index) => withValueAt(body, place, values[index]!),
        fixed,
      );
    return (values: readonly Json[]): { text: string; body: () => Json | undefined } => {
      const flat = values
        .map((value, index) => (areFree[index] ? kindOf(value) : JSON.stringify(value)))
        .join('\n');
      const body = () => filled(values);
      const text = template ? template(values) : written(mediaType, type, body());
      if (!proven.has(flat)) {
        const whole = body();
        if (whole !== undefined) prove(whole, text);
        if (proven.size >= proofs) proven.clear();
        if (flat.length < longest) proven.add(flat);
      }
      return { text, body };
    };
  }
  const holes = mediaType ? holesOf(mediaType, fixed, says) : [];
  const variants = new Map<string, ReturnType<typeof variantOf>>();

  function answer(context: Context): Answer {
    const headers = fields(context, refuse);
    if (nextBody) return { status, headers, ...madeAnew(nextBody(), context) };
    let which = '';
    const values: Json[] = [];
    for (const { value } of holes) {
      const found = value(context);
      which += found === undefined ? '0' : '1';
      if (found !== undefined) values.push(found);
    }
    const variant =
      variants.get(which) ??
      variantOf(holes.filter((_, index) => which[index] === '1').map(({ place }) => place));
    if (variants.size >= proofs) variants.clear();
    variants.set(which, variant);
    return { status, headers, ...variant(values) };
  }

  function madeAnew(made: Json, context: Context) {
    const body = holesOf(mediaType!, made, says).reduce<Json>((filled, { place, value }) => {
      const found = value(context);
      return found === undefined ? filled : withValueAt(filled, place, found);
    }, made);
    const text = written(mediaType, type, body);
    prove(body, text);
    return { text, body: () => body };
  }

  return { example: nextBody ? undefined : example?.name, mediaType, answer };
}

/** A media type that belongs to a range; where no other is likely, the one for examples. @see https://www.rfc-editor.org/rfc/rfc4735 */
function concrete(name: string): string {
  if (!name.includes('*')) return name;
  const [type = ''] = name.split('/');
  const usual: { readonly [type: string]: string } = {
    '*': 'application/json',
    application: 'application/json',
    text: 'text/plain',
  };
  return usual[type] ?? `${type}/example`;
}

/** A body as it is sent: JSON, a form, or a text as it stands. */
function written(
  mediaType: MediaType | undefined,
  type: string | undefined,
  body: Json | undefined,
): string {
  if (!mediaType || body === undefined) return '';
  const codec = codecOf(type ?? '');
  if (codec) return Buffer.from(codec.encode(body, { ...mediaType, name: type! }).bytes).toString();
  if (typeof body === 'string') return body;
  throw new Error(
    `${mediaType.name} can't be written from a value: give its example as a text (${mediaType.source.file}).`,
  );
}
