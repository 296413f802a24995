/** `skewproof report --compare old.json new.json`: the differences of two reports. */
import { SchemaCheck } from '../../properties/json/schema.js';
import { compareReports } from '../../reports/compare/compare.js';
import { comparisonMarkdown, comparisonReport } from '../../reports/compare/words.js';
import { COMPARED_SCHEMA } from '../../reports/document/schema.js';
import { inputError } from '../../sim/model/errors.js';
import type { ReportData } from '../../reports/document/data.js';
import { EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { readRegular } from '../files/read-file.js';

export interface ReportCommand {
  /** Paths of two report.json, the old one first. */
  readonly compare: readonly string[];
  /** As Markdown, for a pull request. */
  readonly markdown?: boolean;
}

/** @throws SkewproofError SKEW-101 for a file that is no report.json of this format */
function reportIn(path: string): ReportData {
  const wanted = 'a report.json of skewproof, format 1';
  const text = readRegular(path, wanted).toString('utf8');
  const refused = (got: string): Error =>
    inputError({
      place: path,
      expected: wanted,
      got,
      advice: 'A command with --report <folder> writes one there.',
    });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw refused('a text that is no JSON');
  }
  const fault = new SchemaCheck(COMPARED_SCHEMA).faultOf(data);
  if (fault === undefined) return data as ReportData;
  const where = fault.path.length === 0 ? '' : `${fault.path.join('.')}: `;
  throw refused(`JSON of another shape (${where}${fault.got} in place of ${fault.expected})`);
}

/** Exit 1 when there is a new kind of failure, or a boundary moved. */
export function runReport({ compare, markdown }: ReportCommand, output: Output): number {
  const [oldPath, newPath, ...more] = compare;
  if (oldPath === undefined || newPath === undefined || more.length > 0)
    throw inputError({
      place: '--compare',
      expected: 'two files: the old report.json and the new one',
      got: String(compare.length),
    });
  const [old, now] = [reportIn(oldPath), reportIn(newPath)];
  if (old.study !== now.study)
    throw inputError({
      place: newPath,
      expected: `a report of the study ${old.study}, as ${oldPath} is`,
      got: `one of ${now.study}`,
    });
  const comparison = compareReports(old, now);
  const options = now.reproduceOptions;
  output.print(
    markdown === true
      ? comparisonMarkdown(comparison, options).trimEnd()
      : comparisonReport(comparison, output, options),
  );
  const finding = ({ id, variant, fingerprint, token }: ReportData['findings'][number]) => ({
    ...{ id, variant, fingerprint, token },
  });
  output.result({
    study: comparison.study,
    found: comparison.found.map(finding),
    gone: comparison.gone.map(finding),
    same: comparison.same,
    moved: comparison.moved.map(({ map: _, ...edge }) => edge),
    unmoved: comparison.unmoved,
    unmatched: comparison.unmatched,
  });
  return comparison.found.length > 0 || comparison.moved.length > 0 ? EXIT.violation : EXIT.ok;
}
