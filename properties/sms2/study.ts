/** The reference study: SMS 2.0 software metering, Q213261 and its siblings. */
import type * as sms2 from '../../models/sms2/index.js';
import { defineStudy } from '../study/contract.js';
import { sms2Runnable } from './runnable.js';
import { SPACES } from './space/space.js';

/**
 * The reference study: software metering of SMS 2.0, shipped, hypothetical and corrected.
 * @since 0.1.0
 */
export const sms2Study = defineStudy<sms2.Sms2Scenario, sms2.Message, sms2.Input>({
  ...sms2Runnable,
  spaces: SPACES,
});
