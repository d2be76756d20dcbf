import { existsSync, lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { lockHolder } from '#server/data-dir.ts'
import { entry, hasCode, Refusal, say } from './starter/refusal.js'

// `npm run reset [-- --yes]`: forgets everything, so that the next start begins anew.
await entry(async () => {
  const folder = resolve(process.env['AERIE_DATA_DIR'] || '.aerie')
  const yes = readFlag(process.argv.slice(2))
  if (!existsSync(folder)) {
    say(`There is nothing to reset: ${folder} does not exist.`)
    return 0
  }
  refuseWhatIsNotOurs(folder)
  if (!yes && !process.stdin.isTTY) throw new Refusal('nobody is there to ask: say npm run reset -- --yes')
  say(
    `This deletes ${folder} (${megabytes(folder)} MB): every user, team, space and setting kept there, and the audit.`,
  )
  say('The key file outside of it stays, because backups cannot be read without it.')
  if (!yes && !(await agreed())) throw new Refusal('nothing was deleted')
  refuseWhatIsNotOurs(folder)
  remove(folder)
  say('Deleted. The next start begins anew.')
  return 0
})

function readFlag(args: readonly string[]): boolean {
  const unknown = args.find((arg) => arg !== '--yes')
  if (unknown !== undefined) throw new Refusal(`unknown argument ${unknown}; the only one is --yes`)
  return args.length > 0
}

function refuseWhatIsNotOurs(folder: string): void {
  if (!existsSync(join(folder, 'aerie.json'))) {
    throw new Refusal(
      `${folder} is not a data directory of Aerie (it has no aerie.json), so it is left alone`,
    )
  }
  const holder = lockHolder(join(folder, 'lock'))
  if (holder !== undefined) {
    throw new Refusal(`${folder} is in use by a server (process ${holder}): stop it first`)
  }
}

async function agreed(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('Delete it? (yes/no) ')
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** aerie.json goes last, so that a reset that was interrupted can be done again. */
function remove(folder: string): void {
  const names = readdirSync(folder).filter((name) => name !== 'aerie.json')
  for (const name of [...names, 'aerie.json']) rmSync(join(folder, name), { recursive: true, force: true })
  try {
    rmdirSync(folder)
  } catch (error) {
    // A mounted folder cannot go, and empty it is as good as gone.
    if (!hasCode(error, 'EBUSY') && !hasCode(error, 'EACCES')) throw error
  }
}

function megabytes(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const bytes = files.reduce((sum, file) => sum + lstatSync(join(folder, file)).size, 0)
  return (bytes / 1e6).toFixed(1)
}
