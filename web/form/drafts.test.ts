import { expect, test } from 'vitest'
import { dropDraft, readDraft, writeDraft, type DraftStorage } from './drafts.ts'

function memory(): DraftStorage {
  const texts = new Map<string, string>()
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  }
}

const ada = { person: 'ada', form: 'team/new' }

test('a draft is kept for its person and its form', () => {
  const storage = memory()
  const draft = { base: { name: '' }, values: { name: 'red' }, at: 1 }
  writeDraft(storage, ada, draft)
  expect(readDraft(storage, ada)).toEqual(draft)
  expect(readDraft(storage, { ...ada, person: 'ben' })).toBeUndefined()
  dropDraft(storage, ada)
  expect(readDraft(storage, ada)).toBeUndefined()
})

test('what is no draft is none', () => {
  for (const text of ['{', '{}', '{"values":{}}']) {
    expect(readDraft({ ...memory(), getItem: () => text }, ada)).toBeUndefined()
  }
})
