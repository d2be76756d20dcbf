import type { WebSocket } from 'ws'
import type { Table, TableRow } from '#kube/table.ts'
import { startFront } from './front.ts'

// Stands before a server and answers itself what the pods of a namespace are, and what changes of them; below /floor/
// is the bare page, which gets the same.
//
// `node bench/floor/table-server.ts FOLDER ORIGIN`; prints the port that it listens on. POST /bench?pods=N&rate=R says
// how many pods there are, and how many of them change a second.
let rate = 0
let pods: number[] = []

startFront({
  prepare(query) {
    rate = Number(query.get('rate'))
    pods = Array.from({ length: Number(query.get('pods')) }, () => 0)
  },
  answer({ method, url = '' }, outgoing) {
    if (method !== 'GET' || !/^\/(kubernetes|api)\/.*\/pods\?/.test(url) || url.includes('fieldSelector'))
      return false
    const all = table(pods.map((_, index) => row(index)))
    outgoing.writeHead(200, { 'content-type': 'application/json' })
    outgoing.end(JSON.stringify({ ...all, columnDefinitions: columns }))
    return true
  },
  speaks: (url) => /\/pods\?.*watch=/.test(url) && !url.includes('fieldSelector'),
  speak,
})

function speak(socket: WebSocket): void {
  let told = 0
  const began = performance.now()
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1000) * rate)
    for (; told < due; told += 1) {
      // Far from each other, so that some of them are always in sight and most are not.
      const index = (told * 1_237) % pods.length
      pods[index] = (pods[index] ?? 0) + 1
      socket.send(JSON.stringify({ type: 'MODIFIED', object: table([row(index)]) }))
    }
  }, 5)
  socket.on('close', () => clearInterval(timer))
}

const columns = ['Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP', 'Node'].map((name) => ({
  name,
  type: 'string',
  format: name === 'Name' ? 'name' : '',
  description: '',
  priority: name === 'IP' || name === 'Node' ? 1 : 0,
}))

let version = 1_000

function table(rows: TableRow[]): Table {
  version += 1
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion: String(version) },
    columnDefinitions: [],
    rows,
  }
}

const states = ['Running', 'Running', 'Running', 'CrashLoopBackOff', 'Completed']

function row(index: number): TableRow {
  const changed = pods[index] ?? 0
  const name = `web-${String(index % 40).padStart(2, '0')}-${(index * 7_919).toString(36).padStart(6, '0')}`
  const state = states[(index + changed) % states.length] ?? ''
  return {
    cells: [
      name,
      state === 'Running' ? '1/1' : '0/1',
      state,
      String(changed),
      '1h',
      `10.0.${index >> 8}.${index & 255}`,
      `node-${index % 12}`,
    ],
    object: {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: {
        name,
        namespace: 'bench',
        uid: `uid-${index}`,
        resourceVersion: String(version + 1),
        creationTimestamp: '2026-01-01T00:00:00Z',
        labels: {
          app: `web-${index % 40}`,
          tier: index % 3 === 0 ? 'front' : 'back',
          release: String(changed % 5),
        },
      },
    },
  }
}
