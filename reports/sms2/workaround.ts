/** Words the fates of the logs written before the article's workaround, as the models played it. */
import type { Ends, WorkaroundOutcome } from '../../properties/sms2/article/workaround.js';
import { count } from '../text/numbers.js';
import { tableOf } from '../text/table.js';
import type { TextStyle } from '../text/text.js';

/** For instance `48 destroyed, not reported`. */
export function endsText({ uses, ...ends }: Ends): string {
  const part = (number: number, words: string): readonly string[] =>
    number === 0 ? [] : [`${number === uses ? 'all' : count(number)} ${words}`];
  const parts = [
    ...part(ends.shown - ends.misdated, 'shown'),
    ...part(ends.misdated, 'shown, misdated'),
    ...part(ends.lostReported, 'lost, and reported'),
    ...part(ends.stranded, 'still held, not reported'),
    ...part(ends.destroyed, 'destroyed, not reported'),
  ];
  return parts.length === 0 ? 'none' : parts.join('; ');
}

const nameOf = (variant: string): string =>
  variant === 'fixed' ? 'the fix' : variant.toUpperCase();

/** Groups variants with equal fates: `all destroyed, not reported (H1, H2)`. */
function groupsOf(outcomes: readonly WorkaroundOutcome[]): string {
  const groups = new Map<string, string[]>();
  for (const { variant, before } of outcomes) {
    const text = endsText(before);
    groups.set(text, [...(groups.get(text) ?? []), nameOf(variant)]);
  }
  return [...groups].map(([text, names]) => `${text} (${names.join(', ')})`).join('; ');
}

const stepsOf = (outcomes: readonly WorkaroundOutcome[]): readonly WorkaroundOutcome['steps'][] => [
  ...new Set(outcomes.map((outcome) => outcome.steps)),
];

/** One line for each way of doing the workaround. */
export const workaroundAnswer = (outcomes: readonly WorkaroundOutcome[]): string =>
  stepsOf(outcomes)
    .map((steps) => `${steps}: ${groupsOf(outcomes.filter((outcome) => outcome.steps === steps))}.`)
    .join('\n');

export function workaroundReport(outcomes: readonly WorkaroundOutcome[], style: TextStyle): string {
  const rows = stepsOf(outcomes).flatMap((steps) =>
    outcomes
      .filter((outcome) => outcome.steps === steps)
      .map(({ variant, before, after }, place) => [
        place === 0 ? steps : '',
        nameOf(variant),
        endsText(before),
        endsText(after),
      ]),
  );
  const [first] = outcomes;
  return tableOf(
    [
      'steps',
      'mechanism',
      `the ${count(first?.before.uses ?? 0)} uses logged before the removal`,
      `the ${count(first?.after.uses ?? 0)} uses after the reinstallation`,
    ],
    rows,
    style,
  );
}
