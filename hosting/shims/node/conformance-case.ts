/** A case of a conformance list: played on the shim and on what it stands in for. */

/** Its text is played inside a hosted program too, so `run` names nothing but globals and `require`. */
export interface ConformanceCase {
  readonly name: string;
  /** Returns data that both must agree on; what it throws is compared too. */
  readonly run: (require: (name: string) => any) => unknown;
}
