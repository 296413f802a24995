/** The result of a report in a few sentences, with numbers: what is lost, from where on, what keeps. */
import type { FrontierMap, FrontierRule } from '../../properties/frontier/types.js';
import type { ReportData, ReportFinding, ReportVariant } from '../document/data.js';
import { conclusive } from '../text/cells.js';
import { count } from '../text/numbers.js';
import { headlineWords } from './finding-words.js';
import { bySeverity, isLoss } from './severity.js';

const listed = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

const total = (variants: readonly ReportVariant[], of: 'runs' | 'violating'): number =>
  variants.reduce((sum, { statistics }) => sum + statistics[of], 0);

/** The findings from the worst. */
export const worstFirst = (findings: readonly ReportFinding[]): readonly ReportFinding[] =>
  [...findings].sort(bySeverity);

/** The rule with the worst loss of any map; undefined if none loses anything. */
export function worstRule({
  maps,
}: Pick<ReportData, 'maps'>):
  { readonly map: FrontierMap; readonly rule: FrontierRule } | undefined {
  const rank = ({ from, to }: FrontierRule): number =>
    Math.min(...[from, to].map((name) => (name === 'destroyed' ? 0 : name === 'stranded' ? 1 : 9)));
  const rules = maps.flatMap(({ map }) =>
    map.rules.map((rule) => ({ map, rule })).filter(({ rule }) => rank(rule) < 9),
  );
  // A clock's limit says more of skew than the size of a log.
  const isClock = ({ map, rule }: (typeof rules)[number]): boolean =>
    rule.along === 'x' && /offset/i.test(map.x.name);
  return rules.find(isClock) ?? rules[0];
}

const kinds = (n: number): string => `${count(n)} kind${n === 1 ? '' : 's'} of failure`;

function searchSentences({ variants, findings, purpose }: ReportData): readonly string[] {
  const names = listed(variants.map(({ variant }) => variant));
  const runs = total(variants, 'runs');
  const [worst] = worstFirst(findings);
  if (worst === undefined) {
    const open = variants.find(({ verdict }) => verdict !== 'pass');
    return open === undefined
      ? [`${names}: no failure in ${count(runs)} run${runs === 1 ? '' : 's'}.`]
      : [`${names}: ${open.verdict}${open.reason === undefined ? '' : `, ${open.reason}`}.`];
  }
  const [kind, words] = headlineWords(worst.story);
  const records = variants.reduce((sum, { statistics }) => sum + statistics.records, 0);
  const worstWords = `${kind}: ${words}.`;
  if (purpose === 'run')
    return [
      `${worstWords} ${count(worst.records)} of ${count(records)} records ${worst.records === 1 ? 'is' : 'are'} ${worst.fate} in this run of ${names}.`,
    ];
  return [
    `${kinds(findings.length)} found in ${names}, in ${count(total(variants, 'violating'))} of ${count(runs)} runs.`,
    `The worst: ${worstWords}`,
  ];
}

/** Variants whose study expects a violation, and those that have to keep every record. */
function split(variants: readonly ReportVariant[]): readonly [ReportVariant[], ReportVariant[]] {
  const judged = variants.filter(({ verdict }) => conclusive(verdict));
  const loses = ({ cells }: ReportVariant): boolean =>
    cells.some(({ expected }) => expected === 'violated');
  return [judged.filter(loses), judged.filter((one) => !loses(one))];
}

function verificationSentences(data: ReportData): readonly string[] {
  const [losing, keeping] = split(data.variants);
  const [worst] = worstFirst(data.findings.filter(({ fate }) => isLoss(fate)));
  const limit = worstRule(data);
  const broken = keeping.filter(({ statistics }) => statistics.violating > 0);
  return [
    ...(losing.length === 0
      ? []
      : [
          `As shipped (${listed(losing.map(({ variant }) => variant))}), ${count(total(losing, 'violating'))} of ${count(total(losing, 'runs'))} runs break a property.`,
        ]),
    ...(worst === undefined
      ? []
      : [`The worst: ${headlineWords(worst.story).join(': ')} (${worst.variant}).`]),
    ...(limit === undefined ? [] : [`In ${limit.map.variant}, records are ${limit.rule.text}.`]),
    ...(keeping.length === 0
      ? []
      : broken.length === 0
        ? [
            `${listed(keeping.map(({ variant }) => variant))} keep${keeping.length === 1 ? 's' : ''} every record in all ${count(total(keeping, 'runs'))} runs.`,
          ]
        : [
            `${listed(broken.map(({ variant }) => variant))} should keep every record, and ${count(total(broken, 'violating'))} of ${count(total(broken, 'runs'))} runs do not.`,
          ]),
  ];
}

/** Returns the sentences, the most important first; none for a map in which nothing is lost. */
export function resultSentences(data: ReportData): readonly string[] {
  if (data.variants.length === 0) {
    const limit = worstRule(data);
    const [map] = data.maps;
    if (limit !== undefined) return [`${limit.map.variant}: records are ${limit.rule.text}.`];
    return map === undefined ? [] : [`${map.map.variant}: no record is lost in this map.`];
  }
  return data.purpose === undefined ? verificationSentences(data) : searchSentences(data);
}
