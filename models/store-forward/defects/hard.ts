/**
 * The hard zoo, agents: each defect needs three conditions or more at once. Most have a check of
 * plausibility, which lets exactly those clock errors through that no operator notices.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, msOf } from '../../../sim/model/time.js';
import { Seq } from '../../../sim/model/seq.js';
import { append, dropOldest, dropWhere, notKept } from '../agent/log.js';
import { DEFAULT_AGENT_PARTS, dropThrough, elapsedTimer } from '../agent/parts.js';
import { elapsedSince, logOf, recordsIn } from '../agent/state.js';
import type { AgentState } from '../agent/state.js';
import type { RecordId } from '../protocol.js';
import type { Defects } from './defect.js';

/** Range of 31 bits of milliseconds: 24.8 days. */
const TICKS_MAX = 2 ** 31 - 1;
const AGE_MS_MAX = 7 * DAY_MS;
const AGE_MS_ABSURD = 60 * DAY_MS;
const ATTEMPTS = 3;
const LONG_SLEEP_MS = HOUR_MS;
const CURSOR = 'cursor';

const isOffline = ({ failures }: AgentState): boolean => failures > 0;

/** A step back that looks like a mistake: more than nothing, and no more than a day. */
const isSmallStepBack = (fromMs: number, toMs: number): boolean =>
  toMs < fromMs && fromMs - toMs <= DAY_MS;

export const HARD_AGENTS: Defects = {
  'busy-date-after-24-days': {
    title:
      "a 429's date, if the agent's clock is behind it by up to a day, is added to the uptime in 31 bits",
    class: 'integer overflow',
    property: 'eventual-delivery',
    agent: {
      busyTimer: ({ at, afterMs }, now) => {
        const untilMs = at - msOf(now.wall);
        const isLater = untilMs > afterMs && untilMs <= DAY_MS;
        const waitMs = isLater ? Math.min(untilMs, MINUTE_MS) : afterMs;
        return isLater && msOf(now.elapsed) + waitMs > TICKS_MAX
          ? { kind: 'cancel-timer', timer: 'upload' }
          : elapsedTimer('upload', waitMs);
      },
    },
  },
  'full-log-set-back-offline': {
    title:
      'a full log that is set back by up to a day while offline takes its oldest record for sent',
    class: 'elapsed time by wall clock',
    property: 'conservation',
    agent: {
      overflow: (parts, options, state, record) => {
        const since = state.failingSince;
        if (since === undefined || !isSmallStepBack(msOf(since.wall), record.at))
          return [state, [notKept(record)]];
        const [shorter, dropped] = dropOldest(parts, state, 1);
        const [next, added] = append(parts, options, shorter, record);
        return [next, [...dropped, ...added]];
      },
    },
  },
  'sleep-offline-after-restart': {
    title:
      'an agent that slept for an hour or more while offline drops what an earlier start had left',
    class: 'elapsed time by the wrong clock',
    property: 'conservation',
    agent: {
      failed: (_parts, state, now) => {
        const since = state.failingSince;
        if (since === undefined) return [state, []];
        const sleptMs = msOf(now.wall) - msOf(since.wall) - elapsedSince(since, now);
        // More than a few days is no sleep, but another clock.
        if (sleptMs < LONG_SLEEP_MS || sleptMs > 3 * DAY_MS) return [state, []];
        return dropWhere(state, ({ incarnation }) => incarnation !== state.incarnation);
      },
    },
  },
  'ttl-offline-after-restart': {
    title:
      'after three failures, records of an earlier start that are a week to two months old are dropped',
    class: 'elapsed time by wall clock',
    property: 'conservation',
    agent: {
      tidied: (state, now) => {
        if (state.failures < ATTEMPTS) return [state, []];
        return dropWhere(state, ({ incarnation, at }) => {
          const ageMs = msOf(now.wall) - at;
          const isOld = ageMs > AGE_MS_MAX && ageMs <= AGE_MS_ABSURD;
          return isOld && incarnation !== state.incarnation;
        });
      },
    },
  },
  'late-part-after-set-back': {
    title:
      'a late answer that accepts a part, after a step back of up to a day, is taken for the whole batch',
    class: 'acknowledgement of something else',
    property: 'conservation',
    agent: {
      confirmed: (parts, state, { last, count }, now) => {
        const [next, effects] = dropThrough(parts, state, last);
        const dropped = recordsIn(state) - recordsIn(next);
        const isLate = isOffline(state) && dropped > 0;
        const isPart = state.sent === undefined || count < state.sent.count;
        if (!isLate || !isPart || !isSmallStepBack(msOf(state.armedAt.wall), msOf(now.wall)))
          return [next, effects];
        const [rest, more] = dropOldest(parts, next, 1);
        return [rest, [...effects, ...more]];
      },
    },
  },
  'cursor-after-retries': {
    title:
      'from the third attempt on the read position is stored when a batch is sent, and a restart trusts it',
    class: 'at most once',
    property: 'conservation',
    agent: {
      sent: (_parts, state) => [
        state,
        state.sent === undefined || state.failures < ATTEMPTS - 1
          ? []
          : [
              { kind: 'write', file: CURSOR, entries: Seq.of<unknown>([state.sent.last]) },
              { kind: 'sync', file: CURSOR },
            ],
      ],
      found: (state, disk) => {
        const cursor = disk[CURSOR]?.first() as RecordId | undefined;
        return cursor === undefined ? [state, []] : dropThrough(DEFAULT_AGENT_PARTS, state, cursor);
      },
    },
  },
  'oldest-start-skipped-when-set-back': {
    title:
      'an agent set back by up to a day behind its newest confirmed record skips an earlier start with more than one record',
    class: 'watermark by timestamp',
    property: 'conservation',
    agent: {
      tidied: (state, now) => {
        const left = logOf(state).filter(({ incarnation }) => incarnation !== state.incarnation);
        return left.length < 2 || !isSmallStepBack(state.confirmedAt, msOf(now.wall))
          ? [state, []]
          : dropWhere(state, ({ incarnation }) => incarnation === left[0]?.incarnation);
      },
    },
  },
};
