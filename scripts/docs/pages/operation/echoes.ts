import type { MediaType } from '../../../../conformance/core/contract/model.ts';
import { sourcesAbove } from '../../../../conformance/core/contract/evidence.ts';
import { code, type Inline } from '../../content/inline.ts';
import type { TableRow } from '../../content/block.ts';
import type { OperationPart, PartInput } from './part.ts';

/** `x-echo`: what an answer repeats of its request. */
export const echoes: OperationPart = {
  order: 50,
  blocks(input) {
    const { say } = input.site;
    const rows = (input.operation.operation?.responses ?? []).flatMap(({ status, content }) =>
      content.flatMap((media) => rowsOf(status, media, input)),
    );
    if (rows.length === 0) return [];
    return [
      { kind: 'heading', level: 2, id: 'echoes', content: say('echoes') },
      {
        kind: 'table',
        caption: say('echoes'),
        head: [say('responses'), say('echoPlace'), say('echoOf')],
        rows,
      },
    ];
  },
};

function rowsOf(
  status: string,
  { echo, source }: MediaType,
  { reference: { documents } }: PartInput,
): TableRow[] {
  const sources = sourcesAbove(documents, { ...source, pointer: `${source.pointer}/x-echo` });
  return [...echo].map(([place, expression]) => ({
    cells: [status, shownPlace(place), [code(expression), ' ', { kind: 'evidence', sources }]],
  }));
}

const shownPlace = (place: string): Inline => code(place === '' ? '/' : place);
