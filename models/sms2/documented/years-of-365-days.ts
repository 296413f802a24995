/**
 * Documented in Q213256: leap years have 365 days. That the last day then counts to the next year
 * is an inference.
 */
import { YEAR_MS, localMs, msOf } from '../../../sim/model/time.js';
import { intervalOf } from '../site/summaries.js';
import type { DocumentedDefect } from './types.js';

export const yearsOf365Days: DocumentedDefect = {
  title: 'summaries by year give every year 365 days',
  articles: ['Q213256'],
  trigger: 'usage on 31 December of a leap year is summarised by year',
  symptom: 'summaries by year report leap years as of 365 days',
  inferred: 'the 366th day is counted to the next year',
  class: 'misdated',
  expected: 'the count of a year by the calendar',
  fields: ['summariseBy', 'summariseAfterMinutes'],
  database: {
    interval: (stamp, by) => {
      const calendar = intervalOf(stamp, by);
      if (by !== 'year') return calendar;
      const end = localMs(msOf(calendar.start) + YEAR_MS);
      if (msOf(stamp) < msOf(end)) return { start: calendar.start, end };
      // After the 365th day it is next year.
      return { start: calendar.end, end: localMs(msOf(calendar.end) + YEAR_MS) };
    },
  },
};
