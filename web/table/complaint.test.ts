import { expect, test } from 'vitest'
import { complaintAbout } from './complaint.ts'

test.each([
  ['red env=prod status:failing "the red"', undefined],
  ['label:env !env name:x', undefined],
  ['', undefined],
  ['"the red', /A quote is open/],
  ['=prod', /which label before “=prod”/],
  ['env=a/b', /No label can be “a\/b”/],
  ['colour:red', /There is no column “colour”.*name, status/],
])('what is said about %j', (typed, expected) => {
  const said = complaintAbout(typed, ['name', 'status'])
  if (expected === undefined) expect(said).toBeUndefined()
  else expect(said).toMatch(expected)
})
