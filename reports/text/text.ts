/** Parts of every plain-text report: headings and colours, which add nothing to the words. */
import picocolors from 'picocolors';

/**
 * Options of text for a terminal.
 * @since 0.1.0
 */
export interface TextStyle {
  readonly colour: boolean;
  /** Columns of the terminal. Default 80. */
  readonly width?: number;
}

type Colours = ReturnType<typeof picocolors.createColors>;

export const coloursOf = (style: TextStyle): Colours => picocolors.createColors(style.colour);

export const heading = (text: string, style: TextStyle): string =>
  `\n${coloursOf(style).bold(text)}\n`;
