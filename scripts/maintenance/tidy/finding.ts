/** One finding of a tidy rule: where, what, and what to do instead. */
export interface TidyFinding {
  /** File relative to the repository's root, with a line where there is one. */
  readonly place: string;
  readonly what: string;
  readonly instead: string;
}

export const printed = ({ place, what, instead }: TidyFinding): string =>
  `${place}: ${what}; ${instead}`;
