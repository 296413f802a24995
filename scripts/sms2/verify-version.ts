/** `skewproof verify sms2 --version sp2`: the documented defects of a version, one by one. */
import { refuseOptions } from '../cli/options.js';
import { storyOf } from '../../properties/explain/story.js';
import * as sms2 from '../../models/sms2/index.js';
import { encodeToken } from '../../properties/corpus/token.js';
import { noStatistics } from '../../properties/campaign/statistics.js';
import { explain } from '../../properties/explain/explain.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { variantOf } from '../../properties/sms2/documented/search.js';
import { verifyDefect } from '../../properties/sms2/documented/verify.js';
import { eraseStudy } from '../../properties/study/erase.js';
import { versionReport, versionVerdict } from '../../reports/sms2/defects.js';
import { heading } from '../../reports/text/text.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { SkewproofError } from '../../sim/model/errors.js';
import type { DefectReport } from '../../properties/sms2/documented/verify.js';
import { DEFAULT_SEED, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import type { VerifiedVariant } from '../../reports/text/cells.js';
import { openReport, reportedRun, writeReport } from '../cli/report.js';

interface VerifyVersion {
  readonly study: string;
  readonly version: string;
  readonly seed?: number;
  /** Folder for the report's files. */
  readonly report?: string;
  /** Options of a campaign, which have no meaning here. */
  readonly variant?: string;
  readonly runs?: number;
  readonly seconds?: number;
  readonly corpus?: string;
  readonly bail?: boolean;
  readonly workers?: number;
  readonly shrinkRuns?: number;
  readonly runSeconds?: number;
  readonly shard?: string;
  readonly blob?: string;
}

const OF_CAMPAIGNS = {
  variant: '--variant',
  runs: '--runs',
  seconds: '--seconds',
  corpus: '--corpus',
  bail: '--bail',
  workers: '--workers',
  shrinkRuns: '--shrink-runs',
  runSeconds: '--run-seconds',
  shard: '--shard',
  blob: '--blob',
} as const;

const WHY = 'no such option beside --version: each defect has a search of its own';

function checkedVersion({ study, version }: VerifyVersion): sms2.Version {
  const known = sms2.VERSIONS.find((name) => name === version.toLowerCase());
  if (study === 'sms2' && known !== undefined) return known;
  throw new SkewproofError('SKEW-102', {
    place: `verify ${study} --version`,
    expected: `study sms2, and one of ${sms2.VERSIONS.join(', ')}`,
    got: `"${version}"`,
  });
}

const asJson = ({ name, defect, versions, caughtBy, found, asExpected }: DefectReport): object => ({
  defect: name,
  articles: defect.articles,
  versions,
  trigger: defect.trigger,
  symptom: defect.symptom,
  class: defect.class,
  ...(defect.workaround === undefined ? {} : { workaround: defect.workaround }),
  ...(defect.fixedIn === undefined ? {} : { fixedIn: defect.fixedIn }),
  caughtBy,
  asExpected,
  ...(found === undefined
    ? {}
    : {
        foundAtRun: found.run,
        foundBy: found.by,
        fingerprint: found.fingerprint,
        token: encodeToken(sms2Study, found.minimal),
        asShipped: found.withDefect,
        withoutDefect: found.without,
        fixed: found.fixed,
      }),
});

/**
 * The smallest run that shows a defect, as a campaign of one run; an empty campaign if none was
 * found.
 */
function verifiedDefect({ name, defect, caughtBy, found }: DefectReport): VerifiedVariant {
  const variant = variantOf(name);
  const stated = { title: defect.symptom, violated: caughtBy };
  if (found === undefined) {
    const exploration = { verdict: 'pass', findings: [], statistics: noStatistics() } as const;
    return { variant, stated, exploration };
  }
  const result = runScenario(sms2Study, found.minimal);
  const diagnosed = result.violations.slice(0, 1).map((violation) => {
    const explanation = explain(sms2Study, found.minimal, violation);
    return { explanation, story: storyOf(sms2Study, found.minimal, explanation) };
  });
  const study = eraseStudy(sms2Study);
  const [one] = reportedRun(study, found.minimal, result, diagnosed).verified;
  return { ...(one as VerifiedVariant), variant, stated };
}

function writeVersionReport(
  folder: string,
  seed: number,
  reports: readonly DefectReport[],
  output: Output,
): string | undefined {
  const verified = reports.map(verifiedDefect);
  return writeReport(folder, { study: eraseStudy(sms2Study), seed, verified, maps: [] }, output);
}

export function runVerifyVersion(command: VerifyVersion, output: Output): number {
  const version = checkedVersion(command);
  refuseOptions(command, OF_CAMPAIGNS, WHY);
  if (command.report !== undefined) openReport(command.report);
  const seed = command.seed ?? DEFAULT_SEED;
  const reports = sms2.defectsOf(version).map((name) => verifyDefect(name, seed));
  const good = reports.every(({ asExpected }) => asExpected);
  output.print(
    heading(`sms2 ${version.toUpperCase()}: its losses, and the same runs under the fix`, output),
  );
  output.print(versionReport(reports, output));
  output.print(`\n${versionVerdict(version, reports)}`);
  const first = reports.find(({ found }) => found !== undefined)?.name;
  if (first !== undefined)
    output.print(
      `To see one explained: npx skewproof explore sms2 --variant documented+${first} --space documented`,
    );
  const page =
    command.report === undefined
      ? undefined
      : writeVersionReport(command.report, seed, reports, output);
  output.result({
    study: 'sms2',
    ...(page === undefined ? {} : { report: page }),
    version,
    seed,
    asExpected: good,
    defects: reports.map(asJson),
  });
  return good ? EXIT.ok : EXIT.violation;
}
