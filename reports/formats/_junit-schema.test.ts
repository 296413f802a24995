/**
 * Rules of the Ant JUnit schema (JUnit.xsd of windyroad/JUnit-Schema), checked on a document that
 * an independent parser has read: elements and their order, attributes and their forms.
 */
import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';

interface Rule {
  readonly attributes: Readonly<Record<string, RegExp>>;
  readonly optional?: Readonly<Record<string, RegExp>>;
  /** Children in their order, as in a regular expression over `<name>`. */
  readonly children: RegExp;
}

const ANY = /^[^]*$/;
const TOKEN = /^\S(?:.*\S)?$/;
const INT = /^-?\d+$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const LEAF = /^$/;
const OUTCOME: Rule = { attributes: { type: ANY }, optional: { message: ANY }, children: LEAF };

const RULES: Readonly<Record<string, Rule>> = {
  testsuites: { attributes: {}, children: /^(?:<testsuite>)*$/ },
  testsuite: {
    attributes: {
      name: TOKEN,
      package: TOKEN,
      id: INT,
      timestamp: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/,
      hostname: TOKEN,
      tests: INT,
      failures: INT,
      errors: INT,
      time: DECIMAL,
    },
    optional: { skipped: INT },
    children: /^<properties>(?:<testcase>)*<system-out><system-err>$/,
  },
  properties: { attributes: {}, children: /^(?:<property>)*$/ },
  property: { attributes: { name: TOKEN, value: ANY }, children: LEAF },
  testcase: {
    attributes: { name: TOKEN, classname: TOKEN, time: DECIMAL },
    children: /^(?:<skipped>|<error>|<failure>)?$/,
  },
  failure: OUTCOME,
  error: OUTCOME,
  skipped: { attributes: {}, children: LEAF },
  'system-out': { attributes: {}, children: LEAF },
  'system-err': { attributes: {}, children: LEAF },
};

type Parsed = Readonly<Record<string, unknown>>;

function check(name: string, children: readonly Parsed[], attributes: Parsed): string[] {
  const rule = RULES[name];
  if (rule === undefined) return [`<${name}> is no element of the schema`];
  const elements = children.flatMap((child) => {
    const tag = Object.keys(child).find((key) => key !== ':@');
    return tag === undefined || tag === '#text' ? [] : [{ tag, child }];
  });
  const order = elements.map(({ tag }) => `<${tag}>`).join('');
  const problems = rule.children.test(order) ? [] : [`<${name}> holds ${order}`];
  for (const [attribute, form] of Object.entries(rule.attributes)) {
    const value = attributes[attribute];
    if (typeof value !== 'string') problems.push(`<${name}> has no ${attribute}`);
    else if (!form.test(value)) problems.push(`<${name} ${attribute}="${value}">`);
  }
  for (const attribute of Object.keys(attributes))
    if (!(attribute in rule.attributes) && !(attribute in (rule.optional ?? {})))
      problems.push(`<${name}> may not have ${attribute}`);
  return [
    ...problems,
    ...elements.flatMap(({ tag, child }) =>
      check(tag, child[tag] as readonly Parsed[], (child[':@'] ?? {}) as Parsed),
    ),
  ];
}

/** Breaches of the schema, or of XML itself. */
export function junitProblems(xml: string): readonly string[] {
  try {
    SyntaxValidator.validate(xml);
  } catch (error) {
    return [`no XML: ${error instanceof Error ? error.message : JSON.stringify(error)}`];
  }
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    ignoreDeclaration: true,
  });
  const [root] = parser.parse(xml) as readonly Parsed[];
  const name = Object.keys(root ?? {}).find((key) => key !== ':@') ?? '';
  if (name !== 'testsuites') return [`the root is <${name}>`];
  return check(name, root?.[name] as readonly Parsed[], (root?.[':@'] ?? {}) as Parsed);
}
