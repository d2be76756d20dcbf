import { createRoot } from 'react-dom/client'
import { App, start } from './app.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with id root')

// The first requests leave here, before React has drawn anything.
const app = start()
createRoot(root).render(<App {...app} />)
