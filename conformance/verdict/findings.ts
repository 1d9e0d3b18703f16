import type { Case, Contract, Finding } from '../model.ts';
import type { Judged } from './judge.ts';

/** An observation with the case that it was made on. */
export type Sighting = { readonly testCase: Case; readonly observation: Judged; readonly curl: string };

/**
 * Groups observations into findings: one for each defect, with the clearest request that shows it.
 * `judged` are all cases that were answered, so that a refusal of every one can be told from that of a few.
 */
export function findingsOf(contract: Contract, sightings: readonly Sighting[], judged: readonly Case[]): Finding[] {
  const groups = Map.groupBy(refusedAltogether(sightings, judged), ({ testCase, observation }) => `${testCase.operation.id}/${observation.check}/${observation.defect}`);
  return [...groups.values()].map((group) => {
    const { testCase, observation, curl } = clearest(group);
    const { operation } = testCase;
    return {
      id: [contract.api, operation.id, observation.check, observation.defect].join('/').replaceAll(/\s+/g, ':').replaceAll(/\/{2,}/g, '/'),
      severity: observation.severity ?? 'error',
      check: observation.check,
      api: contract.api,
      operation: operation.id,
      case: testCase.id,
      message: observation.message,
      pointer: observation.source.pointer,
      source: `${observation.source.file}:${contract.line(observation.source)}`,
      evidence: contract.evidence(observation.source) || operation.evidence,
      expected: observation.expected,
      actual: observation.actual,
      curl,
      occurrences: group.length,
    };
  });
}

/** The request to show: a valid one, where there is one, because nobody can object to it; then the smallest. */
function clearest(group: readonly Sighting[]): Sighting {
  const valid = group.filter(({ testCase }) => testCase.intent === 'valid');
  const [first, ...others] = valid.length > 0 ? valid : group;
  return others.reduce((smallest, next) => (next.curl.length < smallest.curl.length ? next : smallest), first!);
}

/** Where an operation refused every valid request, no one feature of them is to blame: they become one defect. */
function refusedAltogether(sightings: readonly Sighting[], judged: readonly Case[]): readonly Sighting[] {
  const isRefusal = ({ observation }: Sighting) => observation.check === 'valid-accepted';
  const refused = Map.groupBy(sightings.filter(isRefusal), ({ testCase }) => testCase.operation.id);
  const sent = Map.groupBy(judged.filter(({ intent }) => intent === 'valid'), ({ operation }) => operation.id);
  return sightings.map((sighting) => {
    const { id, api } = sighting.testCase.operation;
    const count = refused.get(id)?.length ?? 0;
    if (!isRefusal(sighting) || count < 2 || count !== sent.get(id)?.length) return sighting;
    const message = `Every request that the contract allows was refused. Are the credentials good, and does the implementation know the values that are sent? Known ones can be given as targets.${api}.values.${id} in a --config file.`;
    return { ...sighting, observation: { ...sighting.observation, message, defect: 'every valid request' } };
  });
}
