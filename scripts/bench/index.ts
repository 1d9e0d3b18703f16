export { mock } from './mock.ts';
export { mockAnswers } from './mock-answers.ts';
export { mockMemory } from './mock-memory.ts';
export { mockStart } from './mock-start.ts';
export { mockStateful } from './mock-stateful.ts';
export { planning } from './planning.ts';
export { runner } from './runner.ts';
export { startUp } from './start-up.ts';
