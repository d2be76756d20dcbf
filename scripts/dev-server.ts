// The gateway under `node --watch`. That asks every process below it, by this variable, to report what it
// imports over its channel to its parent; the embedded clusters have another use for theirs.
delete process.env['WATCH_REPORT_DEPENDENCIES']
await import('#server/main.ts')
