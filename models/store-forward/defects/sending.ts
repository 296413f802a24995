/** Defects of the order of sending, and of an agent's notion of its own clock and the server's. */
import { DAY_MS, MINUTE_MS, between, localMs, msOf } from '../../../sim/model/time.js';
import { zoneOffsetAt } from '../../../sim/clock/zone.js';
import type { Zone } from '../../../sim/clock/zone.js';
import { Seq } from '../../../sim/model/seq.js';
import { changed } from '../agent/change.js';
import { dropWhere, notKept } from '../agent/log.js';
import { elapsedTimer } from '../agent/parts.js';
import { elapsedSince, logOf } from '../agent/state.js';
import type { AgentState, AgentStep } from '../agent/state.js';
import type { Accepted, TelemetryRecord } from '../protocol.js';
import { compared } from '../rules.js';
import { EPOCH_MS } from '../scenario.js';
import { dateAgainst, datedAt, dropUnless } from './by-date.js';
import type { Defects } from './defect.js';
import { signedAboutNow } from './gates.js';

const CORRECTION = 'correction';
const AGE_MS_MAX = 7 * DAY_MS;
/** Smallest difference of the agent's two clocks that is taken for a step. */
const STEP_MS_MIN = MINUTE_MS;
/** The date of the agent's build: an earlier clock has not been set. */
const BUILT_AT = EPOCH_MS - 365 * DAY_MS;
/** Longest wait of a timer with 31 bits of milliseconds: 24.8 days. A longer one is over at once. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** Drops records of the last one's start by their numbers: from it, or up to it. */
const dropNumbers = (state: AgentState, { last }: Accepted, from: number, to: number): AgentStep =>
  dropWhere(
    state,
    ({ incarnation, sequence }) =>
      incarnation === last.incarnation && sequence >= from && sequence <= to,
  );

const inCivilTime = (zone: Zone, utcMs: number): number =>
  utcMs + zoneOffsetAt(zone, utcMs) * MINUTE_MS;

/** The log with other dates; nothing is written. */
const redated = (state: AgentState, date: (record: TelemetryRecord) => number): AgentState =>
  changed(state, {
    segments: state.segments.map(({ name, records }) => ({
      name,
      records: Seq.of(records.toArray().map((record) => datedAt(record, date(record)))),
    })),
  });

export const SENDING: Defects = {
  'newest-first': {
    title: 'the agent sends newest first, to a server that takes lower numbers for repetitions',
    class: 'order of sending',
    property: 'conservation',
    incident: {
      title: 'promtail journal batches sends "entry out of order"',
      address: 'https://github.com/grafana/loki/issues/3666',
    },
    agent: {
      picks: (ready, _state, { batchRecords }) => ready.slice(-batchRecords).reverse(),
      confirmed: (_parts, state, answer) => {
        const { sequence } = answer.last;
        return dropNumbers(state, answer, sequence, sequence + answer.count - 1);
      },
    },
  },
  'live-before-backlog': {
    title: 'after a failed attempt the newest records are sent first, and the backlog follows',
    class: 'order of sending',
    property: 'conservation',
    incident: {
      title: 'Stored data is written simultaneously with live data',
      address: 'https://github.com/mqttjs/MQTT.js/issues/978',
    },
    agent: {
      picks: (ready, { failures }, { batchRecords }) =>
        failures > 0 ? ready.slice(-batchRecords) : ready.slice(0, batchRecords),
      confirmed: (_parts, state, answer) => {
        const { sequence } = answer.last;
        return dropNumbers(state, answer, sequence - answer.count + 1, sequence);
      },
    },
  },
  'correction-goes-stale': {
    title: 'the agent signs by a correction of its clock that it learned at its first contact',
    class: 'learned clock correction',
    property: 'eventual-delivery',
    incident: {
      title: 's3 client cannot recover from clock drift',
      address: 'https://github.com/aws/aws-sdk-cpp/issues/700',
    },
    agent: {
      learned: (state, { issuedAt }, now) =>
        state.memory[CORRECTION] === undefined
          ? changed(state, { memory: { [CORRECTION]: between(now.wall, localMs(issuedAt)) } })
          : state,
      signedAt: ({ memory }, now) => msOf(now.wall) + (memory[CORRECTION] ?? 0),
    },
    server: { accepts: signedAboutNow },
  },
  'correction-applied-twice': {
    title: 'before each upload the agent adds a step of its clock to the dates of the whole log',
    class: 'learned clock correction',
    property: 'dates',
    incident: {
      title: 'Clock-sync timestamp adjustment overshoots by the boot-to-sync duration',
      address: 'https://github.com/mobius-home/mobius/issues/119',
    },
    agent: {
      tidied: (state, now) => {
        const { startedAt } = state;
        const stepMs = between(startedAt.wall, now.wall) - elapsedSince(startedAt, now);
        return Math.abs(stepMs) < STEP_MS_MIN
          ? [state, []]
          : [redated(state, ({ at }) => at + stepMs), []];
      },
    },
  },
  'civil-time-cursor': {
    title: 'the agent skips records whose civil time is before that of the newest confirmed one',
    class: 'daylight saving',
    property: 'conservation',
    incident: {
      title: 'Fix for DMPAFT not working properly after summertime change',
      address: 'https://github.com/weewx/weewx/pull/125',
    },
    agent: {
      tidied: (state, _now, { zone, name }) =>
        dropUnless(state, ({ at, record }) =>
          compared(
            'after-the-cursor',
            {
              name: "record's civil time",
              value: inCivilTime(zone, at),
              clock: name,
              latchedBy: 'measure',
              stored: at,
            },
            '>=',
            {
              name: 'civil time of the newest confirmed',
              value: inCivilTime(zone, state.confirmedAt),
              clock: name,
            },
            'the record is skipped as delivered',
            record,
          ),
        ),
    },
  },
  'not-recorded-until-clock-is-set': {
    title: 'the agent records nothing while its clock is before the date of its build',
    class: 'clock not set yet',
    property: 'conservation',
    incident: {
      title: 'how to deal with temporal chaos',
      address: 'https://github.com/weewx/weewx/issues/72',
    },
    agent: {
      records: (now, { record }, { name }) =>
        compared(
          'clock-is-set',
          { name: "agent's clock", value: msOf(now.wall), clock: name },
          '>=',
          { name: "date of the agent's build", value: BUILT_AT },
          'nothing is recorded',
          record,
        ),
    },
  },
  'renewal-timer-overflows': {
    title: "credentials are renewed when they expire by the agent's clock: past 24.8 days, at once",
    class: 'integer overflow',
    property: 'no-hot-loop',
    incident: {
      title: 'Infinite loop auth/refresh when using ACCESS TOKEN TTL 30d',
      address: 'https://github.com/directus/directus/issues/4054',
    },
    agent: {
      renews: ({ issuedAt, lifeMs }, now) => {
        const waitMs = Math.max(MINUTE_MS, issuedAt + lifeMs - msOf(now.wall));
        return [elapsedTimer('renew', waitMs > TIMER_MS_MAX ? 1 : waitMs)];
      },
    },
  },
  'loss-under-wrong-cause': {
    title: 'records that are dropped for their age are reported as not kept for want of room',
    class: 'report of loss',
    property: 'reports-true',
    incident: {
      title: '[Stats] Disambiguate Dropped Events vs Invalid Events',
      address: 'https://github.com/getsentry/sentry/issues/56877',
    },
    agent: {
      tidied: (state, now) => {
        const isYoung = (record: TelemetryRecord) =>
          dateAgainst('young-enough', record, '>=', {
            name: "agent's clock - 7 d",
            value: msOf(now.wall) - AGE_MS_MAX,
            clock: record.agent,
          });
        const [next, effects] = dropUnless(state, isYoung);
        const reports = logOf(state)
          .filter((record) => !isYoung(record).held)
          .map(notKept);
        return [next, [...effects, ...reports]];
      },
    },
  },
};
