import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('an error that nobody catches is given to whom the work is, and else ends the process', () => {
  const program = `
    import { contain, giveToOwner } from '#api-mock/nested/contain.ts'
    process.on('uncaughtException', (error) => {
      if (giveToOwner(error)) return
      console.log('nobody: ' + error.message)
      process.exit(1)
    })
    const owned = (error) => console.log('owner: ' + error.message)
    contain(owned, () => setTimeout(() => { throw new Error('in a timer') }, 0))
    contain(owned, () => void Promise.reject(new Error('in a promise')))
    setTimeout(() => { throw new Error('outside') }, 50)
  `
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  expect(stdout.trim().split('\n')).toEqual(['owner: in a promise', 'owner: in a timer', 'nobody: outside'])
  expect(status).toBe(1)
})
