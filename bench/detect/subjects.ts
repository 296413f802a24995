/** What is searched for: the planted defects of each study, one at a time in what is right without them. */
import { sms2, storeForward } from '../../reports/index.js';

export interface Subject {
  readonly study: string;
  /** The variant that has none; `correct+<defect>` has one. */
  readonly correct: string;
  readonly defects: readonly string[];
}

export const SUBJECTS: readonly Subject[] = [
  { study: 'sms2', correct: 'fixed', defects: Object.keys(sms2.DEFECTS).sort() },
  { study: 'store-forward', correct: 'correct', defects: Object.keys(storeForward.DEFECTS).sort() },
];
