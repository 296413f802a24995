/** `skewproof explorer`: writes a page in which a study runs, so that its numbers can be dragged. */
import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decodeToken } from '../../properties/corpus/token.js';
import { checkedScenario } from '../../properties/corpus/scenario-file.js';
import { askedVariant } from '../../properties/study/variant.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { inputError } from '../../sim/model/errors.js';
import { cwdOf, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import type { Studies } from '../config/studies.js';
import { writtenExplorer } from '../explorer/explorer.js';
import { opened } from '../explorer/open.js';
import { MARK } from '../explorer/page.js';
import { readRegular } from '../files/read-file.js';
import { writeAllWhole } from '../files/write-whole.js';

export interface ExplorerCommand {
  /** A study's name or file, or the token of a scenario. */
  readonly what: string;
  readonly variant?: string;
  readonly out?: string;
  readonly force?: boolean;
  /** Show the page in the browser of this machine. */
  readonly open?: boolean;
}

interface Wanted {
  readonly study: AnyStudy;
  readonly scenario: ScenarioBase | undefined;
  readonly variant: string;
}

/** The study, and the scenario to begin with. */
function wantedBy({ what, variant }: ExplorerCommand, studies: Studies): Wanted {
  if (!what.startsWith('sk1.')) {
    const study = studies.named(what);
    return { study, scenario: undefined, variant: askedVariant(study, variant) };
  }
  const decoded = decodeToken(what, studies.named).scenario as ScenarioBase;
  const study = studies.named(decoded.study);
  const asked = variant === undefined ? decoded : { ...decoded, variant };
  const scenario = checkedScenario<ScenarioBase, unknown, unknown>(study, asked, 'token');
  return { study, scenario, variant: scenario.variant };
}

/** Refused before the work is done, not after it. */
function checkedOut(path: string, force: boolean): string {
  if (extname(path).toLowerCase() !== '.html')
    throw inputError({ place: '--out', expected: 'a file that ends in .html', got: `"${path}"` });
  const isOther =
    !force &&
    existsSync(path) &&
    !readRegular(path, 'an earlier page').toString('utf8').includes(MARK);
  if (isOther)
    throw inputError({
      place: '--out',
      expected: 'no file of that name but an earlier page',
      got: `"${path}"`,
      advice: 'Give another name, or --force: the page would overwrite it.',
    });
  return path;
}

export function runExplorer(command: ExplorerCommand, output: Output, studies: Studies): number {
  const { study, scenario, variant } = wantedBy(command, studies);
  const shown = command.out ?? `${study.name}-explorer.html`;
  const out = checkedOut(resolve(cwdOf(output.host), shown), command.force === true);
  const page = writtenExplorer({
    ...{ study, variant, scenario },
    ref: studies.refOf(study),
    reproduceOptions: studies.optionFor(study),
  });
  writeAllWhole([[out, page]]);
  const kilobytes = Math.ceil(gzipSync(page).length / 1_000);
  output.print(
    `Written to ${shown} (${String(kilobytes)} kB gzipped). Open it in a browser: it needs no server.`,
  );
  if (command.open === true && !opened(out)) output.note('No browser was found to open it with.');
  output.result({ study: study.name, variant, out: shown, gzippedBytes: gzipSync(page).length });
  return EXIT.ok;
}
