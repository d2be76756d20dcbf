import CopyIcon from '@mui/icons-material/ContentCopy'
import DoneIcon from '@mui/icons-material/Check'
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined'
import Alert from '@mui/material/Alert'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Snackbar from '@mui/material/Snackbar'
import { useId, useState, type ReactNode } from 'react'

/** What can be copied of a log; the texts are made when they are asked for. */
export interface Copies {
  inSight: () => string
  all: () => string
  link: () => string
  /** As kubectl reads the same. */
  command: string
}

interface Props {
  copies: Copies
  /** Where all that the server has is got from, and under which name it is kept. */
  download: { address: string; fileName: string }
}

/** Takes lines out of the page: to the clipboard, or all that the server has to a file. */
export function LogMenu({ copies, download }: Props): ReactNode {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [result, setResult] = useState<'copied' | 'refused'>()
  const copy = (make: () => string) => async (): Promise<void> => {
    setAnchor(null)
    const done = await navigator.clipboard.writeText(make()).then(
      () => true,
      () => false,
    )
    setResult(done ? 'copied' : 'refused')
  }
  return (
    <>
      <IconButton
        aria-label="Copy"
        title="Copy"
        aria-haspopup="menu"
        aria-controls={anchor === null ? undefined : id}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        onBlur={() => setResult((now) => (now === 'copied' ? undefined : now))}
      >
        {result === 'copied' ? <DoneIcon sx={{ fontSize: 18 }} /> : <CopyIcon sx={{ fontSize: 18 }} />}
      </IconButton>
      <Menu id={id} open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => void copy(copies.inSight)()}>Copy the lines in sight</MenuItem>
        <MenuItem onClick={() => void copy(copies.all)()}>Copy all lines that are read</MenuItem>
        <MenuItem onClick={() => void copy(copies.link)()}>Copy a link to the first line in sight</MenuItem>
        <MenuItem onClick={() => void copy(() => copies.command)()}>Copy as kubectl command</MenuItem>
      </Menu>
      <IconButton
        component="a"
        href={download.address}
        download={download.fileName}
        aria-label="Download all lines"
        title="Download all lines that the server has"
      >
        <DownloadIcon sx={{ fontSize: 20 }} />
      </IconButton>
      <Snackbar open={result !== undefined} autoHideDuration={3_000} onClose={() => setResult(undefined)}>
        <Alert severity={result === 'refused' ? 'error' : 'success'}>
          {result === 'refused' ? 'The browser refused to copy.' : 'Copied.'}
        </Alert>
      </Snackbar>
    </>
  )
}
