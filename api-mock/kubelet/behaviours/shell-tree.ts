/** A piece of a word: text as it is, or what is put in its place. */
export type Part =
  | { text: string }
  | { variable: string; otherwise?: string }
  | { arithmetic: string }
  | { command: List }

export type Word = readonly Part[]

export type Command =
  | {
      kind: 'simple'
      assignments: readonly { name: string; value: Word }[]
      words: readonly Word[]
      output: Output
    }
  | { kind: 'loop'; until: boolean; condition: List; body: List }
  | { kind: 'for'; variable: string; words: readonly Word[]; body: List }
  | { kind: 'if'; condition: List; success: List; otherwise: List }
  | { kind: 'group'; body: List }

export type Output = 'stdout' | 'stderr' | 'nowhere'

/** Commands in order; one after `&&` or `||` runs only where the one before succeeded or failed. */
export type List = readonly { after: ';' | '&&' | '||'; command: Command }[]
