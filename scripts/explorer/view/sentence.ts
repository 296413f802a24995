/** The one sentence that says what happens, with numbers that can be moved, and the verdict's words. */
import type { PlaneClass } from '../../../properties/frontier/types.js';
import type { Fate } from '../../../properties/oracle/verdict.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import { count } from '../../../reports/text/numbers.js';
import { amountWords } from './amounts.js';
import type { Frame } from './frame.js';
import type { Knob } from './knobs.js';

/** A piece of the sentence: words, or a number that can be moved. */
export type SentencePart = string | { readonly knob: string; readonly words: string };

const NUMBERS_MAX = 4;

/** Knobs that the sentence names: the main one, and those that differ from the simplest scenario. */
export function namedKnobs(
  knobs: readonly Knob[],
  scenario: ScenarioBase,
  simplest: ScenarioBase,
  main: string,
): readonly Knob[] {
  const differs = (knob: Knob): boolean => {
    const value = knob.valueIn(scenario);
    return value !== undefined && value !== knob.valueIn(simplest);
  };
  const first = knobs.filter(({ id }) => id === main);
  const others = knobs.filter((knob) => knob.id !== main && knob.isParameter && differs(knob));
  return [...first, ...others].slice(0, NUMBERS_MAX);
}

const FATE_WORDS: Readonly<Record<Fate, string>> = {
  counted: 'counted',
  duplicated: 'counted twice',
  misdated: 'counted with a wrong date',
  pending: 'still on its way',
  'lost-reported': 'lost, and reported',
  excused: 'lost with its disk',
  stranded: 'stranded, and nothing reports it',
  destroyed: 'destroyed, and nothing reports it',
  phantom: 'shown but never used',
};

/** From the worst. */
const ORDER: readonly Fate[] = [
  'destroyed',
  'stranded',
  'phantom',
  'duplicated',
  'misdated',
  'pending',
  'lost-reported',
  'excused',
];

/** `The clock offset of client-1 is [1 h 0.001 s behind], the number of records logged is [1].` */
export function sentenceOf(
  knobs: readonly Knob[],
  scenario: ScenarioBase,
): readonly SentencePart[] {
  const parts: SentencePart[] = [];
  for (const [place, knob] of knobs.entries()) {
    const value = knob.valueIn(scenario);
    if (value === undefined) continue;
    parts.push(place === 0 ? `The ${knob.title} is ` : `, the ${knob.title} is `);
    parts.push({ knob: knob.id, words: amountWords(knob, value) });
  }
  return parts.length === 0 ? [] : [...parts, '.'];
}

/** The sentence as text. */
export const plainWords = (parts: readonly SentencePart[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : part.words)).join('');

const OUTCOME_WORDS: Readonly<Record<PlaneClass, string>> = {
  safe: 'every record arrives',
  misdated: 'it arrives with a wrong date',
  duplicated: 'a record is counted twice',
  stranded: 'a record is stranded',
  destroyed: 'a record is destroyed',
  unknown: 'the outcome is unknown',
};

/** Words for the outcome of the nearest other run. */
export const neighbourWords = (outcome: PlaneClass): string => OUTCOME_WORDS[outcome];

/** `3 of 24 records are stranded, and nothing reports it.` */
export function outcomeWords({ result, records }: Pick<Frame, 'result' | 'records'>): string {
  const { totals } = result.fates;
  const total = records.length;
  if (result.outcome !== 'judged') return `The run could not be judged: ${result.reason}.`;
  const bad = ORDER.filter((fate) => totals[fate] > 0);
  if (total === 0) return 'No record was used.';
  if (bad.length === 0) {
    const [other] = result.violations;
    const counted =
      total === 1 ? 'The record is counted once' : `All ${count(total)} records are counted once`;
    return other === undefined
      ? `${counted}, with the right date.`
      : `${counted}, but ${other.property} is broken: ${other.detail}.`;
  }
  const parts = bad.map(
    (fate) => `${count(totals[fate])} ${totals[fate] === 1 ? 'is' : 'are'} ${FATE_WORDS[fate]}`,
  );
  return total === 1 && bad.length === 1
    ? `The record is ${FATE_WORDS[bad[0] ?? 'counted']}.`
    : `Of ${count(total)} records ${parts.join('; ')}.`;
}
