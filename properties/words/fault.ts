/** Words for faults in explanations and timelines. */
import { formatDuration } from '../../sim/clock/zone.js';
import type { Fault } from '../../sim/world/fault.js';
import type { ClockAdjustment } from '../../sim/clock/clock.js';
import { civil } from './civil.js';

/** Name of the kind of fault, without time and duration: equal for all faults of its kind. */
export function faultName(fault: Fault): string {
  switch (fault.kind) {
    case 'crash':
      return fault.severity === 'process' ? 'crash of the process' : 'power failure';
    case 'restart':
      return 'restart';
    case 'partition':
      return 'partition';
    case 'disk-full':
      return 'disk full';
    case 'suspend':
      return 'sleep';
    case 'wipe':
      return 'disk wiped';
    case 'snapshot':
      return 'disk copied';
    case 'restore':
      return 'disk put back to its copy';
    case 'clock':
    case 'synchronise':
      return 'clock set';
  }
}

function adjustmentWords(adjustment: ClockAdjustment): string {
  switch (adjustment.kind) {
    case 'step':
      return `clock stepped ${adjustment.byMs < 0 ? 'back' : 'forward'} by ${formatDuration(Math.abs(adjustment.byMs))}`;
    case 'set':
      return `clock set to ${civil(adjustment.toMs)}`;
    case 'slew':
      return `clock slewed by ${formatDuration(adjustment.byMs)} at ${String(adjustment.ratePpm)} ppm`;
    case 'drift':
      return `clock drifts by ${String(adjustment.driftPpm)} ppm from now on`;
  }
}

/** The fault with its machine and duration, but without its time. */
export function faultWords(fault: Fault): string {
  const { node } = fault;
  switch (fault.kind) {
    case 'crash':
      return `${faultName(fault)} of ${node}${fault.severity === 'torn' ? ', with half an entry written' : ''}${fault.intoSyncMs === undefined ? '' : `, in the middle of a sync`}, down for ${formatDuration(fault.downMs)}`;
    case 'restart':
      return `restart of ${node}`;
    case 'partition':
      return `partition: ${node} cut off from ${fault.to}${fault.both ? ' both ways' : ''} for ${formatDuration(fault.forMs)}`;
    case 'disk-full':
      return `disk full on ${node} for ${formatDuration(fault.forMs)}`;
    case 'suspend':
      return `sleep of ${node} for ${formatDuration(fault.forMs)}`;
    case 'wipe':
      return `disk of ${node} wiped`;
    case 'snapshot':
      return `disk of ${node} copied`;
    case 'restore':
      return `disk of ${node} put back to its copy`;
    case 'clock':
      return `${node}: ${adjustmentWords(fault.adjustment)}`;
    case 'synchronise':
      return `clock of ${node} set to that of ${fault.to}`;
  }
}
