import { send } from './exchange.ts'
import type { RawAnswer, RawRequest } from './exchange.ts'
import { parseJson, textOf, valueAt } from './json.ts'
import { normalise } from './normalise.ts'
import { reduceBody } from './reduce.ts'
import type { Answer, Compact, Exchange, Json, Scenario, Step, Watch } from './scenario.ts'
import { openWebSocket } from './websocket.ts'

export interface Target {
  /** Where the API is, without a slash at the end: `https://127.0.0.1:6443/cluster-name`. */
  baseUrl: string
  /** PEM text of the CA that signed the server's certificate. */
  ca?: string | undefined
  /** Bearer tokens; `stranger` needs none, it sends one that nobody issued. */
  tokens: Record<'admin' | 'alice' | 'bob', string>
  /** Makes the server forget its history; for scenarios that need `compaction`. */
  compact?: () => Promise<void>
  /** How long a watch may take for its events, and a step with `until` for its answer: milliseconds. */
  patience?: number
}

const defaultPatience = 20_000

/**
 * Runs a scenario against a server and returns what was said, normalised, ready
 * to be compared with the golden file of the real kube-apiserver:
 *
 *     const golden = JSON.parse(await readFile('e2e/oracle/golden/patch-merge.json', 'utf8'))
 *     const scenario = scenarios.find(({ name }) => name === golden.scenario)
 *     expect(await replay(scenario, { baseUrl, ca, tokens })).toEqual(golden.steps)
 *
 * `needs` of a scenario names what the server must have; pick the scenarios by it.
 * Scenarios may share a server, one after the other: each uses names of its own
 * and removes them, except for the CRDs of `scenarios/crds.ts`, which stay. A
 * server that differs does not throw, it gives other steps; what throws is a
 * failing `setup`, a value that a later step needs and the answer lacks, and a
 * connection that breaks.
 */
export async function replay(scenario: Scenario, target: Target): Promise<Exchange[]> {
  await runUnrecorded(scenario.setup ?? [], target)
  try {
    return normalise(await runRecorded(scenario.steps, target))
  } finally {
    await runUnrecorded(scenario.cleanup ?? [], target)
  }
}

async function runUnrecorded(steps: Step[], target: Target): Promise<void> {
  for (const step of steps) {
    const { status, body } = await answerTo(step, new Map(), target)
    if (status >= 300 && !step.accept?.includes(status)) {
      throw new Error(`${step.name}: ${status} ${JSON.stringify(body)}`)
    }
  }
}

async function runRecorded(steps: (Step | Compact)[], target: Target): Promise<Exchange[]> {
  const answers = new Map<string, Json>()
  const watches = new Map<string, Promise<Answer>>()
  const collected = new Map<string, Answer>()
  const collect = async (): Promise<void> => {
    for (const [name, watch] of watches) collected.set(name, await watch)
    watches.clear()
  }
  for (const step of steps) {
    if ('action' in step) {
      if (!target.compact) throw new Error(`${step.name}: this target cannot compact`)
      await target.compact()
    } else if (step.watch) {
      if (step.watch.wait) await collect()
      const watch = await openWatch(step, answers, target)
      watches.set(step.name, watch.events)
      // A failure is reported where the watch is collected.
      watch.events.catch(() => undefined)
      if (step.watch.wait) await collect()
    } else {
      const answer = await answerTo(step, answers, target)
      answers.set(step.name, answer.body)
      collected.set(step.name, answer)
    }
  }
  await collect()
  return steps.flatMap((step) => {
    const response = collected.get(step.name)
    return 'action' in step || !response ? [] : [exchange(step, response)]
  })
}

/** The request stays as written, with its placeholders: what they become differs between runs. */
function exchange(step: Step, response: Answer): Exchange {
  const { name, keep: _keep, only: _only, until: _until, accept: _accept, ...request } = step
  return { name, request, response: { ...response, body: reduceBody(response.body, step) } }
}

async function answerTo(step: Step, answers: Map<string, Json>, target: Target): Promise<Answer> {
  const { patience = defaultPatience } = target
  const deadline = Date.now() + patience
  for (;;) {
    const raw = await send(rawRequest(step, answers, target), target.ca)
    const text = await readText(step.name, raw, patience)
    const answer = { status: raw.status, headers: raw.headers, body: parseBody(raw, text) }
    if (isAwaited(step, answer, text) || Date.now() > deadline) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function isAwaited({ until }: Step, { status, body }: Answer, text: string): boolean {
  if (!until) return true
  if (until.status !== undefined && until.status !== status) return false
  if (until.contains !== undefined && !text.includes(until.contains)) return false
  return until.at === undefined || textOf(valueAt(body, until.at.split('.'))) === until.is
}

/** Returns when the watch is open, so that what later steps do is seen by it. */
async function openWatch(
  step: Step,
  answers: Map<string, Json>,
  target: Target,
): Promise<{ events: Promise<Answer> }> {
  const request = rawRequest(step, answers, target)
  const raw = await (step.watch?.websocket ? openWebSocket(request, target.ca) : send(request, target.ca))
  return { events: readEvents(raw, step.watch ?? { until: 'end' }, target.patience ?? defaultPatience) }
}

async function readEvents(raw: RawAnswer, { until, websocket }: Watch, patience: number): Promise<Answer> {
  const { status, headers } = raw
  if (status !== 200 && status !== 101) {
    return { status, headers, body: parseBody(raw, await readText('watch', raw, patience)) }
  }
  const events: Json[] = []
  const impatience = setTimeout(() => {
    events.push('<no further event>')
    raw.close()
  }, patience)
  for await (const event of websocket ? frames(raw.body) : lines(raw.body)) {
    events.push(parseJson(event))
    if (events.length === until) {
      raw.close()
      break
    }
  }
  clearTimeout(impatience)
  return { status, headers, body: events }
}

async function* lines(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    yield* parts.filter((part) => part !== '')
  }
  if (rest !== '') yield rest
}

async function* frames(body: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  for await (const frame of body) yield new TextDecoder().decode(frame)
}

async function readText(name: string, { body, close }: RawAnswer, patience: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let late = false
  const impatience = setTimeout(() => {
    late = true
    close()
  }, patience)
  for await (const chunk of body) chunks.push(chunk)
  clearTimeout(impatience)
  if (late) throw new Error(`${name}: the answer did not end`)
  return Buffer.concat(chunks).toString('utf8')
}

/** The OpenAPI index is JSON that calls itself text/plain. */
function parseBody({ headers }: RawAnswer, text: string): Json {
  const type = headers['content-type']
  const isJson = typeof type === 'string' && /^(application\/json|text\/plain)/.test(type)
  return isJson && /^\s*[{[]/.test(text) ? parseJson(text) : text
}

function rawRequest(step: Step, answers: Map<string, Json>, target: Target): RawRequest {
  const fill = (text: string): string => fillIn(text, answers)
  const body = bodyOf(step, fill)
  const headers: Record<string, string> = {
    accept: 'application/json',
    'user-agent': 'oracle/1.0',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...authorization(step, target),
  }
  for (const [name, value] of Object.entries(step.headers ?? {})) headers[name] = fill(value)
  if (headers['content-type'] === '') delete headers['content-type']
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body))
  return { method: step.method, url: target.baseUrl + fill(step.path), headers, body }
}

function bodyOf(step: Step, fill: (text: string) => string): string | Buffer | undefined {
  if (step.bytes !== undefined) return Buffer.from(step.bytes, 'base64')
  if (step.text !== undefined) return fill(step.text)
  return step.body === undefined ? undefined : fill(JSON.stringify(step.body))
}

function authorization({ as }: Step, { tokens }: Target): { authorization?: string } {
  if (as === 'anonymous') return {}
  return { authorization: `Bearer ${as === 'stranger' ? 'issued-by-nobody' : tokens[as]}` }
}

function fillIn(text: string, answers: Map<string, Json>): string {
  return text.replace(/\{\{([^}]+)\}\}/g, (_match, reference: string) => {
    const [step = '', ...path] = reference.split('.')
    const value = textOf(valueAt(answers.get(step), path))
    if (value === '') {
      throw new Error(`the answer to ${step} has no ${path.join('.')}: ${JSON.stringify(answers.get(step))}`)
    }
    return value
  })
}
