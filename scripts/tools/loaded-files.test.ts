import { expect, test } from 'vitest'
import { loadedFiles } from './loaded-files.ts'

const manifest = {
  'index.html': { file: 'index.js', imports: ['react'] },
  page: { file: 'page.js', imports: ['index.html', 'table'] },
  table: { file: 'table.js', imports: ['react'] },
  react: { file: 'react.js' },
  other: { file: 'other.js' },
}

test('each file counts once, and only what is loaded', () => {
  expect(loadedFiles(manifest, ['index.html', 'page']).sort()).toEqual([
    'index.js',
    'page.js',
    'react.js',
    'table.js',
  ])
})

test('a page that is not in the build is a mistake', () => {
  expect(() => loadedFiles(manifest, ['gone'])).toThrow('the build has no gone')
})
