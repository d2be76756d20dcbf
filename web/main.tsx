import { StatusError } from '#kube/status.ts'
import { createRoot } from 'react-dom/client'
import { App, start } from './app.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with id root')

// The first requests leave here, before React has drawn anything.
const app = start()
createRoot(root, {
  onCaughtError: (error) => {
    // What the server answered is said on the page; only our own mistakes belong in the console.
    if (!(error instanceof StatusError)) reportError(error)
  },
}).render(<App {...app} />)
