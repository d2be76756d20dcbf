import { Lexer } from 'yaml'

/** Bounds for YAML, whose reader takes ten times as long as that of JSON, and far longer for many anchors. */
const mostTokens = 40_000
const mostMarks = 1_000

/** What keeps a text from being read as YAML, whoever wrote it: it would hold up everybody else. */
export function yamlProblem(text: string): string | undefined {
  let [tokens, marks] = [0, 0]
  for (const [first = ''] of new Lexer().lex(text)) {
    tokens += 1
    if (first === '!' || first === '&' || first === '*') marks += 1
    if (tokens > mostTokens || marks > mostMarks) return 'the document has too many values'
  }
  return undefined
}
