/** A case of a conformance list: played in a hosted page and in a real browser. */

/** Surroundings that a case may use besides globals. */
interface Surroundings {
  /** Result of `make` or, for an error, its name and class. */
  readonly tried: (make: () => unknown) => Promise<unknown>;
  /** Resolves after this many milliseconds. */
  readonly after: (ms: number) => Promise<void>;
  /** The value that an IndexedDB request ends with. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- values of both sides
  readonly settled: (request: any) => Promise<any>;
}

/** Its text is played on both sides, so `run` names nothing else. */
export interface WebCase {
  readonly name: string;
  /** Returns data that both must agree on; what it throws is compared too. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the globals of both sides
  readonly run: (window: any, surroundings: Surroundings) => unknown;
}
