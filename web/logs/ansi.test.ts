import { expect, test } from 'vitest'
import { marked, plainOf, spansOf } from './ansi.ts'

const esc = '\u001B'

test.each([
  ['plain', [['plain', '']]],
  ['', []],
  [
    `${esc}[31mred${esc}[0m rest`,
    [
      ['red', 'front-1'],
      [' rest', ''],
    ],
  ],
  [
    `${esc}[1;91mloud${esc}[22m less`,
    [
      ['loud', 'bold front-1'],
      [' less', 'front-1'],
    ],
  ],
  [
    `${esc}[38;5;196mred${esc}[39mnot`,
    [
      ['red', 'front-1'],
      ['not', ''],
    ],
  ],
  [`${esc}[38;2;10;200;20mgreen`, [['green', 'front-2']]],
  [`${esc}[38;5;240mgrey`, [['grey', 'front-7']]],
  [`${esc}[31;41mred on red`, [['red on red', 'back-1']]],
  [
    `${esc}[mnothing${esc}[8mno hiding`,
    [
      ['nothing', ''],
      ['no hiding', ''],
    ],
  ],
])('%j has colours', (text, spans) => {
  expect(spansOf(text).map(({ text, look }) => [text, look])).toEqual(spans)
})

test.each([
  [`a${esc}[2Jb`, 'ab'],
  [`a${esc}[10;10Hb`, 'ab'],
  [`a${esc}]0;title\u0007b`, 'ab'],
  [`a${esc}]52;c;c2VjcmV0${esc}\\b`, 'ab'],
  [`a${esc}]8;;https://evil.example${esc}\\link${esc}]8;;${esc}\\b`, 'alinkb'],
  [`a${esc}]0;never ended`, 'a'],
  [`a${esc}cb`, 'ab'],
  ['a\u009B31mb', 'ab'],
])('%j does nothing but say what it says', (text, plain) => {
  expect(
    spansOf(text)
      .map(({ text }) => text)
      .join(''),
  ).toBe(plain)
  expect(plainOf(text)).toBe(plain)
})

test('what is not seen is spelled out', () => {
  expect(spansOf('a\rb\u0008c\u202Ed')).toEqual([{ text: 'a‹U+000D›b‹U+0008›c‹U+202E›d', look: '' }])
  expect(spansOf(`a${esc}`)).toEqual([{ text: 'a‹U+001B›', look: '' }])
})

test('hits are marked across colours', () => {
  const spans = spansOf(`one${esc}[31mtwo${esc}[0mthree`)
  const parts = marked(spans, [
    [1, 5],
    [8, 9],
  ]).map(({ text, look, hit }) => [text, look, hit])
  expect(parts).toEqual([
    ['o', '', false],
    ['ne', '', true],
    ['tw', 'front-1', true],
    ['o', 'front-1', false],
    ['th', '', false],
    ['r', '', true],
    ['ee', '', false],
  ])
})
