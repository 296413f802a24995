/** Stacks of errors of a program: its own frames alone, so that no path of the host is in a payload. */

const PREFIX = 'program:';

/** The name under which a program's code is compiled. */
export const fileNameOf = (program: string): string => `${PREFIX}${program}`;

const headOf = (error: unknown): string => {
  try {
    return String(error);
  } catch {
    return '<error>';
  }
};

/** A frame of V8: its text is that of a line of a stack. */
interface Frame {
  getFileName(): string | null | undefined;
  getEvalOrigin(): string | undefined;
  toString(): string;
}

/** For `Error.prepareStackTrace`. */
export function ownFrames(error: unknown, frames: readonly Frame[]): string {
  let text = headOf(error);
  for (const frame of frames) {
    const file = frame.getFileName() ?? frame.getEvalOrigin();
    if (file?.includes(PREFIX) === true) text += `\n    at ${frame.toString()}`;
  }
  return text;
}
