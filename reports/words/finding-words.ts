/**
 * One finding in words, for the terminal and for the page: the loss, the record, the comparison with
 * both sides and the distance between them, the smallest scenario.
 */
import { pathWords } from './parts.js';
import { marginWords, neededWords } from '../../properties/explain/words/margin.js';
import { setWords, sideNames, valueWords } from '../../properties/explain/words/side-words.js';
import type { Story, StoryDecision, StorySide } from '../../properties/explain/story-types.js';
import type { NeighbourCheck } from '../../properties/shrink/minimised.js';
import {
  clockText,
  dayText,
  exactClockText,
  exactText,
  instantText,
} from '../../properties/words/instant.js';
import { count } from '../text/numbers.js';
import { differenceText, neighbourText } from './fields.js';
import type { FieldTitles } from './fields.js';

/** The parts of a finding that are said. */
export interface SaidFinding {
  readonly story: Story;
  /** The violation's own sentence. */
  readonly detail: string;
  readonly records: number;
  readonly differences: readonly string[];
  readonly neighbours: readonly NeighbourCheck[];
  /** Default: none. */
  readonly titles?: FieldTitles;
}

/** The node of the record's last moment. */
const lastNode = ({ chain }: Pick<Story, 'chain'>): string | undefined => chain.at(-1)?.node;

/** The loss in a few words: `LOST: stranded on client-1, not reported`. */
export function headlineWords(
  story: Pick<Story, 'fate' | 'property' | 'chain'>,
): readonly [string, string] {
  const on = lastNode(story);
  const where = on === undefined ? '' : ` on ${on}`;
  switch (story.fate) {
    case 'stranded':
    case 'destroyed':
      return ['LOST', `${story.fate}${where}, not reported`];
    case 'pending':
      return ['NOT DELIVERED', `still on its way${where} at the end`];
    case 'duplicated':
      return ['SHOWN TWICE', 'counted more than once'];
    case 'misdated':
      return ['WRONG DATE', 'counted, and misdated'];
    case 'phantom':
      return ['INVENTED', 'shown, but never used'];
    default:
      return ['BROKEN', story.property];
  }
}

/** The properties that the loss breaks, in one line. */
export const breaksWords = ({
  property,
  alsoBreaks,
}: Pick<Story, 'property' | 'alsoBreaks'>): string =>
  `Breaks ${[property, ...alsoBreaks].join(', ')}`;

function endWords(story: Story, detail: string, epochMs: number): string {
  const end = story.chain.at(-1);
  if (end === undefined) return `${detail}.`;
  if (story.fate === 'stranded')
    return `is still on ${end.node} at the end, and nothing will move it.`;
  if (story.fate === 'destroyed')
    return `is gone: its last copy ended on ${end.node} at ${instantText(end.atMs + epochMs, (story.record?.startMs ?? 0) + epochMs)} (${end.what.split('; ')[0] ?? ''}).`;
  return `is ${story.fate}: ${detail}.`;
}

/** The time of day to the second: a record's use is known by less. */
const secondsText = (ms: number): string => clockText(ms - (((ms % 1_000) + 1_000) % 1_000));

/** The record and its end, in one sentence. */
export function recordWords({ story, detail, records }: SaidFinding, epochMs: number): string {
  const { record } = story;
  if (record === undefined) return `${detail}.`;
  const { key, startMs, endMs } = record;
  const [from, to] = [startMs + epochMs, endMs + epochMs];
  const used = `used ${dayText(from, true)} ${secondsText(from)} to ${dayText(to, true) === dayText(from, true) ? '' : `${dayText(to)} `}${secondsText(to)}`;
  const of = records > 1 ? ` (one of ${count(records)})` : '';
  return `${key}${of}, ${used}, ${endWords(story, detail, epochMs)}`;
}

/** A side of the comparison: its name, its value and its origin. */
interface SideWords {
  readonly name: string;
  readonly value: string;
  readonly origin: string;
}

function sideOf(
  side: StorySide,
  name: string,
  decision: StoryDecision,
  epochMs: number,
): SideWords {
  const { clock, latched, quantity, value } = side;
  const on = clock === undefined ? [] : [`${clock}'s clock`];
  const set =
    latched === undefined
      ? clock === undefined
        ? [setWords(side, decision)].filter((words) => words !== 'no step of this run')
        : []
      : [
          `set ${instantText(latched.atMs + epochMs, decision.moment.atMs + epochMs)}${latched.node === clock ? '' : ` by ${latched.node}`}`,
        ];
  return {
    name,
    value: quantity === 'date' && side.text === undefined ? exactText(value) : valueWords(side),
    origin: [...on, ...set].join(', '),
  };
}

/** A decision in words: where and when, both sides, and by how much. */
export interface DecisionWords {
  readonly at: string;
  readonly left: SideWords;
  /** `must be >=` */
  readonly needed: string;
  readonly right: SideWords;
  /** `0.001 s short`, or nothing for values that are no numbers. */
  readonly margin: string;
  readonly outcome: string;
}

export function decisionWords(decision: StoryDecision, epochMs: number): DecisionWords {
  const { moment, left, right, outcome } = decision;
  const [a, b] = sideNames(decision);
  const at = moment.atMs + epochMs;
  const own =
    moment.localMs === at
      ? ''
      : ` (its own clock: ${dayText(moment.localMs, true) === dayText(at, true) ? exactClockText(moment.localMs) : exactText(moment.localMs)})`;
  return {
    at: `${moment.node}, ${dayText(at)} ${exactClockText(at)}${own}`,
    left: sideOf(left, a, decision, epochMs),
    needed: neededWords(decision),
    right: sideOf(right, b, decision, epochMs),
    margin: marginWords(decision) ?? '',
    outcome,
  };
}

/** The smallest scenario, and the neighbour that does not lose the record. */
export function smallestWords({ story, differences, neighbours, titles = {} }: SaidFinding): {
  readonly smallest: readonly string[];
  readonly passing: string | undefined;
} {
  const smallest = differences.map((line) => differenceText(line, titles));
  const near = neighbours.find(({ passes }) => passes);
  const { twin, fate } = story;
  const not = `it is not ${fate} (run)`;
  const passing =
    near === undefined
      ? twin === undefined
        ? undefined
        : twin.twinValue === null
          ? `Without ${pathWords(twin.field)} ${not}.`
          : `At ${neighbourText(twin.field, twin.twinValue, titles)} ${not}.`
      : `At ${neighbourText(near.field, near.neighbour, titles)} ${not}.`;
  return { smallest, passing };
}

/** From when on the loss is sealed: later, right clocks save nothing. */
export function sealedWords(
  { sealed, fate }: Pick<Story, 'sealed' | 'fate'>,
  epochMs: number,
): string | undefined {
  if (sealed === undefined) return undefined;
  const [one = ''] = sealed.nodes;
  const whose = sealed.nodes.length === 1 ? `${one}'s clock` : 'the clocks';
  return `sealed from ${exactText(sealed.atMs + epochMs)} on: with ${whose} set right before, it is not ${fate} (run)`;
}
