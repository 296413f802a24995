/** What is searched for: the planted defects of each study, one at a time in what is right without them. */
import { sms2, storeForward } from '../../reports/index.js';

export interface Subject {
  readonly study: string;
  /** The variant that has none; `correct+<defect>` has one. */
  readonly correct: string;
  readonly defects: readonly string[];
  /** Defects that its space `everything` cannot show, since it has one metering server; `teeth.test.ts` catches them in `servers`. */
  readonly elsewhere?: readonly string[];
}

const NEED_SEVERAL_SERVERS = [
  'histories-left-behind',
  'home-moved-first',
  'one-cache-read',
  'served-when-retired',
];

export const SUBJECTS: readonly Subject[] = [
  {
    study: 'sms2',
    correct: 'fixed',
    defects: Object.keys(sms2.DEFECTS)
      .filter((name) => !NEED_SEVERAL_SERVERS.includes(name))
      .sort(),
    elsewhere: NEED_SEVERAL_SERVERS,
  },
  { study: 'store-forward', correct: 'correct', defects: Object.keys(storeForward.DEFECTS).sort() },
];
