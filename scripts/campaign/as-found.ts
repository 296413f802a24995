/**
 * Keeps findings in the corpus as soon as they are found, unshrunk: a process that is killed loses
 * none. When the shrunk ones are saved, these are removed.
 */
import { rmSync } from 'node:fs';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import type { Found } from '../../properties/campaign/findings.js';
import { reproduce } from '../../properties/campaign/reproduce.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { saveEntry } from './corpus-directory.js';

/** End of the names of these entries. */
const SUFFIX = '-found';

export class AsFound {
  readonly #paths: string[] = [];
  readonly #study: AnyStudy;
  readonly #seed: number;
  readonly #folder: string;

  constructor(study: AnyStudy, seed: number, folder: string) {
    this.#study = study;
    this.#seed = seed;
    this.#folder = folder;
  }

  /** Saves a finding. What fails here is tried again, and reported, when the search has ended. */
  readonly keep = async ({
    fingerprint,
    found,
    smallestAtRun,
  }: Found<ScenarioBase>): Promise<void> => {
    const { name } = this.#study;
    try {
      const hash = await outsideMicrotasks(() => reproduce(this.#study, found).result.summary.hash);
      const path = saveEntry(
        this.#folder,
        {
          ...{ format: 1, study: name, variant: found.variant, fingerprint, hash },
          foundWith: { seed: this.#seed, run: smallestAtRun },
          scenario: found,
        },
        SUFFIX,
      );
      this.#paths.push(path);
    } catch {
      // A full disk, or a run that throws: the search goes on.
    }
  };

  /** Removes them. */
  discard(): void {
    for (const path of this.#paths)
      try {
        rmSync(path, { force: true });
      } catch {
        // It is an entry like any other, and may stay.
      }
  }
}
