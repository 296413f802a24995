/** What is searched for: the planted defects of each study, one at a time in what is right without them. */
import { sms2, storeForward } from '../../reports/index.js';

export interface Subject {
  readonly study: string;
  /** The variant that has none; `correct+<defect>` has one. */
  readonly correct: string;
  readonly defects: readonly string[];
  /** Defects that its space `everything` cannot show; `teeth.test.ts` catches them in another. */
  readonly elsewhere?: readonly string[];
}

/** They need several metering servers, or programs that run before the agent does. */
const IN_OTHER_SPACES = [
  'found-start-taken-as-start',
  'histories-left-behind',
  'home-moved-first',
  'one-cache-read',
  'running-programs-unseen',
  'served-when-retired',
];

export const SUBJECTS: readonly Subject[] = [
  {
    study: 'sms2',
    correct: 'fixed',
    defects: Object.keys(sms2.DEFECTS)
      .filter((name) => !IN_OTHER_SPACES.includes(name))
      .sort(),
    elsewhere: IN_OTHER_SPACES,
  },
  { study: 'store-forward', correct: 'correct', defects: Object.keys(storeForward.DEFECTS).sort() },
];
