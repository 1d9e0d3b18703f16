import type { Check } from '../../../checks/check.ts';
import * as checks from '../../../checks/index.ts';
import { matchPath } from '../../../core/http/path.ts';
import type { Json } from '../../../core/json.ts';
import { sequencesOf } from '../../../plan/sequences.ts';
import { fakeTarget, type Asked, type Told } from '../fake/testing.ts';
import { runSequence } from '../run-sequence.ts';

/** What the tests of this folder need; only tests import it. */

const ofState = (Object.values(checks) as Check[]).filter(({ needs }) => needs === 'sequence');

/** The members of a thing. */
export type Members = { readonly [name: string]: Json };

export const text = { type: 'string' };
export const refusals = { 400: { description: 'Wrong.' }, 404: { description: 'Nothing.' } };

/** Runs the sequences of a description against a fake target: the cases sent, and what the checks of state say. */
export async function sequencesAt(paths: object, answer: (asked: Asked) => Told) {
  const resources = fakeTarget(paths, answer);
  const findings: string[] = [];
  const errors: string[] = [];
  const sent: string[] = [];
  for (const sequence of sequencesOf(resources.model))
    await runSequence(sequence, {
      ...{ resources, run: 'run', hasOther: false, skip: () => {} },
      async send(testCase) {
        const { exchange } = await resources.ask(testCase);
        sent.push(testCase.id);
        for (const check of ofState.filter((each) => each.appliesTo(exchange)))
          for (const { defect, severity } of check.judge(exchange)) {
            const finding = `${testCase.id}: ${check.id}: ${defect}`;
            findings.push(finding);
            if (severity !== 'warning') errors.push(finding);
          }
        return exchange;
      },
    });
  return { findings, errors, sent };
}

/** A request with the values of its path and of its query. */
type Routed = {
  readonly path: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Members;
};

/** A fake target of handlers by `METHOD /path/{of}/operation`. */
export const answering =
  (handlers: { readonly [operation: string]: (routed: Routed) => Told }) =>
  ({ method, path: target, headers = new Map(), body = {} }: Asked): Told => {
    const { pathname, searchParams } = new URL(target, 'http://localhost');
    for (const [operation, handle] of Object.entries(handlers)) {
      const [ofMethod, template = ''] = operation.split(' ');
      const values = ofMethod === method ? matchPath(template, pathname) : undefined;
      if (values)
        return handle({ path: Object.fromEntries(values), query: searchParams, headers, body });
    }
    return 404;
  };
