import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkTemplate, render, TemplateError } from './template.ts'

const values = {
  name: 'ada',
  count: 3,
  none: 0,
  on: true,
  off: false,
  empty: '',
  nested: { deep: { value: 'x' } },
  list: [1],
  lines: 'one\ntwo\n',
}

const lineOf = (text: string, given: unknown = values): string => {
  try {
    return render(text, given)
  } catch (error) {
    if (error instanceof TemplateError) return error.message
    throw error
  }
}

describe('values', () => {
  test.each([
    ['name: {{ .Values.name }}', 'name: ada'],
    ['{{.Values.nested.deep.value}}', 'x'],
    ['{{ .Values.count }}/{{ .Values.on }}/{{ .Values.off }}', '3/true/false'],
    ['[{{ .Values.missing.path }}{{ .Values.name.length }}{{ .Values.constructor.name }}]', '[]'],
    ['{{ .Values.missing | default "a \\"b\\" }}" }}', 'a "b" }}'],
    ['{{ .Values.none | default 7 }}{{ .Values.off | default true }}', '7true'],
    ['{{ .Values.missing | default .Values.empty | default .Values.name }}', 'ada'],
    ['{{ .Values.name | default "x" }}', 'ada'],
    ['{{ .Values.name | quote }} {{ .Values.missing | quote }} {{ .Values.count | quote }}', '"ada" "" "3"'],
    ['{{ .Values.missing | default "x" | quote }}', '"x"'],
    ['a {{- .Values.x -}} b', 'ab'],
    ['a\n\n{{- .Values.name }}\n {{ .Values.name -}} \n b', 'aada\n adab'],
    ['no braces } } { {', 'no braces } } { {'],
    ['{{ .Values.name\n| quote }}', '"ada"'],
  ])('%s', (text, result) => expect(lineOf(text)).toBe(result))
})

describe('conditions', () => {
  test.each([
    ['{{ if .Values.on }}yes{{ end }}', 'yes'],
    ['{{ if .Values.off }}yes{{ else }}no{{ end }}', 'no'],
    ['{{ if .Values.missing | default true }}yes{{ end }}', 'yes'],
    ['{{if .Values.on}}{{if .Values.empty}}a{{else}}b{{end}}c{{else}}d{{end}}', 'bc'],
    ['x\n{{- if .Values.list }}\ny\n{{- end }}\nz', 'x\ny\nz'],
    ['{{ if .Values.off }}{{ .Values.list }}{{ end }}', ''],
  ])('%s', (text, result) => expect(lineOf(text)).toBe(result))

  test.each([[0], [''], [false], [null], [[]], [{}], [undefined]])('%j is empty', (value) => {
    expect(render('{{ if .Values.x }}a{{ else }}b{{ end }}', { x: value })).toBe('b')
  })
})

describe('what is refused, with its line', () => {
  test.each([
    ['{{ .Release.Name }}', '.Release.Name is not there: only .Values.… can be read'],
    ['{{ $x }}', '$x is not there: only .Values.… can be read'],
    ['{{ .Values }}', '.Values is no name of a value: letters, digits and _ between single dots'],
    ['{{ .Values.a-b }}', '.Values.a-b is no name of a value: letters, digits and _ between single dots'],
    ['{{ quote .Values.x }}', 'quote comes after the value: {{ .Values.… | quote }}'],
    ['{{ default "x" .Values.x }}', 'default comes after the value: {{ .Values.… | default "…" }}'],
    ['{{ .Values.x | upper }}', /^"upper" cannot be used here: a template knows/],
    ['{{ include "x" . }}', /^"include" cannot be used here/],
    ['{{ "x" }}', /^""x"" cannot be used here/],
    ['{{ /* note */ }}', /^"\/\*" cannot be used here/],
    ['{{ }}', 'a value is missing: write {{ .Values.… }}'],
    ['{{ .Values.x .Values.y }}', /^"\.Values\.y" is one word too many/],
    ['{{ .Values.x | }}', 'after | comes default or quote'],
    ['{{ .Values.x | quote 1 }}', 'quote takes nothing after it'],
    ['{{ .Values.x | default }}', 'default takes one value: default "text"'],
    ['{{ .Values.x | default abc }}', /^default takes a text in double quotes, a number/],
    ['{{ .Values.x | default "\\q" }}', /has an escape that is not known/],
    ['{{ .Values.x | default "a\nb" }}', 'this text in quotes does not end on its line'],
    ['{{ .Values.x', 'this {{ has no }}'],
    ['{{ .Values.x } }}', /^"}" has no meaning in {{ }}/],
    ['{{ if .Values.x }}', 'this {{ if }} has no {{ end }}'],
    ['{{ end }}', 'this {{ end }} has no {{ if }}'],
    ['{{ else }}', 'this {{ else }} has no {{ if }}'],
    ['{{ if .Values.x }}{{ else }}{{ else }}{{ end }}', 'this {{ if }} has an {{ else }} already'],
    [
      '{{ if .Values.x }}{{ else if .Values.y }}{{ end }}',
      'after {{ else }} comes a new {{ if … }}, with an {{ end }} of its own',
    ],
    ['{{ if not .Values.x }}{{ end }}', /^"not" cannot be used here/],
    ['{{ range .Values.x }}{{ end }}', /^"range" cannot be used here/],
  ])('%s', (text, message) => {
    const problems = checkTemplate(`first: line\n${text}\n`)
    expect(problems).toEqual([
      { line: 2, message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ])
    expect(() => render(text, {})).toThrow(TemplateError)
  })

  test('several problems are found at once, each on its line', () => {
    const text = 'a: {{ .Release.x }}\nb: {{- if .Values.x -}}\n\nc: {{ foo }}\n{{ end }}\nd: {{ .Values.x'
    expect(checkTemplate(text).map(({ line }) => line)).toEqual([1, 4, 6])
  })

  test('nesting, length and the length of the result are bounded', () => {
    const nested = (depth: number) => '{{ if .Values.x }}'.repeat(depth) + '{{ end }}'.repeat(depth)
    expect(checkTemplate(nested(32))).toEqual([])
    expect(checkTemplate(nested(33))).toEqual([{ line: 1, message: '{{ if }} nests at most 32 deep' }])
    expect(checkTemplate('x'.repeat(600_000))).toHaveLength(1)
    expect(lineOf('{{ .Values.x }}'.repeat(100), { x: 'y'.repeat(20_000) })).toMatch(/result is longer than/)
  })

  test('quotes of quotes end before they fill the memory', () => {
    const quotes = ' | quote'.repeat(60)
    const refused = 'line 1: it quotes more than 4194304 characters'
    expect(lineOf(`{{ .Values.x${quotes} }}`, { x: '"' })).toBe(refused)
    expect(lineOf(`{{ if .Values.x${quotes} }}{{ end }}`, { x: '"' })).toBe(refused)
    expect(lineOf('{{ if .Values.x | quote }}{{ end }}'.repeat(100), { x: 'y'.repeat(50_000) })).toBe(refused)
  })

  test('a problem with a value names its line', () => {
    expect(lineOf('a: b\nc: {{ .Values.nested }}')).toBe(
      'line 2: .Values.nested is a list or a map and has no text: name one value in it',
    )
    expect(lineOf('a: b\nc: {{ .Values.lines }}')).toBe(
      'line 2: the value of .Values.lines has several lines and would break the text here: write {{ .Values.lines | quote }}',
    )
  })

  test('a text of nothing but openings is read in time', () => {
    const started = Date.now()
    checkTemplate('{{ .Values.x | '.repeat(30_000))
    checkTemplate('{{ "'.repeat(100_000))
    expect(Date.now() - started).toBeLessThan(2000)
  })
})

describe('a value stays in its place', () => {
  const syntax = '"\'\\\n\r\t :#-{}[],&*!|>%@`a\u0085\u2028\u0000\u007f\ud800'.split('')
  const hostile = fc.oneof(fc.string({ unit: fc.constantFrom(...syntax) }), fc.string({ unit: 'binary' }))
  const read = (text: string) => parse(text) as Record<string, unknown>

  test('with quote it comes back as it was', () => {
    fc.assert(
      fc.property(hostile, (x) => {
        const text = render('a: {{ .Values.x | quote }}\nb: [{{ .Values.x | quote }}, 1]\nc: 1\n', { x })
        expect(read(text)).toEqual({ a: x, b: [x, 1], c: 1 })
      }),
    )
  })

  test('between quotes of the template it comes back as it was, or is refused', () => {
    fc.assert(
      fc.property(hostile, (x) => {
        expect(read(render('a: "<{{ .Values.x }}>"\nb: 1\n', { x }))).toEqual({ a: `<${x}>`, b: 1 })
        const single = lineOf("- {a: '<{{ .Values.x }}>', b: 1}\n- 2\n", { x })
        if (!single.startsWith('line 1:')) expect(read(single)).toHaveLength(2)
      }),
    )
    expect(read(render("a: 'it is {{ .Values.x }}'", { x: "o'clock" }))).toEqual({ a: "it is o'clock" })
  })

  test('in a block its lines are indented as the first', () => {
    const template = 'a:\n  - b: |\n      x={{ .Values.x }}\n    c: 1\nd: 2\n'
    expect(read(render(template, { x: 'one\ntwo: 2\n\n- three' }))).toEqual({
      a: [{ b: 'x=one\ntwo: 2\n\n- three\n', c: 1 }],
      d: 2,
    })
    fc.assert(
      fc.property(hostile, (x) => {
        const { a, d } = read(render(template, { x })) as { a: unknown; d: number }
        expect(d).toBe(2)
        expect(a).toEqual([{ b: expect.stringMatching(/^x=/), c: 1 }])
      }),
    )
  })

  test('anywhere else it has one line', () => {
    fc.assert(
      fc.property(hostile, (x) => {
        const text = lineOf('# {{ .Values.x }}\na: 1\n', { x })
        if (!text.startsWith('line 1:')) expect(text.split('\n')).toHaveLength(3)
      }),
    )
  })
})
