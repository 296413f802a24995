/**
 * The properties, as statements over the ledger and its fates. A planted defect shows that each can
 * fail.
 */
import { formatDuration } from '../../sim/clock/zone.js';
import type { Fates, RecordFate } from './fates.js';
import type { Ledger } from './ledger.js';
import type { ReportedLoss } from './reported-loss.js';
import type { PropertyName, ScenarioBase } from '../study/contract.js';
import type { Fate, Violation } from './verdict.js';

/** Properties that only a variant that names them is judged by. */
type FurtherName = 'clock-innocent' | 'no-hot-loop';

export const PROPERTIES: Readonly<Record<Exclude<PropertyName, FurtherName>, string>> = {
  conservation:
    'every metered record is counted, in flight, or reported as lost: none is lost silently',
  'no-duplicates': 'no record is counted twice, and none is counted that was never used',
  dates: 'every shown start and end is as close to the true time as the system states',
  'eventual-delivery': 'once faults have ended, every record that a node still holds is delivered',
  'console-monotone': 'the console goes on showing each row that it has shown',
  'reports-true':
    'reports of loss are true: the records are not counted, their number is right, and the cause happened',
};

export const FURTHER_PROPERTIES: Readonly<Record<FurtherName, string>> = {
  'clock-innocent':
    'no record is lost, reported or not, that the same scenario with right clocks delivers',
  'no-hot-loop': 'no process runs more tasks a second, for seconds on end, than its limit',
};

/**
 * Names of the properties that every variant is judged by, in the order in which reports list them.
 * @since 0.1.0
 */
export const PROPERTY_NAMES = Object.keys(PROPERTIES) as PropertyName[];

/** Names of all properties, those included that only some variants are judged by. */
export const ALL_PROPERTY_NAMES: readonly PropertyName[] = [
  ...PROPERTY_NAMES,
  ...(Object.keys(FURTHER_PROPERTIES) as PropertyName[]),
];

const RECORDS_NAMED_MAX = 20;

export function violation(
  property: PropertyName,
  fate: Fate,
  records: readonly number[],
  detail: string,
  kind: Violation['kind'] = 'violation',
): Violation {
  return {
    property,
    kind,
    fate,
    records: records.slice(0, RECORDS_NAMED_MAX),
    count: records.length,
    detail,
  };
}

const ofFate = (fates: Fates, fate: Fate): RecordFate[] =>
  fates.totals[fate] === 0 ? [] : fates.uncounted.filter((one) => one.fate === fate);

const numbers = (list: readonly RecordFate[]): number[] => list.map((one) => one.record);

/** Violations by reports whose stated number contradicts the records that they name. */
const miscounts = (reports: readonly ReportedLoss[]): Violation[] =>
  reports.flatMap(({ miscounted, node, records }) =>
    miscounted === undefined
      ? []
      : [
          violation(
            'reports-true',
            'lost-reported',
            records,
            `a report states that ${String(miscounted)} records of ${node} are lost, and names ${String(records.length)}`,
          ),
        ],
  );

/**
 * Violations by reports: named records that the console shows, counts that exceed the missing
 * records, and counts that differ from the records that they are about.
 */
function falseReports<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  fates: Fates,
): Violation[] {
  if (ledger.reports.length === 0) return [];
  const found: Violation[] = [];
  const uncounted = new Set<number>();
  for (const { record, fate } of fates.uncounted)
    if (fate !== 'duplicated' && fate !== 'misdated' && fate !== 'phantom') uncounted.add(record);
  const unfounded = ledger.reports.flatMap((report) => report.unfounded ?? []);
  if (unfounded[0] !== undefined)
    found.push(violation('reports-true', 'counted', [], unfounded[0]));
  const miscounted = miscounts(ledger.reports)[0];
  if (miscounted !== undefined) found.push(miscounted);
  // A loss may be reported again, for instance after a crash; that does not add to it.
  const named = new Map<number, string>();
  for (const { node, records, mention } of ledger.reports)
    if (mention !== true) for (const record of records) named.set(record, node);
  const counted = [...named.keys()].filter(
    (record) => ledger.metered.has(record) && !uncounted.has(record),
  );
  if (counted.length > 0)
    found.push(violation('reports-true', 'counted', counted, 'reported as lost, but counted'));
  const missing = new Map<string, number>();
  for (const record of uncounted) {
    const node = ledger.metered.get(record)?.node ?? '';
    missing.set(node, (missing.get(node) ?? 0) + 1);
  }
  const reportedByNode = new Map<string, number>();
  for (const node of named.values()) reportedByNode.set(node, (reportedByNode.get(node) ?? 0) + 1);
  for (const { node, count } of ledger.reports)
    if (Number.isFinite(count)) reportedByNode.set(node, (reportedByNode.get(node) ?? 0) + count);
  for (const [node, count] of reportedByNode)
    if (count > (missing.get(node) ?? 0))
      found.push(
        violation(
          'reports-true',
          'counted',
          [],
          `${String(count)} records of ${node} are reported as lost, ${String(missing.get(node) ?? 0)} are`,
        ),
      );
  return found;
}

/** One way in which a run can break a property. */
interface Rule {
  readonly property: PropertyName;
  readonly fate: Fate;
  readonly kind: Violation['kind'];
  /** Records that break it; none: it holds. */
  readonly broken: (
    fates: Fates,
    ledger: Pick<Ledger<never, never, never>, 'doubled' | 'vanished'>,
  ) => readonly number[];
  readonly says: (fates: Fates) => string;
}

const worstOffMs = (fates: Fates): number =>
  ofFate(fates, 'misdated').reduce((off, one) => Math.max(off, Math.abs(one.offMs ?? 0)), 0);

const every =
  (fate: Fate): Rule['broken'] =>
  (fates) =>
    numbers(ofFate(fates, fate));

/** All properties but reports-true, in the order of PROPERTIES. */
const RULES: readonly Rule[] = [
  {
    property: 'conservation',
    fate: 'destroyed',
    kind: 'violation',
    broken: every('destroyed'),
    says: () => 'no copy is left, and its loss was not reported',
  },
  {
    property: 'conservation',
    fate: 'stranded',
    kind: 'violation',
    broken: every('stranded'),
    says: () => 'a node holds it, no event will move it, and its loss was not reported',
  },
  {
    property: 'no-duplicates',
    fate: 'duplicated',
    kind: 'violation',
    broken: every('duplicated'),
    says: () => 'counted more than once',
  },
  {
    property: 'no-duplicates',
    fate: 'duplicated',
    kind: 'violation',
    // Reported only if the last look shows each record once.
    broken: ({ totals }, { doubled }) => (totals.duplicated > 0 ? [] : [...doubled]),
    says: () => 'shown more than once by a look',
  },
  {
    property: 'no-duplicates',
    fate: 'phantom',
    kind: 'violation',
    broken: every('phantom'),
    says: () => 'shown, but never used',
  },
  {
    property: 'dates',
    fate: 'misdated',
    kind: 'violation',
    broken: every('misdated'),
    says: (fates) => `dated up to ${formatDuration(worstOffMs(fates))} beyond what is stated`,
  },
  {
    property: 'eventual-delivery',
    fate: 'stranded',
    kind: 'not-live',
    broken: every('stranded'),
    says: () => 'not delivered although the faults ended long ago',
  },
  {
    property: 'eventual-delivery',
    fate: 'lost-reported',
    kind: 'not-live',
    broken: ({ uncounted }) => numbers(uncounted.filter((one) => one.undelivered === true)),
    says: () => 'reported as lost, but held by a node that does not deliver it',
  },
  {
    property: 'console-monotone',
    fate: 'counted',
    kind: 'violation',
    broken: (_, { vanished }) => [...vanished],
    says: () => 'shown by one look, but not by a later one',
  },
];

/** All violations of a run, in the order of PROPERTIES. */
export function violationsOf<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  fates: Fates,
): readonly Violation[] {
  const found: Violation[] = [];
  for (const { property, fate, kind, broken, says } of RULES) {
    const records = broken(fates, ledger);
    if (records.length > 0) found.push(violation(property, fate, records, says(fates), kind));
  }
  found.push(...falseReports(ledger, fates));
  return found;
}
