/** Text that a block of a document must hold: its command's output now, or a part of its file. */
import { main } from '../../cli/program.js';
import { ROOT, textAt } from './markdown.js';
import type { Block } from './markdown.js';

const COMMAND = 'npx skewproof ';

interface Printed {
  readonly output: string;
  readonly exit: number;
}

const printed = new Map<string, Promise<Printed>>();

/**
 * Runs a command line away from a terminal, and resolves to its standard output and exit code. A
 * command that several blocks quote runs once.
 */
export async function printedBy(command: string): Promise<Printed> {
  const before = printed.get(command);
  if (before !== undefined) return before;
  const running = run(command);
  printed.set(command, running);
  return running;
}

async function run(command: string): Promise<Printed> {
  if (!command.startsWith(COMMAND))
    throw new Error(`a session begins with "${COMMAND}": ${command}`);
  const args = command.slice(COMMAND.length).split(' ');
  // Findings that were saved here before are no part of a session.
  if (command.startsWith(`${COMMAND}explore `)) args.push('--corpus', 'dist/no-corpus');
  let output = '';
  const exit = await main(args, {
    stdout: { write: (text) => (output += text) },
    stderr: { write: () => undefined },
    env: { NO_COLOR: '1' },
    cwd: ROOT,
    inOwnThread: true,
    onInterrupt: () => () => undefined,
  });
  return { output, exit };
}

const LEFT_OUT = '[…]';

/** The lines that the block's cuts keep, with a mark wherever lines of the text are left out. */
function kept(lines: readonly string[], { of, cuts }: Block, mark: readonly string[]): string[] {
  let next = 0;
  const shown = cuts.flatMap(({ from, to, toIsKept }) => {
    const rest = lines.slice(next);
    const first = from === undefined ? 0 : rest.findIndex((line) => line.includes(from));
    const length =
      to === undefined ? 0 : rest.slice(first + 1).findIndex((line) => line.includes(to));
    if (first === -1 || length === -1)
      throw new Error(`${of}: no lines from "${from ?? ''}" to "${to ?? ''}"`);
    const end = to === undefined ? rest.length : first + 1 + length + (toIsKept ? 1 : 0);
    next += end;
    return [...(first > 0 ? mark : []), ...rest.slice(first, end)];
  });
  return [...shown, ...(next < lines.length ? mark : [])];
}

async function sessionOf(block: Block): Promise<string> {
  const { output, exit } = await printedBy(block.of);
  if (exit !== block.exit)
    throw new Error(
      `${block.of}: exit code ${String(exit)}, the document says ${String(block.exit)}`,
    );
  const lines = output
    .trim()
    .split('\n')
    .map((line) => line.trimEnd());
  return [`$ ${block.of}`, ...kept(lines, block, [LEFT_OUT]), ''].join('\n');
}

export async function wantedIn(block: Block): Promise<string> {
  if (block.kind === 'session') return sessionOf(block);
  return `${kept(textAt(block.of).trimEnd().split('\n'), block, []).join('\n').trimEnd()}\n`;
}
