/** What a server must have for a scenario to make sense against it. */
export type Feature =
  | 'crd'
  | 'patch'
  | 'apply'
  | 'table'
  | 'watch'
  | 'websocket'
  | 'compaction'
  | 'discovery'
  | 'openapi'
  | 'rbac'
  | 'impersonation'
  | 'core'
  | 'namespace-lifecycle'
  | 'builtin'
  | 'quota'
  | 'limit-range'
  | 'eviction'
  | 'service-account-token'
  | 'protobuf'

/**
 * Who asks. `admin` is in system:masters, `alice` and `bob` are in no group of
 * their own, `stranger` sends a token nobody issued, `anonymous` sends none.
 */
export type User = 'admin' | 'alice' | 'bob' | 'stranger' | 'anonymous'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * One raw exchange. Text in `path`, `headers`, `body` and `text` may contain
 * `{{step.path.to.value}}`, which is replaced by a value from the answer to an
 * earlier step of the same scenario.
 */
export interface Step {
  /** Unique within the scenario, without dots. */
  name: string
  as: User
  method: string
  /** Path and query, as sent. */
  path: string
  /** Lower-case names. Content-Type is application/json unless given; '' sends none. */
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: Json
  /** Sent as it is, instead of `body`: for YAML, broken JSON and large numbers. */
  text?: string
  /** Bytes in base64, sent decoded, instead of `body`: for protobuf. */
  bytes?: string
  watch?: Watch
  /** Ask again until the answer is like this, `at` being a dotted path; only the last answer counts. */
  until?: { status?: number; contains?: string; at?: string; is?: string }
  /** Keep these top-level parts of the body only: a list of JSON pointers. */
  keep?: string[]
  /** Keep only the items (groups, paths) whose name contains this. */
  only?: string
  /** In `setup` and `cleanup`: the statuses that are not a failure. */
  accept?: number[]
}

/**
 * A watch is opened when its step comes, and left open while later steps run.
 * It is collected at the end, or before the next step with `wait`. It ends after
 * so many events, or with `'end'` when the server ends it.
 */
export interface Watch {
  until: number | 'end'
  wait?: boolean
  websocket?: boolean
}

/** The server forgets its history, as etcd does every few minutes. */
export interface Compact {
  name: string
  action: 'compact'
}

export interface Scenario {
  name: string
  /** One line for people. */
  covers: string
  needs: Feature[]
  /** Not recorded. Must succeed again when what it makes is there already. */
  setup?: Step[]
  steps: (Step | Compact)[]
  /** Not recorded. Runs also when a step failed. */
  cleanup?: Step[]
}

export interface Answer {
  status: number
  headers: Record<string, string | string[]>
  /** Parsed JSON, the list of events of a watch, or text. */
  body: Json
}

export interface Exchange {
  name: string
  request: Omit<Step, 'name' | 'keep' | 'only' | 'until' | 'accept'>
  response: Answer
}

/** The content of a file in `golden/`. */
export interface Golden {
  server: string
  scenario: string
  covers: string
  needs: Feature[]
  steps: Exchange[]
}
