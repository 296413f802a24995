/** Results of `npm run study:confirm`, as they were saved. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESULTS } from './roster.js';

/** One finding, replayed in real Node or in a real browser on both sides. */
export interface Confirmation {
  readonly study: string;
  /** Amount by which the clock was set, ms. */
  readonly sides: { readonly losing: number; readonly passing: number };
  /** True if the record was missing on the losing side and arrived on the passing one. */
  readonly agrees: boolean;
  readonly node: string;
  /** Its name and version; absent: the finding was replayed in Node. */
  readonly browser?: string;
}

export const CONFIRMED = join(RESULTS, 'confirmed/node.json');

export const confirmations = (): readonly Confirmation[] =>
  existsSync(CONFIRMED)
    ? (JSON.parse(readFileSync(CONFIRMED, 'utf8')) as readonly Confirmation[])
    : [];
