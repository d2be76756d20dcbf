import { expect, test } from 'vitest'
import { complained, listed, shellOf } from './wording.ts'

const long = `total 2
drwxr-xr-x 1 user user     0 Jan  1 00:00 .
drwxr-xr-x 1 user user     0 Nov 26 13:10 conf.d/
-rw-r--r-- 1 user user     1 Nov 26 13:10 of user user
`

test('a long listing tells of files of root and of folders without a mark', () => {
  expect(listed(['-la', '/etc'], long)).toBe(`total 2
drwxr-xr-x 1 root root     0 Jan  1 00:00 .
drwxr-xr-x 1 root root     0 Nov 26 13:10 conf.d
-rw-r--r-- 1 root root     1 Nov 26 13:10 of user user
`)
  expect(listed(['-lF'], long)).toContain(' conf.d/\n')
  expect(listed(['-ld', '/'], 'drwxr-xr-x 1 user user 0 Jan  1 00:00 /\n')).toMatch(/ root root .* \/\n$/)
  expect(listed(['--color', 'lib'], 'lib/\n')).toBe('lib/\n')
})

test('a shell complains as the one that was started', () => {
  const text = 'bash: vi: command not found\nbash: cd: /x: No such file or directory\n'
  expect(complained(shellOf(['/bin/sh', '-c', 'vi']), text)).toBe(
    'sh: vi: not found\nsh: cd: /x: No such file or directory\n',
  )
  expect(complained(shellOf(['bash']), text)).toBe(text)
  expect(shellOf(['ls'])).toBe('sh')
})
