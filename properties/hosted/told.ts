/**
 * Reports of a program about a loss: an error event, a rejection, a warning on the console. A text
 * reports a loss if its words do; that a request failed and is tried again is none.
 */
import type { OperatorReport } from '../../sim/model/node.js';
import type { Coverage } from '../study/contract.js';

/**
 * Words by which a text reports that records are lost: `dropping 3 events`, `queue full`, `giving up`.
 */
const TELLING =
  /\b(?:drop(?:s|ped|ping)?|discard(?:s|ed|ing)?|los[et](?:s|ing)?|evict(?:s|ed|ing)?|expired?|overflow(?:s|ed)?|abandon(?:s|ed|ing)?|g[ai]v(?:e|en|es|ing) up|too (?:old|large|big|many)|exceed(?:s|ed)?|queue (?:is )?full|not (?:retry|be(?:ing)? retried|sent|delivered|recoverable)|unrecoverable|permanent(?:ly)?|no more retries|rejected)\b/i;

/** The way in which a study reads a program's texts. */
export interface Told {
  /** Texts that report a loss. Default: by their words, see docs/guide. */
  readonly loss?: RegExp;
}

/**
 * Returns the records that a report accounts for. Named ones are mentioned; a text on a loss
 * without a name accounts for some of those that the machine has taken by then.
 */
export function coverageOf(
  { records, details }: OperatorReport,
  { loss = TELLING }: Told,
): Coverage | undefined {
  const { node, text } = details;
  if (typeof node !== 'string' || typeof text !== 'string' || !loss.test(text)) return undefined;
  if (records !== undefined && records.length > 0) return { by: 'mention', node, records };
  return { by: 'unknown', node };
}
