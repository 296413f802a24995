/** `skewproof verify sms2 --version sp2`: the documented defects that a version has, one by one. */
import * as sms2 from '../../models/sms2/index.js';
import { encodeToken } from '../../properties/corpus/token.js';
import { verifyDefect } from '../../properties/sms2/documented/verify.js';
import { versionReport, versionVerdict } from '../../reports/sms2/defects.js';
import { heading } from '../../reports/text/text.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { SkewproofError } from '../../sim/model/errors.js';
import type { DefectReport } from '../../properties/sms2/documented/verify.js';
import { DEFAULT_SEED, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';

interface VerifyVersion {
  readonly study: string;
  readonly version: string;
  readonly seed?: number;
}

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

export function runVerifyVersion(command: VerifyVersion, output: Output): number {
  const version = checkedVersion(command);
  const seed = command.seed ?? DEFAULT_SEED;
  const reports = sms2.defectsOf(version).map((name) => verifyDefect(name, seed));
  const good = reports.every(({ asExpected }) => asExpected);
  output.print(
    heading(`sms2 ${version.toUpperCase()}: what it loses, and what the fix keeps`, output),
  );
  output.print(versionReport(reports, output));
  output.print(`\n${versionVerdict(version, reports)}`);
  const first = reports.find(({ found }) => found !== undefined)?.name;
  if (first !== undefined)
    output.print(
      `To see one explained: npx skewproof explore sms2 --variant documented+${first} --space documented`,
    );
  output.result({ study: 'sms2', version, seed, asExpected: good, defects: reports.map(asJson) });
  return good ? EXIT.ok : EXIT.violation;
}
