/** The first scenario of an explorer in words and as a picture, for a page whose scripts are off. */
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { lanesOf } from './view/lanes.js';
import { outcomeWords, plainWords, sentenceOf } from './view/sentence.js';
import type { RecordedData } from './view/recorded-data.js';
import { Session } from './view/session.js';

const WIDTH = 900;

/** The sentence with its verdict, and the diagram. */
export function stillOf(
  study: AnyStudy,
  scenario: ScenarioBase,
): { readonly words: string; readonly svg: string } {
  const session = new Session(study, scenario);
  const { frame } = session;
  if (frame === undefined) return { words: session.error ?? '', svg: '' };
  const sentence = plainWords(sentenceOf(session.shown, scenario));
  const { svg } = lanesOf(frame.run, {
    width: WIDTH,
    messages: frame.messages,
    decision: frame.decision,
  });
  return { words: `${sentence} ${outcomeWords(frame)}`.trim(), svg };
}

/** The same of a recorded run. */
export function stillOfRecorded({ sentence, verdict, losses: [first] }: RecordedData): {
  readonly words: string;
  readonly svg: string;
} {
  const words = `${sentence} ${verdict}`.trim();
  if (first === undefined) return { words, svg: '' };
  const { run, messages, decision } = first.shown;
  return { words, svg: lanesOf(run, { width: WIDTH, messages, decision }).svg };
}
