import { StatusError } from '#kube/status.ts'
import { createRoot } from 'react-dom/client'
import { App, start } from './app.tsx'

async function begin(): Promise<void> {
  const place = document.getElementById('root')
  if (place === null) throw new Error('index.html has no element with id root')
  // The first requests leave here, before React has drawn anything.
  const app = await start()
  createRoot(place, {
    onCaughtError: (error) => {
      // What the server answered is said on the page; only our own mistakes belong in the console.
      if (!(error instanceof StatusError)) reportError(error)
    },
  }).render(<App {...app} />)
}

void begin()
