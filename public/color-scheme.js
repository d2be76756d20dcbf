// Runs before the first paint, so that a page in the dark never flashes white. The key and the attribute are
// those of web/theme/theme.ts, which takes over once the console has started.
const mode = localStorage.getItem('aerie-mode') ?? 'system'
const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.dataset.theme = dark ? 'dark' : 'light'
