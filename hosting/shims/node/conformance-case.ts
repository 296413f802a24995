/** A case of a conformance list: played on the shim and on the real thing. */

/** Surroundings that a case may use besides globals. */
interface Surroundings {
  /** A directory of its own, empty. */
  readonly dir: string;
  /** Result of `make` or, for an error, the fields that programs look at. */
  readonly tried: (make: () => unknown) => Promise<unknown>;
}

/** Its text is played inside a hosted program too, so `run` names nothing else. */
export interface ConformanceCase {
  readonly name: string;
  /** Returns data that both must agree on; what it throws is compared too. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- modules of both sides
  readonly run: (require: (name: string) => any, surroundings: Surroundings) => unknown;
}
