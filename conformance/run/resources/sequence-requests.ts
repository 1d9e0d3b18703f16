import type { Act } from '../../plan/sequence-step.ts';
import type { Sequence, SequenceStep } from '../../plan/sequences.ts';
import type { Kept, SequenceContext, State } from './sequence-state.ts';
import * as creating from './steps/creating.ts';
import * as listing from './steps/listing.ts';
import * as reading from './steps/reading.ts';
import { lacks, type Made, type Maker } from './steps/situation.ts';
import { unknownReference } from './steps/unknown-reference.ts';
import * as writing from './steps/writing.ts';

/** What each act sends. */
const makers: { readonly [act in Act]: Maker } = {
  'create-another': creating.createFirst,
  create: creating.createAnother,
  'create-same': creating.createSame,
  'create-refused': creating.createRefused,
  'create-anew': creating.createAnother,
  'create-elsewhere': creating.createElsewhere,
  'create-user': creating.createUser,
  'create-unknown': unknownReference,
  read: reading.read,
  'read-other': reading.read,
  'read-single': reading.readSingle,
  'read-third': reading.readCommanded,
  'read-unknown': reading.unknown,
  'read-elsewhere': reading.elsewhere,
  'read-orphan': reading.orphan,
  'read-as-other': writing.asOther,
  list: listing.list,
  'list-one': listing.listOne,
  'list-next': listing.listNext,
  'list-filtered': listing.listFiltered,
  'list-unknown': listing.listUnknown,
  'list-beside': listing.listBeside,
  'list-as-other': listing.listAsOther,
  change: writing.change,
  'change-again': writing.changeAgain,
  'change-all': writing.changeAll,
  'change-choice': writing.changeChoice,
  'change-text': writing.changeText,
  'change-to-empty': writing.changeToEmpty,
  'change-same': writing.changeSame,
  'change-stale': writing.changeStale,
  'change-list': writing.changeList,
  'change-to-null': writing.changeToNull,
  'change-refused': writing.changeRefused,
  'change-unknown': writing.changeUnknown,
  'change-as-other': writing.asOther,
  replace: writing.replace,
  'replace-all': writing.changeAll,
  'replace-to-null': writing.changeToNull,
  'replace-by-less': writing.replaceByLess,
  'replace-refused': writing.changeRefused,
  'replace-unknown': writing.changeUnknown,
  'replace-as-other': writing.asOther,
  command: writing.command,
  delete: writing.remove,
  'delete-again': writing.removeAgain,
  'delete-used': writing.removeUsed,
  'delete-unknown': reading.unknown,
  'delete-as-other': writing.asOther,
  'delete-parent': writing.removeParent,
  'change-as-stranger': writing.asStranger,
  'replace-as-stranger': writing.asStranger,
  'delete-as-stranger': writing.asStranger,
};

/** Acts that need no thing that was made before. */
const beginning: readonly Act[] = [
  ...(['create', 'create-another', 'create-refused', 'create-anew', 'read-single'] as const),
];

/** Acts about another thing than the first one. */
const ofOthers: { readonly [act in Act]?: (state: State) => Kept | undefined } = {
  'read-other': ({ second }) => second,
  'create-user': ({ second }) => second,
  'delete-used': ({ second }) => second,
  command: ({ third }) => third,
  'read-third': ({ third }) => third,
};

/** The request of a step, and what its response must be, from what came before. */
export async function requestFor(
  step: SequenceStep,
  { resource }: Sequence,
  state: State,
  context: SequenceContext,
): Promise<Made> {
  const { operation } = step.testCase;
  const kept = (ofOthers[step.act] ?? (({ first }: State) => first))(state);
  if (!kept && !beginning.includes(step.act)) return lacks(resource.names[0] ?? 'thing');
  return makers[step.act]({ step, operation, resource, state, context, kept: kept! });
}
