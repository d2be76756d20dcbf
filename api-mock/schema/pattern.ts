import type { CharacterTest } from './pattern-characters.ts'
import { type Assertion, parsePattern, type PatternNode } from './pattern-parser.ts'

/** Whether a text contains a match, as Go's `regexp.MatchString` says. */
export type Pattern = (text: string) => boolean

type Instruction =
  | { type: 'character'; matches: CharacterTest }
  | { type: 'split'; targets: number[] }
  | { type: 'assertion'; assertion: Assertion }
  | { type: 'match' }

const mostInstructions = 10_000

/** Instructions times characters that one test may cost; beyond it the text counts as not matching. */
const mostSteps = 20_000_000

/**
 * Compiles a pattern in RE2 syntax. The patterns are a user's, so they must not run in a backtracking engine,
 * where a short text can take hours: this one follows all alternatives at once, in time proportional to
 * pattern and text. Throws PatternError for what Go refuses, look-around and back-references among it.
 */
export function compilePattern(text: string): Pattern {
  const known = compiled.get(text)
  if (known !== undefined) return known
  const program: Instruction[] = []
  emit(program, parsePattern(text))
  program.push({ type: 'match' })
  const pattern: Pattern = (subject) => run(program, subject)
  if (compiled.size >= mostCompiled) compiled.clear()
  compiled.set(text, pattern)
  return pattern
}

/** Compiling is dear beside testing, and a schema's patterns are the same for each object. */
const compiled = new Map<string, Pattern>()
const mostCompiled = 1000

function emit(program: Instruction[], node: PatternNode): void {
  if (program.length > mostInstructions) throw new RangeError('the pattern is too large')
  switch (node.type) {
    case 'character':
    case 'assertion':
      program.push(node)
      return
    case 'sequence':
      for (const each of node.nodes) emit(program, each)
      return
    case 'choice':
      emitChoice(program, node.nodes)
      return
    case 'repetition':
      emitRepetition(program, node)
      return
  }
}

/** A jump is a split with one target. */
function emitChoice(program: Instruction[], nodes: readonly PatternNode[]): void {
  const split: Instruction & { type: 'split' } = { type: 'split', targets: [] }
  program.push(split)
  const jumps: (Instruction & { type: 'split' })[] = []
  for (const node of nodes) {
    split.targets.push(program.length)
    emit(program, node)
    const jump: Instruction & { type: 'split' } = { type: 'split', targets: [] }
    jumps.push(jump)
    program.push(jump)
  }
  for (const jump of jumps) jump.targets.push(program.length)
}

function emitRepetition(
  program: Instruction[],
  { node, least, most }: PatternNode & { type: 'repetition' },
): void {
  for (let count = 0; count < least; count += 1) emit(program, node)
  if (most === Infinity) {
    const start = program.length
    const split: Instruction & { type: 'split' } = { type: 'split', targets: [start + 1] }
    program.push(split)
    emit(program, node)
    program.push({ type: 'split', targets: [start] })
    split.targets.push(program.length)
    return
  }
  const splits: (Instruction & { type: 'split' })[] = []
  for (let count = least; count < most; count += 1) {
    const split: Instruction & { type: 'split' } = { type: 'split', targets: [program.length + 1] }
    splits.push(split)
    program.push(split)
    emit(program, node)
  }
  for (const split of splits) split.targets.push(program.length)
}

/** Pike's simulation: the set of instructions that some path has reached, moved on character by character. */
function run(program: readonly Instruction[], text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  if (codes.length * program.length > mostSteps) return false
  let current: number[] = []
  const seen = new Int32Array(program.length).fill(-1)
  for (let position = 0; position <= codes.length; position += 1) {
    const next: number[] = []
    const stack = [...current, 0]
    while (stack.length > 0) {
      const at = stack.pop() ?? 0
      const instruction = program[at]
      if (instruction === undefined || seen[at] === position) continue
      seen[at] = position
      if (instruction.type === 'match') return true
      if (instruction.type === 'split') stack.push(...instruction.targets)
      else if (instruction.type === 'assertion') {
        if (holds(instruction.assertion, codes, position)) stack.push(at + 1)
      } else if (position < codes.length && instruction.matches(codes[position] ?? 0)) next.push(at + 1)
    }
    current = next
  }
  return false
}

function holds(assertion: Assertion, codes: readonly number[], position: number): boolean {
  const before = codes[position - 1]
  const after = codes[position]
  switch (assertion) {
    case 'text-start':
      return position === 0
    case 'text-end':
      return position === codes.length
    case 'line-start':
      return before === undefined || before === 0x0a
    case 'line-end':
      return after === undefined || after === 0x0a
    case 'word-edge':
      return isWord(before) !== isWord(after)
    case 'no-word-edge':
      return isWord(before) === isWord(after)
  }
  return false
}

function isWord(code: number | undefined): boolean {
  return code !== undefined && /[0-9A-Za-z_]/.test(String.fromCodePoint(code))
}
