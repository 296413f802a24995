/** Defects in which a clock decides an upload: deadlines, credentials, certificates. */
import {
  DAY_MS,
  MINUTE_MS,
  SECOND_MS,
  between,
  later,
  localMs,
  msOf,
  plus,
} from '../../../sim/model/time.js';
import { compared } from '../rules.js';
import { EPOCH_MS, SERVER } from '../scenario.js';
import { elapsedTimer } from '../agent/parts.js';
import type { ServerParts } from '../server/parts.js';
import type { Defects } from './defect.js';

const SKEW_MS_MAX = 15 * MINUTE_MS;
/** Start of the validity of the server's certificate, ms since 1970. */
const CERTIFICATE_FROM = EPOCH_MS - 90 * DAY_MS;
/** Range of 32 bits of milliseconds: 49.7 days. */
const TICKS = 2 ** 32;

/** A batch is accepted if its signature is about as old as the server's clock says. */
export const signedAboutNow: ServerParts['accepts'] = ({ sentAt }, _state, now) =>
  compared(
    'signed-about-now',
    {
      name: "signature's age or lead, ms",
      value: Math.abs(between(localMs(sentAt), now.wall)),
      clock: SERVER,
    },
    '<=',
    { name: 'skew that is let through, ms', value: SKEW_MS_MAX },
    'the whole batch is refused',
  );

export const GATES: Defects = {
  'latched-wall-deadline': {
    title: "the next upload is due when the agent's wall clock says so",
    class: 'wall deadline',
    property: 'eventual-delivery',
    incident: {
      title: 'Agent does not send events after system time change',
      address: 'https://github.com/wazuh/wazuh/issues/12923',
    },
    agent: {
      uploadTimer: (now, afterMs) => ({
        kind: 'wall-timer',
        timer: 'upload',
        at: plus(now.wall, afterMs),
      }),
    },
  },
  'retry-after-as-date': {
    title: "the date of the server's Retry-After is compared with the agent's clock",
    class: 'wall deadline',
    property: 'eventual-delivery',
    incident: {
      title: 'Add Retry-After header support for throttled-out response',
      address: 'https://github.com/wso2/carbon-apimgt/pull/7059',
    },
    agent: {
      busyTimer: ({ at }, now) => ({
        kind: 'wall-timer',
        timer: 'upload',
        // A date in the past is replaced by a wait of one second.
        at: later(localMs(at), plus(now.wall, SECOND_MS)),
      }),
    },
  },
  'tick-counter-rolls-over': {
    title: 'a due time past 2^32 ms since the start never comes: the counter rolls over first',
    class: 'integer overflow',
    property: 'eventual-delivery',
    incident: {
      title: 'Stops sending telemetry after almost 2 month up time',
      address: 'https://github.com/icssw-org/MeshCom-Firmware/issues/1111',
    },
    agent: {
      uploadTimer: (now, afterMs) =>
        msOf(now.elapsed) + afterMs < TICKS
          ? elapsedTimer('upload', afterMs)
          : { kind: 'cancel-timer', timer: 'upload' },
    },
  },
  'certificate-not-yet-valid': {
    title:
      "the agent does not speak to a server whose certificate is not yet valid by the agent's clock",
    class: 'credentials by clock',
    property: 'eventual-delivery',
    incident: {
      title: 'X.509 does not restore provisioning result after reboot in offline state',
      address: 'https://github.com/Azure/iotedge/issues/4062',
    },
    agent: {
      mayUpload: (_state, now, { name }) =>
        compared(
          'certificate-valid',
          { name: "agent's clock", value: msOf(now.wall), clock: name },
          '>=',
          { name: 'certificate valid from', value: CERTIFICATE_FROM },
          'the agent does not connect',
        ),
    },
  },
  'token-not-yet-valid': {
    title: 'the agent rejects credentials issued later than the reading of its clock',
    class: 'credentials by clock',
    property: 'eventual-delivery',
    incident: {
      title: 'nbf / iat clock skew not taken into account',
      address: 'https://github.com/blake-simpson/expo-jwt/issues/7',
    },
    agent: {
      trusts: ({ issuedAt }, now, { name }) =>
        compared(
          'token-valid-already',
          { name: "agent's clock", value: msOf(now.wall), clock: name },
          '>=',
          { name: 'issued at', value: issuedAt, clock: SERVER, latchedBy: 'welcome' },
          'the credentials are not used',
        ),
    },
  },
  'token-expired-on-arrival': {
    title: "the agent rejects credentials that have expired by the agent's clock",
    class: 'credentials by clock',
    property: 'eventual-delivery',
    incident: {
      title: '[Bug]: Token Expired Loop Accessing Zitadel Dashboard',
      address: 'https://github.com/zitadel/zitadel/issues/9419',
    },
    agent: {
      trusts: ({ issuedAt, lifeMs }, now, { name }) =>
        compared(
          'token-still-valid',
          { name: "agent's clock", value: msOf(now.wall), clock: name },
          '<',
          {
            name: 'issued at + life',
            value: issuedAt + lifeMs,
            clock: SERVER,
            latchedBy: 'welcome',
            stored: issuedAt,
          },
          'the credentials are not used',
        ),
    },
  },
  'signature-skewed': {
    title:
      'the server refuses a batch that was signed over a quarter of an hour before or after its time',
    class: 'credentials by clock',
    property: 'eventual-delivery',
    incident: {
      title: 'ERROR: {Firehose,Kinesis} write failed: Signature expired:...',
      address: 'https://github.com/osquery/osquery/issues/3593',
    },
    server: { accepts: signedAboutNow },
  },
};
