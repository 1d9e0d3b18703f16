import type { Block, Sample } from '../../content/block.ts';
import { code, sentence, type Inline } from '../../content/inline.ts';
import { languages } from '../../samples/languages.ts';
import { sampleRequests, type SampleRequest } from '../../samples/requests.ts';
import type { SampleInput } from '../../samples/sample.ts';
import { baseUrlOf, mockUrlOf } from '../../servers.ts';
import type { OperationPart, PartInput } from './part.ts';

/** The request in several languages, for each named example. */
export const samples: OperationPart = {
  order: 35,
  blocks(input) {
    const { operation, contract } = sampled(input);
    const requests = operation ? sampleRequests(operation, contract) : [];
    const { say } = input.site;
    if (!operation) return [];
    if (requests.length === 0)
      return [{ kind: 'paragraph', content: say('noSamples'), isQuiet: true }];
    const baseUrl = baseUrlOf(contract, operation);
    const api = input.reference.api;
    const written = requests.flatMap(({ request, ...said }): Block[] => [
      { kind: 'paragraph', content: titleOf(said, input) },
      {
        kind: 'samples',
        samples: samplesOf({ contract, operation, request, baseUrl, api }, input),
      },
    ]);
    const mock = mockUrlOf(api);
    return [
      {
        kind: 'aside',
        label: say('samples'),
        blocks: [
          { kind: 'heading', level: 2, id: 'samples', content: say('samples') },
          {
            kind: 'choice',
            label: say('sampleLanguage'),
            options: languages.map(({ id, label }) => ({ id, label })),
          },
          ...written,
          ...(baseUrl === mock
            ? []
            : [
                {
                  kind: 'paragraph',
                  content: withMock(say('sampleMock'), mock),
                  isQuiet: true,
                } as const,
              ]),
        ],
      },
    ];
  },
};

const sampled = ({ operation: { operation }, reference: { contract } }: PartInput) => ({
  operation,
  contract,
});

function titleOf(
  { name, summary }: Omit<SampleRequest, 'request'>,
  { site: { say } }: PartInput,
): Inline {
  if (name === '') return say('requestExample');
  return [
    sentence(say('exampleNamed', { name })),
    summary !== undefined && [': ', { kind: 'markdown', source: summary }],
  ];
}

const samplesOf = (input: SampleInput, { site: { say } }: PartInput): readonly Sample[] =>
  languages.map(({ id, label, highlight, isRun, write }) => {
    const text = write(input);
    const note =
      text === undefined ? say('sampleMissing') : isRun ? undefined : say('sampleNotRun');
    return { language: id, label, highlight, text: text ?? '', ...(note && { note }) };
  });

/** A text with the address of the mock in the place of `{mock}`. */
function withMock(text: string, mock: string): Inline {
  const [before, after] = text.split('{mock}');
  return [before, code(mock), after];
}
