/** Defects between sending and the answer: records taken for delivered, and agents that give up. */
import { HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import { Seq } from '../../../sim/model/seq.js';
import { dropOldest } from '../agent/log.js';
import { DEFAULT_AGENT_PARTS, dropThrough } from '../agent/parts.js';
import { elapsedSince, logOf, recordsIn } from '../agent/state.js';
import type { AgentState } from '../agent/state.js';
import type { RecordId } from '../protocol.js';
import { compared } from '../rules.js';
import type { Defects } from './defect.js';

const RETRY_WINDOW_MS = 15 * MINUTE_MS;
const RETRIES_MAX = 5;
const BACKOFF_MS = 10_000;
const BACKOFF_MS_MAX = HOUR_MS;

const sentCount = (state: AgentState): number => state.sent?.count ?? 0;

const CURSOR = 'cursor';

/** Number of records up to the cursor, in log order. */
const passed = (state: AgentState, cursor: RecordId): number =>
  logOf(state).findLastIndex(
    ({ incarnation, sequence }) =>
      incarnation === cursor.incarnation && sequence <= cursor.sequence,
  ) + 1;

export const DELIVERY: Defects = {
  'deleted-when-sent': {
    title: 'records leave the log when they are sent',
    class: 'at most once',
    property: 'conservation',
    incident: {
      title: 'Tracking events that occur when no network connection is available are discarded',
      address: 'https://github.com/segmentio/Analytics.Xamarin/issues/10',
    },
    agent: { sent: (parts, state) => dropOldest(parts, state, sentCount(state)) },
  },
  'cursor-before-acknowledgement': {
    title: 'the read position is stored when a batch is sent, not when it is confirmed',
    class: 'at most once',
    property: 'conservation',
    incident: {
      title:
        'Tail plugin still moves the log offset even if the output has errors, and causes the data loss',
      address: 'https://github.com/fluent/fluent-bit/issues/2846',
    },
    agent: {
      sent: (_parts, state) => [
        state,
        state.sent === undefined
          ? []
          : [
              { kind: 'write', file: CURSOR, entries: Seq.of<unknown>([state.sent.last]) },
              { kind: 'sync', file: CURSOR },
            ],
      ],
      found: (state, disk) => {
        const cursor = disk[CURSOR]?.first() as RecordId | undefined;
        return cursor === undefined
          ? [state, []]
          : dropOldest(DEFAULT_AGENT_PARTS, state, passed(state, cursor));
      },
    },
  },
  'acknowledged-by-count': {
    title:
      'an answer drops the number of records that it counts, even if it is about another batch',
    class: 'acknowledgement of something else',
    property: 'conservation',
    agent: { confirmed: (parts, state, { count }) => dropOldest(parts, state, count) },
  },
  'acknowledgement-commits-all': {
    title: 'an answer drops every record made until its arrival, also unsent ones',
    class: 'watermark ahead of the data',
    property: 'conservation',
    incident: {
      title: 'Filestream input skips lines after inactive close/reopen when output is slow to ACK',
      address: 'https://github.com/elastic/beats/issues/50738',
    },
    agent: { confirmed: (parts, state) => dropOldest(parts, state, recordsIn(state)) },
  },
  'partial-success-ignored': {
    title: 'a batch that the server accepted in part is taken for delivered as a whole',
    class: 'acknowledgement of something else',
    property: 'conservation',
    incident: {
      title: '[BUG] Fluent Bit 5.1.1 loses records after an earlier OTLP/HTTP 429',
      address: 'https://github.com/fluent/fluent-bit/issues/12384',
    },
    agent: {
      confirmed: (parts, state, { last }) => {
        const [next, effects] = dropThrough(parts, state, last);
        const dropped = recordsIn(state) - recordsIn(next);
        if (dropped === 0) return [next, effects];
        const [rest, more] = dropOldest(parts, next, sentCount(state) - dropped);
        return [rest, [...effects, ...more]];
      },
    },
  },
  'batch-split-off-by-one': {
    title: 'the rest of a batch accepted in part begins one record too late',
    class: 'off by one',
    property: 'conservation',
    agent: {
      confirmed: (parts, state, { last }) => {
        const [next, effects] = dropThrough(parts, state, last);
        const dropped = recordsIn(state) - recordsIn(next);
        if (dropped === 0 || dropped >= sentCount(state)) return [next, effects];
        const [rest, more] = dropOldest(parts, next, 1);
        return [rest, [...effects, ...more]];
      },
    },
  },
  'retry-window-expires': {
    title: 'a batch is dropped after a quarter of an hour of attempts',
    class: 'retry limit',
    property: 'conservation',
    incident: {
      title:
        '[exporter/sumologic] Modify retry settings to prevent exporter dropping data on transient backend unavailability.',
      address: 'https://github.com/open-telemetry/opentelemetry-collector-contrib/pull/47503',
    },
    agent: {
      failed: (parts, state, now) => {
        const since = state.failingSince ?? now;
        const decision = compared(
          'still-tries',
          { name: 'time since the first failure, ms', value: elapsedSince(since, now) },
          '<',
          { name: 'retry window, ms', value: RETRY_WINDOW_MS },
          'the batch is dropped',
        );
        if (decision.held) return [state, []];
        const [next, effects] = dropOldest(parts, state, sentCount(state));
        return [next, [{ kind: 'decide', decision }, ...effects]];
      },
    },
  },
  'retries-run-out': {
    title: 'after five failed attempts the agent does not try again',
    class: 'retry limit',
    property: 'eventual-delivery',
    incident: {
      title: 'collectd reporter retry limit + bug fixes + docs',
      address: 'https://github.com/Feuerlabs/exometer/pull/72',
    },
    agent: {
      backoffMs: (failures) =>
        failures > RETRIES_MAX ? undefined : DEFAULT_AGENT_PARTS.backoffMs(failures),
    },
  },
  'backoff-overflows': {
    title:
      'the wait is doubled in 32 bits: after eighteen failures it is negative, and no timer is set',
    class: 'integer overflow',
    property: 'eventual-delivery',
    incident: {
      title: 'Overflow problem in ExponentialBackoffStrategy',
      address: 'https://github.com/aws/aws-sdk-java/issues/874',
    },
    agent: {
      backoffMs: (failures) => {
        const waitMs = Math.min(BACKOFF_MS_MAX, BACKOFF_MS << (failures - 1));
        return waitMs < 0 ? undefined : waitMs;
      },
    },
  },
};
