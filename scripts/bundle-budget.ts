import { readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadedFiles, type Manifest } from './tools/loaded-files.ts'

interface Page {
  what: string
  /** Where its code begins, beside what every page loads; it brings the shell if it needs it. */
  modules: string[]
  /** Bytes of brotli, at most. */
  budget: number
  /** What such a page asks for by itself once it stands, so that what is put off is counted, too. */
  behind?: string[]
}

/** What every page keeps to, unless it says otherwise: anybody may begin with any of them. */
const most = 200_000
/** The same with what comes behind it. */
const mostInAll = 300_000

/** Each page that can be the first one; a page that is missing here fails the check below. */
const pages: Page[] = [
  { what: 'sign-in', modules: ['web/pages/login-page.tsx'], budget: 160_000 },
  ...[
    'home',
    'projects',
    'teams',
    'team',
    'users',
    'user',
    'clusters',
    'cluster-new',
    'not-found',
    'audit',
    'admin',
    'quotas',
    'templates',
  ].map((name) => page(name)),
  ...['instances', 'members', 'quotas', 'templates', 'secrets', 'activity'].map((tab) =>
    page('project', `web/pages/project/${tab}-tab.tsx`),
  ),
  { ...page('template'), behind: ['web/pages/templates/rendered.tsx'] },
  {
    ...page('project', 'web/pages/project/settings-tab.tsx'),
    behind: [
      'web/pages/project/settings-form.tsx',
      'web/form/names-picker.tsx',
      'web/form/manifest/yaml-side.tsx',
    ],
  },
  ...['overview', 'yaml'].map((tab) => page('instance', `web/pages/instance/${tab}-tab.tsx`)),
  ...['about', 'access-keys', 'sessions', 'password', 'preferences'].map((tab) =>
    page('profile', `web/pages/profile/${tab}-tab.tsx`),
  ),
  ...['pods', 'events'].map((tab) => page('instance', `web/pages/inside/${tab}-tab.tsx`)),
  page('cluster', 'web/pages/cluster/overview-tab.tsx'),
  ...['instance', 'cluster'].flatMap((name) =>
    ['index', 'objects'].map((tab) => page(name, `web/pages/resources/${tab}-tab.tsx`)),
  ),
  ...['object-events', 'logs'].map((tab) => page('object', `web/pages/resources/${tab}-tab.tsx`)),
  {
    ...page('object', 'web/pages/resources/overview-tab.tsx'),
    behind: ['web/pages/resources/yaml-tab.tsx'],
  },
  ...['user-new', 'user-edit'].map((name) => ({
    ...page(name),
    behind: ['web/form/manifest/yaml-side.tsx'],
  })),
  ...['team-new', 'team-edit', 'project-new'].map((name) => ({
    ...page(name),
    behind: ['web/form/names-picker.tsx', 'web/form/manifest/yaml-side.tsx'],
  })),
  {
    ...page('new-instance'),
    behind: ['owner-and-cluster.tsx', 'parameter-input.tsx', 'instance-yaml.ts', 'manifest-side.tsx'].map(
      (name) => `web/pages/new-instance/${name}`,
    ),
  },
]

function page(name: string, ...parts: string[]): Page {
  return {
    what: [name, ...parts.map((part) => basename(part, '.tsx'))].join(', '),
    modules: [`web/pages/${name}-page.tsx`, ...parts],
    budget: most,
  }
}

/**
 * What the first pages cost: all JavaScript that a browser loads for them, compressed as the build put it beside
 * each file. Prints each file and fails above a budget. Needs `vite build` to have run.
 */
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest

for (const { what, modules, budget, behind } of pages) {
  keep(`all of ${what}`, budget, modules)
  if (behind !== undefined) keep(`${what}, with what comes behind it`, mostInAll, [...modules, ...behind])
}

const counted = new Set(pages.flatMap(({ modules, behind = [] }) => [...modules, ...behind]))
for (const module of Object.keys(manifest)) {
  if (!/^web\/pages\/.*-(page|tab)\.tsx$/.test(module) || counted.has(module)) continue
  console.log(`${module} is a page that scripts/bundle-budget.ts does not know`)
  process.exitCode = 1
}

/** Prints what a page loads, and fails where that is too much. */
function keep(what: string, budget: number, modules: readonly string[]): void {
  const sizes = loadedFiles(manifest, ['index.html', ...modules])
    .map((file) => ({ file, bytes: statSync(join(dist, `${file}.br`)).size }))
    .sort((one, other) => other.bytes - one.bytes)
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { file, bytes } of sizes) console.log(`${kilobytes(bytes)}  ${file}`)
  console.log(`${kilobytes(total)}  ${what}, at most ${kilobytes(budget).trim()}`)
  if (total > budget) process.exitCode = 1
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(9)
}
