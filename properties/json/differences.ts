/** Fields in which a scenario differs from the simplest one, in words. */
import { formatDuration } from '../../sim/clock/zone.js';

type Fields = Readonly<Record<string, unknown>>;

/** The differing fields as lines `path = value`. */
export function differencesOf(scenario: unknown, simplest: unknown, path = ''): readonly string[] {
  if (JSON.stringify(scenario) === JSON.stringify(simplest)) return [];
  if (
    typeof scenario !== 'object' ||
    scenario === null ||
    typeof simplest !== 'object' ||
    simplest === null
  )
    return [`${path} = ${valueWords(path, scenario)}`];
  const keys = [...new Set([...Object.keys(scenario), ...Object.keys(simplest)])];
  return keys.flatMap((key) =>
    differencesOf(
      (scenario as Fields)[key],
      (simplest as Fields)[key],
      path === '' ? key : `${path}.${key}`,
    ),
  );
}

function valueWords(path: string, value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'none';
  return typeof value === 'number' && path.endsWith('Ms')
    ? `${text} (${formatDuration(value)})`
    : text;
}
