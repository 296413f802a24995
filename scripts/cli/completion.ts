/** Shell completion of commands and options, and of the names in a user's studies. */
import { readdirSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { PROPERTY_NAMES } from '../../properties/oracle/invariants.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { isModulePath, MODULE_EXTENSIONS } from '../config/module-file.js';
import { Studies } from '../config/studies.js';
import { cwdOf } from './context.js';
import type { Host } from './context.js';

/** Prints the script that a shell reads once. */
export const COMPLETION = 'completion';
/** Adds the command that the script calls at every key: `complete -- <words>`. */
export const COMPLETE = 'complete';

type Complete = (value: string, description: string) => void;

/** The value of an option among words that may be unfinished. */
function valueOf(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option);
  return at === -1 ? undefined : words[at + 1];
}

/** The studies that the words refer to; the project's own if a file of the user does not load. */
async function studiesFor(words: readonly string[], host: Host): Promise<Studies> {
  const cwd = cwdOf(host);
  const config = valueOf(words, '--config');
  const named = valueOf(words, '--study');
  // The last word is still being written.
  const paths = words.slice(1, -1).filter((word) => !word.startsWith('-') && isModulePath(word));
  try {
    return await Studies.open({
      cwd,
      files: [...new Set([...paths.filter((path) => path !== config), ...(named ? [named] : [])])],
      ...(config === undefined ? {} : { config }),
    });
  } catch {
    return await Studies.open({ cwd, config: false });
  }
}

function studyIn(words: readonly string[], studies: Studies): AnyStudy | undefined {
  for (const word of words.slice(1, -1))
    try {
      return studies.named(word);
    } catch {
      // Another word, or an unknown study: no study to complete from.
    }
  return undefined;
}

/** Modules and folders whose path begins with the text. */
function modulesAt(begun: string, cwd: string): readonly string[] {
  const folder = begun.slice(0, begun.lastIndexOf('/') + 1);
  try {
    return readdirSync(resolve(cwd, folder), { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      .flatMap((entry) => {
        if (entry.isDirectory()) return [`${folder}${entry.name}/`];
        return MODULE_EXTENSIONS.includes(extname(entry.name)) ? [`${folder}${entry.name}`] : [];
      })
      .sort();
  } catch {
    return [];
  }
}

const PARAMETER_OPTIONS = ['x', 'y', 'set'];

/**
 * Adds the commands of completion to a program that has all its other commands.
 * @param words the words typed after the program's name; the last may be unfinished
 */
export async function addCompletion(
  root: Command,
  words: readonly string[],
  host: Host,
): Promise<void> {
  const { default: tab } = await import('@bomb.sh/tab/commander');
  const completion = tab(root, { completionCommandName: COMPLETION });
  const studies = await studiesFor(words, host);
  const study = studyIn(words, studies);
  const all =
    (named: Readonly<Record<string, { readonly title?: string } | undefined>> | undefined) =>
    (complete: Complete): void => {
      for (const [name, what] of Object.entries(named ?? {})) complete(name, what?.title ?? '');
    };
  const begun = words.at(-1) ?? '';
  const modules = (complete: Complete): void => {
    for (const path of modulesAt(begun, cwdOf(host))) complete(path, '');
  };
  const ofStudy: Readonly<Record<string, (complete: Complete) => void>> = {
    variant: all(study?.variants),
    space: (complete) => {
      for (const name of Object.keys(study?.spaces ?? {})) complete(name, '');
    },
    property: (complete) => {
      for (const name of PROPERTY_NAMES) complete(name, '');
    },
    study: modules,
    config: modules,
    ...Object.fromEntries(PARAMETER_OPTIONS.map((name) => [name, all(study?.parameters)])),
  };
  for (const command of completion.commands.values()) {
    for (const [name, handler] of Object.entries(ofStudy)) {
      const option = command.options.get(name);
      if (option !== undefined) option.handler = handler;
    }
    for (const argument of command.arguments.values())
      if (/^study\b/.test(argument.name))
        argument.handler = (complete) => {
          if (begun.includes('/')) modules(complete);
          else for (const { name, title } of studies.all) complete(name, title);
        };
  }
}
