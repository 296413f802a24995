/** The first scenario of an explorer in words and as a picture, for a page whose scripts are off. */
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { lanesOf } from './view/lanes.js';
import { outcomeWords, sentenceOf } from './view/sentence.js';
import type { SentencePart } from './view/sentence.js';
import { Session } from './view/session.js';

const WIDTH = 900;

const plain = (part: SentencePart): string => (typeof part === 'string' ? part : part.words);

/** The sentence with its verdict, and the diagram. */
export function stillOf(
  study: AnyStudy,
  scenario: ScenarioBase,
): { readonly words: string; readonly svg: string } {
  const session = new Session(study, scenario);
  const { frame } = session;
  if (frame === undefined) return { words: session.error ?? '', svg: '' };
  const sentence = sentenceOf(session.shown, scenario).map(plain).join('');
  const { svg } = lanesOf(frame.run, {
    width: WIDTH,
    messages: frame.messages,
    decision: frame.decision,
  });
  return { words: `${sentence} ${outcomeWords(frame)}`.trim(), svg };
}
