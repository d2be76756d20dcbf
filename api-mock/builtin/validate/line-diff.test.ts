import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

function lines(...texts: readonly (string | number)[]): string {
  return texts.join('\n')
}

test('equal texts have no difference', () => {
  expect(lineDiff('a\nb', 'a\nb')).toBe('')
})

test('a changed line is shown with three lines around it', () => {
  const before = lines(1, 2, 3, 4, 5, 6, 7, 8, 9)
  const after = lines(1, 2, 3, 4, 'five', 6, 7, 8, 9)
  expect(lineDiff(before, after)).toBe('@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n')
})

test('changes that are far apart are shown apart', () => {
  const before = lines(...Array.from({ length: 20 }, (_, index) => index))
  const after = before.replace('2\n', '').replace('17\n', '17\nnew\n')
  expect(lineDiff(before, after).match(/@@.*@@/g)).toEqual(['@@ -1,6 +1,5 @@', '@@ -16,5 +15,6 @@'])
})

test('a first and a last line have nothing beyond them', () => {
  expect(lineDiff('a', 'b')).toBe('@@ -1 +1 @@\n-a\n+b\n')
  expect(lineDiff('a\nb', 'b')).toBe('@@ -1,2 +1 @@\n-a\n b\n')
})

test('in a long text a line that is everywhere does not hold others together', () => {
  const block = (name: string): string[] => [`{${name}`, 'null', 'null', 'null', `${name}}`]
  const names = Array.from({ length: 60 }, (_, index) => `n${index}`)
  const before = names.flatMap(block)
  const after = before.toSpliced(102, 1, 'value')
  const diff = lineDiff(lines(...before), lines(...after))
  expect(diff).toBe('@@ -100,7 +100,7 @@\n n19}\n {n20\n null\n-null\n+value\n null\n n20}\n {n21\n')
})
