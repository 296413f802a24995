/** The story of a finding that was not diagnosed: everything that is known without running it. */
import type { ScenarioBase } from '../../study/contract.js';
import type { Explanation } from '../explanation.js';
import type { Story } from '../story-types.js';

export function undiagnosedStory(scenario: ScenarioBase, explanation: Explanation): Story {
  const { violation, fingerprint, alsoBreaks } = explanation;
  const { property, fate, detail } = violation;
  const paragraph = `${detail}.`;
  return { scenario, fingerprint, property, fate, alsoBreaks, faults: [], chain: [], paragraph };
}
