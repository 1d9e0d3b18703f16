/** No body that keeps the schema of a response can be made: the description is at fault. */
export class UnmadeBody extends Error {
  /** @param problem what is wrong with the best body, with the line of the rule, as a sentence */
  constructor(response: string, problem: string) {
    super(`No valid body can be made for ${response}: ${problem}`);
  }
}
