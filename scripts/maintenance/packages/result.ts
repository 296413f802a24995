/** Result of one package's study, as plain data: what a page shows without a run. */

/** A field on whose value a loss depends, and the two neighbouring values that were run. */
export interface Threshold {
  /** Path in the scenario. */
  readonly field: string;
  readonly losing: number | string;
  readonly passing: number | string;
  /** `ms`, `1` for a count, and the like. */
  readonly unit: string;
}

/** The comparison in the package that decided, as a finding names it. */
export interface Line {
  readonly file: string;
  readonly line: number;
  readonly source: string;
  readonly losing: string;
  readonly passing: string;
  /** True if the record is kept once this comparison comes out the other way. */
  readonly confirmed: boolean;
  /** Readings of clocks behind the operands, in words. */
  readonly reads?: readonly string[];
}

/** One way in which a package loses records, by its smallest scenario. */
export interface Loss {
  readonly property: string;
  readonly fate: string;
  /** Number of the run that first showed it, from 1. */
  readonly foundAtRun: number;
  /** True if right clocks deliver the record, or end the loop: played, not inferred. */
  readonly isClocks: boolean;
  /** Differences from the simplest scenario, in words. */
  readonly scenario: readonly string[];
  /** True if no step and no pair of steps nearer to the simplest scenario still loses. */
  readonly minimal: boolean;
  readonly token: string;
  /** Trace hash of the smallest scenario. */
  readonly hash: string;
  readonly threshold?: Threshold;
  readonly line?: Line;
  /** Why no comparison decided, if that is known. */
  readonly undecided?: string;
  /** Other draws of chance, where it has a part, and in how many the loss happens too. */
  readonly otherDraws?: { readonly losing: number; readonly of: number };
  /** Texts that the program said in this run more often than in the passing one. */
  readonly said: readonly string[];
}

/** A search of a package's own documents that found nothing. */
export interface Searched {
  /** Paths in the installed package. */
  readonly files: readonly string[];
  /** Words that occur in none of them, in any case. */
  readonly words: readonly string[];
}

/** True for a loss that counts as a clock's: most draws of chance show it. */
export const isCounted = (loss: Loss | undefined): loss is Loss =>
  loss !== undefined &&
  (loss.otherDraws === undefined || 2 * loss.otherDraws.losing >= loss.otherDraws.of);

/** The sentence in which a package states its rule. */
export interface Documented {
  /** Path in the installed package. */
  readonly file: string;
  /** Words of that file. */
  readonly quote: string;
}

/** Releases of Node that played the same scenarios, each in a process of its own. */
export interface Equal {
  readonly runs: number;
  /** Trace hashes of the first scenarios. */
  readonly first: readonly string[];
  /** Digest of all the trace hashes, 16 hexadecimal digits. */
  readonly digest: string;
  /** A process each; the first two are the release that searched. */
  readonly nodes: readonly {
    readonly version: string;
    /** The first scenario that it played differently, from 0; absent: none. */
    readonly differsAt?: number;
  }[];
}

/** The decider by a reading of the package's source, so that a run is held to it. */
export type Reading =
  | { readonly file: string; readonly text: string }
  | { readonly by: 'service' | 'timers'; readonly because: string };

/** Results of one study. */
export interface PackageResult {
  readonly study: string;
  /** The study's file, from the repository's root. */
  readonly file: string;
  /** `name@version`, the one under test first. */
  readonly packages: readonly string[];
  readonly adapterLines: number;
  /** Hash of the bundle. */
  readonly bundle: string;
  /** Diagnosis of the gate; absent: it passed. */
  readonly diagnosis?: string;
  /** Scenarios that several processes played. */
  readonly equal?: Equal;
  readonly search?: {
    readonly seed: number;
    readonly runs: number;
    /** Processor time, s. */
    readonly seconds: number;
    /** Numbers of runs that broke each property. */
    readonly violating: Readonly<Record<string, number>>;
  };
  /** A loss that right clocks avoid. */
  readonly clocks?: Loss;
  /** The gravest loss of another cause. */
  readonly other?: Loss;
  /** Absent: the package's own documents were not read, or say nothing of it. */
  readonly documented?: Documented;
  /** Files of the package in which none of the words occurs. */
  readonly searched?: Searched;
  /** The reading of the source, and whether the run named the same. */
  readonly reading?: Reading & { readonly agrees: boolean };
}
