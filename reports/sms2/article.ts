/** Words the mechanisms that fit the article, and the observations that distinguish them. */
import type { Fit } from '../../properties/sms2/article/article.js';
import type { Discrimination } from '../../properties/sms2/article/discriminate.js';
import { tableOf } from '../text/table.js';
import { coloursOf } from '../text/text.js';
import type { TextStyle } from '../text/text.js';

export function fitReport(fits: readonly Fit[], style: TextStyle): string {
  const colours = coloursOf(style);
  const mark = (agrees: boolean): string => (agrees ? colours.green('agrees') : 'no');
  const table = tableOf(
    [
      'mechanism',
      '(i) install',
      '(ii) threshold',
      '(iii) offline only',
      '(iv) strict',
      '(iv) weak',
      'all, strictly',
      'all, weakly',
    ],
    fits.map((fit) => [
      fit.title,
      fit.install,
      fit.threshold,
      fit.offlineOnly,
      fit.strict,
      fit.weak,
      mark(fit.agreesStrictly),
      mark(fit.agreesWeakly),
    ]),
    style,
  );
  const names = (list: readonly Fit[]): string =>
    list.length === 0 ? 'none' : list.map((fit) => fit.mechanism.toUpperCase()).join(', ');
  const strictly = names(fits.filter((fit) => fit.agreesStrictly));
  const weakly = names(fits.filter((fit) => fit.agreesWeakly));
  return `${table}\n\nAgree with every sentence, read strictly: ${strictly}; read weakly: ${weakly}.\n`;
}

export function discriminationReport(pairs: readonly Discrimination[], style: TextStyle): string {
  const rows = pairs.map((pair) => {
    const names = `${pair.a.toUpperCase()} / ${pair.b.toUpperCase()}`;
    return pair.moves === undefined
      ? [names, `no difference within ${String(pair.depth)} moves`, '', '']
      : [names, pair.moves.join(', then '), pair.aSees, pair.bSees];
  });
  return tableOf(
    ['pair', 'shortest sequence that distinguishes', 'the first shows', 'the second shows'],
    rows,
    style,
  );
}
