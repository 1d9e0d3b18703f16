export { mock } from './mock.ts';
export { planning } from './planning.ts';
export { runner } from './runner.ts';
export { startUp } from './start-up.ts';
