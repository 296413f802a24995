/**
 * Text of a failure in a test runner's output: minimal scenario, explanation, command to reproduce.
 */
import { differencesOf } from '../json/differences.js';
import type { Minimised } from '../shrink/minimised.js';
import { alsoWords } from '../explain/words/side-words.js';
import { storyOf } from '../explain/story.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { encodeToken, reproduceCommand } from '../corpus/token.js';
import { wrapped } from '../words/wrap.js';

const WIDTH = 100;
/** Lines of each part: with the lines around them, and those of fast-check, at most 25. */
const FIELDS_MAX = 4;
const PARAGRAPH_MAX = 11;

const upTo = (lines: readonly string[], max: number, more: (left: number) => string): string[] =>
  lines.length <= max ? [...lines] : [...lines.slice(0, max - 1), more(lines.length - max + 1)];

/** A given scenario, which was not shrunk here, is neither minimal nor smallest. */
function kindOf(minimal: boolean | undefined): string {
  if (minimal === undefined) return 'scenario';
  return minimal ? 'minimal scenario' : 'smallest scenario found (not known to be minimal)';
}

/**
 * Returns a finding as at most 25 lines for the output of a test runner: minimal scenario,
 * explanation, command to reproduce.
 * @since 0.1.0
 */
export function failureText<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  minimal: Pick<Minimised<Scenario>, 'scenario' | 'explanation'> & { readonly minimal?: boolean },
): string {
  const { scenario, explanation } = minimal;
  const { violation } = explanation;
  const story = storyOf(study, scenario, explanation);
  const also = alsoWords(story);
  const fields = differencesOf(scenario, study.simplest(scenario.variant));
  return [
    `${study.name}/${scenario.variant} breaks ${violation.property}: ${String(violation.count)} record(s) ${violation.fate}${also === undefined ? '' : `; ${also}`}`,
    `${kindOf(minimal.minimal)}: the simplest${fields.length === 0 ? '' : ', except for'}`,
    ...upTo(fields, FIELDS_MAX, (left) => `${String(left)} more fields, in the token`).map(
      (line) => `  ${line}`,
    ),
    ...upTo(
      wrapped(story.paragraph, WIDTH),
      PARAGRAPH_MAX,
      (left) => `… ${String(left)} more lines`,
    ),
    `reproduce: ${reproduceCommand(encodeToken(study, scenario))}`,
  ].join('\n');
}
