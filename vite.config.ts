import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The gateway that `npm run dev` put behind this development server. */
const gateway = process.env['AERIE_DEV_GATEWAY'] ?? 'http://localhost:8080'

/**
 * Puts a brotli copy beside each file of the build, so that the server compresses nothing while it serves.
 * Done after everything is written: Vite still changes the chunks while it makes the bundle.
 */
const precompressed: Plugin = {
  name: 'precompressed',
  apply: 'build',
  writeBundle({ dir = 'dist' }, bundle) {
    for (const fileName of Object.keys(bundle)) {
      if (!/\.(js|css|html|svg)$/.test(fileName)) continue
      const path = join(dir, fileName)
      writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
    }
  },
}

/**
 * Lets the document ask for what every page loads, so that it travels while the entry is read: over HTTP/1.1 a browser
 * asks for six things at once, and what comes next is the page's code and its data.
 */
const preloaded: Plugin = {
  name: 'preloaded',
  apply: 'build',
  transformIndexHtml(_, { bundle = {} }) {
    return Object.keys(bundle)
      .filter((file) => file.startsWith('assets/base-'))
      .map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
        injectTo: 'head',
      }))
  },
}

/**
 * What libraries bring into every page and nothing here uses, by who imports it: the ripple that MUI draws on what is
 * clicked, which the theme turns off and which brings transitions along, and what copies the statics of
 * components into Emotion's `withTheme`.
 */
const unused: readonly [importer: string, imported: RegExp, instead: string][] = [
  ['/@mui/material/ButtonBase/', /\/TouchRipple(\.mjs)?$/, 'export default () => null'],
  ['/@emotion/react/', /^hoist-non-react-statics$/, 'export default (component) => component'],
]

const withoutUnused: Plugin = {
  name: 'without-unused',
  enforce: 'pre',
  resolveId: (source, importer) => {
    const at = unused.findIndex(([by, what]) => importer?.includes(by) === true && what.test(source))
    return at === -1 ? null : `\0unused-${at}`
  },
  load: (id) => (id.startsWith('\0unused-') ? unused[Number(id.slice('\0unused-'.length))]?.[2] : null),
}

/** MUI's elements of these names. */
function mui(...names: string[]): string {
  return `@mui/material/(${names.join('|')})/`
}

/** What sign-in and every other page load anyhow, beside what the entry itself begins with. */
const everywhere = [
  mui('OutlinedInput', 'Alert', 'Paper', 'Portal'),
  '/web/shell/theme-switch',
  '/web/ui/(picture|text-field|use-popup)',
  '/icons-material/(esm/)?Close\\.',
]

/**
 * Which file of the build a shared module travels in, with all that it needs; the first that fits counts. A
 * page of the first minute should come in few files, and with nothing that only a later one needs.
 */
const files: [name: string, ...modules: string[]][] = [
  // What stays around every page once somebody is signed in, the frame of a page, and how spaces, virtual clusters
  // and quotas are shown, which hardly a page does without.
  [
    'shell',
    // What only the create forms say of quotas travels with them.
    '/web/quota/(?!denials|quota-after|quota-list|amount-line)',
    '/web/ui/(phase|tone|section)',
    '/web/pages/instance/(sides|instance-dialog)',
    '/web/pages/project/roles',
    '/web/(shell/(recent-projects|over|known-title)|data/begun|ui/(single-keys|key-style|error-words))\\.',
    '/web/form/commands',
    '/web/shell/shell',
    '/web/terminal/(open|wanted|here|use-dock-key)\\.',
    '/web/pages/instance/open-instance-shell',
    '/web/ui/(page|reasoned|time|use-(address|ahead|media|param|typed)|row-style|(or-)?nothing)\\.',
    '/web/data/use-data',
    '/icons-material/(esm/)?(Add|ArrowDropDown|LockOutlined)\\.',
    '/web/pages/(?!login|resources|templates)[^/]+/[^/]+-words',
    mui('Link'),
  ],
  [
    'filter',
    '/web/table/(filter-field|use-table-address|column|sort)\\.',
    '/icons-material/(esm/)?Search\\.',
  ],
  // For every page with a live table of objects.
  [
    'table',
    '/web/table/(?!row-menu|table-tools|columns-popup|views|suggestion|vocabulary|complaint|nothing-found|moved|bulk|use-bulk)',
    '/web/pages/inside/(beside|use-opened)',
    '/@tanstack/(react-virtual|virtual-core)/',
  ],
  // For what is in a space or a virtual cluster, but for the details of a row.
  [
    'inside',
    '/web/data/(inside|use-inside)',
    '/web/pages/inside/(look|fields)',
    '/web/pages/resources/(look|look-inside)',
  ],
  ['rows', '/web/pages/inside/(begin|pod-row|event-row|unplaced)'],
  ['events', '/web/pages/inside/(event-mark|events-about)'],
  // The picture of how pods are, for the pages of what they run in.
  ['pods', '/web/pages/inside/(pod-counts|pods-picture)'],
  // For the browser of everything that is in one.
  [
    'resources',
    '/web/data/kinds-inside',
    '/web/pages/resources/(use-|readable|state-key|namespace|cell-words|owner-link)',
  ],
  // Who has what, for pages that name people.
  [
    'people',
    '/web/pages/user/(use-people|person-link|holdings)',
    '/web/ui/link-list',
    '/web/quota/(amount-line|quota-list)',
  ],
  ['password', '/web/pages/profile/(password-rules|profile-query)', '/web/form/field-errors'],
  ['fields', '/web/pages/inside/(pod-details|pod-parts|small-facts)', '/web/terminal/use-exec-reason'],
  // How an object is, for its page and for lists that say it beside other things.
  ['state', '/web/pages/resources/(conditions|object-state)'],
  ['keys', '/web/pages/profile/key-scope'],
  ['merge', '/web/form/merge\\.'],
  ['connect', '/web/connect/download', '/web/pages/instance/issue-kubeconfig'],
  // The frame of a page with parts.
  [
    'parts',
    '/web/ui/(link-tabs|gone)',
    '/web/pages/cluster/use-sees-inside',
    '/web/form/use-deleting',
    '/react-query/.*/useMutationState',
  ],
  // For pages of one object and the dialogs that change it.
  [
    'action',
    '/web/ui/(command|facts|not-for-you)',
    '/web/connect/download',
    '/web/pages/instance/issue-kubeconfig',
    '/web/data/writes',
    '/react-query/.*/useMutation',
  ],
  ['labels', mui('Chip'), '/web/ui/labels'],
  // For small tables, which are written out; the live ones have cells of their own.
  ['cells', mui('Table', 'TableBody', 'TableCell', 'TableHead', 'TableRow')],
  // What boxes to tick and lists to pick from have in common with what opens over a page.
  [
    'control',
    '/@mui/(utils|material/utils)/(useControlled|useSlotProps|mergeSlotProps|contains|createChainedFunction)',
  ],
  ['subheader', mui('ListSubheader')],
  // What opens over a page when somebody reaches for it.
  [
    'overlay',
    mui('Dialog[A-Za-z]*', 'Divider', 'Drawer', 'List(?!Subheader)[A-Za-z]*', 'Menu', 'MenuItem'),
    '/web/pages/inside/side-panel',
  ],
  // The dialogs themselves, which no page needs before somebody asks for one.
  ['dialog', '/web/(form/(delete|form)-dialog|connect/(kubeconfig-dialog|own-kubeconfig))'],
  // Whatever writes YAML comes behind its page.
  ['popper', mui('Popper')],
  // For every form; the lists to pick from come behind it.
  [
    'form',
    '/web/form/(?!delete-dialog|form-dialog|edit-(form|page)|commands|save-changes|manager|best-first|overlap|yaml|rest|manifest/|(select|choice|names)-)',
    mui('AlertTitle'),
  ],
  ['picker', mui('Autocomplete')],
  // What reads and writes YAML and merges changes, for forms and for the editor.
  ['yaml', '/node_modules/yaml/', '/api/yaml-', '/web/form/yaml\\.'],
  ['changes', '/web/form/(manager|save-changes)'],
  ['edit-form', '/web/form/edit-(form|page)'],
  // Two people at the same thing, in forms and in the editor.
  ['overlap', '/web/form/overlap-notice'],
  ['editor', '/monaco-editor/', '/web/editor/(?!begin|editor\\.|object-yaml)'],
  ['json', '/kube/(json|merge-patch)\\.'],
  // For what people write as an expression; what looks through logs needs no more of it.
  ['expressions', '/node_modules/re2js/'],
  // What fills templates in, which is tried out behind the page of one.
  ['rendering', '/api/(parameters|pattern)'],
  ['entry', '/web/(ui/reasoned-menu-item|shell/copy-as-kubectl)'],
  ['tick', '/@mui/material/internal/SwitchBase'],
  // For the few fields with a short list, on pages and in dialogs.
  ['select', '/web/form/select-input', '/icons-material/(esm/)?ArrowDropDown\\.'],
  // Small things of few pages, which would travel with what others need.
  ['introduced', '/web/pages/project/introduced'],
  ['sees', '/web/pages/cluster/use-sees-inside'],
  // Secrets of a project show their values as those of a cluster do.
  ['values', '/web/pages/resources/(decoded|data-facts)', '/web/pages/secrets/secret-form'],
  ['begin', '/web/editor/(begin|object-yaml)'],
  ['versions', '/api/template-versions', '/web/pages/templates/template-sides'],
  // What the forms with YAML beside them begin with.
  ['rest', '/web/form/(rest|manifest/(parts|form-of|beside-yaml))\\.'],
  // What reads YAML back into a form needs the editor, which what only shows it must not bring.
  ['manifest', '/web/form/manifest/(manifest-editor|read-object)', '/web/editor/editor\\.'],
  ['manifest-view', '/web/form/manifest/manifest-view'],
  ['names', '/web/form/names-input', '/web/pages/team/team-(form|fields)'],
  ['project-form', '/web/pages/project/project-f'],
  ['user-form', '/web/pages/user/user-(form|fields)'],
  ['preferences', '/web/data/(merged-)?preferences', '/api/preferences'],
  // What is around every page and comes once that stands.
  [
    'behind',
    '/web/shell/(behind|top-bar-tools|favourite|use-(place|visits|single-keys)|shortcuts\\.|toast|help\\.)',
    '/web/shell/(follow-preferences|place-title|notices/(?!notice-list))',
    mui('Snackbar[A-Za-z]*', 'ClickAwayListener', 'Grow'),
  ],
]

export default defineConfig({
  plugins: [withoutUnused, react(), preloaded, precompressed],
  build: {
    target: 'es2022',
    outDir: 'dist',
    // The content-security policy allows no data: scripts and no inline module preload polyfill.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    manifest: true,
    rolldownOptions: {
      output: {
        // A shared file is named after all that share it, which can be longer than an address should be.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0] ?? name}-[hash].js`,
        codeSplitting: {
          groups: [
            // Everything that every page needs travels as one file, and not as twenty.
            { name: 'base', tags: ['$initial'], priority: files.length + 2 },
            { name: 'base', test: new RegExp(everywhere.join('|')), priority: files.length + 1 },
            ...files.map(([name, ...modules], index) => ({
              name,
              test: new RegExp(modules.join('|')),
              priority: files.length - index,
            })),
            // What several later pages share: few files, at the price of a few kilobytes not used at once.
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 30_000 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/kubernetes', '/auth', '/api', '/terminal', '/version', '/healthz', '/readyz'].map((path) => [
        path,
        { target: gateway, ws: true },
      ]),
    ),
  },
})
