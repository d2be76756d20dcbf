import { afterEach, beforeEach, expect, test } from 'vitest'
import { startRecorder, jsonAnswer, type Recorder } from '#e2e/support/recorder.ts'
import { clientOf } from '#server/cluster/client.ts'
import { connect, type Connection } from '#server/cluster/connection.ts'
import { readConfig, type Config } from '#server/config.ts'
import { seedScale } from '#server/start-up.ts'

/** Many pods are asked for once, by Deployments on one cluster; a start that was cut takes it up again. */

let recorder: Recorder
let management: Connection
let cluster: Connection
beforeEach(async () => {
  recorder = await startRecorder()
  const there = { origin: recorder.origin, ca: '', authorization: 'Bearer x' }
  management = connect({ ...there, prefix: '/management' })
  cluster = connect({ ...there, prefix: '/eu-west' })
})
afterEach(async () => {
  await Promise.all([management, cluster].map(({ dispatcher }) => dispatcher.destroy()))
  await recorder.close()
})

const config = readConfig([], { AERIE_SEED: 'scale:250' }) as Config
const home = '/management/api/v1/namespaces/aerie-system'
const deployments = '/eu-west/apis/apps/v1/namespaces/scale/deployments'

test('what is there already stays, the rest is made, and then it is noted', async () => {
  const there = { kind: 'Status', status: 'Failure', reason: 'AlreadyExists', code: 409 }
  recorder.respond((request) =>
    request.write(request.method === 'POST' ? jsonAnswer(409, there) : jsonAnswer(200, { metadata: {} })),
  )
  await seedScale(clientOf(management), cluster, config)
  expect(recorder.lines()).toEqual([
    `GET ${home}`,
    'POST /eu-west/api/v1/namespaces',
    `POST ${deployments}`,
    `POST ${deployments}`,
    `POST ${deployments}`,
    `PATCH ${home}`,
  ])
  expect(JSON.parse(recorder.requests.at(-1)?.body().toString() ?? '')).toEqual({
    metadata: { annotations: { 'aerie.dev/scaled': '250' } },
  })
})

test('what was noted is not done again', async () => {
  recorder.respond((request) =>
    request.write(jsonAnswer(200, { metadata: { annotations: { 'aerie.dev/scaled': '250' } } })),
  )
  await seedScale(clientOf(management), cluster, config)
  expect(recorder.lines()).toEqual([`GET ${home}`])
})

test('what fails is not noted', async () => {
  const refused = { kind: 'Status', status: 'Failure', reason: 'Forbidden', message: 'no', code: 403 }
  recorder.respond((request) =>
    request.write(
      request.target === deployments ? jsonAnswer(403, refused) : jsonAnswer(200, { metadata: {} }),
    ),
  )
  await expect(seedScale(clientOf(management), cluster, config)).rejects.toThrow('no')
  expect(recorder.lines()).not.toContain(`PATCH ${home}`)
})
