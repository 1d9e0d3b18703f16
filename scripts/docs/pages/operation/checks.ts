import type { Operation } from '../../../../conformance/core/contract/model.ts';
import type { Block } from '../../content/block.ts';
import { code, joined, link, sentence, type Inline } from '../../content/inline.ts';
import { applicableChecks } from '../../runner/applicable-checks.ts';
import { planFor, stepsFor, type OperationPlan } from '../../runner/operation-plan.ts';
import { runLine } from '../../runner/run-line.ts';
import type { Say, WordKey } from '../../words/words.ts';
import type { OperationPart, PartInput } from './part.ts';

/** What the runner sends to the operation, and which checks judge the answers. */
export const checks: OperationPart = {
  order: 80,
  blocks(input) {
    const { operation, reference, site } = input;
    const { say } = site;
    const heading = { kind: 'heading', level: 2, id: 'checks', content: say('checked') } as const;
    const tested = reference.contract.operations.find(({ id }) => id === operation.id);
    const plan = tested && planFor(tested, reference);
    if (!tested) return [heading, untested(input)];
    if (plan && 'unusable' in plan) return [heading, untested(input, plan.unusable)];
    return [
      heading,
      ...planBlocks(plan, stepsFor(tested, reference), input),
      ...checkBlocks(tested, plan, input),
      { kind: 'paragraph', content: say('runIt') },
      { kind: 'code', language: 'bash', text: runLine(reference, operation.id) },
      {
        kind: 'paragraph',
        content: link({ page: `${reference.api}/checks` }, say('runHelp')),
      },
    ];
  },
};

function untested({ operation, reference, site }: PartInput, why?: string): Block {
  const { documents, contract } = reference;
  const { file, pointer } = documents.sourceOf(operation.node);
  const known = contract.unsupported.find(
    ({ source }) => source.file === file && source.pointer.startsWith(pointer),
  );
  const reason = why ?? known?.reason ?? '';
  return { kind: 'paragraph', content: sentence(site.say('notTestable', { reason })) };
}

function planBlocks(plan: OperationPlan | undefined, steps: number, input: PartInput): Block[] {
  const { say } = input.site;
  const more = steps > 0 && ` ${say('plannedSteps', { count: steps })}`;
  if (!plan) return [{ kind: 'paragraph', content: [sentence(say('notPlanned')), more] }];
  const { valid, invalid, unspecified, hasCombined, ideas } = plan;
  const parts = (
    [
      ['plannedValid', valid],
      ['plannedInvalid', invalid],
      ['plannedUnspecified', unspecified],
    ] as const
  ).flatMap(([key, count]) => (count === 0 ? [] : [say(key, { count })]));
  const count = valid + invalid + unspecified;
  return [
    {
      kind: 'paragraph',
      content: [
        say('plannedCases', { count, parts: parts.join(', ') }),
        hasCombined && ` ${say('plannedCombined')}`,
        more,
      ],
    },
    {
      kind: 'fold',
      id: 'ideas',
      summary: say('ideasOf', { count: ideas.length }),
      blocks: [
        { kind: 'paragraph', content: say('ideaExamples'), isQuiet: true },
        ideaFields(ideas, input.site),
      ],
    },
  ];
}

const ideaFields = (ideas: OperationPlan['ideas'], { say }: PartInput['site']): Block => ({
  kind: 'fields',
  fields: ideas.map(({ id, summary, count, reasons }) => ({
    ...{ id: `idea-${id}`, name: id, type: say('ideaCases', { count }), description: summary },
    rules: reasons.map(sentence),
    ...{ marks: '', evidence: [], fields: [] },
  })),
});

function checkBlocks(
  operation: Operation,
  plan: OperationPlan | undefined,
  { reference, site: { say } }: PartInput,
): Block[] {
  const hasSteps = stepsFor(operation, reference) > 0;
  const all = applicableChecks({ operation, hasSteps, ...(plan && { plan }) });
  const linkTo = (id: string): Inline =>
    link({ page: `${reference.api}/checks`, anchor: `check-${id}` }, code(id));
  // those of sequences are many, and apply or not together
  const namesOf = (own: typeof all): Inline =>
    own.every(({ check }) => check.needs === 'sequence')
      ? link(
          { page: `${reference.api}/checks`, anchor: 'judged' },
          say('checksOfThings', { count: own.length }),
        )
      : joined(
          own.map(({ check }) => linkTo(check.id)),
          ', ',
        );
  const applied = all.filter(({ whyNot }) => whyNot === undefined);
  const byReason = Map.groupBy(all, ({ whyNot }) => whyNot);
  const others = [...byReason].flatMap(([whyNot, own]): Inline[] =>
    whyNot === undefined ? [] : [[namesOf(own), reasonText(whyNot, say)]],
  );
  return [
    {
      kind: 'paragraph',
      content: [
        `${say('checksThatApply')} `,
        joined(
          applied.map(({ check }) => linkTo(check.id)),
          ', ',
        ),
        '.',
      ],
    },
    ...(others.length === 0
      ? []
      : [
          {
            kind: 'paragraph',
            isQuiet: true,
            content: [`${say('checksThatDont')} `, joined(others, '; '), '.'],
          } as const,
        ]),
  ];
}

const reasonText = (key: WordKey, say: Say): string => ` (${say(key)})`;
