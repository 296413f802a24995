/** `skewproof verify`: explore each variant, and hold what was found against what is expected. */
import {
  asExpected,
  cellsOf,
  checkedVariant,
  encodeToken,
  explore,
  heading,
  statisticsReport,
  studyNamed,
  tableOf,
  verificationReport,
} from '../../reports/index.js';
import type { AnyStudy, VerifiedVariant } from '../../reports/index.js';
import { DEFAULT_SEED, EXIT, progressOf } from '../context.js';
import type { Output } from '../context.js';
import { openReport, writeReport } from '../report.js';

export interface VerifyCommand {
  readonly study: string;
  readonly variant?: string;
  readonly runs: number;
  readonly seconds?: number;
  readonly seed?: number;
  /** Folder for the report's files. */
  readonly report?: string;
}

function verifyVariant(
  study: AnyStudy,
  variant: string,
  command: VerifyCommand,
  seed: number,
  output: Output,
): VerifiedVariant {
  const progress = progressOf(output, `${study.name}/${variant}`, command.runs);
  const exploration = explore(study, variant, {
    seed,
    runs: command.runs,
    now: () => performance.now(),
    ...(command.seconds === undefined ? {} : { seconds: command.seconds }),
    onProgress: (done) => {
      if (done % 50 === 0 || done === command.runs) progress.update(done);
    },
  });
  progress.end();
  const stated = study.variants[variant.split('+')[0] ?? ''] ?? { title: variant, violated: [] };
  return { variant, stated, exploration };
}

/** The findings of all variants, one line each: what, when found, how to see it. */
function findingsTable(verified: readonly VerifiedVariant[], output: Output): string {
  const rows = verified.flatMap(({ variant, exploration }) =>
    exploration.findings.map((finding, place) => [
      place === 0 ? variant : '',
      finding.fingerprint,
      String(finding.foundAtRun),
      finding.minimal?.minimal === true ? 'yes' : 'no',
    ]),
  );
  return tableOf(
    ['variant', 'kind of failure', 'found at run', 'shrunk to a minimum'],
    rows,
    output,
  );
}

export function verified(command: VerifyCommand, output: Output): readonly VerifiedVariant[] {
  const study = studyNamed(command.study);
  const variants =
    command.variant === undefined
      ? Object.keys(study.variants)
      : [checkedVariant(study, command.variant)];
  const seed = command.seed ?? DEFAULT_SEED;
  return variants.map((variant) => verifyVariant(study, variant, command, seed, output));
}

export function runVerify(command: VerifyCommand, output: Output): number {
  const { report } = command;
  if (report !== undefined) openReport(report);
  const all = verified(command, output);
  output.print(heading(`${command.study}: variant × property`, output));
  output.print(verificationReport(all, output));
  output.print(heading('What was found', output));
  output.print(findingsTable(all, output));
  const last = all.at(-1);
  if (last !== undefined) {
    output.print(heading(`Explored of ${last.variant}`, output));
    output.print(statisticsReport(last.exploration.statistics, output));
  }
  const page =
    report === undefined
      ? undefined
      : writeReport(
          report,
          {
            study: studyNamed(command.study),
            seed: command.seed ?? DEFAULT_SEED,
            verified: all,
          },
          output,
        );
  output.result({
    study: command.study,
    ...(page === undefined ? {} : { report: page }),
    asExpected: asExpected(all),
    variants: all.map((one) => ({
      variant: one.variant,
      verdict: one.exploration.verdict,
      cells: cellsOf(one),
      findings: one.exploration.findings.map((finding) => ({
        fingerprint: finding.fingerprint,
        foundAtRun: finding.foundAtRun,
        token: encodeToken(finding.minimal?.scenario ?? finding.found),
      })),
      statistics: one.exploration.statistics,
    })),
  });
  return asExpected(all) ? EXIT.ok : EXIT.violation;
}
