import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../../../conformance/core/contract/load.ts';
import type { Json } from '../../../../conformance/core/json.ts';
import {
  isObject,
  pointerOf,
  valueAt,
  withoutValueAt,
  withValueAt,
} from '../../../../conformance/core/pointer.ts';
import { apis } from '../../../../spec/apis.ts';
import { modulesOf } from '../../console/testing.ts';
import { judgeAnswer, type Judgement } from './judge-answer.ts';
import { answerWith, lenient, operationWith } from './testing.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const nothing = {
  values: { parameters: { path: {}, query: {}, header: {}, cookie: {} } },
  broken: [],
};
const verdicts = ({ findings }: Judgement) =>
  findings.map(({ says, verdict }) => `${says} ${verdict}`);

for (const [api, file] of Object.entries(apis)) {
  const contract = loadContract(api, join(root, file));
  for (const operation of contract.operations) {
    const examples = operation.responses.flatMap(({ status, content }) =>
      content.flatMap(({ examples: all }) =>
        all.map(({ name, value }) => ({ status, name, value })),
      ),
    );

    test(`${api}: the documented answers of ${operation.id} keep the contract`, async () => {
      const module = (await modulesOf(contract)).get(operation.id)!;
      expect(examples.length).toBeGreaterThan(0);
      for (const { status, name, value } of examples) {
        const answer = answerWith(codeOf(status), value);
        expect(verdicts(judgeAnswer(module, answer, nothing)), `${status} ${name}`).toEqual([
          status === String(codeOf(status)) ? 'statusKept kept' : 'statusByDefault kept',
          ...['mediaTypeKept kept', 'bodyKept kept'],
        ]);
      }
    });

    test(`${api}: each change of a type in an answer of ${operation.id} is found at its place`, async () => {
      const module = (await modulesOf(contract)).get(operation.id)!;
      let [tried, found] = [0, 0];
      for (const { status, value } of examples)
        for (const pointer of placesIn(value)) {
          const wrong = withValueAt(value, pointer, ofAnotherType(valueAt(value, pointer)));
          const judgement = judgeAnswer(module, answerWith(codeOf(status), wrong), nothing);
          const broken = judgement.findings.flatMap((finding) => finding.broken ?? []);
          tried += 1;
          if (broken.length > 0) found += 1;
          for (const { place, anchors } of broken) {
            expect(pointer.slice(1).replaceAll('/', '.')).toContain(place);
            expect(anchors.at(-1)).toBe(`response-${status}`);
          }
        }
      // a few members may be anything
      expect(found / tried).toBeGreaterThan(0.8);
    });

    test(`${api}: a status that ${operation.id} does not document is found`, async () => {
      const module = (await modulesOf(contract)).get(operation.id)!;
      const judgement = judgeAnswer(module, answerWith(302, {}), nothing);
      expect(judgement.meaning).toBe('undocumented');
      expect(verdicts(judgement)).toEqual(['statusBroken broken']);
    });
  }
}

/** A status that a key documents. */
const codeOf = (status: string): number => Number(status.replace('XX', '00'));

const ofAnotherType = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? 7 : { another: true };

/** The pointers of all members and of the whole. */
function placesIn(value: Json, tokens: readonly (string | number)[] = []): string[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item: Json, index) => placesIn(item, [...tokens, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([name, member]) =>
          placesIn(member as Json, [...tokens, name]),
        )
      : [];
  return [pointerOf(tokens), ...inner];
}

test('a 202 of mixin is a refusal, and a member that is missing is found', async () => {
  const contract = loadContract('mixin', join(root, 'spec', 'mixin', 'openapi.yaml'));
  for (const [id, module] of await modulesOf(contract)) {
    const refused = contract.operations
      .find((operation) => operation.id === id)!
      .responses.find(({ status }) => status === '202')!;
    const { value } = refused.content[0]!.examples[0]!;
    expect(judgeAnswer(module, answerWith(202, value), nothing).meaning).toBe('refusal');
    const wrong = withoutValueAt(value, '/error');
    expect(judgeAnswer(module, answerWith(202, wrong), nothing).findings).toMatchObject([
      ...[{ verdict: 'kept' }, { verdict: 'kept' }],
      { says: 'bodyBroken', broken: [{ place: 'error', message: 'must be present' }] },
    ]);
  }
});

const judged = (facts: object, answer: ReturnType<typeof answerWith>, method = 'POST') => {
  const operation = operationWith({ method, responses: { 200: ['application/json'] }, ...facts });
  return verdicts(judgeAnswer({ operation, validators: lenient }, answer, nothing));
};

for (const { what, facts, answer, method, found } of [
  {
    what: 'another media type',
    answer: answerWith(200, 'x', { 'content-type': 'text/html' }),
    found: ['statusKept kept', 'mediaTypeBroken broken'],
  },
  {
    what: 'no media type',
    answer: answerWith(200, 'x', {}),
    found: ['statusKept kept', 'noMediaType broken'],
  },
  {
    what: 'no body',
    answer: answerWith(200, undefined),
    found: ['statusKept kept', 'bodyMissing broken'],
  },
  {
    what: 'no body for HEAD',
    answer: answerWith(200, undefined),
    method: 'HEAD',
    found: ['statusKept kept'],
  },
  {
    what: 'a body that none is documented for',
    facts: { responses: { 204: [] } },
    answer: answerWith(204, {}),
    found: ['statusKept kept', 'bodyUnwanted broken'],
  },
  {
    what: 'no body, as documented',
    facts: { responses: { 204: [] } },
    answer: answerWith(204, undefined),
    found: ['statusKept kept', 'noBody kept'],
  },
  {
    what: 'what is no JSON',
    answer: { ...answerWith(200, '{'), isBroken: true },
    found: ['statusKept kept', 'mediaTypeKept kept', 'bodyNotJson broken'],
  },
  {
    what: 'a body without a schema',
    answer: answerWith(200, {}),
    found: ['statusKept kept', 'mediaTypeKept kept', 'bodyUnjudged unjudged'],
  },
  {
    what: 'a status by its range',
    facts: { responses: { '4XX': [] } },
    answer: answerWith(404, undefined),
    found: ['statusByDefault kept', 'noBody kept'],
  },
  {
    what: 'a success, where only errors are documented by default',
    facts: { responses: { 200: [], default: [] } },
    answer: answerWith(201, undefined),
    found: ['statusBroken broken'],
  },
])
  test(`the judgement of ${what}`, () => {
    expect(judged(facts ?? {}, answer, method)).toEqual(found);
  });
