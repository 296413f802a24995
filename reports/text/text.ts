/** The pieces of a plain-text report: headings and colours, which only say what words say too. */
import picocolors from 'picocolors';

/**
 * How text for a terminal is printed.
 * @since 0.1.0
 */
export interface TextStyle {
  readonly colour: boolean;
}

type Colours = ReturnType<typeof picocolors.createColors>;

export const coloursOf = (style: TextStyle): Colours => picocolors.createColors(style.colour);

export const heading = (text: string, style: TextStyle): string =>
  `\n${coloursOf(style).bold(text)}\n`;
