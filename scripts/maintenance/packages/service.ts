/** Recognises that a service decided: it answered one request, at one moment, in two ways. */
import type { HttpMessage } from '../../../hosting/network/http.js';
import { judgedRun } from '../../../properties/oracle/judged-run.js';
import { SERVER } from '../../../properties/pipeline/protocol.js';
import type { ProgramScenario } from '../../../properties/hosted/scenario/scenario.js';
import { formatDuration } from '../../../sim/clock/zone.js';
import type { Effect, NodeEvent } from '../../../sim/model/node.js';
import { msOf } from '../../../sim/model/time.js';
import type { TrueMs } from '../../../sim/model/time.js';
import type { ProgramStudy } from './loss.js';

/** A beginning by which a reader, and a check, know such words. */
export const SERVICE_DECIDES = 'The service decides';

/** The server's answer to a request that holds the record. */
interface Answer {
  readonly at: TrueMs;
  readonly status: number;
  readonly body: string;
}

/** Requests with the record, and the answers to them, in order. */
interface Exchange {
  readonly askedAt: TrueMs[];
  readonly answers: Answer[];
}

function exchangeOf(study: ProgramStudy, scenario: ProgramScenario, record: number): Exchange {
  const exchange: Exchange = { askedAt: [], answers: [] };
  const asked = new Set<number>();
  judgedRun(study, scenario, {
    observers: [
      {
        onEvent: (at: TrueMs, node: string, event: NodeEvent<HttpMessage, unknown>) => {
          if (node !== SERVER || event.kind !== 'message') return;
          const { message } = event;
          if (message.kind !== 'request' || !message.records.includes(record)) return;
          asked.add(message.id);
          exchange.askedAt.push(at);
        },
        onEffect: (at: TrueMs, node: string, effect: Effect<HttpMessage>) => {
          if (node !== SERVER || effect.kind !== 'send') return;
          const { message } = effect;
          if (message.kind === 'response' && asked.delete(message.id))
            exchange.answers.push({ at, status: message.status, body: message.body });
        },
      },
    ],
  });
  return exchange;
}

/** The first pair of answers that differ, if both were given at one moment. */
function differing(lost: Exchange, kept: Exchange): string | undefined {
  const index = lost.answers.findIndex(({ status, body }, at) => {
    const other = kept.answers[at];
    return status !== other?.status || body !== other.body;
  });
  const one = lost.answers[index];
  const other = kept.answers[index];
  if (one === undefined || one.at !== other?.at) return undefined;
  const when = `at ${formatDuration(msOf(one.at))}`;
  return one.status === other.status
    ? `with status ${String(one.status)} it refused the record in one run and kept it in the other, ${when}`
    : `it answered ${String(one.status)} in one run and ${String(other.status)} in the other, ${when}`;
}

/** True if what is kept was asked for at the same moments when it was lost, and perhaps again. */
const areEqual = (kept: readonly TrueMs[], lost: readonly TrueMs[]): boolean =>
  kept.length > 0 && kept.every((at, index) => at === lost[index]);

/**
 * Words on the service's decision. Undefined: the program asked at other moments, so that
 * something before the answers decided.
 */
export function serviceDecides(
  study: ProgramStudy,
  losing: ProgramScenario,
  passing: ProgramScenario,
  record: number | undefined,
): string | undefined {
  if (record === undefined) return undefined;
  const lost = exchangeOf(study, losing, record);
  const kept = exchangeOf(study, passing, record);
  const answers = differing(lost, kept);
  if (answers !== undefined) return `${SERVICE_DECIDES}: ${answers}.`;
  return areEqual(kept.askedAt, lost.askedAt)
    ? `${SERVICE_DECIDES}: of equal requests at equal moments it kept the record in one run alone.`
    : undefined;
}
