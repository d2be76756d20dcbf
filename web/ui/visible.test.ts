import { expect, test } from 'vitest'
import { visible } from './visible.ts'

test.each([
  ['Équipe 7 — 日本 👩‍💻\n\ttwo', 'Équipe 7 — 日本 👩‍💻\n\ttwo'],
  ['prod\u200B', 'prod‹U+200B›'],
  ['\u202Edorp', '‹U+202E›dorp'],
  ['a\u0007b', 'a‹U+0007›b'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown)
})
