/** `skewproof explorer`: writes a page in which a study runs, so that its numbers can be dragged. */
import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { passGate } from '../../properties/campaign/gate.js';
import { checkedServed } from '../../properties/collectors/pair.js';
import { checkedIdentity } from '../../properties/corpus/identity.js';
import { decodeToken } from '../../properties/corpus/token.js';
import { checkedScenario } from '../../properties/corpus/scenario-file.js';
import { askedVariant } from '../../properties/study/variant.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { inputError } from '../../sim/model/errors.js';
import { cwdOf, EXIT } from '../cli/context.js';
import { collectorNamedBy } from '../cli/named-collectors.js';
import type { Output } from '../cli/context.js';
import type { Studies } from '../config/studies.js';
import { writtenExplorer, writtenRecording } from '../explorer/explorer.js';
import { opened } from '../explorer/open.js';
import { MARK } from '../explorer/page.js';
import { readRegular } from '../files/read-file.js';
import { writeAllWhole } from '../files/write-whole.js';

export interface ExplorerCommand {
  /** A study's name or file, or the token of a scenario. */
  readonly what: string;
  readonly variant?: string;
  /** Name of the collector to begin with. */
  readonly collector?: string;
  readonly out?: string;
  readonly force?: boolean;
  /** Show the page in the browser of this machine. */
  readonly open?: boolean;
}

interface Wanted {
  readonly study: AnyStudy;
  readonly scenario: ScenarioBase | undefined;
  readonly variant: string;
  readonly collector: string | undefined;
}

/** The study, and the scenario to begin with. */
function wantedBy({ what, variant, collector }: ExplorerCommand, studies: Studies): Wanted {
  const row = collector === undefined ? undefined : collectorNamedBy(collector);
  if (!what.startsWith('sk1.')) {
    const study = studies.named(what);
    if (row !== undefined) checkedServed(study);
    return {
      ...{ study, scenario: undefined, collector: row?.name },
      variant: askedVariant(study, variant),
    };
  }
  const decoded = decodeToken(what, studies.named).scenario as ScenarioBase;
  const study = studies.named(decoded.study);
  const ofVariant = variant === undefined ? decoded : { ...decoded, variant };
  const asked = row === undefined ? ofVariant : checkedServed(study)(ofVariant, { name: row.name });
  const scenario = checkedScenario<ScenarioBase, unknown, unknown>(study, asked, 'token');
  return {
    ...{ study, variant: scenario.variant, collector: row?.name },
    scenario: checkedIdentity(study, scenario, 'token'),
  };
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

export async function runExplorer(
  command: ExplorerCommand,
  output: Output,
  studies: Studies,
): Promise<number> {
  const wanted = wantedBy(command, studies);
  const { study, variant } = wanted;
  const shown = command.out ?? `${study.name}-explorer.html`;
  const out = checkedOut(resolve(cwdOf(output.host), shown), command.force === true);
  const parts = {
    ...wanted,
    ref: studies.refOf(study),
    reproduceOptions: studies.optionFor(study),
  };
  const isRecorded = study.identity !== undefined;
  const page = isRecorded
    ? await outsideMicrotasks(() => {
        passGate(study, variant);
        return writtenRecording(parts);
      })
    : writtenExplorer(parts);
  writeAllWhole([[out, page]]);
  const kilobytes = Math.ceil(gzipSync(page).length / 1_000);
  output.print(
    `Written to ${shown} (${String(kilobytes)} kB gzipped). Open it in a browser: it needs no server.`,
  );
  if (isRecorded)
    output.print(
      'It replays the run as it was recorded: a program runs in Node, so nothing in the page can be moved.',
    );
  if (command.open === true && !opened(out)) output.note('No browser was found to open it with.');
  const gzippedBytes = gzipSync(page).length;
  output.result({
    study: study.name,
    ...{ variant, out: shown, gzippedBytes, recorded: isRecorded },
  });
  return EXIT.ok;
}
