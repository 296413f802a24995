/**
 * Finds the places of a script where something is decided or computed, and the edits that make them
 * report it. Nothing is moved and no function is added, so that evaluation order, `this`, `await`,
 * `yield` and the names of functions stay as they are.
 */
import type { AnyNode } from 'acorn';
import type { Edit } from './edits.js';
import type { SiteKind } from './sites.js';

/** A place in the script, by offsets. */
export interface Place {
  readonly kind: SiteKind;
  readonly operator: string;
  readonly start: number;
  readonly end: number;
  /** End of the left operand and start of the right one, where there are two. */
  readonly gap?: readonly [leftEnd: number, rightStart: number];
  readonly of?: number;
}

const RELATIONAL = new Set(['<', '<=', '>', '>=']);
const EQUALITY = new Set(['===', '!==', '==', '!=']);
const ARITHMETIC = new Set(['+', '-', '*', '/']);
const SELECT = new Set(['max', 'min']);
const ROUNDING = new Set(['floor', 'round', 'ceil', 'trunc']);

type Binary = Extract<AnyNode, { type: 'BinaryExpression' }>;
type Call = Extract<AnyNode, { type: 'CallExpression' }>;

/** Names the function of `Math` that is called with plain arguments only. */
function mathFunction({ callee, arguments: given }: Call): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  if (callee.object.type !== 'Identifier' || callee.object.name !== 'Math') return undefined;
  if (given.some(({ type }) => type === 'SpreadElement')) return undefined;
  return callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

/** True if the form of an operand shows that it is no number. */
function neverNumber(node: AnyNode): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value !== 'number' && typeof node.value !== 'bigint';
    case 'TemplateLiteral':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return true;
    case 'UnaryExpression':
      return ['typeof', 'void', '!', 'delete'].includes(node.operator);
    case 'BinaryExpression':
      return node.operator === '+' && (neverNumber(node.left) || neverNumber(node.right));
    case 'Identifier':
      return node.name === 'undefined';
    default:
      return false;
  }
}

/** True if the operator is reported with both operands. */
function reportsOperands({ operator, left, right }: Binary): boolean {
  if (RELATIONAL.has(operator)) return true;
  const numeric = EQUALITY.has(operator) || ARITHMETIC.has(operator);
  const constant = left.type === 'Literal' && right.type === 'Literal';
  return numeric && !constant && !neverNumber(left) && !neverNumber(right);
}

/** Offset of the operator between two operands: parentheses and comments may stand around it. */
function operatorAt(code: string, from: number, operator: string): number {
  let at = from;
  for (;;) {
    if (code.startsWith('/*', at)) at = code.indexOf('*/', at) + 2;
    else if (code.startsWith('//', at)) at = code.indexOf('\n', at) + 1;
    else if (code.startsWith(operator, at)) return at;
    else at += 1;
  }
}

/** Walks a script once. */
export class PlaceFinder {
  readonly places: Place[] = [];
  readonly edits: Edit[] = [];
  readonly #code: string;

  constructor(code: string) {
    this.#code = code;
  }

  /** Anything: finds what is in it. */
  visit(node: AnyNode): void {
    switch (node.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        this.#condition(node.test);
        this.visit(node.consequent);
        if (node.alternate) this.visit(node.alternate);
        return;
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.#condition(node.test);
        this.visit(node.body);
        return;
      case 'ForStatement':
        if (node.init) this.visit(node.init);
        if (node.test) this.#condition(node.test);
        if (node.update) this.visit(node.update);
        this.visit(node.body);
        return;
      case 'ForOfStatement':
      case 'ForInStatement':
        this.#loop(node);
        return;
      case 'LogicalExpression':
        this.#leftOf(node);
        this.visit(node.right);
        return;
      case 'AssignmentExpression':
        this.#assignment(node);
        return;
      case 'BinaryExpression':
        if (reportsOperands(node)) this.#operands(node);
        else this.#children(node);
        return;
      case 'CallExpression':
        this.#call(node);
        return;
      case 'SwitchStatement':
        this.#switch(node);
        return;
      case 'CatchClause':
        this.#reached('catch', node.body.start + 1, node.start, node.body.start, 'catch');
        this.#children(node);
        return;
      default:
        this.#children(node);
    }
  }

  #children(node: AnyNode): void {
    for (const value of Object.values(node) as readonly unknown[]) {
      if (Array.isArray(value)) {
        for (const item of value as readonly unknown[]) this.#child(item);
      } else this.#child(value);
    }
  }

  #child(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (typeof (value as { type?: unknown }).type === 'string') this.visit(value as AnyNode);
  }

  #place(place: Place): number {
    return this.places.push(place) - 1;
  }

  #edit(at: number, text: string, removed = 0): void {
    this.edits.push({ at, removed, text });
  }

  /** Passes the value of an expression through `__skewproof_b`. */
  #wrap(node: AnyNode, kind: SiteKind, within: () => void, of?: number, operator = 'test'): void {
    const { start, end } = node;
    const id = this.#place({ kind, operator, start, end, ...(of === undefined ? {} : { of }) });
    const sequence = node.type === 'SequenceExpression';
    this.#edit(start, `__skewproof_b(${String(id)},${sequence ? '(' : ''}`);
    within();
    this.#edit(end, sequence ? '))' : ')');
  }

  /** An expression whose truth decides. Each part that can decide by itself is a place of its own. */
  #condition(node: AnyNode): void {
    switch (node.type) {
      case 'Literal':
        return;
      case 'LogicalExpression':
        this.#leftOf(node);
        this.#condition(node.right);
        return;
      case 'ConditionalExpression':
        this.#condition(node.test);
        this.#condition(node.consequent);
        this.#condition(node.alternate);
        return;
      case 'UnaryExpression':
        if (node.operator === '!') {
          this.#condition(node.argument);
          return;
        }
        break;
      case 'BinaryExpression':
        if (!ARITHMETIC.has(node.operator) && reportsOperands(node)) {
          this.#operands(node);
          return;
        }
        break;
      default:
    }
    this.#wrap(node, 'test', () => {
      this.visit(node);
    });
  }

  #leftOf({ operator, left }: Extract<AnyNode, { type: 'LogicalExpression' }>): void {
    if (operator === '??')
      this.#wrap(
        left,
        'nullish',
        () => {
          this.visit(left);
        },
        undefined,
        operator,
      );
    else this.#condition(left);
  }

  /** The right side of `||=`, `&&=` and `??=` is reached or not. A function there takes its name from the left. */
  #assignment(node: Extract<AnyNode, { type: 'AssignmentExpression' }>): void {
    this.visit(node.left);
    const named = /^(FunctionExpression|ArrowFunctionExpression|ClassExpression)$/;
    const decides = ['||=', '&&=', '??='].includes(node.operator);
    if (decides && !named.test(node.right.type))
      this.#wrap(node.right, 'turn', () => {
        this.visit(node.right);
      });
    else this.visit(node.right);
  }

  #operands(node: Binary): void {
    const { operator, start, end, left, right } = node;
    const kind = ARITHMETIC.has(operator) ? 'arithmetic' : 'comparison';
    const at = operatorAt(this.#code, left.end, operator);
    const id = this.#place({ kind, operator, start, end, gap: [at, at + operator.length] });
    this.#edit(start, `__skewproof_c(${String(id)},"${operator}",`);
    this.visit(left);
    this.#edit(at, ',', operator.length);
    this.visit(right);
    this.#edit(end, ')');
  }

  /** Math.max with two arguments chooses without a comparison; Math.floor hides where a number comes from. */
  #call(node: Call): void {
    const name = mathFunction(node);
    const [first, second] = node.arguments;
    const select = SELECT.has(name ?? '') && node.arguments.length === 2;
    const rounding = ROUNDING.has(name ?? '') && node.arguments.length === 1;
    if (!(select || rounding) || first === undefined) {
      this.#children(node);
      return;
    }
    const kind = select ? 'select' : 'rounding';
    const { start, end } = node;
    const gap = second && { gap: [first.end, second.start] as const };
    const id = this.#place({ kind, operator: name ?? '', start, end, ...gap });
    this.#edit(start, `__skewproof_b(${String(id)},`);
    for (const argument of node.arguments)
      this.#wrap(
        argument,
        'operand',
        () => {
          this.visit(argument);
        },
        id,
      );
    this.#edit(end, ')');
  }

  /** Reports that control came here. */
  #reached(
    kind: SiteKind,
    at: number,
    start: number,
    end: number,
    operator: string,
    of?: number,
  ): void {
    const id = this.#place({ kind, operator, start, end, ...(of === undefined ? {} : { of }) });
    this.#edit(at, `__skewproof_b(${String(id)},1);`);
  }

  #loop(node: Extract<AnyNode, { type: 'ForOfStatement' | 'ForInStatement' }>): void {
    this.visit(node.left);
    this.visit(node.right);
    const { body } = node;
    const block = body.type === 'BlockStatement';
    if (!block) this.#edit(body.start, '{');
    this.#reached('turn', block ? body.start + 1 : body.start, node.start, body.start, 'for');
    this.visit(body);
    if (!block) this.#edit(body.end, '}');
  }

  #switch(node: Extract<AnyNode, { type: 'SwitchStatement' }>): void {
    const { discriminant, cases } = node;
    const id = this.places.length;
    this.#wrap(
      discriminant,
      'switch',
      () => {
        this.visit(discriminant);
      },
      undefined,
      'switch',
    );
    for (const clause of cases) {
      if (clause.test) this.visit(clause.test);
      const [first] = clause.consequent;
      if (first === undefined) continue;
      this.#reached(
        'case',
        first.start,
        clause.start,
        clause.test?.end ?? clause.start + 7,
        'case',
        id,
      );
      for (const statement of clause.consequent) this.visit(statement);
    }
  }
}
