import type { Readable } from '../../../../conformance/core/http/runtime-expression.ts';
import type { Json } from '../../../../conformance/core/json.ts';
import {
  documentedMediaType,
  documentedStatus,
  meaningOf,
  type Meaning,
} from '../../../frontend/result.ts';
import type { OperationValidators } from '../../../frontend/validators.ts';
import { bodyAnchors, type Anchors } from './anchors.ts';
import { unrepeated, type Unrepeated } from './echo.ts';
import { placeOf, type Broken, type BrokenInRequest } from './judge-request.ts';
import type { ConsoleOperation } from './operation.ts';
import type { Answer } from './send.ts';
import type { Words } from './words.ts';

/** A rule of the contract, and whether the answer keeps it. */
export type Finding = {
  readonly verdict: 'kept' | 'broken' | 'unjudged';
  readonly says: keyof Words;
  readonly values: { readonly [name: string]: string | number };
  readonly anchors: Anchors;
  readonly broken?: readonly Broken[];
  readonly unrepeated?: readonly (Unrepeated & { readonly anchors: Anchors })[];
};

/** What an answer is by the contract. */
export type Judgement = {
  readonly meaning: Meaning | 'undocumented';
  readonly findings: readonly Finding[];
};

/** A request as far as answers are judged by it. */
export type SentValues = { readonly values: Readable; readonly broken: readonly BrokenInRequest[] };

type Context = {
  readonly operation: ConsoleOperation;
  readonly validators: OperationValidators<unknown>;
  readonly answer: Answer;
  /** The key that documents the status. */
  readonly status: string;
  readonly anchor: string;
};

/** Judges an answer: its status, its media type, its body, and what it has to repeat. */
export function judgeAnswer(
  { operation, validators }: Pick<Context, 'operation' | 'validators'>,
  answer: Answer,
  sent: SentValues,
): Judgement {
  const { facts } = operation;
  const found = documentedStatus(answer.status, facts);
  if (found === undefined)
    return { meaning: 'undocumented', findings: [statusFinding(operation, answer)] };
  const status = String(found);
  const context = { operation, validators, answer, status, anchor: `response-${status}` };
  const meaning = meaningOf(answer.status, facts);
  return {
    meaning,
    findings: [
      statusFinding(operation, answer, status),
      ...contentFindings(context),
      ...echoFindings(context, sent, meaning),
    ],
  };
}

function statusFinding({ facts }: ConsoleOperation, answer: Answer, documented?: string): Finding {
  const { status } = answer;
  if (documented === undefined)
    return finding('broken', 'statusBroken', [], {
      status,
      documented: Object.keys(facts.responses).join(', '),
    });
  const says = documented === String(status) ? 'statusKept' : 'statusByDefault';
  return finding('kept', says, [`response-${documented}`], { status, documented });
}

/** What holds for the media type and the body. */
function contentFindings(context: Context): Finding[] {
  const { operation, answer, status, anchor } = context;
  const types = operation.facts.responses[status] ?? [];
  const documented = types.join(', ');
  // by HTTP, these have none
  if (operation.facts.method === 'HEAD' || answer.status === 304) return [];
  if (types.length === 0)
    return [
      answer.isEmpty
        ? finding('kept', 'noBody', [anchor])
        : finding('broken', 'bodyUnwanted', [anchor]),
    ];
  if (answer.isEmpty && !types.some((type) => type.startsWith('text/')))
    return [finding('broken', 'bodyMissing', [anchor], { documented })];
  const type = answer.headers.get('content-type') ?? '';
  if (type === '') return [finding('broken', 'noMediaType', [anchor], { documented })];
  const mediaType = documentedMediaType(type, types);
  if (mediaType === undefined)
    return [finding('broken', 'mediaTypeBroken', [anchor], { type, documented })];
  return [finding('kept', 'mediaTypeKept', [anchor], { type }), bodyFinding(context, mediaType)];
}

function bodyFinding(context: Context, type: string): Finding {
  const { operation, validators, answer, status, anchor } = context;
  if (answer.isBroken) return finding('broken', 'bodyNotJson', [anchor]);
  const isJudged = answerTo(operation, status)?.judged.includes(type) ?? false;
  if (!isJudged || answer.body instanceof Blob)
    return finding('unjudged', 'bodyUnjudged', [anchor], { type });
  const violations = validators.response.violations(answer.status, answer.body, type);
  const broken = violations.map(({ pointer, message }) => ({
    ...{ place: placeOf(pointer), message },
    anchors: bodyAnchors(anchor, pointer, answer.body),
  }));
  return broken.length === 0
    ? finding('kept', 'bodyKept', [anchor])
    : { ...finding('broken', 'bodyBroken', [anchor]), broken };
}

/** What a success says of a request that the contract refuses, no rule tells. */
function echoFindings(context: Context, { values, broken }: SentValues, meaning: Meaning) {
  const { operation, answer, status, anchor } = context;
  if (meaning === 'success' && broken.length > 0) return [];
  const type = answer.headers.get('content-type') ?? '';
  const byType = answerTo(operation, status)?.echo ?? {};
  const mediaType = documentedMediaType(type, Object.keys(byType));
  if (mediaType === undefined) return [];
  const isJson = answer.text !== undefined && !answer.isBroken;
  const found = unrepeated(byType[mediaType]!, {
    ...{ sent: values, broken, headers: answer.headers },
    ...(isJson && { body: answer.body as Json }),
  });
  if (found === undefined) return [];
  if (found.length === 0) return [finding('kept', 'echoKept', [anchor])];
  const withAnchors = found.map((each) => ({
    ...each,
    anchors: each.field === undefined ? bodyAnchors(anchor, each.place, answer.body) : [anchor],
  }));
  return [{ ...finding('broken', 'echoBroken', [anchor]), unrepeated: withAnchors }];
}

const answerTo = ({ answers }: ConsoleOperation, status: string) =>
  answers.find((each) => each.status === status);

const finding = (
  verdict: Finding['verdict'],
  says: keyof Words,
  anchors: Anchors,
  values: Finding['values'] = {},
): Finding => ({ verdict, says, anchors, values });
