/** The file of a picture of played usage: what it may overwrite, and what is written. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { simulationPage, simulationSvg } from '../../reports/sms2/simulation-picture.js';
import type { PlayedUse, Simulation } from '../../properties/study/usage.js';
import { inputError } from '../../sim/model/errors.js';
import { readRegular } from '../files/read-file.js';

/** Ends a picture's file, so that a later picture may overwrite it and no other file. */
const MARK = '<!-- usage played by skewproof -->\n';

type Write = (simulation: Simulation, uses: readonly PlayedUse[]) => string;

const WRITERS: Readonly<Record<string, Write>> = {
  '.svg': simulationSvg,
  '.html': simulationPage,
};

/**
 * Refused before the work is done, not after it.
 * @throws SkewproofError SKEW-101 for another ending, or a file that is no earlier picture
 */
export function pictureWriter(path: string, force: boolean): Write {
  const write = WRITERS[extname(path).toLowerCase()];
  if (write === undefined)
    throw inputError({
      place: '--out',
      expected: `a file that ends in ${Object.keys(WRITERS).join(' or ')}`,
      got: `"${path}"`,
    });
  const isOther =
    !force &&
    existsSync(path) &&
    !readRegular(path, 'an earlier picture').toString('utf8').endsWith(MARK);
  if (isOther)
    throw inputError({
      place: '--out',
      expected: 'no file of that name but an earlier picture of usage',
      got: `"${path}"`,
      advice: 'Give another name, or --force: the picture would overwrite it.',
    });
  return (simulation, uses) => write(simulation, uses) + MARK;
}
