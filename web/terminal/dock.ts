import { useSyncExternalStore } from 'react'
import { keptTerminals as kept } from './wanted.ts'
import type { ExecTarget, ShellTarget } from './open.ts'

/** How it is with a tab; `told` is what there is to say of it. */
export type TabState =
  | { is: 'connecting' | 'open' | 'lost' | 'away' }
  | { is: 'ended'; code?: number; told: string }
  | { is: 'impossible'; told: string; install?: string }

export interface Tab {
  id: string
  name: string
  what: { exec: ExecTarget } | { shell: ShellTarget }
  /** The session on the server that a kubectl shell is in, by which it is found again after a reload. */
  session?: string
  state: TabState
}

export interface Dock {
  /** In the order of the tabs. */
  tabs: readonly Tab[]
  /** Of the tab that is shown. */
  active: string
  /** Whether it stands open; minimised, what runs in it goes on. */
  open: boolean
  /** Grows whenever the person asks for a terminal, which then takes the keyboard; a reload alone takes nothing. */
  asked: number
}

const none: Dock = { tabs: [], active: '', open: false, asked: 0 }
const listeners = new Set<() => void>()
let dock = none
let owner = ''

// Only this module writes it, in this very window.
const before = JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Partial<Dock & { owner: string }>

function change(next: Partial<Dock>): void {
  dock = { ...dock, ...next }
  // Until it is known whose it is, what another may have left is not written over.
  if (owner !== '') sessionStorage.setItem(kept, JSON.stringify({ owner, ...dock }))
  for (const listener of listeners) listener()
}

/**
 * Takes up what this window had open before a reload. Somebody else's is dropped: who signs in after another must
 * not come upon their shells.
 */
export function restoreDock(user: string): void {
  if (owner === user) return
  const isFirst = owner === ''
  owner = user
  if (!isFirst || before.owner !== user) return change(isFirst ? {} : none)
  // What was opened meanwhile stays, and is shown.
  const { tabs, active, open } = dock.tabs.length > 0 ? dock : { ...none, ...before, tabs: [] }
  change({ tabs: [...(before.tabs ?? []).map(restored), ...tabs], active, open })
}

/** A shell in a container goes with the connection; a session on the server waits for its window. */
function restored(tab: Tab): Tab {
  if (tab.state.is === 'ended') return tab
  return { ...tab, state: { is: 'shell' in tab.what ? 'connecting' : 'away' } }
}

export function addExec(exec: ExecTarget): void {
  add({ exec }, `${exec.pod} · ${exec.container}`)
}

export function addShell(target: ShellTarget): void {
  add({ shell: target }, shellName(target))
}

export function shellName(target: ShellTarget): string {
  if (target.kind === 'management') return 'kubectl · management'
  return `kubectl · ${target.kind === 'cluster' ? target.cluster : target.name}`
}

function add(what: Tab['what'], name: string): void {
  const id = crypto.randomUUID()
  const state: TabState = { is: 'connecting' }
  const tab = { id, what, name: freeName(name), state }
  change({ tabs: [...dock.tabs, tab], active: id, open: true, asked: dock.asked + 1 })
}

/** Tabs of one name are told apart by a number. */
function freeName(name: string): string {
  const taken = new Set(dock.tabs.map((tab) => tab.name))
  let count = 1
  while (taken.has(count === 1 ? name : `${name} (${count})`)) count += 1
  return count === 1 ? name : `${name} (${count})`
}

export function changeTab(id: string, next: Partial<Pick<Tab, 'state' | 'session'>>): void {
  change({ tabs: dock.tabs.map((tab) => (tab.id === id ? { ...tab, ...next } : tab)) })
}

/** Begins anew in the place of a tab that has ended. */
export function reopenTab(id: string): void {
  const fresh = crypto.randomUUID()
  const again = ({ name, what }: Tab): Tab => ({ id: fresh, name, what, state: { is: 'connecting' } })
  change({
    tabs: dock.tabs.map((tab) => (tab.id === id ? again(tab) : tab)),
    active: dock.active === id ? fresh : dock.active,
    asked: dock.asked + 1,
  })
}

export function showTab(id: string): void {
  change({ active: id, open: true })
}

/** Gives the keyboard to the terminal that is shown. */
export function enterTerminal(): void {
  change({ open: true, asked: dock.asked + 1 })
}

/** Closes a tab; the one beside it is shown. */
export function closeTab(id: string): void {
  const at = dock.tabs.findIndex((tab) => tab.id === id)
  const tabs = dock.tabs.filter((tab) => tab.id !== id)
  const active = dock.active === id ? (tabs[Math.min(at, tabs.length - 1)]?.id ?? '') : dock.active
  change({ tabs, active, open: dock.open && tabs.length > 0 })
}

export function setDockOpen(open: boolean): void {
  change({ open })
}

export function useDock(): Dock {
  return useSyncExternalStore(subscribe, () => dock)
}

/** What stands now, for what is done outside of rendering. */
export function dockNow(): Dock {
  return dock
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
